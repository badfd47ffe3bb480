//! `GET /api/cases/export`

use access::may;
use axum::{
    body::Body,
    extract::{Query, State},
    http::header,
    response::IntoResponse,
};
use bytes::Bytes;
use casework::{CaseFilter, CaseRow, Casework};
use futures::stream;
use kernel::Lang;

use super::list::Which;
use crate::{AppState, Caller, Problem, routes::register::export::line};

/// Rows that are read at a time.
const PAGE: u32 = 1_000;

/// Cases of a list as CSV, however long: what the list shows, and no reporter.
#[utoipa::path(
    get, path = "/api/cases/export", tag = "cases", security(("session" = [])), params(Which),
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<impl IntoResponse, Problem> {
    let filter = which.read(&state, &caller).await?;
    let writing = Writing {
        casework: state.casework.clone(),
        filter: CaseFilter { limit: PAGE, after: None, ..filter },
        lang: caller.lang,
        next: Next::Head,
    };
    let chunks = stream::try_unfold(writing, |mut writing| async move {
        let text = writing.next().await?;
        Ok::<_, casework::Error>(text.map(|text| (Bytes::from(text), writing)))
    });
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"cases.csv\""),
        ],
        Body::from_stream(chunks),
    ))
}

/// How far a file is written. Where reading fails half-way the answer breaks off, so that nobody takes it for whole.
struct Writing {
    casework: Casework,
    filter: CaseFilter,
    lang: Lang,
    next: Next,
}

/// What of a file is written next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Head,
    Rows,
    Nothing,
}

impl Writing {
    /// The head of the table or its next thousand rows; nothing at its end.
    async fn next(&mut self) -> Result<Option<String>, casework::Error> {
        let mut text = String::new();
        match self.next {
            Next::Head => {
                self.next = Next::Rows;
                // A spreadsheet takes the mark at the beginning for the sign of UTF-8.
                text.push('\u{feff}');
                line(&mut text, head(self.lang).into_iter().map(str::to_owned));
            }
            Next::Rows => {
                let page = self.casework.page(&self.filter).await?;
                match page.last() {
                    Some(last) => self.filter.after = Some(last.cursor(self.filter.sort)),
                    None => self.next = Next::Nothing,
                }
                for row in &page {
                    line(&mut text, cells(&self.casework, row, self.lang).into_iter());
                }
            }
            Next::Nothing => {}
        }
        Ok((self.next != Next::Nothing).then_some(text))
    }
}

const fn head(lang: Lang) -> [&'static str; 11] {
    match lang {
        Lang::Zh => [
            "编号",
            "状态",
            "事项",
            "单位",
            "地点",
            "区域",
            "反映时间",
            "到期时间",
            "办结时间",
            "内容",
            "反映次数",
        ],
        Lang::En => [
            "number", "state", "subclass", "office", "place", "area", "reported", "due", "closed",
            "words", "reports",
        ],
    }
}

fn cells(casework: &Casework, row: &CaseRow, lang: Lang) -> [String; 11] {
    let case = &row.case;
    let catalogue = casework.catalogue();
    let title = catalogue
        .subclass(&case.subclass)
        .map_or(case.subclass.as_str(), |one| one.title.in_lang(lang));
    let office =
        catalogue.office(&case.office).map_or(case.office.as_str(), |one| one.title.in_lang(lang));
    let at =
        |instant: Option<kernel::Instant>| instant.map(|at| at.to_string()).unwrap_or_default();
    [
        case.number.as_str().to_owned(),
        case.state.label().in_lang(lang).to_owned(),
        title.to_owned(),
        office.to_owned(),
        case.place.label.in_lang(lang).to_owned(),
        case.place.area.as_str().to_owned(),
        case.reported_at.to_string(),
        at(case.due_at.filter(|_| !case.is_closed())),
        at(case.closed_at),
        row.words.clone(),
        case.reports().to_string(),
    ]
}
