//! `GET /api/housing/plans`, `POST /api/housing/plans`, `POST /api/housing/plans/{id}/begin`,
//! `GET /api/housing/plans/export`

use access::{Account, Action, Named, Resource, Role, may};
use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use housing::{
    AccountId, ActionId, Capacity, PlanFor, PlanId,
    plan::{Inspector, MOST_CREW, UsualDay, Window},
};
use kernel::{AreaPath, Day, Id, Lang, Point4326};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    building::within,
    buildings::one_of,
    hazard::account,
    inspectors::WindowShape,
    plan_shape::{KindShape, PlanShape, VisitShape, named},
    whither,
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::{
        list::area_of,
        shape::{Names, Officer},
    },
    table::{self, Part},
};

/// Of which area, for which day.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// This area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// The day, `YYYY-MM-DD`; today where not given.
    on: Option<String>,
}

/// The day that was asked for, today where none was.
pub(super) fn day_of(state: &AppState, said: Option<&str>) -> Result<Day, Problem> {
    let day = one_of(said, |said| said.parse().ok())?;
    Ok(day.unwrap_or_else(|| state.housing.when().today))
}

/// The plan of an area for a day, and who could go.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionPlanPage)]
pub(crate) struct PlanPage {
    /// The path of the area.
    #[schema(value_type = String)]
    area: AreaPath,
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// The plan; nothing where none was made.
    plan: Option<PlanShape>,
    /// Who could go; nobody where the reader makes no plans here.
    crew: Vec<CrewShape>,
    /// Whether the reader makes plans here.
    plans: bool,
    /// What a visit is, by kind of building.
    kinds: Vec<KindShape>,
    /// Of the visits of a plan at least so many per cent are drawn by lot.
    random_percent: u32,
}

/// Somebody who could go, and their day where the plan says nothing else.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionCrew)]
struct CrewShape {
    /// Who.
    inspector: Officer,
    /// Whether they work on that day of the week.
    works: bool,
    /// Their hours.
    hours: WindowShape,
    /// Windows without work.
    breaks: Vec<WindowShape>,
}

/// An inspector's hours.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InspectionCrewMember)]
struct Member {
    /// The account's id.
    #[schema(value_type = String)]
    account: AccountId,
    /// From, minutes from midnight; as their profile, else the rules, have it where not given.
    from: Option<u32>,
    /// To, minutes from midnight.
    to: Option<u32>,
    /// Visits at the most.
    most: Option<u32>,
    /// What they are qualified for: words of the catalogue; as their profile has it where not given, else `inspector`.
    #[schema(value_type = Option<Vec<String>>)]
    skills: Option<Vec<Capacity>>,
    /// Windows without work that day, 4 at the most; as their profile has it where not given.
    breaks: Option<Vec<WindowShape>>,
}

/// A plan to be made, or made again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewInspectionPlan)]
pub(crate) struct New {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// Of which area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// For which day; today where not given.
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// The version that whoever asks saw; 0 where there is none yet.
    #[serde(default)]
    seen: u32,
    /// Who goes; every inspector of the area who works on that day of the week where not given.
    #[serde(default)]
    crew: Vec<Member>,
    /// Where rounds begin and end of whoever has no station, longitude; the middle of what is visited where not given.
    lon: Option<f64>,
    /// Latitude.
    lat: Option<f64>,
}

/// A visit that somebody begins.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BeginVisit)]
pub(crate) struct Begin {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The building: its id or code.
    building: String,
}

/// Inspectors of an area who are in no other area's plan that day.
async fn inspectors(
    state: &AppState,
    area: &AreaPath,
    on: Day,
) -> Result<Vec<Id<Account>>, Problem> {
    let busy = state.housing.busy(area, on).await?;
    let mut found = state.access.holders(Role::Inspector, area).await?;
    found.retain(|one| !busy.contains(&AccountId::from_bytes(one.to_bytes())));
    Ok(found)
}

