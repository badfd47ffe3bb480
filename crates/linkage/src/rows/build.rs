//! From batches of the standardise plan to rows.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::error::DataFusionError;

use super::bounds::{Bounds, Keep};
use super::interner::Interner;
use super::keys::{Blocks, KeyCodes, KeySource, Keys};
use super::{Column, RowIds, Rows, SkippedBlocks, Texts};
use crate::error::{LinkageError, Result};
use crate::parallel;

/// Collects batches laid out as: id, source, the columns, the keys computed row by row.
pub(crate) struct RowsBuilder {
    ids: RowIds,
    source: Vec<u16>,
    sources: Vec<String>,
    names: Vec<String>,
    /// The columns, then the keys computed row by row.
    interners: Vec<Interner>,
    new_from: Option<u32>,
    threads: usize,
}

/// Rows before their order and their blocks are known.
pub(crate) struct Unordered {
    ids: RowIds,
    source: Vec<u16>,
    sources: Vec<String>,
    columns: Vec<(String, Texts, Vec<u32>)>,
    of_rows: Vec<(Texts, Vec<u32>)>,
    new_from: Option<u32>,
    threads: usize,
}

/// What a key over one column's values gave: for each value's code a code of its own.
pub(crate) type Derived = BTreeMap<usize, (Texts, Vec<u32>)>;

impl RowsBuilder {
    pub(crate) fn new(columns: &[String], keys: &Keys, integer_ids: bool, threads: usize) -> Self {
        let width = columns.len() + keys.of_rows.len();
        Self {
            ids: if integer_ids { RowIds::Integer(Vec::new()) } else { RowIds::Text(Vec::new()) },
            source: Vec::new(),
            sources: Vec::new(),
            names: columns.to_vec(),
            interners: (0..width).map(|_| Interner::default()).collect(),
            new_from: None,
            threads,
        }
    }

    /// Pairs count only with a row read from here on.
    pub(crate) fn rest_is_new(&mut self) -> Result<()> {
        let rows = u32::try_from(self.ids.len()).map_err(|_| LinkageError::TooManyRows)?;
        self.new_from = Some(rows);
        Ok(())
    }

    /// Adds batches; `table` names them in messages.
    pub(crate) fn push(&mut self, batches: &[RecordBatch], table: &str, id: &str) -> Result<()> {
        for batch in batches {
            self.push_ids(batch, table, id)?;
            self.push_sources(batch)?;
        }
        parallel::each_mut(self.threads, &mut self.interners, |at, interner| {
            batches.iter().try_for_each(|batch| interner.extend(batch.column(2 + at)))
        })
    }

    fn push_ids(&mut self, batch: &RecordBatch, table: &str, id: &str) -> Result<()> {
        if batch.column(0).null_count() > 0 {
            return Err(LinkageError::MissingId { table: table.into(), column: id.into() });
        }
        match &mut self.ids {
            RowIds::Integer(ids) => {
                let array = convert(batch.column(0), &DataType::Int64)?;
                ids.extend(array.as_primitive::<Int64Type>().values());
            }
            RowIds::Text(ids) => {
                let array = convert(batch.column(0), &DataType::Utf8)?;
                ids.extend(array.as_string::<i32>().iter().flatten().map(str::to_owned));
            }
        }
        if self.ids.len() > u32::MAX as usize {
            return Err(LinkageError::TooManyRows);
        }
        Ok(())
    }

    fn push_sources(&mut self, batch: &RecordBatch) -> Result<()> {
        let array = convert(batch.column(1), &DataType::Utf8)?;
        let mut last = ("", None);
        for name in array.as_string::<i32>() {
            let name = name.unwrap_or("");
            let number = match last {
                (before, Some(number)) if before == name => number,
                _ => self.source_number(name),
            };
            last = (name, Some(number));
            self.source.push(number);
        }
        Ok(())
    }

