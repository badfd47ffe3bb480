//! `GET /api/housing/buildings/export`, `GET /api/housing/hazards/export`

use access::may;
use axum::{
    body::Body,
    extract::{Query, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use futures::stream;
use housing::filter::{BuildingFilter, HazardFilter};
use kernel::{Instant, Lang, Text};

use super::{
    buildings::{self, rows},
    hazards::{self, cursor},
    shape::{BuildingShape, HazardRow},
};
use crate::{AppState, Caller, Problem, routes::register::export::line};

/// Rows that are read at a time.
const PAGE: u32 = 1_000;

/// What is written next; nothing at the end.
enum Next {
    Buildings(BuildingFilter),
    Hazards(HazardFilter),
}

/// How far a file is written. Where reading fails half-way the answer breaks off, so that nobody takes it for whole.
struct Writing {
    state: AppState,
    lang: Lang,
    begun: bool,
    next: Option<Next>,
}

/// Why a file breaks off.
#[derive(Debug, thiserror::Error)]
#[error("a list could not be read to its end")]
struct BrokenOff;

impl Writing {
    fn answer(self, name: &'static str) -> Response {
        let chunks = stream::try_unfold(self, |mut writing| async move {
            let text = writing.more().await.map_err(|_| BrokenOff)?;
            Ok::<_, BrokenOff>(text.map(|text| (Bytes::from(text), writing)))
        });
        let head = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
        ];
        (head, Body::from_stream(chunks)).into_response()
    }

    /// The head of the table, or its next thousand rows; nothing at its end.
    async fn more(&mut self) -> Result<Option<String>, Problem> {
        let mut text = String::new();
        let Some(next) = self.next.take() else { return Ok(None) };
        if !self.begun {
            self.begun = true;
            // A spreadsheet takes the mark at the beginning for the sign of UTF-8.
            text.push('\u{feff}');
            let head = match (&next, self.lang) {
                (Next::Buildings(_), Lang::Zh) => BUILDINGS_ZH,
                (Next::Buildings(_), Lang::En) => BUILDINGS_EN,
                (Next::Hazards(_), Lang::Zh) => HAZARDS_ZH,
                (Next::Hazards(_), Lang::En) => HAZARDS_EN,
            };
            line(&mut text, head.split(' ').map(str::to_owned));
        }
        match next {
            Next::Buildings(mut filter) => {
                let found = self.state.housing.buildings(&filter).await?;
                if let Some(last) = found.last().filter(|_| found.len() == PAGE as usize) {
                    filter.after = Some(last.id);
                    self.next = Some(Next::Buildings(filter));
                }
                for row in rows(&self.state, &found).await? {
                    line(&mut text, building(&row, self.lang).into_iter());
                }
            }
            Next::Hazards(mut filter) => {
                let found = self.state.housing.hazards(&filter).await?;
                if let Some(last) = found.last().filter(|_| found.len() == PAGE as usize) {
                    filter.after = Some(cursor(filter.sort, last));
                    self.next = Some(Next::Hazards(filter));
                }
                let found: Vec<_> = found.into_iter().map(|(_, hazard)| hazard).collect();
                for row in super::shape::hazards(&self.state, &found).await? {
                    line(&mut text, hazard(&row, self.lang).into_iter());
                }
            }
        }
        Ok(Some(text))
    }
}

const BUILDINGS_ZH: &str = "编码 地址 区域 用途 户数 星级 评定日期 在办评定 最高分级 未消除隐患 逾期隐患 最近到期 最近检查";
const BUILDINGS_EN: &str =
    "code address area use units stars rated_on rating tier open overdue next_due_at inspected_on";
const HAZARDS_ZH: &str =
    "编号 隐患 严重程度 状态 楼栋 房屋 主管单位 发现时间 到期时间 是否逾期 核实时间";
const HAZARDS_EN: &str =
    "id hazard severity state building unit office found_at due_at overdue verified_at";

fn building(row: &BuildingShape, lang: Lang) -> [String; 13] {
    let day = |day: Option<kernel::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        row.code.clone(),
        row.label.in_lang(lang).to_owned(),
        row.area.as_str().to_owned(),
        row.use_class.clone(),
        row.units.to_string(),
        row.stars.map(|stars| stars.to_string()).unwrap_or_default(),
        day(row.rated_on),
        row.rating.as_ref().map(|word| word.label.in_lang(lang).to_owned()).unwrap_or_default(),
        row.tier.label.in_lang(lang).to_owned(),
        row.open.to_string(),
        row.overdue.to_string(),
        at(row.next_due_at),
        day(row.inspected_on),
    ]
}

fn hazard(row: &HazardRow, lang: Lang) -> [String; 11] {
    let place = &row.place;
    let yes = Text::new("是", "yes");
    [
        row.id.clone(),
        row.kind.title.in_lang(lang).to_owned(),
        row.severity.label.in_lang(lang).to_owned(),
        row.state.label.in_lang(lang).to_owned(),
        place.building.label.in_lang(lang).to_owned(),
        place.unit.as_ref().map(|unit| unit.label.in_lang(lang).to_owned()).unwrap_or_default(),
        row.office.label.in_lang(lang).to_owned(),
        row.found_at.to_string(),
        // While the duty is suspended there is no day to write.
        at((!row.suspended).then_some(row.due_at)),
        if row.overdue { yes.in_lang(lang).to_owned() } else { String::new() },
        at(row.verified_at),
    ]
}

fn at(instant: Option<Instant>) -> String {
    instant.map(|at| at.to_string()).unwrap_or_default()
}

/// Buildings of a list as CSV, however long, in the order of ids: what the list shows.
#[utoipa::path(
    get, path = "/api/housing/buildings/export", tag = "housing", security(("session" = [])),
    params(buildings::Which),
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn buildings(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<buildings::Which>,
) -> Result<Response, Problem> {
    let (filter, ..) = which.read(&state, &caller).await?;
    let first = housing::BuildingId::from_bytes([0; 16]);
    let filter = BuildingFilter { limit: PAGE, skip: 0, after: Some(first), ..filter };
    let next = Some(Next::Buildings(filter));
    Ok(Writing { state, lang: caller.lang, begun: false, next }.answer("housing-buildings"))
}

/// Hazards of a list as CSV, however long: what the list shows.
#[utoipa::path(
    get, path = "/api/housing/hazards/export", tag = "housing", security(("session" = [])),
    params(hazards::Which),
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn hazards(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<hazards::Which>,
) -> Result<Response, Problem> {
    let filter = which.read(&state, &caller).await?;
    let filter = HazardFilter { limit: PAGE, after: None, ..filter };
    let next = Some(Next::Hazards(filter));
    Ok(Writing { state, lang: caller.lang, begun: false, next }.answer("hazards"))
}
