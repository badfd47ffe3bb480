//! `GET /api/wash/autocomplete`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::Id;
use register::{model::Building, wash::PlaceKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem};

/// What was typed so far.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Typed {
    /// The beginning of an address.
    q: String,
    /// Most ways to go on, 20 at most; 8 where not given.
    n: Option<usize>,
}

/// One way to go on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WashCompletion)]
pub(crate) struct Completion {
    /// The address so far, as the register writes it.
    text: String,
    /// The place's id, where the text is a whole address.
    id: Option<String>,
    /// `building` or `unit`.
    kind: Option<&'static str>,
    /// The place's code.
    code: Option<String>,
}

/// Ways to go on from the beginning of an address, the likeliest first.
#[utoipa::path(
    get, path = "/api/wash/autocomplete", tag = "wash", security(("session" = [])), params(Typed),
    responses(
        (status = OK, body = Vec<Completion>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _: Caller<may::WashMatch>,
    State(state): State<AppState>,
    Query(typed): Query<Typed>,
) -> Result<Json<Vec<Completion>>, Problem> {
    let open = state.wash.get().await?;
    let text: String = typed.q.chars().take(100).collect();
    let found = open.index.autocomplete(&text, typed.n.unwrap_or(8).clamp(1, 20));
    let shape = |found: address::Completion| {
        let place = found.entry.and_then(|entry| open.place(entry));
        Completion {
            text: found.text,
            id: place.map(|place| Id::<Building>::from_bytes(place.id).to_string()),
            kind: place.map(|place| match place.kind {
                PlaceKind::Building => "building",
                PlaceKind::Unit => "unit",
            }),
            code: found.entry.and_then(|entry| open.index.code(entry)).map(str::to_owned),
        }
    };
    Ok(Json(found.into_iter().map(shape).collect()))
}