    fn source_number(&mut self, name: &str) -> u16 {
        let at = self.sources.iter().position(|s| s == name).unwrap_or_else(|| {
            self.sources.push(name.to_owned());
            self.sources.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// Everything read, nothing yet in order.
    pub(crate) fn read(self) -> Unordered {
        let mut interned = self.interners.into_iter().map(Interner::into_parts);
        let columns = self.names.into_iter().zip(interned.by_ref());
        let columns = columns.map(|(name, (values, codes))| (name, values, codes)).collect();
        Unordered {
            ids: self.ids,
            source: self.source,
            sources: self.sources,
            columns,
            of_rows: interned.collect(),
            new_from: self.new_from,
            threads: self.threads,
        }
    }
}

impl Unordered {
    /// The distinct values of a column.
    pub(crate) fn values(&self, column: usize) -> &Texts {
        &self.columns[column].1
    }

    /// Puts the rows in order of id and forms the blocks.
    pub(crate) fn finish(self, keys: &Keys, derived: Derived, bounds: &Bounds<'_>) -> Result<Rows> {
        let order = self.order()?;
        let ids = match self.ids {
            RowIds::Integer(ids) => {
                RowIds::Integer(order.iter().map(|&r| ids[r as usize]).collect())
            }
            RowIds::Text(mut ids) => {
                RowIds::Text(order.iter().map(|&r| std::mem::take(&mut ids[r as usize])).collect())
            }
        };
        let (sources, source) = sorted_sources(&self.sources, &self.source, &order);
        let in_order =
            |codes: &[u32]| -> Vec<u32> { order.iter().map(|&old| codes[old as usize]).collect() };
        let width = self.columns.len();
        let mut codes = vec![0; width * order.len()];
        let mut columns = Vec::with_capacity(width);
        let mut of_column = Vec::with_capacity(width);
        for (at, (name, values, unordered)) in self.columns.into_iter().enumerate() {
            let ordered = in_order(&unordered);
            drop(unordered);
            for (row, code) in codes.chunks_exact_mut(width).zip(&ordered) {
                row[at] = *code;
            }
            let of_rows = KeyCodes::new(ordered, values.len());
            let mut counts = of_rows.counts.clone();
            counts[0] = 0;
            let filled = counts.iter().map(|&c| u64::from(c)).sum();
            columns.push(Column { name, values, counts, filled });
            of_column.push(of_rows);
        }
        let mut texts: Vec<Option<Texts>> = Vec::new();
        let mut key_codes: Vec<Option<KeyCodes>> = Vec::new();
        let mut of_rows: Vec<_> = self.of_rows.into_iter().map(Some).collect();
        let mut derived = derived;
        for (at, source) in keys.sources.iter().enumerate() {
            let (text, codes) = match source {
                KeySource::Column(_) => (None, None),
                KeySource::OfColumn { column, .. } => match derived.remove(&at) {
                    Some((text, to)) => {
                        let codes = of_column[*column].codes.iter().map(|c| to[*c as usize]);
                        let codes = KeyCodes::new(codes.collect(), text.len());
                        (Some(text), Some(codes))
                    }
                    None => (None, None),
                },
                KeySource::OfRow(at) => match of_rows[*at].take() {
                    Some((text, codes)) => {
                        let codes = KeyCodes::new(in_order(&codes), text.len());
                        (Some(text), Some(codes))
                    }
                    None => (None, None),
                },
            };
            texts.push(text);
            key_codes.push(codes);
        }
        let codes_of = |key: usize| match (&keys.sources[key], &key_codes[key]) {
            (KeySource::Column(column), _) => &of_column[*column],
            (_, Some(codes)) => codes,
            (_, None) => &of_column[0],
        };
        let text_of = |key: usize, code: u32| match (&keys.sources[key], &texts[key]) {
            (KeySource::Column(column), _) => columns[*column].values.get(code).to_owned(),
            (_, Some(text)) => text.get(code).to_owned(),
            (_, None) => String::new(),
        };
        let (formed, _) = parallel::run(
            "block",
            self.threads,
            &keys.rules,
            || (),
            |_, (), rule| {
                let of_rule: Vec<&KeyCodes> = rule.iter().map(|key| codes_of(*key)).collect();
                Blocks::form(&of_rule)
            },
        )?;
        let of_row = |rule: usize, row: u32| -> Vec<String> {
            let keys = keys.rules[rule].iter();
            keys.map(|key| text_of(*key, codes_of(*key).codes[row as usize])).collect()
        };
        bounds.check(&formed, of_row)?;
        let rules = keys.rules.len();
        let mut blocks = vec![0; rules * order.len()];
        let (mut members, mut skipped) = (Vec::new(), Vec::new());
        for (rule, formed) in formed.into_iter().enumerate() {
            let name = |row: u32| of_row(rule, row);
            let (kept, left_out) = keep(formed, rule, &bounds.which, name, |row, block| {
                blocks[row as usize * rules + rule] = block;
            });
            members.push(kept);
            skipped.push(left_out);
        }
        let from = self.new_from.unwrap_or(u32::MAX);
        let new = match self.new_from {
            Some(_) => order.iter().map(|old| *old >= from).collect(),
            None => Vec::new(),
        };
        Ok(Rows { ids, sources, source, columns, codes, rules, blocks, members, skipped, new })
    }

    fn order(&self) -> Result<Vec<u32>> {
        let count = u32::try_from(self.ids.len()).map_err(|_| LinkageError::TooManyRows)?;
        let mut order: Vec<u32> = (0..count).collect();
        let twice = match &self.ids {
            RowIds::Integer(ids) => {
                if !ids.is_sorted() {
                    order.sort_unstable_by_key(|&r| ids[r as usize]);
                }
                order.windows(2).find(|w| ids[w[0] as usize] == ids[w[1] as usize]).map(|w| w[0])
            }
            RowIds::Text(ids) => {
                if !ids.is_sorted() {
                    order.sort_unstable_by(|&a, &b| ids[a as usize].cmp(&ids[b as usize]));
                }
                order.windows(2).find(|w| ids[w[0] as usize] == ids[w[1] as usize]).map(|w| w[0])
            }
        };
        match twice {
            Some(row) => Err(LinkageError::DuplicateId { id: self.ids.text(row) }),
            None => Ok(order),
        }
    }
}

fn sorted_sources(sources: &[String], source: &[u16], order: &[u32]) -> (Vec<String>, Vec<u16>) {
    let mut names = sources.to_vec();
    names.sort_unstable();
    let numbers: Vec<u16> = sources
        .iter()
        .map(|name| u16::try_from(names.binary_search(name).unwrap_or(0)).unwrap_or(u16::MAX))
        .collect();
    let source = order.iter().map(|&r| numbers[usize::from(source[r as usize])]).collect();
    (names, source)
}

/// Numbers the blocks from 1 and leaves out those that are too large; `name` tells a block's keys
/// by one of its rows.
fn keep(
    formed: Blocks,
    rule: usize,
    which: &Keep<'_>,
    name: impl Fn(u32) -> Vec<String>,
    mut assign: impl FnMut(u32, u32),
) -> (Vec<u32>, SkippedBlocks) {
    let mut skipped = SkippedBlocks::default();
    let mut left_out: Vec<std::ops::Range<usize>> = Vec::new();
    let mut block = 0_u32;
    for range in formed.ranges() {
        if which.leaves_out(rule, &formed.members[range.clone()], &name) {
            left_out.push(range);
            continue;
        }
        block += 1;
        formed.members[range].iter().for_each(|row| assign(*row, block));
    }
    if left_out.is_empty() {
        return (formed.members, skipped);
    }
    let mut members = formed.members;
    left_out.sort_by_key(|range| (std::cmp::Reverse(range.len()), members[range.start]));
    for range in &left_out {
        skipped.blocks += 1;
        skipped.rows += range.len() as u64;
        skipped.largest = skipped.largest.max(range.len() as u64);
    }
    skipped.keys = left_out.iter().map(|range| name(members[range.start])).collect();
    left_out.sort_by_key(|range| std::cmp::Reverse(range.start));
    for range in left_out {
        members.drain(range);
    }
    (members, skipped)
}

fn convert(array: &ArrayRef, to: &DataType) -> Result<ArrayRef> {
    if array.data_type() == to {
        return Ok(ArrayRef::clone(array));
    }
    cast(array, to)
        .map_err(|e| LinkageError::plan("reading the standardised rows")(DataFusionError::from(e)))
}
