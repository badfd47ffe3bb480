//! A mapping in the making: guessed from a sample of a new table, edited column by column, tried out before anything is
//! kept, and written as the file that a run reads.
//!
//! [`Sample::read`] takes the first rows of a file into memory; [`guess`] says what each column seems to hold and what it
//! is for; [`Draft::assemble`] makes a [`Mapping`](super::Mapping) of it; [`try_out`] says what a run would make of the
//! sample: rejects, quality by column, match rates. Nothing is written anywhere, and no answer holds a value of a person.

mod assemble;
mod field;
mod guess;
mod header;
mod roles;
mod sample;
mod shape;
mod toml_text;
mod trial;

pub use field::{DraftColumn, DraftRelation, Field};
pub use guess::{Guess, Refused, guess};
pub use sample::Sample;
pub use toml_text::toml_text;
pub use trial::{Trial, Tried, try_out};

use serde::{Deserialize, Serialize};

use super::Title;

/// A mapping as a person edits it: one line a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Short id of the source: `a-z`, `0-9` and `_`.
    pub source: String,
    /// What the table is called.
    pub title: Title,
    /// The office that keeps it.
    pub office: Title,
    /// Authority: where sources differ, the higher rank's value is shown first.
    pub rank: u16,
    /// The law or rule the office collects by, where one was read.
    pub legal_basis: Option<Title>,
    /// The file or files under the sources folder.
    pub files: String,
    /// The columns of the table, in its order. Those for nothing are not read.
    pub columns: Vec<DraftColumn>,
    /// The relations that a row states.
    pub relations: Vec<DraftRelation>,
    /// What the source is for, where rules of tags ask.
    #[serde(default)]
    pub serves: Vec<blocks::Duty>,
    /// Whether other offices are told of it as another office.
    #[serde(default)]
    pub unnamed: bool,
}

#[cfg(test)]
mod tests;
