//! `POST /open311/v2/requests.{format}`

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse as _, Response},
};
use casework::{Actor, CaseActionId, Door, NewReport};
use serde_json::{Value, json};

use super::answer::Format;
use crate::{
    AppState, Problem,
    problem::lang_of,
    routes::{
        cases::{
            place::Where,
            report::{Contact, answers, words},
        },
        hooks::is_key,
    },
};

/// Longest form, bytes.
const LONGEST: usize = 32 * 1024;

/// Reports something from another system: a form with `api_key`, `service_code`, `lat` and `long` or `address_string`,
/// `description`, `attribute[…]`, and how to be reached.
#[utoipa::path(
    post, path = "/open311/v2/requests.{format}", tag = "open311",
    params(("format" = String, Path, description = "`json` or `xml`")),
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = OK, content_type = "application/json", body = String),
        (status = BAD_REQUEST, description = "a field is missing or cannot be read"),
        (status = FORBIDDEN, description = "no key, or a wrong one"),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    Path(format): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let Some(format) = Format::read(&format) else { return Problem::not_found().into_response() };
    let Some(mut form) = read(&body) else {
        return format.error(StatusCode::BAD_REQUEST, "the form cannot be read");
    };
    let key = form.remove("api_key").unwrap_or_default();
    if !is_key(&state.config.cases.open311_keys, &key) {
        return format.error(StatusCode::FORBIDDEN, "api_key is missing or unknown");
    }
    let lang = lang_of(&headers, state.config.web.language.into());
    let code = form.remove("service_code").unwrap_or_default();
    let known = state.casework.catalogue().standing(&code).is_some_and(|subclass| subclass.open);
    if !known {
        return format.error(StatusCode::BAD_REQUEST, "service_code is missing or unknown");
    }
    let number = |name: &str| form.get(name).and_then(|text| text.parse::<f64>().ok());
    let place = match (number("long"), number("lat"), form.get("address_string")) {
        (Some(lon), Some(lat), _) => Where::pin(lon, lat),
        (_, _, Some(address)) => Where::written(address.clone()),
        _ => {
            return format
                .error(StatusCode::BAD_REQUEST, "lat and long, or address_string, are missing");
        }
    };
    let place = match place.find(&state).await {
        Ok(place) => place,
        Err(problem) => return refused(format, &problem),
    };
    let full_name = [form.remove("first_name"), form.remove("last_name")];
    let full_name: Vec<String> = full_name.into_iter().flatten().collect();
    let contact = Contact {
        name: Some(full_name.join(" ")).filter(|name| !name.trim().is_empty()),
        phone: form.remove("phone"),
        email: form.remove("email"),
    };
    let can_be_asked = contact.phone.is_some() || contact.email.is_some();
    let given = |(name, value): (&String, &String)| {
        let id = name.strip_prefix("attribute[")?.strip_suffix(']')?;
        Some((id.to_owned(), value.clone()))
    };
    let given: BTreeMap<String, String> = form.iter().filter_map(given).collect();
    let description = form.get("description").cloned().unwrap_or_default();
    let (words, answers) = match (words(&description), answers(given)) {
        (Ok(words), Ok(answers)) => (words, answers),
        (Err(problem), _) | (_, Err(problem)) => return refused(format, &problem),
    };
    let id: CaseActionId = state.ids.next();
    let new = NewReport {
        id,
        door: Door::Open311,
        subclass: code,
        place,
        words,
        answers,
        reporter: can_be_asked.then(|| contact.reporter(lang)),
        photos: Vec::new(),
        voice: None,
        actor: Actor::Installation,
        split_from: None,
        lead: None,
        acted_at: None,
        form: None,
    };
    match state.casework.report(new).await {
        Ok(begun) => {
            let value = json!([{
                "service_request_id": begun.case.number, "service_notice": Value::Null, "account_id": Value::Null,
            }]);
            format.answer(StatusCode::OK, "service_requests", &value)
        }
        Err(error) => refused(format, &error.into()),
    }
}

fn refused(format: Format, problem: &Problem) -> Response {
    let description = problem.said().unwrap_or_default();
    format.error(problem.status(), &description)
}

/// The fields of a form.
fn read(body: &str) -> Option<BTreeMap<String, String>> {
    if body.len() > LONGEST {
        return None;
    }
    let uri: Uri = format!("/?{body}").parse().ok()?;
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&uri).ok()?;
    Some(pairs.into_iter().collect())
}
