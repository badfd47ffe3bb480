//! `POST /api/cases/micro-events/{id}/actions`

use access::{Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use casework::{Actor, MicroAct, MicroActionId, MicroDeed};
use kernel::{Instant, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    shape::MicroEventDetail,
    show::{action, detail, find},
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::report::{MOST_PHOTOS, too_many_photos, words},
};

/// Something to be done to a micro-event.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MicroEventDeed)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: MicroActionId,
    /// The version that was seen.
    seen: u32,
    /// What is done: `{"deed": "fix", "photos": ["…"]}`, `{"deed": "escalate"}` or `{"deed": "verify", "fixed": true}`.
    #[schema(value_type = Object)]
    deed: MicroDeed,
    /// Why, or a word for the file.
    #[serde(default)]
    words: String,
    /// When it was done, by the clock of whoever did it.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
}

/// Does something to a micro-event: durable when the answer comes. Whoever put it right does not verify it; what is found
/// not put right is a case from then on.
#[utoipa::path(
    post, path = "/api/cases/micro-events/{id}/actions", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The micro-event's id")),
    request_body = Asked,
    responses(
        (status = OK, body = MicroEventDetail, description = "the micro-event as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<MicroEventDetail>, Problem> {
    let event = find(&state, &id).await?;
    caller.within(&event.place.area)?;
    let place = Resource::within(event.place.area.clone());
    caller.authorize(action(asked.deed.name()), &place)?;
    if matches!(asked.deed, MicroDeed::Find { .. }) {
        return Err(Problem::bad_request(Text::new(
            "请作为新的微事件登记",
            "Take it down as a micro-event of its own",
        )));
    }
    if asked.deed.photos().len() > MOST_PHOTOS {
        return Err(too_many_photos());
    }
    let act = MicroAct {
        id: asked.id,
        event: event.id,
        seen: asked.seen,
        deed: asked.deed,
        words: words(&asked.words)?,
        actor: Actor::Account(caller.principal.account),
        acted_at: asked.acted_at,
    };
    let done = state.casework.act_on_micro_event(act).await?;
    Ok(Json(detail(&state, &caller, &done).await?))
}
