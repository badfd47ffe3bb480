//! `POST /api/report/follow`

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{pace, shape::Followed};
use crate::{AppState, Problem, origin::Origin};

/// The number of a case and the word to follow it by. In the body, so that neither stands in an address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportKey)]
pub(crate) struct Key {
    /// Its number.
    pub(crate) number: String,
    /// Its word.
    pub(crate) word: String,
}

/// A case for whoever reported it. A wrong number and a wrong word get the same answer.
#[utoipa::path(
    post, path = "/api/report/follow", tag = "report", request_body = Key,
    responses(
        (status = OK, body = Followed),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    Json(key): Json<Key>,
) -> Result<Json<Followed>, Problem> {
    pace(&state, "follow", &origin)?;
    let found = state.casework.follow(&key.number, &key.word).await?;
    let (case, whose) = found.ok_or_else(Problem::not_found)?;
    Ok(Json(Followed::of(&state, &case, whose).await?))
}
