//! `GET /api/housing/buildings/{code}/related` and `GET /api/housing/units/{code}/related`

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{Blocks, OccupiedThen};
use casework::{Case, DecidedLead, LeadSource, Leads};
use housing::{
    BuildingId, UnitId,
    declaration::{DeclarationState, Tie},
};
use insight::meters::{LeadKind, MeterLead};
use kernel::{AreaPath, Day, Id, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    shape::{Word, word},
    whither,
};
use crate::{
    AppState, Caller, Problem,
    routes::{
        cases::shape::{Named as Titled, subclass},
        register::register,
        review::shape::{SourceRef, Titles},
    },
};

/// Cases and leads that are shown of a place.
const MOST: u32 = 50;
/// Leads that a file shows: of pipes, wires and whole buildings. Sudden change and vacancy of a unit would tell, together,
/// when a household came and went.
const SHOWN: [LeadKind; 3] = [LeadKind::Leak, LeadKind::Overload, LeadKind::Crowding];

/// A case at the place: what and when, nobody.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingCase)]
pub(crate) struct CaseHere {
    /// Its id.
    id: String,
    /// What people call it.
    number: String,
    /// What it is about.
    subclass: Titled,
    /// Where it stands.
    state: Word,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    reported_at: Instant,
    /// When it was resolved, merged or refused; none while it is open.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Instant>,
}

/// A lead from meters that somebody decided, of a leak, an overload or crowding: no curve and no sum.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingLead)]
pub(crate) struct LeadHere {
    /// What it was about.
    kind: Word,
    /// `sent` or `set_aside`.
    state: &'static str,
    /// When it was decided.
    #[schema(value_type = String, format = DateTime)]
    decided_at: Instant,
}

/// How many declarations stand so.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingDeclared)]
pub(crate) struct DeclaredHere {
    /// Where they stand.
    state: Word,
    /// What they say somebody does there.
    tie: Word,
    /// How many.
    count: u64,
}

/// When letting was suspended.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingSuspended)]
pub(crate) struct SuspendedShape {
    /// From that day on.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// Until that day; none while it holds.
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Day>,
}

/// How a unit was lived in at the end of a year. Nobody is named or counted, and no other day of it is told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingUsed)]
pub(crate) struct UsedShape {
    /// The last day of the year.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// `owner`, `rented` or `vacant`.
    occupancy: &'static str,
    /// Whether its letting was suspended then.
    suspended: bool,
    /// Sources that say so.
    sources: Vec<SourceRef>,
}

/// What else is known of a building or a unit. What the reader may not see is not there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingRelated)]
pub(crate) struct Related {
    /// Cases here, open ones first, then the newest, 50 at the most; for those who may see cases.
    cases: Option<Vec<CaseHere>>,
    /// Leads of leaks, overloads and crowding that were decided here, the last first, 50 at the most; for those who decide
    /// leads.
    leads: Option<Vec<LeadHere>>,
    /// Declarations of a building by state and kind; for those who may verify them.
    declarations: Option<Vec<DeclaredHere>>,
    /// When letting of a unit was suspended, the earliest first.
    suspensions: Vec<SuspendedShape>,
    /// How a unit was lived in at the end of each of the last five full years of which sources say enough, the last first; for
    /// those who may verify declarations.
    used: Option<Vec<UsedShape>>,
}

