//! Questions about looks as screens see them.

use access::{LookQuestion, QuestionStep};
use kernel::{Instant, Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::list::{deed, office};
use crate::TextShape;

/// What somebody says to a question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Four to 500 characters.
    pub(super) words: String,
}

/// A step of a question.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuestionStepRow {
    /// `asked`, `explained` (by whoever looked, to auditors alone), `answered` or `contested`.
    said: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// In which words.
    words: String,
    /// Whether the look was found proper, in an answer.
    proper: Option<bool>,
}

impl From<QuestionStep> for QuestionStepRow {
    fn from(step: QuestionStep) -> Self {
        let proper = step.said.proper();
        Self { said: step.said.name(), at: step.at, words: step.words, proper }
    }
}

/// A question about a look, as the asker follows it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnQuestion {
    /// Its id.
    id: String,
    /// `asked`, `answered`, `contested` or `settled`.
    state: &'static str,
    /// What was said, in order.
    steps: Vec<QuestionStepRow>,
}

impl From<LookQuestion> for OwnQuestion {
    fn from(question: LookQuestion) -> Self {
        Self {
            id: question.id.to_string(),
            state: question.state.name(),
            steps: question.steps.into_iter().map(Into::into).collect(),
        }
    }
}

/// A question about a look, as auditors answer it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuestionRow {
    /// Its id.
    id: String,
    /// Who asks: the id of the person.
    person: String,
    /// `asked`, `answered`, `contested` or `settled`.
    state: &'static str,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// Who looked, by login; empty for the operator of the machine.
    login: String,
    /// In which role.
    role: TextShape,
    /// For which office.
    office: TextShape,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    read_at: Instant,
    /// Doing what.
    action: &'static str,
    /// Why.
    purpose: TextShape,
    /// On which kind of ground.
    basis: String,
    /// Which fields.
    fields: Vec<TextShape>,
    /// What was said, in order.
    steps: Vec<QuestionStepRow>,
}

impl From<LookQuestion> for QuestionRow {
    fn from(question: LookQuestion) -> Self {
        let read = question.read;
        Self {
            id: question.id.to_string(),
            person: question.person.to_string(),
            state: question.state.name(),
            asked_at: question.asked_at,
            login: question.login,
            role: read.role.label().into(),
            office: office(&read).into(),
            read_at: read.at,
            action: read.action.name(),
            purpose: read.purpose.label().into(),
            basis: read.basis,
            fields: read.fields.iter().map(|field| field.label().into()).collect(),
            steps: question.steps.into_iter().map(Into::into).collect(),
        }
    }
}

/// A question about a look of one's own. Neither who asks nor in which words is told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AskedAboutMe {
    /// Its id.
    id: String,
    /// `asked`, `answered`, `contested` or `settled`.
    state: &'static str,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// When one looked.
    #[schema(value_type = String, format = DateTime)]
    read_at: Instant,
    /// What was done.
    action: String,
    /// Why.
    purpose: String,
    /// Which fields.
    fields: Vec<String>,
    /// Whether one has said why.
    explained: bool,
    /// Whether an auditor found it proper; nothing before the answer.
    proper: Option<bool>,
}

impl AskedAboutMe {
    /// In the language of whoever looked.
    pub(super) fn of(question: &LookQuestion, lang: Lang) -> Self {
        let say = |text: &Text| text.in_lang(lang).to_owned();
        let read = &question.read;
        Self {
            id: question.id.to_string(),
            state: question.state.name(),
            asked_at: question.asked_at,
            read_at: read.at,
            action: say(&deed(read)),
            purpose: say(&read.purpose.label()),
            fields: read.fields.iter().map(|field| say(&field.label())).collect(),
            explained: question.steps.iter().any(|step| step.said == access::Said::Explained),
            proper: question.answer().map(|(proper, _)| proper),
        }
    }
}
