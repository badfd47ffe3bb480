//! `GET /api/housing/ratings`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use housing::{
    Place, Rating, RatingState,
    filter::{Cursor, RatingFilter},
};
use kernel::Lang;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    buildings::one_of,
    shape::Labels,
    stars::{RatingShape, kinds_of},
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::list::area_of,
    table::{self, Part, ROWS},
};

/// Which ratings.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Where they stand: `draft`, `decided`, `published`, `appealed`, `overturned` or `superseded`.
    state: Option<String>,
    /// Whose appeal should have been decided by now.
    overdue: Option<bool>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Ratings a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `json`, or `csv` for the whole list as a file.
    format: Option<String>,
}

/// A page of ratings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatingPage {
    /// The page, without what was done.
    rows: Vec<RatingShape>,
    /// How many there are, counted up to 1,001.
    total: u64,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

/// A page of the ratings of an area, the newest first: the desk of drafts and appeals.
#[utoipa::path(
    get, path = "/api/housing/ratings", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = RatingPage),
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
    let mut filter = RatingFilter {
        area: area_of(&state, &caller, which.area.as_deref()).await?,
        state: one_of(which.state.as_deref(), RatingState::from_name)?,
        overdue: which.overdue.unwrap_or(false),
        after: one_of(which.after.as_deref(), Cursor::read)?,
        limit: which.size.unwrap_or(20).clamp(1, 200),
    };
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, filter, caller.lang));
    }
    let total = state.housing.count_ratings(&filter).await?;
    let size = filter.limit as usize;
    // One more than asked for tells whether there is a next page.
    filter.limit += 1;
    let mut found = state.housing.ratings(&filter).await?;
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more);
    let next = next.map(|(seq, _)| Cursor { seq: *seq, due_at: None }.write());
    let place =
        |(_, rating): &(i64, housing::Rating)| Place { building: rating.building, unit: None };
    let labels = Labels::of(&state, found.iter().map(place)).await?;
    let reckonings: Vec<_> = found.iter().map(|(_, rating)| &rating.reckoned).collect();
    let kinds = kinds_of(&state, &reckonings, &[]).await?;
    let rows = found.iter().map(|(_, rating)| RatingShape::of(&state, rating, &labels, &kinds));
    Ok(Json(RatingPage { rows: rows.collect(), total, next }).into_response())
}

/// The whole list as a file: how each rating stands, without what it rests on.
fn file(state: AppState, filter: RatingFilter, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => [
            "编号",
            "楼栋编码",
            "楼栋",
            "状态",
            "缘由",
            "星级",
            "起草时间",
            "答复截止",
            "决定时间",
            "公布时间",
            "申诉截止",
            "申诉逾期",
        ],
        Lang::En => [
            "id",
            "code",
            "building",
            "state",
            "cause",
            "stars",
            "drafted",
            "reply_until",
            "decided",
            "published",
            "appeal_until",
            "appeal_overdue",
        ],
    };
    let first = RatingFilter { after: None, limit: ROWS, ..filter };
    table::csv("ratings", &head, first, move |filter: RatingFilter| {
        let state = state.clone();
        async move {
            let found = state.housing.ratings(&filter).await?;
            let last = found.last().filter(|_| found.len() == ROWS as usize);
            let after = last.map(|(seq, _)| Cursor { seq: *seq, due_at: None });
            let place = |rating: &Rating| Place { building: rating.building, unit: None };
            let places: Vec<Place> = found.iter().map(|(_, rating)| place(rating)).collect();
            let labels = Labels::of(&state, places).await?;
            let now = state.clock.now();
            let late = |rating: &Rating| rating.is_appeal_overdue(now);
            let rows = found.iter().map(|(_, one)| cells(one, &labels, late(one), lang)).collect();
            let next = after.map(|after| RatingFilter { after: Some(after), ..filter });
            Ok::<_, Problem>(Part { rows, next })
        }
    })
}

fn cells(rating: &Rating, labels: &Labels, late: bool, lang: Lang) -> Vec<String> {
    let building = labels.building(rating.building);
    let at =
        |instant: Option<kernel::Instant>| instant.map(|at| at.to_string()).unwrap_or_default();
    let yes = match lang {
        Lang::Zh => "是",
        Lang::En => "yes",
    };
    vec![
        rating.id.to_string(),
        building.code,
        building.label.in_lang(lang).to_owned(),
        rating.state.label().in_lang(lang).to_owned(),
        rating.cause.label().in_lang(lang).to_owned(),
        rating.reckoned.stars.map(|stars| stars.to_string()).unwrap_or_default(),
        rating.drafted_at.to_string(),
        rating.reply_until.to_string(),
        at(rating.decided_at),
        at(rating.published_at),
        at(rating.appeal_until),
        if late { yes.to_owned() } else { String::new() },
    ]
}
