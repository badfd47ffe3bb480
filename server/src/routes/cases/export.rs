//! `GET /api/cases/export`

use access::may;
use axum::{
    extract::{Query, State},
    http::header,
    response::IntoResponse,
};
use casework::{CaseRow, Casework};
use kernel::Lang;

use super::list::Which;
use crate::{AppState, Caller, Problem};

/// Most rows of a file.
const MOST: usize = 50_000;

/// Cases of a list as CSV, 50,000 at the most: what the list shows, and no reporter.
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
    let mut filter = which.read(&state, &caller).await?;
    filter.limit = 1_000;
    filter.after = None;
    // A spreadsheet takes the mark at the beginning for the sign of UTF-8.
    let mut text = String::from("\u{feff}");
    text.push_str(head(caller.lang));
    let mut written = 0;
    loop {
        let page = state.casework.page(&filter).await?;
        let Some(last) = page.last() else { break };
        filter.after = Some(last.cursor(filter.sort));
        written += page.len();
        for row in &page {
            line(&mut text, &state.casework, row, caller.lang);
        }
        if written >= MOST {
            break;
        }
    }
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"cases.csv\""),
        ],
        text,
    ))
}

const fn head(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "编号,状态,事项,单位,地点,区域,反映时间,到期时间,办结时间,内容\r\n",
        Lang::En => "number,state,subclass,office,place,area,reported,due,closed,words\r\n",
    }
}

fn line(text: &mut String, casework: &Casework, row: &CaseRow, lang: Lang) {
    let case = &row.case;
    let catalogue = casework.catalogue();
    let title = catalogue
        .subclass(&case.subclass)
        .map_or(case.subclass.as_str(), |one| one.title.in_lang(lang));
    let office = catalogue
        .offices
        .get(&case.office)
        .map_or(case.office.as_str(), |one| one.title.in_lang(lang));
    let state = case.state.label();
    let at =
        |instant: Option<kernel::Instant>| instant.map(|at| at.to_string()).unwrap_or_default();
    let cells = [
        case.number.as_str(),
        state.in_lang(lang),
        title,
        office,
        case.place.label.in_lang(lang),
        case.place.area.as_str(),
        &case.reported_at.to_string(),
        &at(case.due_at.filter(|_| !case.is_closed())),
        &at(case.closed_at),
        &row.words,
    ];
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        cell_of(text, cell);
    }
    text.push_str("\r\n");
}

/// A cell as spreadsheets read it (RFC 4180); one that begins like a formula is made text.
fn cell_of(text: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    text.push('"');
    if formula {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::cell_of;

    #[test]
    fn a_cell_is_never_a_formula() {
        let mut text = String::new();
        cell_of(&mut text, "=HYPERLINK(\"x\")");
        assert_eq!(text, "\"'=HYPERLINK(\"\"x\"\")\"");
    }
}
