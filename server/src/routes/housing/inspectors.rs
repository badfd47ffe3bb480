//! `GET /api/housing/inspectors`, `POST /api/housing/inspectors/{id}`

use access::{Account, Role, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use housing::{
    AccountId, ActionId, BuildingId, Capacity, Place, SetProfile,
    plan::{Profile, Window, WorkDay},
};
use kernel::{AreaPath, Id, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    hazard::account,
    plan_shape::named,
    shape::{Labels, PlaceRef, Word, word},
    whither,
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::{
        list::area_of,
        shape::{Names, Officer},
    },
};

/// Of which area.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// This area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
}

/// From and to, minutes from midnight.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectorWindow)]
pub(crate) struct WindowShape {
    /// From.
    from: u32,
    /// To.
    to: u32,
}

impl From<Window> for WindowShape {
    fn from(Window { from, to }: Window) -> Self {
        Self { from, to }
    }
}

impl From<WindowShape> for Window {
    fn from(WindowShape { from, to }: WindowShape) -> Self {
        Self { from, to }
    }
}

/// Hours on a day of the week.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectorWorkDay)]
struct WorkDayShape {
    /// 1 for Monday to 7 for Sunday.
    weekday: u8,
    /// From, minutes from midnight.
    from: u32,
    /// To, minutes from midnight.
    to: u32,
}

/// How an inspector works where a plan says nothing else.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectorProfile)]
pub(crate) struct Row {
    /// Whose.
    inspector: Officer,
    /// How often it was set; 0 where it never was, and the rules alone hold.
    version: u32,
    /// What they are qualified for.
    skills: Vec<Word>,
    /// Their week: no other days are worked. Nothing for every day as the rules have it.
    week: Vec<WorkDayShape>,
    /// Windows without work, of each day.
    breaks: Vec<WindowShape>,
    /// The station where rounds begin and end; the plan's own start where not given.
    start: Option<PlaceRef>,
    /// When it was set last.
    #[schema(value_type = Option<String>, format = DateTime)]
    set_at: Option<Instant>,
    /// By whom.
    set_by: Option<Officer>,
}

/// Inspectors of an area, and what may be said of them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectorList)]
pub(crate) struct List {
    /// The path of the area.
    #[schema(value_type = String)]
    area: AreaPath,
    /// Who inspects there.
    rows: Vec<Row>,
    /// Every skill there is.
    skills: Vec<Word>,
    /// Buildings that rounds may set out from: offices and public buildings, 200 at the most.
    stations: Vec<PlaceRef>,
    /// The hours of the rules.
    usual: WindowShape,
}

/// What is set of an inspector.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SetInspectorProfile)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The area they inspect: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// The version that whoever sets it saw; 0 where there is none yet.
    #[serde(default)]
    seen: u32,
    /// What they are qualified for: words of the catalogue.
    #[schema(value_type = Vec<String>)]
    skills: Vec<Capacity>,
    /// Their week; nothing for every day as the rules have it.
    #[serde(default)]
    week: Vec<WorkDayShape>,
    /// Windows without work, 4 at the most.
    #[serde(default)]
    breaks: Vec<WindowShape>,
    /// The station where rounds begin and end: the id or code of an office or a public building.
    start: Option<String>,
}

/// How these inspectors work, in their order.
pub(super) async fn rows(
    state: &AppState,
    who: &[Id<Account>],
    me: Id<Account>,
) -> Result<Vec<Row>, Problem> {
    let accounts: Vec<AccountId> =
        who.iter().map(|one| AccountId::from_bytes(one.to_bytes())).collect();
    let kept = state.housing.profiles(&accounts).await?;
    let setters = kept.values().map(|one| named(one.set_by));
    let names = Names::of(state, who.iter().copied().chain(setters), me).await?;
    let start = |building: BuildingId| Place { building, unit: None };
    let starts = kept.values().filter_map(|one| one.profile.start).map(start);
    let labels = Labels::of(state, starts).await?;
    let usual = [Capacity::Inspector];
    let row = |account: &AccountId| {
        let found = kept.get(account);
        let profile = found.map(|one| &one.profile);
        let skills = profile.map_or(usual.as_slice(), |one| one.skills.as_slice());
        let week = profile.map(|one| one.week.as_slice()).unwrap_or_default();
        let breaks = profile.map(|one| one.breaks.as_slice()).unwrap_or_default();
        Row {
            inspector: names.officer(named(*account)),
            version: found.map_or(0, |one| one.version),
            skills: skills.iter().map(|skill| word!(skill)).collect(),
            week: week.iter().map(|day| WorkDayShape::of(*day)).collect(),
            breaks: breaks.iter().map(|one| (*one).into()).collect(),
            start: profile.and_then(|one| one.start).map(|building| labels.building(building)),
            set_at: found.map(|one| one.set_at),
            set_by: found.map(|one| names.officer(named(one.set_by))),
        }
    };
    Ok(accounts.iter().map(row).collect())
}

impl WorkDayShape {
    const fn of(WorkDay { weekday, from, to }: WorkDay) -> Self {
        Self { weekday, from, to }
    }

    const fn read(self) -> WorkDay {
        let Self { weekday, from, to } = self;
        WorkDay { weekday, from, to }
    }
}

/// Inspectors of an area with their skills, hours, breaks and station, for whoever makes plans there. No home and no reason
/// for an absence is kept.
#[utoipa::path(
    get, path = "/api/housing/inspectors", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = List),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingPlan>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<List>, Problem> {
    let area = area_of(&state, &caller, which.area.as_deref()).await?;
    let who = state.access.holders(Role::Inspector, &area).await?;
    let rows = rows(&state, &who, caller.principal.account).await?;
    let stations = state.housing.stations(&area).await?;
    let place = |building: &BuildingId| Place { building: *building, unit: None };
    let labels = Labels::of(&state, stations.iter().map(place)).await?;
    let rules = &state.housing.plan_rules().file;
    Ok(Json(List {
        area,
        rows,
        skills: Capacity::ALL.iter().map(|skill| word!(skill)).collect(),
        stations: stations.into_iter().map(|building| labels.building(building)).collect(),
        usual: WindowShape { from: rules.from, to: rules.to },
    }))
}

/// Sets how an inspector works where a plan says nothing else. 409 where somebody set it since whoever asks saw it.
#[utoipa::path(
    post, path = "/api/housing/inspectors/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The account's id")),
    request_body = Asked,
    responses(
        (status = OK, body = Row, description = "as it is kept after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn set(
    caller: Caller<may::HousingPlan>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<Row>, Problem> {
    let whose: Id<Account> = id.parse().map_err(|_| Problem::not_found())?;
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    if !state.access.holders(Role::Inspector, &area).await?.contains(&whose) {
        return Err(Problem::not_found());
    }
    let start = match asked.start.as_deref() {
        Some(said) => Some(whither::building(&state, said).await?),
        None => None,
    };
    let profile = Profile {
        skills: asked.skills,
        week: asked.week.into_iter().map(WorkDayShape::read).collect(),
        breaks: asked.breaks.into_iter().map(Window::from).collect(),
        start,
    };
    let new = SetProfile {
        id: asked.id,
        account: AccountId::from_bytes(whose.to_bytes()),
        seen: asked.seen,
        profile,
        by: account(&caller),
    };
    state.housing.set_profile(new).await?;
    let found = rows(&state, &[whose], caller.principal.account).await?.pop();
    Ok(Json(found.ok_or_else(Problem::not_found)?))
}
