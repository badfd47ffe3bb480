//! `GET /api/housing/campaigns/{id}/targets`, `POST /api/housing/campaigns/{id}/targets/{target}/entry`

use access::{Account, may};
use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use housing::{
    ActionId, CampaignId, Entry, TargetId,
    campaign::{Bar, TargetState},
    filter::{TargetFilter, TargetSort},
};
use kernel::{Day, Id, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    buildings::one_of,
    campaign::seen,
    campaign_shape::{StandingShape, TargetShape},
    hazard::account,
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::list::area_of,
    table::{self, Part, ROWS},
};

/// Which targets.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; what the reader may see of the campaign's where not given.
    area: Option<String>,
    /// A building by name, road and number or code.
    q: Option<String>,
    /// Where they stand: `not_visited`, `visited`, `hazards_found`, `put_right` or `no_entry`.
    state: Option<String>,
    /// Given to the reader.
    mine: Option<bool>,
    /// Given to this office.
    office: Option<String>,
    /// Given to nobody.
    unassigned: Option<bool>,
    /// `position`, `visited` or `open`, with `-` before it for descending; the order of the list where not given.
    sort: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Rows a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `json`, or `csv` for the whole list as a file.
    format: Option<String>,
}

/// A page of the targets of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignTargetPage)]
pub(crate) struct Listed {
    /// The page.
    rows: Vec<TargetShape>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Rows a page.
    size: u32,
}

/// Whether a target could be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CampaignEntry)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// Why not: `nobody_opened`, `refused`, `to_arrange`, `closed`, `unsafe` or `gone`; to take that back where not given.
    #[schema(value_type = Option<String>)]
    bar: Option<Bar>,
}

/// A page of the targets of a campaign: what was known of each when the list was drawn, and how it stands.
#[utoipa::path(
    get, path = "/api/housing/campaigns/{id}/targets", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The campaign's id"), Which),
    responses(
        (status = OK, body = Listed),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let (campaign, part) = seen(&state, &caller, &id).await?;
    let area = match which.area.as_deref().filter(|area| !area.is_empty()) {
        Some(said) => area_of(&state, &caller, Some(said)).await?,
        None => part,
    };
    let sort = which.sort.as_deref().unwrap_or_default();
    let (sort, descending) = sort.strip_prefix('-').map_or((sort, false), |sort| (sort, true));
    let sort = match sort {
        "" | "position" => TargetSort::Position,
        "visited" => TargetSort::Visited,
        "open" => TargetSort::Open,
        _ => return Err(Problem::unknown_filter()),
    };
    let page = which.page.unwrap_or(1).max(1);
    let size = which.size.unwrap_or(20).clamp(1, 200);
    let filter = TargetFilter {
        area,
        q: which.q.map(|q| q.chars().take(80).collect()),
        state: one_of(which.state.as_deref(), TargetState::from_name)?,
        assignee: which.mine.unwrap_or(false).then(|| account(&caller)),
        office: which.office.filter(|office| !office.is_empty()),
        unassigned: which.unassigned.unwrap_or(false),
        sort,
        descending,
        skip: u64::from(page - 1) * u64::from(size),
        limit: size,
    };
    let me = caller.principal.account;
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, campaign.id, filter, (caller.lang, me)));
    }
    let (found, total) = state.housing.target_page(campaign.id, &filter).await?;
    let rows = TargetShape::all(&state, &found, me).await?;
    Ok(Json(Listed { rows, total, page, size }).into_response())
}

/// The whole list as a file: places, and not who goes.
fn file(
    state: AppState,
    campaign: CampaignId,
    filter: TargetFilter,
    (lang, me): (Lang, Id<Account>),
) -> Response {
    let head = match lang {
        Lang::Zh => [
            "序号",
            "楼栋编码",
            "楼栋",
            "房屋编码",
            "房屋",
            "状态",
            "检查日期",
            "无法进入原因",
            "单位",
            "原分级",
            "原星级",
            "原隐患",
            "原逾期",
            "现分级",
            "现星级",
            "现隐患",
            "现逾期",
            "新登记隐患",
            "核实消除隐患",
        ],
        Lang::En => [
            "position",
            "building_code",
            "building",
            "unit_code",
            "unit",
            "state",
            "visited_on",
            "no_entry",
            "office",
            "tier_before",
            "stars_before",
            "open_before",
            "overdue_before",
            "tier_now",
            "stars_now",
            "open_now",
            "overdue_now",
            "found",
            "fixed",
        ],
    };
    let first = TargetFilter { skip: 0, limit: ROWS, ..filter };
    table::csv("campaign-targets", &head, first, move |filter: TargetFilter| {
        let state = state.clone();
        async move {
            let (found, _) = state.housing.target_page(campaign, &filter).await?;
            let more = found.len() == ROWS as usize;
            let rows = TargetShape::all(&state, &found, me).await?;
            let rows = rows.iter().map(|row| cells(row, lang)).collect();
            let skip = filter.skip + u64::from(ROWS);
            let next = more.then_some(TargetFilter { skip, ..filter });
            Ok::<_, Problem>(Part { rows, next })
        }
    })
}

fn cells(row: &TargetShape, lang: Lang) -> Vec<String> {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let unit = row.unit.as_ref();
    let mut cells = vec![
        row.position.to_string(),
        row.building.code.clone(),
        row.building.label.in_lang(lang).to_owned(),
        unit.map(|unit| unit.code.clone()).unwrap_or_default(),
        unit.map(|unit| unit.label.in_lang(lang).to_owned()).unwrap_or_default(),
        row.state.label.in_lang(lang).to_owned(),
        day(row.visited_on),
        row.barred.as_ref().map(|word| word.label.in_lang(lang).to_owned()).unwrap_or_default(),
        row.office.as_ref().map(|word| word.label.in_lang(lang).to_owned()).unwrap_or_default(),
    ];
    for side in [&row.before, &row.now] {
        cells.extend(standing(side, lang));
    }
    cells.extend([row.found.to_string(), row.fixed.to_string()]);
    cells
}

fn standing(side: &StandingShape, lang: Lang) -> [String; 4] {
    [
        side.tier.label.in_lang(lang).to_owned(),
        side.stars.map(|stars| stars.to_string()).unwrap_or_default(),
        side.open.to_string(),
        side.overdue.to_string(),
    ]
}

/// Notes why a target could not be entered, or takes that back. An inspection of it counts by itself.
#[utoipa::path(
    post, path = "/api/housing/campaigns/{id}/targets/{target}/entry", tag = "housing", security(("session" = [])),
    params(
        ("id" = String, Path, description = "The campaign's id"),
        ("target" = String, Path, description = "The target's id"),
    ),
    request_body = Asked,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn entry(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Path((id, target)): Path<(String, String)>,
    Json(asked): Json<Asked>,
) -> Result<axum::http::StatusCode, Problem> {
    let campaign: CampaignId = id.parse().map_err(|_| Problem::not_found())?;
    let target: TargetId = target.parse().map_err(|_| Problem::not_found())?;
    let place = state.housing.target_place(campaign, target).await?;
    let (area, _) = place.ok_or_else(Problem::not_found)?;
    caller.within(&area)?;
    let by = account(&caller);
    state.housing.bar_target(Entry { id: asked.id, campaign, target, bar: asked.bar, by }).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}
