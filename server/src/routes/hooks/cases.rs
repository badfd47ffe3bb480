//! `POST /hooks/cases` and `GET /hooks/cases/{number}`

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{HeaderMap, header},
};
use casework::{Actor, Case, CaseActionId, Door, NewReport};
use kernel::{Id, Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    AppState, Problem, TextShape,
    problem::lang_of,
    routes::cases::{
        place::Where,
        report::{Contact, answers, words},
        shape::{Named, office},
    },
};

/// Longest number of another system, characters.
const LONGEST_NUMBER: usize = 200;
/// What the ids of cases are drawn for that departments hand over.
const IDS: &str = "linli 2026-11-30 ids of cases that departments hand over";

/// A case that a department hands over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HookCaseTold)]
pub(crate) struct Told {
    /// The department's own number: handed over again under the same number, it is the same case.
    number: String,
    /// What it is about: an id of the catalogue.
    subclass: String,
    /// Where it is.
    place: Where,
    /// What is the matter.
    words: String,
    /// Answers to the catalogue's questions, by id.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// Who can be asked. Sealed.
    contact: Option<Contact>,
}

/// Where a case stands that a department handed over. Who works on it, and what was written in it, is not here.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HookCase)]
pub(crate) struct Handed {
    /// The department's number.
    number: String,
    /// Ours.
    case: String,
    /// Where it stands.
    state: &'static str,
    /// What it is about: an id of the catalogue.
    subclass: String,
    /// The office that has it.
    office: Named,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    reported_at: Instant,
    /// When something was last done to it.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Instant,
    /// When it is due.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Instant>,
    /// When it was resolved, merged or refused.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Instant>,
    /// How it ended.
    outcome: Option<&'static str>,
    /// Who is responsible, where it was refused.
    #[schema(value_type = Option<TextShape>)]
    responsible: Option<Text>,
}

/// Takes over a case from a department, once, and answers with our number.
#[utoipa::path(
    post, path = "/hooks/cases", tag = "hooks", request_body = Told,
    responses(
        (status = OK, body = Handed, description = "a case, or the one that it is already"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument, description = "no key, or a wrong one"),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Json<Told>, JsonRejection>,
) -> Result<Json<Handed>, Problem> {
    let department = caller(&state, &headers)?;
    let Json(told) = body.map_err(|rejection| {
        let said = rejection.body_text();
        Problem::bad_request(Text::new(format!("缺少字段或类型不符：{said}"), said))
    })?;
    let number = number(&told.number)?;
    let id = action(&state, &department, &number);
    // What was handed over stays handed over, whatever is sent later under its number.
    if let Some(case) = state.casework.opened_by(id).await? {
        return Ok(Json(handed(&state, number, &case)));
    }
    let lang = lang_of(&headers, state.config.web.language.into());
    let new = NewReport {
        id,
        door: Door::Department,
        subclass: told.subclass,
        place: told.place.find(&state).await?,
        words: words(&told.words)?,
        answers: answers(told.answers)?,
        reporter: told.contact.map(|contact| contact.reporter(lang)),
        photos: Vec::new(),
        voice: None,
        actor: Actor::Installation,
        split_from: None,
        lead: None,
        acted_at: None,
        form: None,
    };
    let begun = state.casework.report(new).await?;
    Ok(Json(handed(&state, number, &begun.case)))
}

/// Where a case stands, by the number of the department that handed it over.
#[utoipa::path(
    get, path = "/hooks/cases/{number}", tag = "hooks",
    params(("number" = String, Path, description = "The department's number")),
    responses(
        (status = OK, body = Handed),
        (status = UNAUTHORIZED, body = crate::ProblemDocument, description = "no key, or a wrong one"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "this department handed over nothing of that number"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Path(asked): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Handed>, Problem> {
    let department = caller(&state, &headers)?;
    let number = number(&asked).map_err(|_| Problem::not_found())?;
    let found = state.casework.opened_by(action(&state, &department, &number)).await?;
    let case = found.ok_or_else(Problem::not_found)?;
    Ok(Json(handed(&state, number, &case)))
}

/// The department whose key is shown.
fn caller(state: &AppState, headers: &HeaderMap) -> Result<String, Problem> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    let shown = blake3::hash(shown.as_bytes());
    let mut found = None;
    // All are compared, so that it takes the same time whichever it is.
    for entry in &state.config.cases.department_keys {
        let (name, key) = entry.split_once(':').unwrap_or_default();
        if !name.is_empty() && !key.is_empty() && blake3::hash(key.as_bytes()) == shown {
            found = Some(name.to_owned());
        }
    }
    found.ok_or_else(Problem::signed_out)
}

/// A department's number as it is kept.
fn number(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let fits = !text.is_empty()
        && text.chars().count() <= LONGEST_NUMBER
        && !text.chars().any(char::is_control);
    let wrong = || {
        Problem::bad_request(Text::new(
            format!("请给出编号，最多 {LONGEST_NUMBER} 字"),
            format!("Give the number, {LONGEST_NUMBER} characters at the most"),
        ))
    };
    fits.then(|| text.to_owned()).ok_or_else(wrong)
}

/// The same for the same number of the same department. Keyed, for whoever reports without an account chooses an id, and
/// nobody is to take a department's by its number.
fn action(state: &AppState, department: &str, number: &str) -> CaseActionId {
    Id::from_bytes(state.access.id_for(IDS, &[department.as_bytes(), number.as_bytes()]))
}

fn handed(state: &AppState, number: String, case: &Case) -> Handed {
    Handed {
        number,
        case: case.number.clone(),
        state: case.state.name(),
        subclass: case.subclass.clone(),
        office: office(&state.casework, &case.office),
        reported_at: case.reported_at,
        changed_at: case.changed_at,
        due_at: case.due_at,
        closed_at: case.closed_at,
        outcome: case.outcome.map(casework::Outcome::name),
        responsible: case.responsible.clone(),
    }
}