async fn page<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    area: AreaPath,
    on: Day,
) -> Result<PlanPage, Problem> {
    let me = caller.principal.account;
    let plans = caller.authorize(Action::HousingPlan, &Resource::within(area.clone())).is_ok();
    let who = if plans { inspectors(state, &area, on).await? } else { Vec::new() };
    let names = Names::of(state, who.iter().copied(), me).await?;
    let plan = match state.housing.plan_of(&area, on).await? {
        Some(plan) => Some(PlanShape::of(state, &plan, me).await?),
        None => None,
    };
    let rules = &state.housing.plan_rules().file;
    let days = state.housing.usual_days(&accounts(&who), on).await?;
    Ok(PlanPage {
        area,
        on,
        plan,
        crew: days.values().map(|day| CrewShape::of(day, &names)).collect(),
        plans,
        kinds: rules.visit.iter().map(|kind| KindShape::of(&state.housing, kind)).collect(),
        random_percent: rules.random_percent,
    })
}

/// The plan of inspections of an area for a day: which building, why, who goes, in which order, at what time; what is in no
/// round, and why not. What is done shows what was recorded of it.
#[utoipa::path(
    get, path = "/api/housing/plans", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = PlanPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<PlanPage>, Problem> {
    let area = area_of(&state, &caller, which.area.as_deref()).await?;
    let on = day_of(&state, which.on.as_deref())?;
    Ok(Json(page(&state, &caller, area, on).await?))
}

