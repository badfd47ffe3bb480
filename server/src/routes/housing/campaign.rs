//! `GET /api/housing/campaigns/{id}`, `GET …/{id}/areas`, `GET …/{id}/map`, `POST …/{id}/assignments`,
//! `POST …/{id}/close`

use access::{Account, Action, Named, Resource, Role, may};
use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use housing::{
    AccountId, ActionId, AssignTo, AssignWhich, Assignment, CampaignId, CloseCampaign, TargetId,
    campaign::{Bar, Campaign, Progress},
};
use kernel::{AreaPath, Id, Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    campaign_shape::{AreaTally, Conditions, MapPoint, ProgressShape, Row, on_the_map},
    hazard::account,
    shape::{Word, office, word},
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::{
        list::area_of,
        shape::{Names, Officer},
    },
    table::{self, Part},
};

/// A campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignDetail)]
pub(crate) struct Detail {
    /// As it is listed.
    campaign: Row,
    /// What its list was drawn by.
    conditions: Conditions,
    /// What whoever closed it says of it.
    report: Option<String>,
    /// How far it is, and what became of what it visits.
    progress: ProgressShape,
    /// Whether the reader gives targets to others and closes it.
    runs: bool,
    /// Whether the reader inspects here.
    acts: bool,
    /// Inspectors to whom targets may be given; nobody where the reader gives none.
    crew: Vec<Officer>,
    /// Offices to which targets may be given; none where the reader gives none.
    offices: Vec<Word>,
    /// Why a target could not be entered.
    bars: Vec<Word>,
}

/// Buildings of a campaign on the map.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignMap)]
pub(crate) struct MapShape {
    /// A building each, with what is most pressing of its targets.
    points: Vec<MapPoint>,
    /// Targets whose place the register does not know.
    unplaced: u64,
}

/// Targets to be given to somebody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CampaignAssignment)]
pub(crate) struct Assign {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// All in this area: its id, or its path of codes; empty for all of the campaign.
    area: Option<String>,
    /// These, by id; where no area is given.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    targets: Vec<TargetId>,
    /// To this inspector: the account's id.
    #[schema(value_type = Option<String>)]
    inspector: Option<AccountId>,
    /// To this office; to nobody where neither is given.
    office: Option<String>,
}

/// A campaign to be closed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CloseCampaign)]
pub(crate) struct Close {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// What came of it, in words.
    report: String,
}

/// A campaign by its id, where the caller may do what they ask for.
pub(super) async fn find<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: &str,
) -> Result<Campaign, Problem> {
    let id: CampaignId = id.parse().map_err(|_| Problem::not_found())?;
    let found = state.housing.campaign(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&found.area)?;
    Ok(found)
}

/// A campaign by its id, and the part of its area that the caller may look at: all of it, or where they work.
pub(super) async fn seen<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: &str,
) -> Result<(Campaign, AreaPath), Problem> {
    let id: CampaignId = id.parse().map_err(|_| Problem::not_found())?;
    let found = state.housing.campaign(id).await?.ok_or_else(Problem::not_found)?;
    let Err(refused) = caller.within(&found.area) else {
        let area = found.area.clone();
        return Ok((found, area));
    };
    let held = caller.principal.assignments.iter().map(|one| &one.area);
    let mut parts = held.filter(|area| found.area.contains(area));
    let part = parts.find(|area| caller.within(area).is_ok()).cloned();
    part.map(|area| (found, area)).ok_or(refused)
}

/// How far a campaign is in a part of its area.
async fn progress(
    state: &AppState,
    campaign: &Campaign,
    area: &AreaPath,
) -> Result<Progress, Problem> {
    let targets = state.housing.targets(campaign.id).await?;
    Ok(Progress::of(area, targets.iter().filter(|one| area.contains(&one.drawn.area))))
}

/// Inspectors of an area.
async fn inspectors(state: &AppState, area: &AreaPath) -> Result<Vec<Id<Account>>, Problem> {
    Ok(state.access.holders(Role::Inspector, area).await?)
}

/// A campaign whole.
pub(super) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    campaign: &Campaign,
    area: &AreaPath,
) -> Result<Detail, Problem> {
    let open = campaign.closed_at.is_none();
    let may =
        |action, of: &AreaPath| caller.authorize(action, &Resource::within(of.clone())).is_ok();
    let runs = open && may(Action::HousingCampaign, &campaign.area);
    let acts = open && may(Action::HousingAct, area);
    let who = if runs { inspectors(state, &campaign.area).await? } else { Vec::new() };
    let names = Names::of(state, who.iter().copied(), caller.principal.account).await?;
    let progress = progress(state, campaign, area).await?;
    let mut row = Row::of(state, campaign, progress.all.visited()).await?;
    row.targets = progress.all.total();
    let shape = ProgressShape::of(state, &progress).await?;
    let offices = state.casework.catalogue().offices.keys().filter(|_| runs);
    Ok(Detail {
        campaign: row,
        conditions: Conditions::of(state, &campaign.body.query),
        report: campaign.body.report.clone(),
        progress: shape,
        runs,
        acts,
        crew: who.into_iter().map(|one| names.officer(one)).collect(),
        offices: offices.map(|id| office(state, id)).collect(),
        bars: Bar::ALL.iter().map(|bar| word!(bar)).collect(),
    })
}

