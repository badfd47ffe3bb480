//! `GET /api/duty/people`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{AreaPath, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem,
    routes::cases::{
        area_of,
        shape::{Named, Names, Officer, office},
    },
};

/// How many are listed at the most.
const MOST: u32 = 500;

/// Where to look.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    pub(super) area: Option<String>,
}

/// Who is on duty.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PeopleOnDuty)]
pub(crate) struct People {
    /// In the order they came on duty, 500 at most.
    rows: Vec<Colleague>,
}

/// Somebody on duty. No position, and nothing of before.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ColleagueOnDuty)]
struct Colleague {
    /// Who.
    officer: Officer,
    /// For which area: its path of codes.
    #[schema(value_type = String)]
    area: AreaPath,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Instant,
    /// When their position was last sent, where it is still good.
    #[schema(value_type = Option<String>, format = DateTime)]
    position_at: Option<Instant>,
    /// Offices they work for.
    offices: Vec<Named>,
    /// Open cases they have.
    open: u64,
}

/// Who is on duty within an area now: for which offices, with how many open cases. Whoever is off duty is not there.
#[utoipa::path(
    get, path = "/api/duty/people", tag = "duty", security(("session" = [])), params(Where),
    responses(
        (status = OK, body = People),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::DutyView>,
    State(state): State<AppState>,
    Query(asked): Query<Where>,
) -> Result<Json<People>, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let found = state.casework.on_duty(&area, MOST).await?;
    let me = caller.principal.account;
    let names = Names::of(&state, found.iter().map(|one| one.account), me).await?;
    let rows = found
        .into_iter()
        .map(|one| Colleague {
            officer: names.officer(one.account),
            area: one.area,
            since: one.since,
            position_at: one.position_at,
            offices: one.offices.iter().map(|id| office(&state.casework, id)).collect(),
            open: one.open,
        })
        .collect();
    Ok(Json(People { rows }))
}