/// Makes the plan of an area for a day: what is due, what the lot draws, rounds along the roads. Made again, it keeps what is
/// done and begun, and lays out the rest from now. 409 where it has moved on since whoever asks saw it.
#[utoipa::path(
    post, path = "/api/housing/plans", tag = "housing", security(("session" = [])), request_body = New,
    responses(
        (status = OK, body = PlanPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn make(
    caller: Caller<may::HousingPlan>,
    State(state): State<AppState>,
    Json(new): Json<New>,
) -> Result<Json<PlanPage>, Problem> {
    let area = area_of(&state, &caller, new.area.as_deref()).await?;
    let on = new.on.unwrap_or_else(|| state.housing.when().today);
    let able = accounts(&inspectors(&state, &area, on).await?);
    let days = state.housing.usual_days(&able, on).await?;
    let crew: Vec<Inspector> = if new.crew.is_empty() {
        let works = days.into_values().filter(|day| day.works);
        works.take(MOST_CREW).map(|day| day.inspector).collect()
    } else {
        let read = |one: Member| {
            let usual = days.get(&one.account)?.inspector.clone();
            Some(one.read(usual))
        };
        let crew: Option<Vec<Inspector>> = new.crew.into_iter().map(read).collect();
        crew.ok_or(housing::Error::NoCrew)?
    };
    let plan = PlanFor {
        id: new.id,
        area: area.clone(),
        on,
        seen: new.seen,
        crew,
        start: new.lon.zip(new.lat).and_then(|(lon, lat)| Point4326::new(lon, lat)),
        by: account(&caller),
        network: state.casework.network().await?,
    };
    state.housing.plan(plan).await?;
    Ok(Json(page(&state, &caller, area, on).await?))
}

impl Member {
    /// Their day where it is not as usual.
    fn read(self, usual: Inspector) -> Inspector {
        let breaks = self.breaks.map(|breaks| {
            let mut breaks: Vec<Window> = breaks.into_iter().map(Window::from).collect();
            breaks.sort_unstable();
            breaks
        });
        Inspector {
            account: self.account,
            from: self.from.unwrap_or(usual.from),
            to: self.to.unwrap_or(usual.to),
            most: self.most.unwrap_or(usual.most),
            skills: self.skills.unwrap_or(usual.skills),
            breaks: breaks.unwrap_or(usual.breaks),
            start: usual.start,
        }
    }
}

impl CrewShape {
    fn of(day: &UsualDay, names: &Names) -> Self {
        let Inspector { account, from, to, .. } = day.inspector;
        Self {
            inspector: names.officer(named(account)),
            works: day.works,
            hours: Window { from, to }.into(),
            breaks: day.inspector.breaks.iter().map(|one| (*one).into()).collect(),
        }
    }
}

/// Accounts as housing names them.
fn accounts(who: &[Id<Account>]) -> Vec<AccountId> {
    who.iter().map(|one| AccountId::from_bytes(one.to_bytes())).collect()
}

/// Notes that the caller begins a visit of a plan: it stays theirs when the rest is planned again. It is done once an
/// inspection of the building is recorded that day.
#[utoipa::path(
    post, path = "/api/housing/plans/{id}/begin", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The plan's id")),
    request_body = Begin,
    responses(
        (status = OK, body = PlanPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn begin(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Begin>,
) -> Result<Json<PlanPage>, Problem> {
    let plan: PlanId = id.parse().map_err(|_| Problem::not_found())?;
    // The answer is the whole plan.
    let of = state.housing.plan_by_id(plan).await?.ok_or_else(Problem::not_found)?;
    caller.within(&of.area)?;
    let building = whither::building(&state, &asked.building).await?;
    within(&caller, state.housing.at_building(building).await?)?;
    let done = state.housing.begin_visit(plan, building, account(&caller), asked.id).await?;
    Ok(Json(page(&state, &caller, done.area, done.on).await?))
}

/// The plan of an area for a day as CSV: what the page shows. Nothing but the head where there is none.
#[utoipa::path(
    get, path = "/api/housing/plans/export", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn export(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let area = area_of(&state, &caller, which.area.as_deref()).await?;
    let on = day_of(&state, which.on.as_deref())?;
    let found = page(&state, &caller, area, on).await?;
    let lang = caller.lang;
    let visits = found.plan.map(|plan| plan.visits).unwrap_or_default();
    let rows: Vec<Vec<String>> = visits.iter().map(|visit| cells(visit, lang)).collect();
    let head = match lang {
        Lang::Zh => [
            "检查员",
            "顺序",
            "开始",
            "路程分钟",
            "楼栋编码",
            "楼栋",
            "缘由",
            "预计发现可能",
            "检查分钟",
            "状态",
            "是否发现",
            "未排入原因",
        ],
        Lang::En => [
            "inspector",
            "order",
            "begins",
            "way_min",
            "code",
            "building",
            "why",
            "risk",
            "minutes",
            "state",
            "found",
            "left_because",
        ],
    };
    let file = format!("inspection-plan-{on}");
    Ok(table::csv(
        &file,
        &head,
        rows,
        |rows| async move { Ok::<_, Problem>(Part { rows, next: None }) },
    ))
}

fn cells(visit: &VisitShape, lang: Lang) -> Vec<String> {
    let number = |number: Option<u32>| number.map(|one| one.to_string()).unwrap_or_default();
    let said = |zh: &str, en: &str| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    };
    let state = match visit.state {
        "done" => said("已完成", "done"),
        "begun" => said("进行中", "begun"),
        "barred" => said("未能进入", "not entered"),
        "planned" => said("已排入", "planned"),
        _ => said("未排入", "left out"),
    };
    let found = |found: bool| if found { said("是", "yes") } else { said("否", "no") };
    let left = visit.left.as_ref().map(|word| word.label.in_lang(lang).to_owned());
    vec![
        visit.inspector.as_ref().map(|one| one.name().to_owned()).unwrap_or_default(),
        number(visit.place),
        visit.begins.clone().unwrap_or_default(),
        number(visit.way_min),
        visit.building.code.clone(),
        visit.building.label.in_lang(lang).to_owned(),
        visit.why.label.in_lang(lang).to_owned(),
        visit.risk.map(|risk| format!("{risk:.3}")).unwrap_or_default(),
        visit.minutes.to_string(),
        state,
        visit.found.map(found).unwrap_or_default(),
        left.unwrap_or_default(),
    ]
}
