//! `GET /open311/v2/requests.{format}` and `GET /open311/v2/requests/{file}`

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use casework::{Case, CaseFilter, Casework};
use kernel::{Instant, Lang};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use super::answer::Format;
use crate::{AppState, Problem, problem::lang_of};

/// Most requests of one answer, as the standard has it.
const MOST: usize = 1_000;
/// Days that a question without days speaks of, as the standard has it.
const DAYS: i64 = 90;

/// Which requests.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Their ids, with commas between.
    service_request_id: Option<String>,
    /// Of these kinds, with commas between.
    service_code: Option<String>,
    /// Reported then or later, RFC 3339.
    start_date: Option<String>,
    /// Reported then or earlier, RFC 3339.
    end_date: Option<String>,
    /// `open` or `closed`, or both with a comma between.
    status: Option<String>,
}

/// Requests that may be shown to anyone, the newest first, 1,000 at most.
#[utoipa::path(
    get, path = "/open311/v2/requests.{format}", tag = "open311",
    params(("format" = String, Path, description = "`json` or `xml`"), Which),
    responses((status = OK, content_type = "application/json", body = String), (status = NOT_FOUND, body = crate::ProblemDocument))
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Path(format): Path<String>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Response {
    let Some(format) = Format::read(&format) else { return Problem::not_found().into_response() };
    let lang = lang_of(&headers, state.config.web.language.into());
    if let Some(ids) = &which.service_request_id {
        return match by_ids(&state.casework, ids, lang).await {
            Ok(found) => format.answer(StatusCode::OK, "service_requests", &found.into()),
            Err(problem) => problem.into_response(),
        };
    }
    let read = |text: &Option<String>| -> Result<Option<Instant>, ()> {
        let Some(text) = text else { return Ok(None) };
        serde_json::from_value(Value::String(text.clone())).map(Some).map_err(|_| ())
    };
    let (Ok(from), Ok(to)) = (read(&which.start_date), read(&which.end_date)) else {
        return format.error(StatusCode::BAD_REQUEST, "start_date and end_date are RFC 3339");
    };
    let from = from.or_else(|| {
        let end = to.unwrap_or_else(|| state.clock.now());
        Some(end.plus_seconds(-DAYS * 86_400))
    });
    let open = match which.status.as_deref() {
        Some("open") => Some(true),
        Some("closed") => Some(false),
        None | Some("open,closed" | "closed,open") => None,
        Some(_) => return format.error(StatusCode::BAD_REQUEST, "status is open or closed"),
    };
    match page(&state, &which, from, to, open, lang).await {
        Ok(found) => format.answer(StatusCode::OK, "service_requests", &found.into()),
        Err(problem) => problem.into_response(),
    }
}

async fn page(
    state: &AppState,
    which: &Which,
    from: Option<Instant>,
    to: Option<Instant>,
    open: Option<bool>,
    lang: Lang,
) -> Result<Vec<Value>, Problem> {
    let codes: Option<Vec<&str>> =
        which.service_code.as_ref().map(|codes| codes.split(',').map(str::trim).collect());
    let wanted =
        |case: &Case| codes.as_ref().is_none_or(|codes| codes.contains(&case.subclass.as_str()));
    let mut filter = CaseFilter {
        open,
        reported_from: from,
        reported_to: to.map(|to| to.plus_seconds(1)),
        // One kind is an index of its own.
        subclass: codes.as_ref().filter(|codes| codes.len() == 1).map(|codes| codes[0].to_owned()),
        limit: 500,
        ..CaseFilter::default()
    };
    let mut found = Vec::new();
    while found.len() < MOST {
        let rows = state.casework.page(&filter).await?;
        let Some(last) = rows.last() else { break };
        filter.after = Some(last.cursor(filter.sort));
        let shown = rows.iter().filter(|row| wanted(&row.case));
        found.extend(
            shown.filter_map(|row| shape(&state.casework, &row.case, Some(&row.words), lang)),
        );
        // A question that finds little is not let run through all there is.
        if rows.len() < filter.limit as usize {
            break;
        }
    }
    found.truncate(MOST);
    Ok(found)
}

/// One request.
#[utoipa::path(
    get, path = "/open311/v2/requests/{file}", tag = "open311",
    params(("file" = String, Path, description = "A request's id with `.json` or `.xml`")),
    responses((status = OK, content_type = "application/json", body = String), (status = NOT_FOUND, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some((id, format)) = Format::split(&file) else {
        return Problem::not_found().into_response();
    };
    let lang = lang_of(&headers, state.config.web.language.into());
    match by_ids(&state.casework, id, lang).await {
        Ok(found) if found.is_empty() => {
            format.error(StatusCode::NOT_FOUND, "service_request_id was not found")
        }
        Ok(found) => format.answer(StatusCode::OK, "service_requests", &found.into()),
        Err(problem) => problem.into_response(),
    }
}

async fn by_ids(casework: &Casework, ids: &str, lang: Lang) -> Result<Vec<Value>, Problem> {
    let mut found = Vec::new();
    for number in ids.split(',').map(str::trim).take(100) {
        if let Some(case) = casework.numbered(&number.to_ascii_uppercase()).await? {
            let words = casework.actions(case.id).await?.into_iter().next();
            let words = words.and_then(|first| first.words);
            found.extend(shape(casework, &case, words.as_deref(), lang));
        }
    }
    Ok(found)
}

/// A case as the standard has it; none where its kind is not shown to anyone, or was not when it was reported.
fn shape(casework: &Casework, case: &Case, words: Option<&str>, lang: Lang) -> Option<Value> {
    let subclass = casework.catalogue().subclass(&case.subclass);
    let subclass = subclass.filter(|_| casework.is_public(case))?;
    let office = casework.catalogue().office(&case.office);
    let notes = match (&case.responsible, case.outcome) {
        (Some(responsible), _) => responsible.in_lang(lang).to_owned(),
        (None, Some(outcome)) => outcome.label().in_lang(lang).to_owned(),
        (None, None) => case.state.label().in_lang(lang).to_owned(),
    };
    // A dwelling is somebody's: everybody is told where its building stands, and no more.
    let at_home = case.place.at.as_ref().is_some_and(|at| at.kind == "unit");
    let place = (!at_home).then_some(&case.place.label);
    Some(json!({
        "service_request_id": case.number,
        "status": if case.is_closed() { "closed" } else { "open" },
        "status_notes": notes,
        "service_name": subclass.title.in_lang(lang),
        "service_code": subclass.id,
        "description": words.unwrap_or_default(),
        "agency_responsible": office.map(|office| office.title.in_lang(lang)),
        "service_notice": Value::Null,
        "requested_datetime": case.reported_at,
        "updated_datetime": case.changed_at,
        "expected_datetime": case.due_at.filter(|_| !case.is_closed()),
        "address": place.map(|label| label.in_lang(lang)),
        "address_id": place.and(case.place.at.as_ref()).map(|at| at.id.to_string()),
        "zipcode": Value::Null,
        "lat": case.place.point.map(|point| point.lat),
        "long": case.place.point.map(|point| point.lon),
        "media_url": Value::Null,
    }))
}