/// A campaign: what it is for, what its list was drawn by, how far it is by area and by day, before and after. Whoever works
/// in a part of its area sees that part.
#[utoipa::path(
    get, path = "/api/housing/campaigns/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The campaign's id")),
    responses(
        (status = OK, body = Detail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Detail>, Problem> {
    let (campaign, area) = seen(&state, &caller, &id).await?;
    Ok(Json(detail(&state, &caller, &campaign, &area).await?))
}

/// The progress of a campaign by area as CSV.
#[utoipa::path(
    get, path = "/api/housing/campaigns/{id}/areas", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The campaign's id")),
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn areas(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (campaign, area) = seen(&state, &caller, &id).await?;
    let progress = progress(&state, &campaign, &area).await?;
    let shape = ProgressShape::of(&state, &progress).await?;
    let lang = caller.lang;
    let rows: Vec<Vec<String>> = shape.areas.iter().map(|row| cells(row, lang)).collect();
    let head = match lang {
        Lang::Zh => [
            "区域编码",
            "区域",
            "对象数",
            "未检查",
            "已检查",
            "有隐患",
            "已整改",
            "无法进入",
            "新登记隐患",
            "核实消除隐患",
        ],
        Lang::En => [
            "code",
            "area",
            "targets",
            "not_visited",
            "visited",
            "hazards_found",
            "put_right",
            "no_entry",
            "found",
            "fixed",
        ],
    };
    Ok(table::csv("campaign-areas", &head, rows, |rows| async move {
        Ok::<_, Problem>(Part { rows, next: None })
    }))
}

fn cells(row: &AreaTally, lang: Lang) -> Vec<String> {
    let tally = &row.tally;
    let counts = [
        tally.targets,
        tally.not_visited,
        tally.visited,
        tally.hazards_found,
        tally.put_right,
        tally.no_entry,
        tally.found,
        tally.fixed,
    ];
    let mut cells = vec![row.area.name.clone(), row.area.label.in_lang(lang).to_owned()];
    cells.extend(counts.iter().map(u64::to_string));
    cells
}

/// The buildings of a campaign as a layer of the map: what is most pressing of each.
#[utoipa::path(
    get, path = "/api/housing/campaigns/{id}/map", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The campaign's id")),
    responses(
        (status = OK, body = MapShape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn map(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<MapShape>, Problem> {
    let (campaign, area) = seen(&state, &caller, &id).await?;
    let mut targets = state.housing.targets(campaign.id).await?;
    targets.retain(|one| area.contains(&one.drawn.area));
    let (points, unplaced) = on_the_map(&targets);
    Ok(Json(MapShape { points, unplaced }))
}

/// Gives targets to an inspector or an office: all in an area, or by hand.
#[utoipa::path(
    post, path = "/api/housing/campaigns/{id}/assignments", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The campaign's id")),
    request_body = Assign,
    responses(
        (status = OK, body = Detail),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn assign(
    caller: Caller<may::HousingCampaign>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Assign>,
) -> Result<Json<Detail>, Problem> {
    let campaign = find(&state, &caller, &id).await?;
    let area = match asked.area.as_deref() {
        // The path of a campaign of the whole installation has no code.
        Some("") => Some(campaign.area.clone()),
        Some(said) => Some(area_of(&state, &caller, Some(said)).await?),
        None => None,
    };
    let of = area.as_ref().unwrap_or(&campaign.area);
    let to = match (asked.inspector, asked.office.filter(|office| !office.is_empty())) {
        (Some(who), None) => {
            let able = inspectors(&state, of).await?;
            if !able.iter().any(|one| one.to_bytes() == who.to_bytes()) {
                return Err(nobody());
            }
            AssignTo::Inspector(who)
        }
        (None, Some(office)) if state.casework.catalogue().offices.contains_key(&office) => {
            AssignTo::Office(office)
        }
        (None, None) => AssignTo::Nobody,
        _ => return Err(nobody()),
    };
    let which = area.map_or(AssignWhich::These(asked.targets), AssignWhich::Area);
    let by = account(&caller);
    let given = Assignment { id: asked.id, campaign: campaign.id, which, to, by };
    state.housing.assign_targets(given).await?;
    Ok(Json(detail(&state, &caller, &campaign, &campaign.area).await?))
}

/// Targets are given to one inspector of the area or one office of the catalogue.
fn nobody() -> Problem {
    Problem::bad_request(Text::new(
        "请选择该区域的一名检查员或一个单位",
        "Choose one inspector of the area, or one office",
    ))
}

/// Closes a campaign with a report: what became of each target is kept as it stands now. Whom they were given to is not.
#[utoipa::path(
    post, path = "/api/housing/campaigns/{id}/close", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The campaign's id")),
    request_body = Close,
    responses(
        (status = OK, body = Detail),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn close(
    caller: Caller<may::HousingCampaign>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Close>,
) -> Result<Json<Detail>, Problem> {
    let of = find(&state, &caller, &id).await?.id;
    let by = account(&caller);
    let close = CloseCampaign { id: asked.id, campaign: of, report: asked.report, by };
    state.housing.close_campaign(close).await?;
    let campaign = state.housing.campaign(of).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(detail(&state, &caller, &campaign, &campaign.area).await?))
}
