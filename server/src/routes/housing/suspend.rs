//! `POST /api/housing/units/{code}/suspension`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{ActionId, Suspension, facts::How};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{building::within, hazard::account, unit, whither};
use crate::{AppState, Caller, Problem};

/// Letting suspended, or let again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LettingSuspension)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// Whether it is suspended from now on.
    suspended: bool,
    /// Why.
    words: String,
}

/// Suspends the letting of a unit, or ends that. Nothing is done to who lives there.
#[utoipa::path(
    post, path = "/api/housing/units/{code}/suspension", tag = "housing", security(("session" = [])),
    params(("code" = String, Path, description = "The unit's id or code")),
    request_body = Asked,
    responses(
        (status = OK, body = unit::File, description = "the unit as it stands after it"),
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
    Path(code): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<unit::File>, Problem> {
    let id = whither::unit(&state, &code).await?;
    let new = Suspension {
        at: within(&caller, state.housing.at_unit(id).await?)?,
        suspended: asked.suspended,
        by: account(&caller),
        how: How { words: asked.words, ..How::bare(asked.id) },
    };
    state.housing.suspend(new).await?;
    Ok(Json(unit::file(&state, &caller, id).await?))
}
