//! `GET /api/cases/whither`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{Id, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    list::area_of,
    shape::{Named, Names, Officer, office},
};
use crate::{AppState, Caller, Problem, TextShape};

/// What would be reported, and where.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// What it is about: an id of the catalogue.
    subclass: String,
    /// In which area: its id, or its path of codes.
    area: Option<String>,
    /// Of which office to name people; the one it would go to where not given.
    office: Option<String>,
}

/// Where it would go.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Whither {
    /// The office.
    office: Named,
    /// Offices that handle it too.
    co_offices: Vec<Named>,
    /// Why.
    #[schema(value_type = TextShape)]
    why: Text,
    /// Who there could take it, the likeliest first.
    people: Vec<Able>,
}

/// Somebody who could take it.
#[derive(Debug, Serialize, ToSchema)]
struct Able {
    /// Who.
    officer: Officer,
    /// Open cases they have.
    held: u64,
    /// Whether they lead the office there.
    leads: bool,
}

/// Where a report of this kind would go from here, why, and who there could take it. Nothing is written.
#[utoipa::path(
    get, path = "/api/cases/whither", tag = "cases", security(("session" = [])), params(Asked),
    responses(
        (status = OK, body = Whither),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Json<Whither>, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let casework = &state.casework;
    let decision = casework.where_to(&asked.subclass, &area, state.clock.now()).await?;
    let asked_office = asked.office.as_deref().unwrap_or(&decision.office);
    let able = casework.candidates(asked_office, &area).await?;
    let ids: Vec<Id<access::Account>> = able.iter().map(|one| one.member.account).collect();
    let names = Names::of(&state, ids, caller.principal.account).await?;
    Ok(Json(Whither {
        office: office(casework, &decision.office),
        co_offices: decision.co_offices.iter().map(|id| office(casework, id)).collect(),
        why: decision.why,
        people: able
            .into_iter()
            .map(|one| Able {
                officer: names.officer(one.member.account),
                held: one.held,
                leads: one.member.leads,
            })
            .collect(),
    }))
}
