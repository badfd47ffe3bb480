//! `GET /api/housing/objections`, `GET /api/housing/objections/{id}`, `POST /api/housing/objections/{id}/decision`

use access::may;
use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use housing::{
    ActionId, ObjectionAct,
    facts::How,
    filter::ObjectionFilter,
    objection::{Objection, ObjectionOutcome, ObjectionState},
};
use kernel::{Instant, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    buildings::one_of,
    hazard::account,
    objection_shape::{Detail, Row, detail, rows},
    reach::{in_reach, page},
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::list::area_of,
    table::{self, Part, ROWS},
};

/// Which objections.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Where they stand: `open`, `upheld`, `changed` or `dismissed`.
    state: Option<String>,
    /// Those that should have been decided by now.
    overdue: Option<bool>,
    /// To this notice: its id.
    notice: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Objections a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `json`, or `csv` for the whole list as a file.
    format: Option<String>,
}

/// A page of objections.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticeObjectionPage)]
pub(crate) struct Page {
    /// The page, the newest first.
    rows: Vec<Row>,
    /// How many there are, counted up to 1,001.
    total: u64,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

/// How an objection is decided.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DecideNoticeObjection)]
pub(crate) struct Decision {
    /// The action's id, made by whoever decides (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version of the objection that was seen.
    seen: u32,
    /// `upheld`: the notice is withdrawn; `changed`: it is withdrawn and issued anew as the reasons say; `dismissed`.
    #[schema(value_type = String)]
    outcome: ObjectionOutcome,
    /// The reasons.
    words: String,
}

/// A page of objections to the notices of an area: the desk of those who decide. Whoever objects is not named.
#[utoipa::path(
    get, path = "/api/housing/objections", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Page),
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
    let size = which.size.unwrap_or(20).clamp(1, 200);
    let filter = ObjectionFilter {
        area: area_of(&state, &caller, which.area.as_deref()).await?,
        state: one_of(which.state.as_deref(), ObjectionState::from_name)?,
        overdue: which.overdue.unwrap_or(false),
        notice: one_of(which.notice.as_deref(), |text| text.parse().ok())?,
        after: one_of(which.after.as_deref(), |text| text.parse().ok())?,
        // One more than asked for tells whether there is a next page.
        limit: size + 1,
    };
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, filter, caller.lang));
    }
    let total = state.housing.count_objections(&filter).await?;
    let (found, next) = page(state.housing.objections(&filter).await?, size);
    Ok(Json(Page { rows: rows(&state, &found).await?, total, next }).into_response())
}

/// The whole list as a file, without reasons.
fn file(state: AppState, filter: ObjectionFilter, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => ["通知编号", "通知书", "状态", "提出时间", "决定期限", "决定时间"],
        Lang::En => ["notice", "kind", "state", "made", "decide_until", "decided"],
    };
    let first = ObjectionFilter { after: None, limit: ROWS, ..filter };
    table::csv("objections", &head, first, move |filter: ObjectionFilter| {
        let state = state.clone();
        async move {
            let found = state.housing.objections(&filter).await?;
            let last = found.last().filter(|_| found.len() == ROWS as usize);
            let after = last.map(|(seq, _)| *seq);
            let rows = found.iter().map(|(_, objection)| cells(objection, lang)).collect();
            let next = after.map(|after| ObjectionFilter { after: Some(after), ..filter });
            Ok::<_, Problem>(Part { rows, next })
        }
    })
}

fn cells(objection: &Objection, lang: Lang) -> Vec<String> {
    let decided_at = objection.decision.map(|decision| decision.at);
    vec![
        objection.number.clone(),
        objection.kind.label().in_lang(lang).to_owned(),
        objection.state().label().in_lang(lang).to_owned(),
        objection.made_at.to_string(),
        objection.decide_until.to_string(),
        decided_at.map(|at: Instant| at.to_string()).unwrap_or_default(),
    ]
}

/// An objection: the reasons, what shows it, how it was decided, and whether the reader may decide it.
#[utoipa::path(
    get, path = "/api/housing/objections/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The objection's id")),
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
    let (objection, area) = in_reach(&caller, &id, |id| state.housing.objection(id)).await?;
    Ok(Json(detail(&state, &caller, &objection, &area).await?))
}

/// Decides an objection, with reasons: both sides are told. 409 for whoever had a part in the notice or in what it tells, and
/// where somebody was faster.
#[utoipa::path(
    post, path = "/api/housing/objections/{id}/decision", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The objection's id")),
    request_body = Decision,
    responses(
        (status = OK, body = Detail, description = "the objection as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn decide(
    caller: Caller<may::HousingDecideObjection>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(decision): Json<Decision>,
) -> Result<Json<Detail>, Problem> {
    let (objection, area) = in_reach(&caller, &id, |id| state.housing.objection(id)).await?;
    let Decision { id, seen, outcome, words } = decision;
    let how = How { words, ..How::bare(id) };
    let by = account(&caller);
    let act = ObjectionAct { objection: objection.id, seen, outcome, by, how };
    let done = state.housing.decide_objection(act).await?;
    Ok(Json(detail(&state, &caller, &done, &area).await?))
}
