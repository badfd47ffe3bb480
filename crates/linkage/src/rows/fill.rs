//! From columns as they were read to rows in order, each with its values and keys beside one another.

use super::keys::{KeySource, Keys, tally};
use super::{Column, Texts, build::Derived};
use crate::error::Result;
use crate::parallel;

/// A name, the distinct values, and the code of each in the order of reading.
type Read = (String, Texts, Vec<u32>);

/// Rows filled together: their codes stay in a processor's cache while column after column is put in.
const AT_ONCE: usize = 2_048;

/// All rows in order, and how often each value and key occurs.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    /// The keys that are no column, in the order of their places after the columns: distinct texts, and rows by text.
    pub(super) own: Vec<(Texts, Vec<u32>)>,
    /// Where each key stands in a row.
    pub(super) places: Vec<usize>,
    pub(super) width: usize,
    pub(super) codes: Vec<u32>,
    /// For each row a bit for each key that it has and that another has too.
    pub(super) shared: Vec<u64>,
}

/// A key that is no column.
struct OwnKey {
    values: Texts,
    /// Rows by value.
    counts: Vec<u32>,
    from: From,
}

/// Where the code of a key comes from.
enum From {
    /// No row has one.
    Nowhere,
    /// By the code of a column.
    Column(usize, Vec<u32>),
    /// By the place where the row was read.
    Row(Vec<u32>),
}

impl Table {
    /// `order` tells for each row in order where it was read.
    pub(super) fn fill(
        read: Vec<Read>,
        of_rows: Vec<(Texts, Vec<u32>)>,
        keys: &Keys,
        mut derived: Derived,
        order: &[u32],
        threads: usize,
    ) -> Result<Self> {
        let count =
            |_: usize, (): &mut (), read: &Read| tally(read.2.iter().copied(), read.1.len());
        let (counts, _) = parallel::run("block", threads, &read, || (), count)?;
        let (mut own, mut places) = (Vec::new(), Vec::with_capacity(keys.sources.len()));
        let mut of_rows: Vec<_> = of_rows.into_iter().map(Some).collect();
        for (key, source) in keys.sources.iter().enumerate() {
            let made = match source {
                KeySource::Column(column) => {
                    places.push(*column);
                    continue;
                }
                KeySource::OfColumn { column, .. } => derived
                    .remove(&key)
                    .map(|(values, to)| OwnKey::of_column(values, to, *column, &counts[*column])),
                KeySource::OfRow(number) => {
                    of_rows[*number].take().map(|(values, codes)| OwnKey::of_row(values, codes))
                }
            };
            places.push(read.len() + own.len());
            own.push(made.unwrap_or_default());
        }
        let width = read.len() + own.len();
        let (mut codes, mut shared) = (vec![0; width * order.len()], vec![0; order.len()]);
        let common: Vec<Vec<u64>> = places
            .iter()
            .map(|&place| {
                let of_column = counts.get(place).map(Vec::as_slice);
                occur_again(of_column.unwrap_or_else(|| &own[place - read.len()].counts))
            })
            .collect();
        let of_part = codes.chunks_mut((width * AT_ONCE).max(1)).zip(shared.chunks_mut(AT_ONCE));
        let mut parts: Vec<_> = of_part.zip(order.chunks(AT_ONCE)).collect();
        parallel::each_mut(threads, &mut parts, |_, ((codes, shared), order)| {
            for (at, (_, _, read)) in read.iter().enumerate() {
                put(codes, width, at, order.iter().map(|old| read[*old as usize]));
            }
            for (at, key) in (read.len()..).zip(&own) {
                match &key.from {
                    From::Column(column, to) => {
                        for row in codes.chunks_exact_mut(width) {
                            row[at] = to[row[*column] as usize];
                        }
                    }
                    From::Nowhere => {}
                    From::Row(read) => {
                        put(codes, width, at, order.iter().map(|old| read[*old as usize]));
                    }
                }
            }
            for (key, (&place, common)) in places.iter().zip(&common).enumerate() {
                for (row, shared) in codes.chunks_exact(width).zip(shared.iter_mut()) {
                    let code = row[place];
                    *shared |= (common[code as usize / 64] >> (code % 64) & 1) << key;
                }
            }
            Ok(())
        })?;
        let columns = read.into_iter().zip(counts).map(|((name, values, _), mut counts)| {
            counts[0] = 0;
            Column::new(name, values, counts)
        });
        let own = own.into_iter().map(|key| (key.values, key.counts)).collect();
        Ok(Self { columns: columns.collect(), own, places, width, codes, shared })
    }
}

impl Default for OwnKey {
    fn default() -> Self {
        Self { values: Texts::default(), counts: vec![0], from: From::Nowhere }
    }
}

impl OwnKey {
    /// `to` has the key's code for each value of the column, `of_values` how many rows hold each.
    fn of_column(values: Texts, to: Vec<u32>, column: usize, of_values: &[u32]) -> Self {
        let mut counts = vec![0; values.len()];
        for (code, rows) in to.iter().zip(of_values) {
            counts[*code as usize] += rows;
        }
        Self { values, counts, from: From::Column(column, to) }
    }

    fn of_row(values: Texts, codes: Vec<u32>) -> Self {
        let counts = tally(codes.iter().copied(), values.len());
        Self { values, counts, from: From::Row(codes) }
    }
}

/// Puts one column's codes into rows.
fn put(rows: &mut [u32], width: usize, at: usize, codes: impl Iterator<Item = u32>) {
    for (row, code) in rows.chunks_exact_mut(width).zip(codes) {
        row[at] = code;
    }
}

/// A bit for each code, but 0, that occurs more than once.
fn occur_again(counts: &[u32]) -> Vec<u64> {
    let mut bits = vec![0_u64; counts.len().div_ceil(64)];
    for (code, _) in counts.iter().enumerate().skip(1).filter(|(_, rows)| **rows > 1) {
        bits[code / 64] |= 1 << (code % 64);
    }
    bits
}
