//! `GET /api/cases/catalogue`

use access::may;
use axum::{Json, extract::State};
use casework::{
    Catalogue, Subclass,
    catalogue::{OptionOf, Question, QuestionKind},
};
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::Named;
use crate::{AppState, Caller, Problem, TextShape};

/// What may be reported.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseCatalogue)]
pub(crate) struct Shape {
    /// Versions of the files it is from.
    version: String,
    /// Classes, in order.
    classes: Vec<Named>,
    /// Subclasses, in order.
    subclasses: Vec<SubclassShape>,
    /// Offices.
    offices: Vec<Named>,
}

/// A subclass of events.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseSubclass)]
pub(crate) struct SubclassShape {
    /// Its id.
    id: String,
    /// Of which class.
    class: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// What it covers.
    #[schema(value_type = TextShape)]
    covers: Text,
    /// The office it goes to where no rule of the place says otherwise.
    office: String,
    /// `ordinary`, `serious` or `urgent`.
    severity: &'static str,
    /// Whether somebody may come to harm.
    safety: bool,
    /// What is asked.
    questions: Vec<QuestionShape>,
    /// What is said first.
    stoppers: Vec<StopperShape>,
    /// What must be shown before it is closed as fixed.
    evidence: Vec<&'static str>,
    /// The legal basis; empty where it is not stated.
    legal_basis: String,
}

/// A question.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseQuestion)]
pub(crate) struct QuestionShape {
    /// Its id.
    id: String,
    /// `choice`, `yes_no`, `number` or `text`.
    kind: &'static str,
    /// The question.
    #[schema(value_type = TextShape)]
    ask: Text,
    /// Answers to choose from.
    options: Vec<Named>,
}

/// A danger that a form is no answer to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseStopper)]
struct StopperShape {
    /// The question whose answer calls for it; empty where it is said to everybody.
    question: String,
    /// That answer.
    answer: String,
    /// What to do at once.
    #[schema(value_type = TextShape)]
    text: Text,
    /// Whom to call.
    call: String,
}

impl QuestionShape {
    /// A question, or an item of field collection, which is asked like one.
    pub(crate) fn of(id: &str, kind: QuestionKind, ask: &Text, options: &[OptionOf]) -> Self {
        let named = |option: &OptionOf| Named { id: option.id.clone(), title: option.text.clone() };
        Self {
            id: id.to_owned(),
            kind: match kind {
                QuestionKind::Choice => "choice",
                QuestionKind::YesNo => "yes_no",
                QuestionKind::Number => "number",
                QuestionKind::Text => "text",
            },
            ask: ask.clone(),
            options: options.iter().map(named).collect(),
        }
    }
}

fn subclass(found: &Subclass) -> SubclassShape {
    let question = |one: &Question| QuestionShape::of(&one.id, one.kind, &one.ask, &one.options);
    SubclassShape {
        id: found.id.clone(),
        class: found.class.clone(),
        title: found.title.clone(),
        covers: found.covers.clone(),
        office: found.office.clone(),
        severity: found.severity.name(),
        safety: found.safety,
        questions: found.questions.iter().map(question).collect(),
        stoppers: found
            .stoppers
            .iter()
            .map(|one| StopperShape {
                question: one.question.clone(),
                answer: one.answer.clone(),
                text: one.text.clone(),
                call: one.call.clone(),
            })
            .collect(),
        evidence: found.evidence.iter().map(|kind| kind.name()).collect(),
        legal_basis: found.legal_basis.clone(),
    }
}

impl Shape {
    /// The catalogue as it is answered.
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let classes = catalogue.classes.iter();
        Self {
            version: catalogue.version.clone(),
            classes: classes
                .map(|class| Named { id: class.id.clone(), title: class.title.clone() })
                .collect(),
            subclasses: catalogue.in_order().map(subclass).collect(),
            offices: catalogue
                .offices
                .values()
                .map(|office| Named { id: office.id.clone(), title: office.title.clone() })
                .collect(),
        }
    }
}

/// The catalogue of events: what is asked, what is said first, which office handles it.
#[utoipa::path(
    get, path = "/api/cases/catalogue", tag = "cases", security(("session" = [])),
    responses(
        (status = OK, body = Shape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::CasesOwn>,
    State(state): State<AppState>,
) -> Result<Json<Shape>, Problem> {
    Ok(Json(Shape::of(state.casework.catalogue())))
}
