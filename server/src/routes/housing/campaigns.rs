//! `GET /api/housing/campaigns`, `POST /api/housing/campaigns`, `GET /api/housing/campaigns/preview`

use access::{Action, Resource, may};
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use housing::{
    ActionId, NewCampaign, Tier,
    campaign::{self, MOST_TARGETS, TargetKind},
    filter::{CampaignFilter, CampaignSort},
};
use kernel::{Day, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    buildings::one_of,
    campaign::{Detail, detail},
    campaign_shape::{Found, Row},
    hazard::account,
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::list::area_of,
    table::{self, Part, ROWS},
};

/// Rows that a list is paged to.
const DEEPEST: u64 = 10_000;
/// Rows of a preview.
const PREVIEW: u32 = 20;

/// Which campaigns.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// A part of a title.
    q: Option<String>,
    /// `open` for those under way, `closed` for the others.
    state: Option<String>,
    /// `started`, `title`, `until` or `targets`, with `-` before it for descending; the newest first where not given.
    sort: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Rows a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `json`, or `csv` for the whole list as a file.
    format: Option<String>,
}

/// A page of campaigns.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignPage)]
pub(crate) struct Listed {
    /// The page.
    rows: Vec<Row>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Rows a page.
    size: u32,
    /// Whether the reader begins campaigns here.
    runs: bool,
}

/// What a list is drawn by. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
#[schema(as = CampaignQuery)]
pub(crate) struct Conditions {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// `building` or `unit`; `building` where not given.
    of: Option<String>,
    /// In this tier or above: `ordinary`, `watch` or `key`.
    tier: Option<String>,
    /// With so many published stars at the most, 1 to 5.
    stars_at_most: Option<u8>,
    /// With a hazard of this type open.
    hazard: Option<String>,
    /// Not inspected for so many days, or never.
    days: Option<u32>,
    /// In buildings of this use.
    building_use: Option<String>,
    /// Units of this use.
    unit_use: Option<String>,
}

/// A campaign to be begun.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCampaign)]
pub(crate) struct New {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// What it is called.
    title: String,
    /// What it is for.
    purpose: String,
    /// The day until which it is to be done.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Day>,
    /// What its list is drawn by, and of which area.
    query: Conditions,
}

/// What a query finds now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignPreview)]
pub(crate) struct Preview {
    /// How many, counted up to one more than a campaign may have.
    total: u64,
    /// How many a campaign may have.
    most: u32,
    /// The first of them, by area and code.
    first: Vec<Found>,
}

impl Conditions {
    fn read(&self) -> Result<campaign::Query, Problem> {
        let given = |said: &Option<String>| said.clone().filter(|said| !said.is_empty());
        let of = one_of(self.of.as_deref(), TargetKind::from_name)?;
        Ok(campaign::Query {
            of: of.unwrap_or(TargetKind::Building),
            tier: one_of(self.tier.as_deref(), Tier::from_name)?,
            stars_at_most: self.stars_at_most,
            hazard: given(&self.hazard),
            days: self.days,
            building_use: given(&self.building_use),
            unit_use: given(&self.unit_use),
        })
    }
}

/// A page of the campaigns of an area: what is visited, until when, and how far it is.
#[utoipa::path(
    get, path = "/api/housing/campaigns", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Listed),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let area = area_of(&state, &caller, which.area.as_deref()).await?;
    let runs = caller.authorize(Action::HousingCampaign, &Resource::within(area.clone())).is_ok();
    let sort = which.sort.as_deref().filter(|sort| !sort.is_empty()).unwrap_or("-started");
    let (sort, descending) = sort.strip_prefix('-').map_or((sort, false), |sort| (sort, true));
    let sort = match sort {
        "started" => CampaignSort::Started,
        "title" => CampaignSort::Title,
        "until" => CampaignSort::Until,
        "targets" => CampaignSort::Targets,
        _ => return Err(Problem::unknown_filter()),
    };
    let page = which.page.unwrap_or(1).max(1);
    let size = which.size.unwrap_or(20).clamp(1, 200);
    let skip = u64::from(page - 1) * u64::from(size);
    if skip >= DEEPEST {
        return Err(crate::routes::register::too_deep());
    }
    let open = one_of(which.state.as_deref(), |said| match said {
        "open" => Some(true),
        "closed" => Some(false),
        _ => None,
    })?;
    let q = which.q.map(|q| q.chars().take(80).collect());
    let filter = CampaignFilter { area, q, open, sort, descending, skip, limit: size };
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, filter, caller.lang));
    }
    let (rows, total) = rows(&state, &filter).await?;
    Ok(Json(Listed { rows, total, page, size, runs }).into_response())
}

