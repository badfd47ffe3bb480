//! The header row: names, and the columns a caller cannot do without.

use crate::{Error, Row};

/// A column a caller needs, by any of its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Names it may go by, the preferred one first. Compared without case, blanks and underscores.
    pub names: Vec<String>,
}

impl Column {
    /// A column known by one or several names.
    pub fn named<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self { names: names.into_iter().map(Into::into).collect() }
    }

    /// Where it stands among the headers.
    #[must_use]
    pub fn position(&self, headers: &[String]) -> Option<usize> {
        self.names.iter().find_map(|name| {
            let wanted = folded(name);
            headers.iter().position(|h| folded(h) == wanted)
        })
    }
}

/// Names from the header row; trailing empty ones are dropped and inner empty ones named by letter.
pub(crate) fn from_row(file: &str, row: &Row, required: &[Column]) -> Result<Vec<String>, Error> {
    let mut names: Vec<String> = row.iter().map(str::to_owned).collect();
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    if names.is_empty() {
        return Err(Error::NoHeader { file: file.into() });
    }
    for (index, name) in names.iter_mut().enumerate() {
        if name.is_empty() {
            *name = letters(index);
        }
    }
    let mut seen = std::collections::HashMap::new();
    for (index, name) in names.iter().enumerate() {
        if let Some(first) = seen.insert(name.as_str(), index) {
            return Err(Error::RepeatedColumn {
                file: file.into(),
                row: row.number,
                column: name.clone(),
                first: letters(first),
                second: letters(index),
            });
        }
    }
    for column in required {
        if column.position(&names).is_none() {
            return Err(Error::MissingColumn {
                file: file.into(),
                row: row.number,
                column: column.names.join(" / "),
                found: names.join(", "),
            });
        }
    }
    Ok(names)
}

fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A column's letters in a spreadsheet: A … Z, AA ….
pub(crate) fn letters(mut index: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(b'A' + u8::try_from(index % 26).unwrap_or(0));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    out.iter().rev().map(|&b| char::from(b)).collect()
}
