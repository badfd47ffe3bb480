//! `GET /open311/v2/services.{format}` and `GET /open311/v2/services/{file}`

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use casework::{
    Subclass,
    catalogue::{Question, QuestionKind},
};
use kernel::{Lang, Text};
use serde_json::{Value, json};

use super::answer::Format;
use crate::{AppState, Problem, problem::lang_of};

/// What may be reported.
#[utoipa::path(
    get, path = "/open311/v2/services.{format}", tag = "open311",
    params(("format" = String, Path, description = "`json` or `xml`")),
    responses((status = OK, content_type = "application/json", body = String), (status = NOT_FOUND, body = crate::ProblemDocument))
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Path(format): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(format) = Format::read(&format) else { return Problem::not_found().into_response() };
    let lang = lang_of(&headers, state.config.web.language.into());
    let classes = &state.casework.catalogue().classes;
    let group = |id: &str| {
        classes.iter().find(|class| class.id == id).map(|class| class.title.in_lang(lang))
    };
    let services = state.casework.catalogue().in_order().filter(|subclass| subclass.open);
    let shape = |subclass: &Subclass| {
        let words = match lang {
            Lang::Zh => &subclass.words.zh,
            Lang::En => &subclass.words.en,
        };
        json!({
            "service_code": subclass.id,
            "service_name": subclass.title.in_lang(lang),
            "description": subclass.covers.in_lang(lang),
            "metadata": true,
            "type": "realtime",
            "keywords": words.join(","),
            "group": group(&subclass.class),
        })
    };
    format.answer(StatusCode::OK, "services", &services.map(shape).collect())
}

/// What is asked about one of them.
#[utoipa::path(
    get, path = "/open311/v2/services/{file}", tag = "open311",
    params(("file" = String, Path, description = "A service's code with `.json` or `.xml`")),
    responses((status = OK, content_type = "application/json", body = String), (status = NOT_FOUND, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some((code, format)) = Format::split(&file) else {
        return Problem::not_found().into_response();
    };
    let lang = lang_of(&headers, state.config.web.language.into());
    let found = state.casework.catalogue().standing(code).filter(|subclass| subclass.open);
    let Some(subclass) = found else {
        return format.error(StatusCode::NOT_FOUND, "service_code was not found");
    };
    let attributes: Vec<Value> = subclass
        .questions
        .iter()
        .zip(1..)
        .map(|(question, order)| attribute(question, order, lang))
        .collect();
    let value = json!({ "service_code": subclass.id, "attributes": attributes });
    format.answer(StatusCode::OK, "service_definition", &value)
}

fn attribute(question: &Question, order: u32, lang: Lang) -> Value {
    let yes_no = [("yes", Text::new("是", "Yes")), ("no", Text::new("否", "No"))];
    let one = |key: &str, name: &Text| json!({ "key": key, "name": name.in_lang(lang) });
    let (datatype, values): (&str, Vec<Value>) = match question.kind {
        QuestionKind::Choice => (
            "singlevaluelist",
            question.options.iter().map(|option| one(&option.id, &option.text)).collect(),
        ),
        QuestionKind::YesNo => {
            ("singlevaluelist", yes_no.iter().map(|(key, name)| one(key, name)).collect())
        }
        QuestionKind::Number => ("number", Vec::new()),
        QuestionKind::Text => ("string", Vec::new()),
    };
    json!({
        "variable": true,
        "code": question.id,
        "datatype": datatype,
        "required": false,
        "datatype_description": "",
        "order": order,
        "description": question.ask.in_lang(lang),
        "values": values,
    })
}
