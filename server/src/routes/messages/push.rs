//! `GET` and `POST /api/messages/push`, `PUT` and `DELETE /api/messages/push/{id}`, `POST /api/messages/push/news`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Instant, Lang};
use messages::{Channel, NewPushDevice, PushDeviceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape};

/// A browser that is told by push.
#[derive(Debug, Serialize, ToSchema)]
struct PushDevice {
    /// Its id.
    id: String,
    /// What its holder knows it by.
    device: String,
    /// Whether a title may stand on its locked screen.
    shows_title: bool,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    made_at: Instant,
    /// When its push service last took a push for it; nothing until then.
    #[schema(value_type = Option<String>, format = DateTime)]
    told_at: Option<Instant>,
}

impl From<messages::PushDevice> for PushDevice {
    fn from(found: messages::PushDevice) -> Self {
        Self {
            id: found.id.to_string(),
            device: found.device,
            shows_title: found.shows_title,
            made_at: found.made_at,
            told_at: found.told_at,
        }
    }
}

/// One's own browsers that are told by push, and what another subscribes with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PushDevices {
    /// The public key of this installation (VAPID, base64url); nothing where it does not push.
    key: Option<String>,
    /// The first one first.
    devices: Vec<PushDevice>,
}

/// One's own browsers that are told by push.
#[utoipa::path(
    get, path = "/api/messages/push", tag = "messages", security(("session" = [])),
    responses(
        (status = OK, body = PushDevices),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
) -> Result<Json<PushDevices>, Problem> {
    let devices = state.messages.push_devices(&caller.principal).await?;
    let pushes = state.carriers.reaches(Channel::Push);
    let key = pushes.then(|| URL_SAFE_NO_PAD.encode(state.access.push_key().public()));
    Ok(Json(PushDevices { key, devices: devices.into_iter().map(Into::into).collect() }))
}

/// A browser that subscribed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PushSubscribed {
    /// The address that its push service gave it, by https. It is kept sealed.
    endpoint: String,
    /// What one knows it by, in 60 characters.
    device: String,
    /// Whether a title may stand on its locked screen.
    shows_title: bool,
}

/// The id of a browser that is told by push.
#[derive(Serialize, ToSchema)]
pub(crate) struct PushDeviceAdded {
    /// The id.
    id: String,
}

/// Adds a browser of one's own. Whoever it was added for before is told there no more.
#[utoipa::path(
    post, path = "/api/messages/push", tag = "messages", security(("session" = [])),
    request_body = PushSubscribed,
    responses(
        (status = OK, body = PushDeviceAdded),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "this installation does not push"),
    )
)]
pub(crate) async fn add(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Json(given): Json<PushSubscribed>,
) -> Result<Json<PushDeviceAdded>, Problem> {
    if !state.carriers.reaches(Channel::Push) {
        return Err(messages::Error::NotSetUp(Channel::Push.name()).into());
    }
    let PushSubscribed { endpoint, device, shows_title } = given;
    let new = NewPushDevice { endpoint, device, shows_title };
    let id = state.messages.add_push_device(&caller.principal, &new).await?;
    Ok(Json(PushDeviceAdded { id: id.to_string() }))
}

/// What a browser may show.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PushShown {
    /// Whether a title may stand on its locked screen.
    shows_title: bool,
}

/// Says whether a title may stand on the locked screen of one's own device.
#[utoipa::path(
    put, path = "/api/messages/push/{id}", tag = "messages", security(("session" = [])),
    params(("id" = String, Path, description = "The device's id")),
    request_body = PushShown,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn put(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Path(id): Path<PushDeviceId>,
    Json(given): Json<PushShown>,
) -> Result<StatusCode, Problem> {
    let done = state.messages.show_title(&caller.principal, id, given.shows_title).await?;
    done.then_some(StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}

/// Takes one's own browser away: it is told no more.
#[utoipa::path(
    delete, path = "/api/messages/push/{id}", tag = "messages", security(("session" = [])),
    params(("id" = String, Path, description = "The device's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn delete(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Path(id): Path<PushDeviceId>,
) -> Result<StatusCode, Problem> {
    let gone = state.messages.drop_push_device(&caller.principal, id).await?;
    gone.then_some(StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}

/// Which browser asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PushWoken {
    /// The address that its push service gave it.
    endpoint: String,
}

/// What is new.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PushNews {
    /// The browser that asks; nothing where it is not among one's own.
    device: Option<PushDevice>,
    /// How many messages are not seen yet.
    unseen: u64,
    /// What the latest of them is titled, naming nobody; nothing where its locked screen is not to show it.
    title: Option<TextShape>,
    /// Where the latest of them can be acted on; nothing where the browser is not among one's own.
    link: Option<String>,
    /// The language of the account: `zh` or `en`.
    lang: &'static str,
}

/// What is new for a browser that was woken: the push itself said nothing.
#[utoipa::path(
    post, path = "/api/messages/push/news", tag = "messages", security(("session" = [])),
    request_body = PushWoken,
    responses(
        (status = OK, body = PushNews),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn news(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Json(woken): Json<PushWoken>,
) -> Result<Json<PushNews>, Problem> {
    let found = state.messages.news(&caller.principal, &woken.endpoint).await?;
    let shows = found.device.as_ref().is_some_and(|device| device.shows_title);
    let latest = found.latest.filter(|_| found.device.is_some());
    let link = latest.as_ref().map(|latest| latest.link.clone());
    let title = latest.filter(|_| shows).map(|latest| latest.title.into());
    let lang = match caller.principal.lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    };
    let (device, unseen) = (found.device.map(Into::into), found.unseen);
    Ok(Json(PushNews { device, unseen, title, link, lang }))
}
