//! `stars.toml`, as it is written.

use kernel::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Category, Severity, catalogue::TextForm};

/// `stars.toml`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StarFile {
    /// Version, counted up with every change.
    pub version: u32,
    /// Per cent from which there are 1, 2, 3, 4 and 5 stars.
    pub from: [u32; 5],
    /// How many times its weight an overdue hazard lowers.
    pub overdue_times: u32,
    /// Days to the next rating with 1, 2, 3, 4 and 5 stars.
    pub rerate_days: [u32; 5],
    /// Drafts of ratings that are due again which are begun in a night, at the most.
    pub night_drafts: u32,
    /// Days to reply to a draft.
    pub reply_days: u32,
    /// Days to appeal.
    pub appeal_days: u32,
    /// Days to decide an appeal.
    pub decide_days: u32,
    /// What stars are never more than.
    pub cap: Vec<CapRule>,
    /// The four categories, in order.
    pub category: Vec<CategoryRule>,
}

/// A cap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapRule {
    /// Its id.
    pub id: String,
    /// When it holds.
    pub when: CapWhen,
    /// Stars at the most.
    pub stars: u8,
    /// What it says.
    #[schemars(with = "TextForm")]
    pub title: Text,
}

/// When a cap holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CapWhen {
    /// An open hazard of this severity or graver, in its category.
    Open {
        /// This severity or graver.
        severity: Severity,
    },
    /// An overdue hazard of this severity or graver, in its category.
    Overdue {
        /// This severity or graver.
        severity: Severity,
    },
    /// A serious fire within these days.
    Fire {
        /// Days.
        days: u32,
        /// The category it caps.
        category: Category,
    },
    /// A grave breach of safety or operation within these days.
    Breach {
        /// Days.
        days: u32,
        /// The category it caps.
        category: Category,
    },
}

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryRule {
    /// Which.
    pub id: Category,
    /// What it is called.
    #[schemars(with = "TextForm")]
    pub title: Text,
    /// Its facts, in order.
    pub fact: Vec<FactRule>,
}

/// A fact that is inspected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactRule {
    /// Its id, one in the file.
    pub id: String,
    /// What is looked at.
    #[schemars(with = "TextForm")]
    pub ask: Text,
    /// Its weight in the category.
    pub weight: u32,
    /// Days for which it holds.
    pub valid_days: u32,
    /// What may be found.
    pub answers: Vec<AnswerRule>,
}

/// What may be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerRule {
    /// Its id.
    pub id: String,
    /// What it says.
    #[schemars(with = "TextForm")]
    pub text: Text,
    /// What it is worth, 0 to 100.
    #[serde(default)]
    pub value: Option<u8>,
    /// Whether the fact leaves the reckoning: there is no such thing in the building.
    #[serde(default)]
    pub not_applicable: bool,
}
