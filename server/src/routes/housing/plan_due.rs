//! `GET /api/housing/plans/due`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use housing::{
    Place,
    plan::{Candidate, Next, Why},
};
use kernel::{AreaPath, Day, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    plan::day_of,
    shape::{Labels, PlaceRef, Word, word},
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::list::area_of,
    table::{self, Part, ROWS},
};

/// Rows that a list is paged to.
const DEEPEST: u64 = 10_000;

/// Of which area, on which day.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// The day, `YYYY-MM-DD`; today where not given.
    on: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Rows a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `csv` for the whole list as a file.
    format: Option<String>,
}

/// A building that is due.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionDue)]
struct DueShape {
    /// The building.
    building: PlaceRef,
    /// What it is used for.
    #[serde(rename = "use")]
    use_class: String,
    /// Published stars.
    stars: Option<u8>,
    /// The highest tier of its units.
    tier: Word,
    /// Why: `overdue`, `lead`, `never` or `interval`.
    why: Option<Word>,
    /// Days between visits by its stars and tier, the shorter.
    every_days: u32,
    /// The day of the last inspection.
    #[schema(value_type = Option<String>, format = Date)]
    inspected_on: Option<Day>,
    /// The day from which it is due; nothing where nobody inspected it yet.
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Day>,
    /// How likely a visit finds something, 0 to 1; nothing where there is no model yet.
    risk: Option<f64>,
    /// Since which day plans may take it again, where nobody could enter, or an officer decided so.
    #[schema(value_type = Option<String>, format = Date)]
    again_from: Option<Day>,
    /// Whether an officer decides first, as nobody could enter so often.
    decide: bool,
}

/// A page of what is due.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionDuePage)]
pub(crate) struct DuePage {
    /// The page.
    rows: Vec<DueShape>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Rows a page.
    size: u32,
}

async fn rows(
    state: &AppState,
    found: &[(Candidate, Option<f64>)],
    on: Day,
) -> Result<Vec<DueShape>, Problem> {
    let place = |(one, _): &(Candidate, Option<f64>)| Place { building: one.building, unit: None };
    let labels = Labels::of(state, found.iter().map(place)).await?;
    let (rules, tiers) = (state.housing.plan_rules(), state.housing.tier_rules());
    let now = state.clock.now();
    let shape = |(one, risk): &(Candidate, Option<f64>)| DueShape {
        building: labels.building(one.building),
        use_class: one.built.use_class.clone(),
        stars: one.stars,
        tier: word!(one.tier),
        why: one.why(rules, tiers, on, now).map(|why: Why| word!(why)),
        every_days: rules.days(tiers, one.stars, one.tier),
        inspected_on: one.inspected_on,
        due_on: one.due_on(rules, tiers),
        risk: *risk,
        again_from: match one.attempts.next(rules) {
            Next::From(day) => Some(day),
            Next::Free | Next::Decide => None,
        },
        decide: one.attempts.next(rules) == Next::Decide,
    };
    Ok(found.iter().map(shape).collect())
}

/// Buildings of an area that are due on a day, and why: a hazard overdue first, then what waits longest. A building is due
/// when the shorter of the intervals of its stars and of its tier is over.
#[utoipa::path(
    get, path = "/api/housing/plans/due", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = DuePage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let area = area_of(&state, &caller, which.area.as_deref()).await?;
    let on = day_of(&state, which.on.as_deref())?;
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, area, on, caller.lang));
    }
    let page = which.page.unwrap_or(1).max(1);
    let size = which.size.unwrap_or(20).clamp(1, 200);
    let skip = u64::from(page - 1) * u64::from(size);
    if skip >= DEEPEST {
        return Err(crate::routes::register::too_deep());
    }
    let (found, total) = state.housing.due(&area, on, skip, size).await?;
    let rows = rows(&state, &found, on).await?;
    Ok(Json(DuePage { rows, total, page, size }).into_response())
}

fn file(state: AppState, area: AreaPath, on: Day, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => [
            "楼栋编码",
            "楼栋",
            "星级",
            "最高分级",
            "缘由",
            "周期天数",
            "最近检查",
            "到期日",
            "预计发现可能",
        ],
        Lang::En => [
            "code",
            "building",
            "stars",
            "tier",
            "why",
            "every_days",
            "inspected_on",
            "due_on",
            "risk",
        ],
    };
    table::csv("inspections-due", &head, 0_u64, move |skip: u64| {
        let (state, area) = (state.clone(), area.clone());
        async move {
            let (found, _) = state.housing.due(&area, on, skip, ROWS).await?;
            let next = (found.len() == ROWS as usize).then(|| skip + u64::from(ROWS));
            let rows = rows(&state, &found, on).await?;
            let rows = rows.iter().map(|row| cells(row, lang)).collect();
            Ok::<_, Problem>(Part { rows, next })
        }
    })
}

fn cells(row: &DueShape, lang: Lang) -> Vec<String> {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        row.building.code.clone(),
        row.building.label.in_lang(lang).to_owned(),
        row.stars.map(|stars| stars.to_string()).unwrap_or_default(),
        row.tier.label.in_lang(lang).to_owned(),
        row.why.as_ref().map(|why| why.label.in_lang(lang).to_owned()).unwrap_or_default(),
        row.every_days.to_string(),
        day(row.inspected_on),
        day(row.due_on),
        row.risk.map(|risk| format!("{risk:.3}")).unwrap_or_default(),
    ]
}
