//! Variables of the environment that look like a setting and are none.

use toml::Table;

use crate::Error;

/// Refuses a variable that begins as those of a table of the configuration do and names no field of it: what it was
/// meant to set would stay as it is, unnoticed.
pub(super) fn refuse(shape: &Table, variable: &str) -> Result<(), Error> {
    let Some(name) = variable.strip_prefix("LINLI_").map(str::to_ascii_lowercase) else {
        return Ok(());
    };
    let alike = shape.iter().filter_map(|(section, fields)| {
        name.strip_prefix(section.as_str())?.strip_prefix('_')?;
        Some(fields.as_table()?.keys().map(move |field| format!("{section}_{field}")))
    });
    let nearest = alike.flatten().min_by_key(|known| slips(known, &name));
    match nearest {
        None => Ok(()),
        Some(nearest) => Err(Error::Config {
            place: variable.to_owned(),
            problem: format!(
                "no setting has this name; the nearest is LINLI_{}",
                nearest.to_ascii_uppercase()
            ),
        }),
    }
}

/// How many letters differ (Levenshtein).
#[must_use]
pub fn slips(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (done, letter) in a.chars().enumerate() {
        let (mut before, mut left) = (done, done + 1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(b.chars()) {
            let above = *cell;
            left = (above + 1).min(left + 1).min(before + usize::from(letter != other));
            before = above;
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}
