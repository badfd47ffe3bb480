//! `GET /api/cases/micro-events/export`

use access::may;
use axum::{
    extract::{Query, State},
    response::Response,
};
use casework::{MicroEvent, MicroFilter};
use kernel::{Instant, Lang};

use super::{list::Which, shape::kind};
use crate::{
    AppState, Caller, Problem,
    table::{self, Part, ROWS},
};

const HEAD_ZH: &str = "编号 微事件 状态 待核实 地点 区域 发现时间 整改期限 结束时间 转为事件";
const HEAD_EN: &str = "id kind state waits place area found due closed case";

/// Micro-events of a list as CSV, however long: what the list shows, and nobody's name.
#[utoipa::path(
    get, path = "/api/cases/micro-events/export", tag = "cases", security(("session" = [])), params(Which),
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let filter = which.read(&state, &caller).await?;
    let lang = caller.lang;
    let head: Vec<&str> = match lang {
        Lang::Zh => HEAD_ZH.split(' ').collect(),
        Lang::En => HEAD_EN.split(' ').collect(),
    };
    let first = MicroFilter { after: None, limit: ROWS, ..filter };
    Ok(table::csv("micro-events", &head, first, move |filter: MicroFilter| {
        let state = state.clone();
        async move {
            let found = state.casework.micro_events(&filter).await?;
            let last = found.last().filter(|_| found.len() == ROWS as usize);
            let after = last.map(|last| last.cursor(filter.sort));
            let rows = found.iter().map(|row| cells(&state, &row.event, lang)).collect();
            let next = after.map(|after| MicroFilter { after: Some(after), ..filter });
            Ok::<_, Problem>(Part { rows, next })
        }
    }))
}

fn cells(state: &AppState, event: &MicroEvent, lang: Lang) -> Vec<String> {
    let at = |instant: Option<Instant>| instant.map(|at| at.to_string()).unwrap_or_default();
    let yes = match lang {
        Lang::Zh => "是",
        Lang::En => "yes",
    };
    vec![
        event.id.to_string(),
        kind(&state.casework, &event.kind).title.in_lang(lang).to_owned(),
        event.state.label().in_lang(lang).to_owned(),
        if event.waits() { yes.to_owned() } else { String::new() },
        event.place.label.in_lang(lang).to_owned(),
        event.place.area.as_str().to_owned(),
        event.found_at.to_string(),
        event.due_at.to_string(),
        at(event.closed_at),
        event.case.map(|case| case.to_string()).unwrap_or_default(),
    ]
}
