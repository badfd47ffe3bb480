//! `GET /api/cases/micro-events/catalogue`

use access::may;
use axum::{Json, extract::State};
use casework::catalogue::MicroEvent;
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState, Caller, Problem, TextShape,
    routes::cases::shape::{Named, subclass},
};

/// Every kind of micro-event.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MicroEventCatalogue {
    /// Versions of the files it is from.
    version: String,
    /// Kinds, in the order of their ids.
    kinds: Vec<MicroEventKind>,
}

/// A kind of micro-event.
#[derive(Debug, Serialize, ToSchema)]
struct MicroEventKind {
    /// Its id.
    id: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Who is to put it right.
    #[schema(value_type = TextShape)]
    responsible: Text,
    /// What shows that it was put right.
    #[schema(value_type = TextShape)]
    shows: Text,
    /// The part that somebody else verifies, per cent.
    sample_percent: u32,
    /// The event it becomes where nobody puts it right.
    becomes: Named,
}

/// The catalogue of micro-events.
#[utoipa::path(
    get, path = "/api/cases/micro-events/catalogue", tag = "cases", security(("session" = [])),
    responses(
        (status = OK, body = MicroEventCatalogue),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::CasesView>,
    State(state): State<AppState>,
) -> Result<Json<MicroEventCatalogue>, Problem> {
    let catalogue = state.casework.catalogue();
    let kind = |kind: &MicroEvent| MicroEventKind {
        id: kind.id.clone(),
        title: kind.title.clone(),
        responsible: kind.responsible.label(),
        shows: kind.shows.clone(),
        sample_percent: kind.sample_percent,
        becomes: subclass(&state.casework, &kind.becomes),
    };
    Ok(Json(MicroEventCatalogue {
        version: catalogue.version.clone(),
        kinds: catalogue.micro_events.values().map(kind).collect(),
    }))
}
