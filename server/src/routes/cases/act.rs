//! `POST /api/cases/{id}/actions`

use access::{Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use casework::{Act, Actor, CaseActionId, Deed, Duty};
use kernel::{Instant, Point4326, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{shape::Detail, show};
use crate::{AppState, Caller, Problem, routes::cases::show::action};

/// Longest words, characters.
pub(crate) const LONGEST_WORDS: usize = 2_000;

/// Something to be done to a case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseDeed)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: CaseActionId,
    /// The version of the case that was seen; what only adds (a note, evidence, a visit) needs none.
    seen: Option<u32>,
    /// What is done: `{"deed": "accept"}`, `{"deed": "transfer", "office": "urban"}`, `{"deed": "resolve", "outcome": "fixed"}` …
    #[schema(value_type = Object)]
    deed: Deed,
    /// Why, or a word for the file.
    #[serde(default)]
    words: String,
    /// When it was done, by the clock of whoever did it.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
    /// Where whoever did it stood: compared with the place and forgotten.
    lon: Option<f64>,
    /// Latitude.
    lat: Option<f64>,
}

/// Does something to a case: durable when the answer comes. 409 where somebody was faster, or where it cannot be done to
/// a case that stands so, with the reason.
#[utoipa::path(
    post, path = "/api/cases/{id}/actions", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The case's id or number")),
    request_body = Asked,
    responses(
        (status = OK, body = Detail, description = "the case as it stands after it"),
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
) -> Result<Json<Detail>, Problem> {
    let case = show::find(&state, &id).await?;
    caller.within(&case.place.area)?;
    let me = caller.principal.account;
    let own = match asked.deed.duty() {
        Duty::Reporter => state.casework.reported_as(case.id, me).await?,
        _ => None,
    };
    if own.is_none() {
        let action = action(asked.deed.duty()).ok_or_else(Problem::denied)?;
        caller.authorize(action, &Resource::within(case.place.area.clone()))?;
    }
    // A part of a case, a report and a "me too" are written by routes of their own.
    if matches!(asked.deed, Deed::Report | Deed::MeToo { .. } | Deed::Split { .. }) {
        return Err(Problem::bad_request(Text::new(
            "拆分请新建事件并注明来源",
            "To split, report the part with `split_from`",
        )));
    }
    if let Deed::Merge { into } = &asked.deed {
        let other = state.casework.find(*into).await?.ok_or_else(Problem::not_found)?;
        caller.within(&other.place.area)?;
    }
    let act = Act {
        id: asked.id,
        case: case.id,
        seen: asked.seen,
        deed: asked.deed,
        words: asked.words.chars().take(LONGEST_WORDS).collect(),
        actor: own.unwrap_or(Actor::Account(me)),
        acted_at: asked.acted_at,
        position: asked.lon.zip(asked.lat).and_then(|(lon, lat)| Point4326::new(lon, lat)),
    };
    let done = state.casework.act_on(case, act).await?;
    Ok(Json(show::detail(&state, &caller, &done).await?))
}
