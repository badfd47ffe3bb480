//! `GET /api/housing/notices`, `POST /api/housing/notices`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use housing::{
    ActionId, NewNotice, NoticeOf,
    facts::{At, How},
    filter::NoticeFilter,
    notice::{Notice, NoticeKind},
};
use kernel::{Instant, Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    building::within,
    buildings::one_of,
    hazard::{self, account},
    notice_shape::{Detail, Row, detail, rows},
    reach::page,
    shape::Labels,
    whither,
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::list::area_of,
    table::{self, Part, ROWS},
};

/// Which notices.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// What they tell: `order`, `reinspection`, `referral`, `suspension` or `lifting`.
    kind: Option<String>,
    /// Those that reached nobody yet.
    unserved: Option<bool>,
    /// Of this building and its units: its id or code.
    building: Option<String>,
    /// Of this unit: its id or code.
    unit: Option<String>,
    /// Of this hazard: its id.
    hazard: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Notices a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `json`, or `csv` for the whole list as a file.
    format: Option<String>,
}

/// A page of notices.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingNoticePage)]
pub(crate) struct Page {
    /// The page, the newest first.
    rows: Vec<Row>,
    /// How many there are, counted up to 1,001.
    total: u64,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

/// A notice to be issued.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewHousingNotice)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// What it tells: `order`, `reinspection` or `referral` of a hazard, `suspension` or `lifting` of a unit.
    #[schema(value_type = String)]
    kind: NoticeKind,
    /// The hazard: its id.
    hazard: Option<String>,
    /// The unit: its id or code.
    unit: Option<String>,
    /// The legal basis, where whoever issues it states one.
    #[serde(default)]
    basis: String,
}

/// Text that was given.
fn given(said: Option<&str>) -> Option<&str> {
    said.filter(|said| !said.is_empty())
}

/// A page of the notices of an area, of a building, a unit or a hazard. Nobody is named.
#[utoipa::path(
    get, path = "/api/housing/notices", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Page),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let building = match given(which.building.as_deref()) {
        Some(said) => Some(whither::building(&state, said).await?),
        None => None,
    };
    let unit = match given(which.unit.as_deref()) {
        Some(said) => Some(whither::unit(&state, said).await?),
        None => None,
    };
    let size = which.size.unwrap_or(20).clamp(1, 200);
    let filter = NoticeFilter {
        area: area_of(&state, &caller, which.area.as_deref()).await?,
        kind: one_of(which.kind.as_deref(), NoticeKind::from_name)?,
        unserved: which.unserved.unwrap_or(false),
        building,
        unit,
        hazard: one_of(which.hazard.as_deref(), |text| text.parse().ok())?,
        after: one_of(which.after.as_deref(), |text| text.parse().ok())?,
        // One more than asked for tells whether there is a next page.
        limit: size + 1,
    };
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, filter, caller.lang));
    }
    let total = state.housing.count_notices(&filter).await?;
    let (found, next) = page(state.housing.notices(&filter).await?, size);
    Ok(Json(Page { rows: rows(&state, &found).await?, total, next }).into_response())
}

/// The whole list as a file.
fn file(state: AppState, filter: NoticeFilter, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => {
            ["编号", "通知书", "效力", "编码", "场所", "隐患", "出具时间", "期限", "已送达"]
        }
        Lang::En => {
            ["number", "kind", "standing", "code", "place", "hazard", "issued", "due", "served"]
        }
    };
    let first = NoticeFilter { after: None, limit: ROWS, ..filter };
    table::csv("notices", &head, first, move |filter: NoticeFilter| {
        let state = state.clone();
        async move {
            let found = state.housing.notices(&filter).await?;
            let last = found.last().filter(|_| found.len() == ROWS as usize);
            let after = last.map(|(seq, _)| *seq);
            let found: Vec<Notice> = found.into_iter().map(|(_, notice)| notice).collect();
            let standings = state.housing.notice_standings(&found).await?;
            let each = found.iter().zip(standings);
            let rows = each.map(|(notice, standing)| cells(notice, &standing.label(), lang));
            let rows = rows.collect();
            let next = after.map(|after| NoticeFilter { after: Some(after), ..filter });
            Ok::<_, Problem>(Part { rows, next })
        }
    })
}

fn cells(notice: &Notice, standing: &Text, lang: Lang) -> Vec<String> {
    let content = &notice.content;
    let served = match (notice.is_served(), lang) {
        (false, _) => "",
        (true, Lang::Zh) => "是",
        (true, Lang::En) => "yes",
    };
    let hazard = content.hazard.as_ref().map(|hazard| hazard.title.in_lang(lang).to_owned());
    vec![
        content.number.clone(),
        content.kind.label().in_lang(lang).to_owned(),
        standing.in_lang(lang).to_owned(),
        content.code.clone(),
        content.address.in_lang(lang).to_owned(),
        hazard.unwrap_or_default(),
        content.issued_at.to_string(),
        content.due_at.map(|at: Instant| at.to_string()).unwrap_or_default(),
        served.to_owned(),
    ]
}

/// Issues a notice of the last deed of its kind: numbered, with a mark on what it says. 409 where nothing of the kind was
/// done, or a notice of that deed stands.
#[utoipa::path(
    post, path = "/api/housing/notices", tag = "housing", security(("session" = [])),
    request_body = Asked,
    responses(
        (status = OK, body = Detail),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Json(asked): Json<Asked>,
) -> Result<Json<Detail>, Problem> {
    let (of, at) = of(&state, &caller, &asked).await?;
    let at = within(&caller, at)?;
    let area = at.area.clone();
    let labels = Labels::of(&state, [at.place]).await?;
    let named = match at.place.unit {
        Some(unit) => labels.unit(unit),
        None => labels.building(at.place.building),
    };
    let me = caller.principal.account;
    let office = state.access.called(&[me]).await?.remove(&me).map(|(_, office)| office);
    let new = NewNotice {
        kind: asked.kind,
        of,
        at,
        code: named.code,
        address: named.label,
        office: office.unwrap_or_default(),
        offices: state.casework.catalogue(),
        basis: asked.basis,
        by: account(&caller),
        how: How::bare(asked.id),
    };
    let notice = state.housing.issue(new).await?;
    Ok(Json(detail(&state, &caller, &notice, &area).await?))
}

/// What a notice is to be of, and where that is.
async fn of(
    state: &AppState,
    caller: &Caller<may::HousingAct>,
    asked: &Asked,
) -> Result<(NoticeOf, At), Problem> {
    match (given(asked.hazard.as_deref()), given(asked.unit.as_deref())) {
        (Some(id), _) => {
            let (hazard, _) = hazard::find(state, caller, id).await?;
            let at = match hazard.place.unit {
                Some(unit) => state.housing.at_unit(unit).await?,
                None => state.housing.at_building(hazard.place.building).await?,
            };
            Ok((NoticeOf::Hazard(hazard.id), at))
        }
        (None, Some(said)) => {
            let unit = whither::unit(state, said).await?;
            Ok((NoticeOf::Unit(unit), state.housing.at_unit(unit).await?))
        }
        (None, None) => Err(Problem::bad_request(Text::new(
            "请给出隐患或房屋",
            "Say of what: a hazard or a unit",
        ))),
    }
}
