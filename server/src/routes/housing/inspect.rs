//! `POST /api/housing/inspections`

use access::may;
use axum::{Json, extract::State};
use housing::{
    ActionId, Brought, NewInspection, NoEntry,
    campaign::Bar,
    facts::{FactPhoto, How, Seen},
};
use kernel::{Day, Instant};
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
    /// On which day; where not given that of `acted_at`, else today.
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// What was found of the facts that stars rest on: `[{"fact": "wiring", "answer": "good"}]`; of a building alone.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    facts: Vec<Seen>,
    /// Whether nothing was found amiss.
    clean: bool,
    /// Photos that were uploaded within a day, each with the fact that it shows: `[{"fact": "wiring", "file": "…"}]`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    photos: Vec<FactPhoto>,
    /// Why the place could not be entered, in the place of what was seen: `nobody_opened`, `refused`, `to_arrange`,
    /// `closed`, `unsafe` or `gone`. It is no inspection then.
    #[schema(value_type = Option<String>)]
    bar: Option<Bar>,
    /// A word for the file.
    #[serde(default)]
    words: String,
    /// When it was done, by the clock of a device that tells of it later.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
    /// When what the inspector went by was read: 409 where somebody else inspected the place since, or the visit was given to
    /// somebody else. Not given, it is taken whatever happened.
    #[schema(value_type = Option<String>, format = DateTime)]
    seen_at: Option<Instant>,
}

/// What was taken down.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingTaken)]
pub(crate) struct Taken {
    /// The action's id.
    pub(super) id: String,
}

/// Takes down what an inspector saw of a building, fact by fact, or that a unit was visited; or why neither was possible.
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
    let at = within(&caller, at)?;
    let me = account(&caller);
    let offset = state.housing.calendar().offset_minutes;
    let told = asked.acted_at.map(|_| state.housing.moment(asked.acted_at).day(offset));
    let on = asked.on.or(told);
    let how = How { words: asked.words, ..How::bare(asked.id) };
    if let Some(bar) = asked.bar {
        let acted_at = asked.acted_at;
        state.housing.no_entry(NoEntry { at, on, bar, by: me, acted_at, how }).await?;
    } else {
        let (facts, clean) = (asked.facts, asked.clean);
        let new = NewInspection { at, on, facts, clean, inspector: me, how };
        let (acted_at, seen_at) = (asked.acted_at, asked.seen_at);
        let brought = Brought { acted_at, seen_at, photos: asked.photos };
        state.housing.inspect_with(new, brought).await?;
    }
    Ok(Json(Taken { id: asked.id.to_string() }))
}
