//! `POST /api/housing/inspections`

use access::may;
use axum::{Json, extract::State};
use housing::{
    ActionId, NewInspection,
    facts::{How, Seen},
};
use kernel::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{building::within, hazard::account, whither};
use crate::{AppState, Caller, Problem};

/// What an inspector saw.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewInspection)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The building: its id or code.
    building: Option<String>,
    /// The unit that was visited, in its place: its id or code.
    unit: Option<String>,
    /// On which day; today where not given.
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// What was found of the facts that stars rest on: `[{"fact": "wiring", "answer": "good"}]`; of a building alone.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    facts: Vec<Seen>,
    /// Whether nothing was found amiss.
    clean: bool,
    /// A word for the file.
    #[serde(default)]
    words: String,
}

/// What was taken down.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingTaken)]
pub(crate) struct Taken {
    /// The action's id.
    pub(super) id: String,
}

/// Takes down what an inspector saw of a building, fact by fact, or that a unit was visited.
#[utoipa::path(
    post, path = "/api/housing/inspections", tag = "housing", security(("session" = [])),
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
    let new = NewInspection {
        at: within(&caller, at)?,
        on: asked.on,
        facts: asked.facts,
        clean: asked.clean,
        inspector: account(&caller),
        how: How { words: asked.words, ..How::bare(asked.id) },
    };
    state.housing.inspect(new).await?;
    Ok(Json(Taken { id: asked.id.to_string() }))
}
