//! `GET /api/messages`, `GET /api/messages/unseen`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::Instant;
use messages::{Message, MessageId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem, TextShape};

/// Which of one's messages.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those not seen yet.
    unseen: Option<bool>,
    /// Those before this one, by id: where the last page ended.
    #[param(value_type = Option<String>)]
    before: Option<MessageId>,
    /// Messages a page, 100 at most; 20 where not given.
    size: Option<u32>,
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageRow {
    /// Its id.
    id: String,
    /// Its kind.
    kind: String,
    /// What it is about, as `kind:id`.
    subject: String,
    /// The page of the console where it can be acted on.
    link: String,
    /// Whether it does not wait for the end of quiet hours.
    urgent: bool,
    /// What happened, naming nobody.
    title: TextShape,
    /// What happened, for its reader.
    text: TextShape,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Instant,
    /// When it was seen; nothing until then.
    #[schema(value_type = Option<String>, format = DateTime)]
    seen_at: Option<Instant>,
}

impl From<Message> for MessageRow {
    fn from(found: Message) -> Self {
        Self {
            id: found.id.to_string(),
            kind: found.kind,
            subject: found.subject,
            link: found.link,
            urgent: found.urgent,
            title: found.title.into(),
            text: found.text.into(),
            made_at: found.made_at,
            seen_at: found.seen_at,
        }
    }
}

/// A page of one's messages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessagePage {
    /// The latest first.
    rows: Vec<MessageRow>,
    /// How many are not seen yet, on any page.
    unseen: u64,
}

/// One's own messages, the latest first.
#[utoipa::path(
    get, path = "/api/messages", tag = "messages", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = MessagePage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<MessagePage>, Problem> {
    let size = which.size.unwrap_or(20).clamp(1, 100);
    let unseen = which.unseen.unwrap_or(false);
    let page = state.messages.page(&caller.principal, unseen, which.before, size).await?;
    let rows = page.rows.into_iter().map(Into::into).collect();
    Ok(Json(MessagePage { rows, unseen: page.unseen }))
}

/// How many of one's messages are not seen yet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnseenMessages {
    /// How many.
    unseen: u64,
}

/// How many of one's own messages are not seen yet: what a bell asks now and then.
#[utoipa::path(
    get, path = "/api/messages/unseen", tag = "messages", security(("session" = [])),
    responses(
        (status = OK, body = UnseenMessages),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn unseen(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
) -> Result<Json<UnseenMessages>, Problem> {
    Ok(Json(UnseenMessages { unseen: state.messages.unseen(&caller.principal).await? }))
}
