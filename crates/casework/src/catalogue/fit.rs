//! Whether what was answered on a form of an old version still answers what is asked.

use std::collections::BTreeMap;

use kernel::Text;

use super::{Catalogue, Question, QuestionKind, Stopper, Subclass};

/// What no longer fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The subclass was withdrawn.
    Withdrawn {
        /// What it was called.
        subclass: Text,
    },
    /// An answer is none of those that are asked for now.
    Answer {
        /// The question as it is asked now.
        ask: Text,
    },
}

impl Misfit {
    /// What people read.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Withdrawn { subclass } => Text::new(
                format!("“{}”已不再单独受理，请另选事项", subclass.zh),
                format!("“{}” is no longer reported on its own: choose another kind", subclass.en),
            ),
            Self::Answer { ask } => Text::new(
                format!("“{}”的选项已更新，请重新回答", ask.zh),
                format!("the answers to “{}” have changed: answer it again", ask.en),
            ),
        }
    }
}

impl Catalogue {
    /// What of a form filled in under another version no longer fits; nothing where it can be taken. An answer to a
    /// question that is no longer asked stays.
    #[must_use]
    pub fn misfits(&self, subclass: &str, answers: &BTreeMap<String, String>) -> Vec<Misfit> {
        let Some(standing) = self.standing(subclass) else {
            let gone = self.subclass(subclass);
            let subclass =
                gone.map_or_else(|| Text::new(subclass, subclass), |found| found.title.clone());
            return vec![Misfit::Withdrawn { subclass }];
        };
        let wrong = |question: &&Question| {
            answers.get(&question.id).is_some_and(|answer| !takes(question, answer))
        };
        let asked = standing.questions.iter().filter(wrong);
        asked.map(|question| Misfit::Answer { ask: question.ask.clone() }).collect()
    }
}

fn takes(question: &Question, answer: &str) -> bool {
    let answer = answer.trim();
    match question.kind {
        _ if answer.is_empty() => true,
        QuestionKind::Choice => question.options.iter().any(|option| option.id == answer),
        QuestionKind::YesNo => ["yes", "no"].contains(&answer),
        QuestionKind::Number => answer.parse::<f64>().is_ok_and(|number| number >= 0.0),
        QuestionKind::Text => true,
    }
}

impl Subclass {
    /// The danger that one of these answers tells of: what a stopper of the catalogue waits for.
    #[must_use]
    pub fn danger(&self, answers: &BTreeMap<String, String>) -> Option<&Stopper> {
        self.stoppers.iter().find(|stopper| {
            !stopper.question.is_empty() && answers.get(&stopper.question) == Some(&stopper.answer)
        })
    }
}
