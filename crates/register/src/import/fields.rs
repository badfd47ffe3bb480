//! Named values of a record, whatever file it came from.

use super::features::Properties;
use crate::model::{Head, Name, Stage};
use tables::{Column, Row, Table};

/// A record's values by name.
pub(crate) trait Fields {
    /// The value under the first of the names that has one; empty where none has.
    fn text(&self, names: &[&str]) -> String;

    fn number(&self, names: &[&str]) -> Option<f64> {
        leading_number(&self.text(names))
    }

    #[expect(clippy::cast_possible_truncation, reason = "bounded first")]
    fn count(&self, names: &[&str]) -> Option<i32> {
        self.number(names).filter(|n| n.abs() < 1e6).map(|n| n.round() as i32)
    }

    /// Chinese and English, from `name_zh`, `name_en` or a plain `name`.
    fn name(&self, prefix: &str) -> Name {
        let zh = self.text(&[&format!("{prefix}_zh")]);
        let en = self.text(&[&format!("{prefix}_en")]);
        if zh.is_empty() && en.is_empty() {
            Name::of(&self.text(&[prefix]))
        } else {
            Name { zh, en }
        }
    }

    fn head(&self, key: &str) -> Head {
        let day = |names: &[&str]| Some(self.text(names)).filter(|day| !day.is_empty());
        Head {
            key: key.to_owned(),
            stage: Stage::from_word(&self.text(&["stage"])).unwrap_or(Stage::Current),
            valid_from: day(&["valid_from", "built_on"]),
            valid_to: day(&["valid_to"]),
        }
    }
}

impl Fields for Properties {
    fn text(&self, names: &[&str]) -> String {
        names
            .iter()
            .find_map(|name| match self.get(*name)? {
                serde_json::Value::String(text) if text.trim().is_empty() => None,
                serde_json::Value::String(text) => Some(text.trim().to_owned()),
                serde_json::Value::Number(number) => Some(number.to_string()),
                serde_json::Value::Bool(truth) => Some(truth.to_string()),
                _ => None,
            })
            .unwrap_or_default()
    }
}

/// Where the columns of a table stand, found once.
pub(crate) struct Columns {
    headers: Vec<String>,
}

/// A row with the names of its columns.
pub(crate) struct Named<'a> {
    pub(crate) columns: &'a Columns,
    pub(crate) row: &'a Row,
}

impl Columns {
    pub(crate) fn of(table: &Table) -> Self {
        Self { headers: table.headers().to_vec() }
    }

    pub(crate) fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.at(name).is_some())
    }

    fn at(&self, name: &str) -> Option<usize> {
        self.headers
            .iter()
            .position(|h| h == name)
            .or_else(|| Column::named([name]).position(&self.headers))
    }
}

impl Fields for Named<'_> {
    fn text(&self, names: &[&str]) -> String {
        names
            .iter()
            .filter_map(|name| self.columns.at(name))
            .map(|at| self.row.get(at))
            .find(|cell| !cell.is_empty())
            .unwrap_or_default()
            .to_owned()
    }
}

/// The number a text begins with: `12 m` is 12.
pub(crate) fn leading_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|(i, c)| !(c.is_ascii_digit() || *c == '.' || (*i == 0 && *c == '-')))
        .map_or(text.len(), |(i, _)| i);
    text[..end].parse().ok().filter(|n: &f64| n.is_finite())
}
