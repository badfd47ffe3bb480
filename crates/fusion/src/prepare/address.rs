//! A washed address, read back.

use arrow::{
    array::{Array as _, AsArray as _, Float64Array, StringArray},
    datatypes::Float64Type,
    record_batch::RecordBatch,
};

use crate::lake::Kind;

/// What the wash found for one address of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Washed<'a> {
    /// The written address in one line; nothing where none was written.
    pub line: Option<&'a str>,
    /// `A`, `B`, `C` or `none`.
    pub class: &'a str,
    /// `unit:…` or `building:…`, of class A and B.
    pub place: Option<&'a str>,
    /// The building of that place, in hexadecimal digits.
    pub building: Option<&'a str>,
    /// The rule that fired.
    pub rule: Option<&'a str>,
    /// How good the match is.
    pub score: Option<f64>,
}

/// What the wash writes for an address role, after the role's name and a dot.
const PARTS: [(&str, Kind); 6] = [
    ("line", Kind::Text),
    ("class", Kind::Text),
    ("place", Kind::Text),
    ("building", Kind::Text),
    ("rule", Kind::Text),
    ("score", Kind::Float),
];

impl<'a> Washed<'a> {
    /// The columns of the wash for these roles.
    #[must_use]
    pub fn columns(roles: &[&str]) -> Vec<(String, Kind)> {
        let of_role = |role: &&str| PARTS.map(|(part, kind)| (format!("{role}.{part}"), kind));
        roles.iter().flat_map(of_role).collect()
    }

    /// What the wash found for `role`.
    pub(crate) fn read(washed: WashedRow<'a>, role: &str) -> Self {
        let found = washed.columns.iter().find(|columns| columns.role == role);
        let text = |at: usize| {
            let column = found?.texts[at]?;
            column.is_valid(washed.row).then(|| column.value(washed.row))
        };
        let score = || {
            let column = found?.score?;
            column.is_valid(washed.row).then(|| column.value(washed.row))
        };
        Self {
            line: text(0),
            class: text(1).unwrap_or("none"),
            place: text(2),
            building: text(3),
            rule: text(4),
            score: score(),
        }
    }
}

/// The columns of one role in a batch of washed addresses: looked up once for all its rows.
#[derive(Debug)]
pub(crate) struct WashedColumns<'a> {
    role: &'a str,
    /// As [`PARTS`] has them.
    texts: [Option<&'a StringArray>; 5],
    score: Option<&'a Float64Array>,
}

impl<'a> WashedColumns<'a> {
    /// The columns of these roles.
    pub(crate) fn of(batch: &'a RecordBatch, roles: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let column =
            |role: &str, at: usize| batch.column_by_name(&format!("{role}.{}", PARTS[at].0));
        roles
            .map(|role| Self {
                role,
                texts: [0, 1, 2, 3, 4].map(|at| column(role, at)?.as_string_opt()),
                score: column(role, 5).and_then(|column| column.as_primitive_opt::<Float64Type>()),
            })
            .collect()
    }
}

/// The washed addresses of one row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WashedRow<'a> {
    pub(crate) columns: &'a [WashedColumns<'a>],
    pub(crate) row: usize,
}
