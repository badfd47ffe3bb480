//! Blocking keys as numbers: where the value of each key comes from, and which expressions have to
//! be computed row by row.

use std::cmp::Ordering;
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

/// Distinct keys of all rules at most: a pair's agreement on them is one number.
pub(crate) const MOST_KEYS: usize = 64;

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

/// How often each code of a key occurs among the rows; code 0 is no key.
pub(crate) fn tally(codes: impl Iterator<Item = u32>, values: usize) -> Vec<u32> {
    let mut counts = vec![0; values];
    codes.for_each(|code| counts[code as usize] += 1);
    counts
}

/// Whether a row has every key of a rule, and none that it alone has.
pub(crate) fn is_shared(
    counts: &[&[u32]],
    code: impl Fn(usize, u32) -> u32,
) -> impl Fn(u32) -> bool {
    move |row| {
        counts.iter().enumerate().all(|(key, counts)| {
            let code = code(key, row);
            code != 0 && counts[code as usize] > 1
        })
    }
}

/// The codes of three keys of a row, and the row, from the highest bits down: compared in one step.
type Dealt = u128;

/// Bits of a dealt row that hold the row itself.
const ROW_BITS: u32 = 32;

fn row_of(dealt: Dealt) -> u32 {
    u32::try_from(dealt & Dealt::from(u32::MAX)).unwrap_or(u32::MAX)
}

/// Rows of one part.
const PART: usize = 16_384;

/// More parts are not written to at once without waiting for memory.
const MOST_PARTS: usize = 512;

/// What a thread forms blocks in, one rule after another, so that memory is asked for once.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    dealt: Vec<Dealt>,
    blocks: Blocks,
}

/// Rows that share all keys of a rule, block by block; the order of the blocks means nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Blocks {
    /// Members, ascending within a block.
    pub(crate) members: Vec<u32>,
    /// Where each block ends among the members.
    pub(crate) ends: Vec<u32>,
}

impl Blocks {
    /// Blocks of two rows or more among rows that have all keys of a rule. `counts` tells for each key how often
    /// its codes occur, `code` the code of a key in a row, `is_shared` whether a row has every key and none that it
    /// alone has.
    ///
    /// Rows are dealt into parts by the key with the most values, each with its other keys beside it, and sorted part by
    /// part: a part fits into a processor's cache, and no row that lies far away is looked at twice.
    pub(crate) fn form(
        rows: u32,
        counts: &[&[u32]],
        is_shared: impl Fn(u32) -> bool,
        code: impl Fn(usize, u32) -> u32,
        workspace: &mut Workspace,
    ) -> Self {
        let by = (0..counts.len()).max_by_key(|key| (counts[*key].len(), usize::MAX - key));
        let Some(by) = by else { return Self::default() };
        let rest: Vec<usize> = (0..counts.len()).filter(|key| *key != by).collect();
        let of_rest = |at: usize, row: u32| rest.get(at).map_or(0, |key| code(*key, row));
        let others = rest.get(2..).unwrap_or_default();
        let parts = (rows as usize / PART).next_power_of_two().min(MOST_PARTS);
        let scale = ((parts as u64) << 32) / counts[by].len() as u64;
        let part = |code: u32| usize::try_from((u64::from(code) * scale) >> 32).unwrap_or(0);
        // Each part has room for all rows of its codes: no look at the rows is needed to know how many those are.
        let mut starts = vec![0_usize; parts + 1];
        for (code, &of_code) in (0..).zip(counts[by]).skip(1).filter(|(_, rows)| **rows > 1) {
            starts[part(code) + 1] += of_code as usize;
        }
        let mut all = 0;
        for start in &mut starts {
            all += *start;
            *start = all;
        }
        let Workspace { dealt, blocks } = workspace;
        if dealt.len() < rows as usize {
            *dealt = vec![0; rows as usize];
        }
        let mut ends = starts.clone();
        for row in (0..rows).filter(|row| is_shared(*row)) {
            let first = code(by, row);
            let end = &mut ends[part(first)];
            dealt[*end] = Dealt::from(first) << 96
                | Dealt::from(of_rest(0, row)) << 64
                | Dealt::from(of_rest(1, row)) << ROW_BITS
                | Dealt::from(row);
            *end += 1;
        }
        let beyond = |a: &Dealt, b: &Dealt| {
            let (a, b) = (row_of(*a), row_of(*b));
            let parts = others.iter().map(|key| code(*key, a).cmp(&code(*key, b)));
            parts.fold(Ordering::Equal, Ordering::then)
        };
        let keys = |dealt: &Dealt| dealt >> ROW_BITS;
        let alike = |a: &Dealt, b: &Dealt| keys(a) == keys(b) && beyond(a, b) == Ordering::Equal;
        blocks.members.clear();
        blocks.ends.clear();
        for (&start, &end) in starts.iter().zip(&ends[..parts]) {
            let part = &mut dealt[start..end];
            if others.is_empty() {
                part.sort_unstable();
            } else {
                part.sort_unstable_by(|a, b| {
                    keys(a).cmp(&keys(b)).then_with(|| beyond(a, b)).then(a.cmp(b))
                });
            }
            for block in part.chunk_by(alike).filter(|block| block.len() > 1) {
                blocks.members.extend(block.iter().map(|dealt| row_of(*dealt)));
                blocks.ends.push(narrow(blocks.members.len()));
            }
        }
        blocks.clone()
    }

    /// The range of each block among the members.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| start as usize..*end as usize)
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn rows_that_share_every_key_are_together(
            rows in (1_usize..5).prop_flat_map(|keys| prop::collection::vec(prop::collection::vec(0_u32..4, keys), 0..60))
        ) {
            let keys = rows.first().map_or(1, Vec::len);
            let counts: Vec<Vec<u32>> =
                (0..keys).map(|key| tally(rows.iter().map(|row| row[key]), 4)).collect();
            let counts: Vec<&[u32]> = counts.iter().map(Vec::as_slice).collect();
            let code = |key: usize, row: u32| rows[row as usize][key];
            let mut workspace = Workspace::default();
            let before = Blocks::form(7, &[&[0, 7]], |_| true, |_, _| 1, &mut workspace);
            prop_assert_eq!(before.members, [0, 1, 2, 3, 4, 5, 6]);
            let count = narrow(rows.len());
            let shared = is_shared(&counts, code);
            let blocks = Blocks::form(count, &counts, shared, code, &mut workspace);
            let mut expected: BTreeMap<&[u32], Vec<u32>> = BTreeMap::new();
            for (at, row) in (0..).zip(&rows).filter(|(_, row)| !row.contains(&0)) {
                expected.entry(row).or_default().push(at);
            }
            let mut expected: Vec<Vec<u32>> = expected.into_values().filter(|b| b.len() > 1).collect();
            let mut found: Vec<Vec<u32>> =
                blocks.ranges().map(|range| blocks.members[range].to_vec()).collect();
            expected.sort();
            found.sort();
            prop_assert_eq!(found, expected);
        }
    }
}