/// What else is known of a building: cases and decided leads of it and its units, declarations in numbers. Nobody is named.
#[utoipa::path(
    get, path = "/api/housing/buildings/{code}/related", tag = "housing", security(("session" = [])),
    params(("code" = String, Path, description = "The building's id or code")),
    responses(
        (status = OK, body = Related),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn building(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Json<Related>, Problem> {
    let id = whither::building(&state, &code).await?;
    Ok(Json(of_building(&state, &caller, id).await?))
}

/// What else is known of a unit: cases, decided leads, suspensions of its letting, and how it was lived in at the end of the
/// last years. Nobody is named or counted, and nothing says on which other day it was lived in.
#[utoipa::path(
    get, path = "/api/housing/units/{code}/related", tag = "housing", security(("session" = [])),
    params(("code" = String, Path, description = "The unit's id or code")),
    responses(
        (status = OK, body = Related),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn unit(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Json<Related>, Problem> {
    let id = whither::unit(&state, &code).await?;
    Ok(Json(of_unit(&state, &caller, id).await?))
}

async fn of_building<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: BuildingId,
) -> Result<Related, Problem> {
    let known = register(state).building(Id::from_bytes(id.to_bytes())).await?;
    let area = known.ok_or_else(Problem::not_found)?.row.area;
    caller.within(&area)?;
    let rooms = register(state).rooms(Id::from_bytes(id.to_bytes())).await?;
    let mut places: Vec<[u8; 16]> = vec![id.to_bytes()];
    places.extend(rooms.iter().map(|room| room.id.to_bytes()));
    let declarations = if permits(caller, Action::HousingVerify, &area) {
        let tally = state.housing.tally_declarations(id).await?;
        let shape = |(at, tie, count): (DeclarationState, Tie, u64)| DeclaredHere {
            state: word!(at),
            tie: word!(tie),
            count,
        };
        Some(tally.into_iter().map(shape).collect())
    } else {
        None
    };
    Ok(Related {
        cases: cases(state, caller, &area, &places).await?,
        leads: leads(state, caller, &area, &places).await?,
        declarations,
        suspensions: Vec::new(),
        used: None,
    })
}

async fn of_unit<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: UnitId,
) -> Result<Related, Problem> {
    let known = register(state).unit(Id::from_bytes(id.to_bytes())).await?;
    let area = known.ok_or_else(Problem::not_found)?.row.area;
    caller.within(&area)?;
    let places = [id.to_bytes()];
    let suspended = state.housing.suspensions(id).await?;
    let used = if permits(caller, Action::HousingVerify, &area) {
        Some(used(state, id, &suspended).await?)
    } else {
        None
    };
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let day = |at: Instant| at.day(offset);
    Ok(Related {
        cases: cases(state, caller, &area, &places).await?,
        leads: leads(state, caller, &area, &places).await?,
        declarations: None,
        suspensions: suspended
            .into_iter()
            .map(|(from, to)| SuspendedShape { from: day(from), to: to.map(day) })
            .collect(),
        used,
    })
}

/// How a unit was lived in at the end of the last years.
async fn used(
    state: &AppState,
    id: UnitId,
    suspended: &[(Instant, Option<Instant>)],
) -> Result<Vec<UsedShape>, Problem> {
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let today = state.clock.now().day(offset);
    let found = Blocks::new(state.database.clone()).occupied_then(id.to_bytes(), today).await?;
    let titles = Titles::read(state).await?;
    let stood = |on: Day| {
        let holds = |(from, to): &(Instant, Option<Instant>)| {
            from.day(offset) <= on && to.is_none_or(|to| to.day(offset) > on)
        };
        suspended.iter().any(holds)
    };
    let shape = |one: OccupiedThen| UsedShape {
        on: one.on,
        occupancy: one.occupancy.name(),
        suspended: stood(one.on),
        sources: one.sources.into_iter().map(|source| titles.named(source)).collect(),
    };
    Ok(found.into_iter().map(shape).collect())
}

/// Whether the caller may do something in an area.
fn permits<A: Named>(caller: &Caller<A>, action: Action, area: &AreaPath) -> bool {
    caller.authorize(action, &Resource::within(area.clone())).is_ok()
}

async fn cases<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    area: &AreaPath,
    places: &[[u8; 16]],
) -> Result<Option<Vec<CaseHere>>, Problem> {
    if !permits(caller, Action::CasesView, area) {
        return Ok(None);
    }
    let found = state.casework.at_places(places, MOST).await?;
    // A case stays in the area that it was told of in, whatever the register has done since.
    let may_see = |case: &Case| permits(caller, Action::CasesView, &case.place.area);
    let seen = found.into_iter().filter(may_see);
    let shape = |case: Case| CaseHere {
        id: case.id.to_string(),
        subclass: subclass(&state.casework, &case.subclass),
        state: word!(case.state),
        reported_at: case.reported_at,
        closed_at: case.closed_at,
        number: case.number,
    };
    Ok(Some(seen.map(shape).collect()))
}

async fn leads<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    area: &AreaPath,
    places: &[[u8; 16]],
) -> Result<Option<Vec<LeadHere>>, Problem> {
    if !permits(caller, Action::CasesDispatch, area) {
        return Ok(None);
    }
    let inbox = Leads::new(state.database.clone());
    let found = inbox.decided_at(LeadSource::Meter, places, MOST).await?;
    let shape = |lead: DecidedLead| {
        let kind = MeterLead::kind_of(&lead.key).filter(|kind| SHOWN.contains(kind))?;
        Some(LeadHere { kind: word!(kind), state: lead.state.name(), decided_at: lead.at })
    };
    Ok(Some(found.into_iter().filter_map(shape).collect()))
}
