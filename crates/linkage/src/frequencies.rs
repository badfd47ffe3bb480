//! How common each value is: agreement on a rare value weighs more.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};

use crate::rows::Rows;
use crate::settings::Settings;

/// Value frequencies of the columns that the settings name under `term_frequency`, kept with a
/// model. Values are hashed, so that a model holds no text of the data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frequencies {
    /// By column.
    pub columns: BTreeMap<String, ColumnFrequencies>,
}

/// Frequencies of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnFrequencies {
    /// Rows that hold a value.
    pub filled: u64,
    /// Values of two rows or more, hashed and in order of the hash, with their rows; any other value counts as held
    /// by one row.
    pub rows: Vec<(u64, u32)>,
}

impl ColumnFrequencies {
    /// Share of the filled rows that hold the value.
    #[must_use]
    pub fn frequency(&self, value: &str) -> f64 {
        let found = self.rows.binary_search_by_key(&hash(value), |(hash, _)| *hash);
        let rows = found.map_or(1, |at| self.rows[at].1);
        f64::from(rows) / self.filled.max(1) as f64
    }
}

impl Frequencies {
    /// Counts the values of a run's rows.
    #[must_use]
    pub fn of(rows: &Rows, settings: &Settings) -> Self {
        let mut columns = BTreeMap::new();
        for name in named(settings) {
            let Some(column) = rows.column(&name).map(|at| &rows.columns[at]) else { continue };
            let shared = column.counts.iter().zip(column.values.iter()).filter(|(n, _)| **n > 1);
            let mut rows: Vec<(u64, u32)> = shared.map(|(n, value)| (hash(value), *n)).collect();
            rows.sort_unstable();
            rows.dedup_by_key(|(hash, _)| *hash);
            columns.insert(name, ColumnFrequencies { filled: column.filled, rows });
        }
        Self { columns }
    }
}

/// Columns with term frequencies, in order of first use.
fn named(settings: &Settings) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in settings.comparisons.iter().flat_map(|c| &c.levels).flat_map(|l| &l.term_frequency)
    {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Frequency of each value of each column by its number: the run's own, or a model's.
pub(crate) fn by_code(
    rows: &Rows,
    settings: &Settings,
    pinned: Option<&Frequencies>,
) -> Vec<Vec<f64>> {
    let named = named(settings);
    let of = |column: &crate::rows::Column| -> Vec<f64> {
        if !named.contains(&column.name) {
            return Vec::new();
        }
        match pinned.map(|p| p.columns.get(&column.name)) {
            None => (0_u32..)
                .take(column.values.len())
                .map(|code| column.frequency(code).max(1.0 / column.filled.max(1) as f64))
                .collect(),
            Some(None) => vec![1.0; column.values.len()],
            Some(Some(table)) => column.values.iter().map(|v| table.frequency(v)).collect(),
        }
    };
    rows.columns.iter().map(of).collect()
}

fn hash(value: &str) -> u64 {
    (fingerprint(value.as_bytes()) >> 64) as u64
}

/// FNV-1a of 128 bits: the same on every machine and in every version.
pub(crate) fn fingerprint(bytes: &[u8]) -> u128 {
    more(BASIS, bytes)
}

const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

fn more(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

/// The [`fingerprint`] of what is written into it, none of which is kept.
pub(crate) struct Printing(u128);

impl Printing {
    pub(crate) const fn begin() -> Self {
        Self(BASIS)
    }

    pub(crate) const fn end(self) -> u128 {
        self.0
    }
}

impl io::Write for Printing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = more(self.0, bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn what_is_written_in_pieces_has_the_fingerprint_of_the_whole() {
        let mut printing = Printing::begin();
        for piece in ["how ", "", "rare", " it is"] {
            printing.write_all(piece.as_bytes()).unwrap();
        }
        assert_eq!(printing.end(), fingerprint(b"how rare it is"));
        assert_ne!(fingerprint(b"how rare it is"), fingerprint(b"how rare it is "));
    }
}
