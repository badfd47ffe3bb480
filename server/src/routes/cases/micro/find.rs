//! `POST /api/cases/micro-events`

use access::may;
use axum::{Json, extract::State};
use casework::{AttachmentId, MicroEventId, NewMicroEvent};
use kernel::Instant;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{shape::MicroEventDetail, show::detail};
use crate::{
    AppState, Caller, Problem,
    routes::cases::{
        place::Where,
        report::{MOST_PHOTOS, too_many_photos, words},
    },
};

/// A micro-event that somebody found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FoundMicroEvent)]
pub(crate) struct Found {
    /// Its id, made by whoever found it (a UUID): sent twice, it is one.
    #[schema(value_type = String)]
    id: MicroEventId,
    /// Which of the catalogue.
    kind: String,
    /// Where it is.
    place: Where,
    /// Photos that show it, uploaded before by `POST /api/cases/files`: their ids, one at least.
    #[schema(value_type = Vec<String>)]
    photos: Vec<AttachmentId>,
    /// A word for the file.
    #[serde(default)]
    words: String,
    /// When it was found, by the clock of whoever did.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
}

/// Takes a micro-event down, with a photo: of a thing at a place, never of somebody. Durable when the answer comes.
#[utoipa::path(
    post, path = "/api/cases/micro-events", tag = "cases", security(("session" = [])),
    request_body = Found,
    responses(
        (status = OK, body = MicroEventDetail),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::CasesReport>,
    State(state): State<AppState>,
    Json(found): Json<Found>,
) -> Result<Json<MicroEventDetail>, Problem> {
    let place = found.place.find(&state).await?;
    caller.within(&place.area)?;
    if found.photos.len() > MOST_PHOTOS {
        return Err(too_many_photos());
    }
    let new = NewMicroEvent {
        id: found.id,
        kind: found.kind,
        place,
        photos: found.photos,
        words: words(&found.words)?,
        account: caller.principal.account,
        acted_at: found.acted_at,
    };
    let event = state.casework.find_micro_event(new).await?;
    Ok(Json(detail(&state, &caller, &event).await?))
}
