//! `docs/capabilities.md` has a line for every row of the domain.

use std::fs;

use anyhow::{Context as _, Result};

use crate::root::root;

/// Letters of the rows and how many each has.
const ROWS: &[(&str, u32)] = &[
    ("A", 5),
    ("B", 7),
    ("C", 8),
    ("H", 11),
    ("S", 10),
    ("I", 8),
    ("M", 7),
    ("T", 4),
    ("O", 3),
    ("X", 1),
];

/// Rows that the page does not have.
pub(super) fn check() -> Result<Vec<String>> {
    let page = root().join("docs/capabilities.md");
    let text = fs::read_to_string(page).context("read docs/capabilities.md")?;
    let rows =
        ROWS.iter().flat_map(|(letter, count)| (1..=*count).map(move |n| format!("{letter}{n}")));
    Ok(rows
        .filter(|row| !text.lines().any(|line| line.starts_with(&format!("| {row} "))))
        .map(|row| format!("docs/capabilities.md: no line for {row}"))
        .collect())
}
