//! A washed address, read back.

use crate::lake::{Fields, Kind};

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
    #[must_use]
    pub fn read(washed: Fields<'a>, role: &str) -> Self {
        Self {
            line: washed.text(&format!("{role}.line")),
            class: washed.text(&format!("{role}.class")).unwrap_or("none"),
            place: washed.text(&format!("{role}.place")),
            building: washed.text(&format!("{role}.building")),
            rule: washed.text(&format!("{role}.rule")),
            score: washed.float(&format!("{role}.score")),
        }
    }
}