async fn rows(state: &AppState, filter: &CampaignFilter) -> Result<(Vec<Row>, u64), Problem> {
    let (found, total) = state.housing.campaigns(filter).await?;
    let mut rows = Vec::with_capacity(found.len());
    for (campaign, visited) in &found {
        rows.push(Row::of(state, campaign, *visited).await?);
    }
    Ok((rows, total))
}

/// The whole list as a file.
fn file(state: AppState, filter: CampaignFilter, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => {
            ["名称", "目的", "区域", "对象", "开始", "截止", "结束时间", "对象数", "已检查"]
        }
        Lang::En => [
            "title",
            "purpose",
            "area",
            "of",
            "started",
            "until",
            "closed_at",
            "targets",
            "visited",
        ],
    };
    let first = CampaignFilter { skip: 0, limit: ROWS, ..filter };
    table::csv("campaigns", &head, first, move |filter: CampaignFilter| {
        let state = state.clone();
        async move {
            let (found, _) = rows(&state, &filter).await?;
            let more = found.len() == ROWS as usize;
            let skip = filter.skip + u64::from(ROWS);
            let next = more.then_some(CampaignFilter { skip, ..filter });
            let rows = found.iter().map(|row| cells(row, lang)).collect();
            Ok::<_, Problem>(Part { rows, next })
        }
    })
}

fn cells(row: &Row, lang: Lang) -> Vec<String> {
    vec![
        row.title.clone(),
        row.purpose.clone(),
        row.area.label.in_lang(lang).to_owned(),
        row.of.label.in_lang(lang).to_owned(),
        row.started_on.to_string(),
        row.until.map(|day| day.to_string()).unwrap_or_default(),
        row.closed_at.map(|at| at.to_string()).unwrap_or_default(),
        row.targets.to_string(),
        row.visited.to_string(),
    ]
}

/// What a query finds now: how many buildings or units, and the first of them. Nothing is begun.
#[utoipa::path(
    get, path = "/api/housing/campaigns/preview", tag = "housing", security(("session" = [])), params(Conditions),
    responses(
        (status = OK, body = Preview),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn preview(
    caller: Caller<may::HousingCampaign>,
    State(state): State<AppState>,
    Query(asked): Query<Conditions>,
) -> Result<Json<Preview>, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let found = state.housing.preview_campaign(&area, &asked.read()?, PREVIEW).await?;
    let first = Found::all(&state, &found.first).await?;
    Ok(Json(Preview { total: found.total, most: MOST_TARGETS, first }))
}

/// Begins a campaign: its list is drawn now, with what is known of each target, and does not change.
#[utoipa::path(
    post, path = "/api/housing/campaigns", tag = "housing", security(("session" = [])), request_body = New,
    responses(
        (status = OK, body = Detail),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn begin(
    caller: Caller<may::HousingCampaign>,
    State(state): State<AppState>,
    Json(new): Json<New>,
) -> Result<Json<Detail>, Problem> {
    let new = NewCampaign {
        id: new.id,
        area: area_of(&state, &caller, new.query.area.as_deref()).await?,
        title: new.title,
        purpose: new.purpose,
        query: new.query.read()?,
        until: new.until,
        by: account(&caller),
    };
    let campaign = state.housing.begin_campaign(new).await?;
    Ok(Json(detail(&state, &caller, &campaign, &campaign.area).await?))
}
