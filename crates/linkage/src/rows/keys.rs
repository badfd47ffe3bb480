//! Blocking keys as numbers: where the value of each key comes from, and which expressions have to
//! be computed row by row.

use std::ops::Range;

use datafusion::arrow::datatypes::DataType;

use crate::settings::Settings;
use crate::sql::identifiers;

/// Where a key's value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeySource {
    /// A compared column as it is.
    Column(usize),
    /// An expression over one compared column of text: computed once for each distinct value.
    OfColumn {
        /// The column.
        column: usize,
        /// The expression.
        expression: String,
    },
    /// Any other expression, computed for each row; the place among those.
    OfRow(usize),
}

/// The distinct keys of all rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    /// The distinct keys.
    pub(crate) sources: Vec<KeySource>,
    /// The keys of each rule, as places in `sources`.
    pub(crate) rules: Vec<Vec<usize>>,
    /// Expressions computed row by row.
    pub(crate) of_rows: Vec<String>,
}

impl Keys {
    /// Sorts out the keys of the settings; `is_text` tells whether every table has a compared
    /// column as text, so that an expression over its text is the expression over the column.
    pub(crate) fn new(settings: &Settings, is_text: impl Fn(&str) -> bool) -> Self {
        let columns = settings.columns();
        let place = |name: &str| columns.iter().position(|c| c == name);
        let mut keys = Self::default();
        let mut known: Vec<&str> = Vec::new();
        for rule in &settings.blocking {
            let mut of_rule = Vec::new();
            for key in &rule.keys {
                let key = key.trim();
                let at = known.iter().position(|k| *k == key).unwrap_or_else(|| {
                    known.push(key);
                    let names = identifiers(key);
                    let one = names.split_first().filter(|(n, rest)| rest.iter().all(|r| r == *n));
                    let source = match one.and_then(|(name, _)| Some((name, place(name)?))) {
                        Some((name, column)) if key.trim_matches('"') == name => {
                            KeySource::Column(column)
                        }
                        Some((name, column)) if is_text(name) => {
                            KeySource::OfColumn { column, expression: key.to_owned() }
                        }
                        _ => {
                            keys.of_rows.push(key.to_owned());
                            KeySource::OfRow(keys.of_rows.len() - 1)
                        }
                    };
                    keys.sources.push(source);
                    known.len() - 1
                });
                of_rule.push(at);
            }
            keys.rules.push(of_rule);
        }
        keys
    }

    /// Columns that row-wise expressions read.
    pub(crate) fn read_by_rows(&self) -> Vec<String> {
        self.of_rows.iter().flat_map(|key| identifiers(key)).collect()
    }
}

/// Whether values of a type are text.
pub(crate) fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// One key of every row, as numbers; 0 is no key.
pub(crate) struct KeyCodes {
    /// Code of each row.
    pub(crate) codes: Vec<u32>,
    /// Rows of each code.
    pub(crate) counts: Vec<u32>,
}

impl KeyCodes {
    pub(crate) fn new(codes: Vec<u32>, values: usize) -> Self {
        let mut counts = vec![0; values];
        for code in &codes {
            counts[*code as usize] += 1;
        }
        Self { codes, counts }
    }

    /// Bits that number every code.
    pub(crate) fn bits(&self) -> u32 {
        usize::BITS - self.counts.len().leading_zeros()
    }
}

/// Rows that share all keys of a rule, block by block; the order of the blocks means nothing.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// Members, ascending within a block.
    pub(crate) members: Vec<u32>,
    /// Where each block ends among the members.
    pub(crate) ends: Vec<u32>,
}

impl Blocks {
    /// Blocks of two rows or more among rows with all of these keys.
    pub(crate) fn form(keys: &[&KeyCodes]) -> Self {
        let bits: u32 = keys.iter().map(|k| k.bits()).sum();
        let rows = keys.first().map_or(0, |k| k.codes.len());
        if bits <= 64 {
            Self::group(keyed(keys, rows, |key: u64, by, code| key << by | u64::from(code)))
        } else if bits <= 128 {
            Self::group(keyed(keys, rows, |key: u128, by, code| key << by | u128::from(code)))
        } else {
            let tuple = |row: usize| keys.iter().map(|k| k.codes[row]).collect::<Vec<u32>>();
            Self::group(
                (0..rows).filter(|r| shared(keys, *r)).map(|r| (tuple(r), narrow(r))).collect(),
            )
        }
    }

    fn group<K: Ord>(mut keyed: Vec<(K, u32)>) -> Self {
        keyed.sort_unstable();
        let mut blocks = Self::default();
        for group in keyed.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1) {
            blocks.members.extend(group.iter().map(|(_, row)| *row));
            blocks.ends.push(narrow(blocks.members.len()));
        }
        blocks
    }

    /// The range of each block among the members.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| start as usize..*end as usize)
    }
}

/// Whether the row has every key, and none that it alone has.
fn shared(keys: &[&KeyCodes], row: usize) -> bool {
    keys.iter().all(|key| {
        let code = key.codes[row];
        code != 0 && key.counts[code as usize] > 1
    })
}

fn keyed<K: Default>(
    keys: &[&KeyCodes],
    rows: usize,
    push: impl Fn(K, u32, u32) -> K,
) -> Vec<(K, u32)> {
    let shared = (0..rows).filter(|row| shared(keys, *row));
    shared
        .map(|row| {
            let pushed = |key, part: &&KeyCodes| push(key, part.bits(), part.codes[row]);
            (keys.iter().fold(K::default(), pushed), narrow(row))
        })
        .collect()
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
