//! `POST /api/housing/events`

use access::may;
use axum::{Json, extract::State};
use housing::{ActionId, EventKind, NewEvent, facts::How};
use kernel::Day;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{building::within, hazard::account, inspect::Taken, whither};
use crate::{AppState, Caller, Problem};

/// Something that happened at a place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewHousingEvent)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The building: its id or code.
    building: Option<String>,
    /// The unit, where it was in one: its id or code.
    unit: Option<String>,
    /// `fire` or `breach`.
    #[schema(value_type = String)]
    kind: EventKind,
    /// On which day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// What happened, without anybody's name.
    words: String,
}

/// Takes down a serious fire, or a grave breach of safety or operation: it caps the stars of the building for a time.
#[utoipa::path(
    post, path = "/api/housing/events", tag = "housing", security(("session" = [])),
    request_body = Asked,
    responses(
        (status = OK, body = Taken),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Json(asked): Json<Asked>,
) -> Result<Json<Taken>, Problem> {
    let at = whither::at(&state, asked.building.as_deref(), asked.unit.as_deref()).await?;
    let new = NewEvent {
        at: within(&caller, at)?,
        kind: asked.kind,
        on: asked.on,
        by: account(&caller),
        how: How { words: asked.words, ..How::bare(asked.id) },
    };
    state.housing.happen(new).await?;
    Ok(Json(Taken { id: asked.id.to_string() }))
}
