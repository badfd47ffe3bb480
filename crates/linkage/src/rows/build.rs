//! From batches of the standardise plan to rows.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::error::DataFusionError;
use rustc_hash::FxHashMap;

use super::bounds::{Bounds, Keep, Looked};
use super::fill::Table;
use super::found::Finder;
use super::ids::UnorderedIds;
use super::interner::Interner;
use super::keys::{Blocks, Keys, MOST_KEYS, Workspace};
use super::{Rows, RuleRows, SkippedBlocks, Texts};
use crate::error::{LinkageError, Result};
use crate::parallel;

/// Collects batches laid out as: id, source, the columns, the keys computed row by row.
pub(crate) struct RowsBuilder {
    ids: UnorderedIds,
    source: Vec<u16>,
    sources: Vec<String>,
    source_numbers: FxHashMap<String, u16>,
    names: Vec<String>,
    /// The columns, then the keys computed row by row.
    interners: Vec<Interner>,
    new_from: Option<u32>,
    threads: usize,
}

/// Rows before their order and their blocks are known.
pub(crate) struct Unordered {
    ids: UnorderedIds,
    source: Vec<u16>,
    sources: Vec<String>,
    columns: Vec<(String, Texts, Vec<u32>)>,
    of_rows: Vec<(Texts, Vec<u32>)>,
    new_from: Option<u32>,
    threads: usize,
}

/// Rows that are believed to come because a table says so: what a file says of itself may be wrong.
const MOST_EXPECTED: usize = 1 << 24;

/// What a key over one column's values gave: for each value's code a code of its own.
pub(crate) type Derived = BTreeMap<usize, (Texts, Vec<u32>)>;

impl RowsBuilder {
    pub(crate) fn new(columns: &[String], keys: &Keys, integer_ids: bool, threads: usize) -> Self {
        let width = columns.len() + keys.of_rows.len();
        Self {
            ids: UnorderedIds::new(integer_ids),
            source: Vec::new(),
            sources: Vec::new(),
            source_numbers: FxHashMap::default(),
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

    /// So many rows more will come: memory for them is had once, not grown into.
    pub(crate) fn expect(&mut self, rows: usize) {
        let rows = rows.min(MOST_EXPECTED);
        self.ids.expect(rows);
        self.source.reserve(rows);
        self.interners.iter_mut().for_each(|interner| interner.expect(rows));
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
            UnorderedIds::Integer(ids) => {
                let array = convert(batch.column(0), &DataType::Int64)?;
                ids.extend(array.as_primitive::<Int64Type>().values());
            }
            UnorderedIds::Text(ids) => {
                let array = convert(batch.column(0), &DataType::Utf8)?;
                array.as_string::<i32>().iter().flatten().for_each(|id| ids.push(id));
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
                _ => self.source_number(name)?,
            };
            last = (name, Some(number));
            self.source.push(number);
        }
        Ok(())
    }

    fn source_number(&mut self, name: &str) -> Result<u16> {
        if let Some(number) = self.source_numbers.get(name) {
            return Ok(*number);
        }
        let number = u16::try_from(self.sources.len()).map_err(|_| LinkageError::TooManySources)?;
        self.sources.push(name.to_owned());
        self.source_numbers.insert(name.to_owned(), number);
        Ok(number)
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
        if keys.sources.len() > MOST_KEYS {
            let problem = format!("at most {MOST_KEYS} different keys");
            return Err(LinkageError::settings("blocking", problem));
        }
        let source_of = |row: u32| self.sources[usize::from(self.source[row as usize])].clone();
        let (ids, order) = self.ids.sort(source_of)?;
        let rows = u32::try_from(order.len()).map_err(|_| LinkageError::TooManyRows)?;
        let (sources, source) = sorted_sources(&self.sources, &self.source, &order);
        let table = Table::fill(self.columns, self.of_rows, keys, derived, &order, self.threads)?;
        let Table { columns, own, places, width, codes, shared } = table;
        let code = |place: usize, row: u32| codes[row as usize * width + place];
        let counts_of = |place: usize| match columns.get(place) {
            Some(column) => column.counts.as_slice(),
            None => &own[place - columns.len()].1,
        };
        let of_row = |rule: usize, row: u32| -> Vec<String> {
            let text = |key: &usize| {
                let place = places[*key];
                let texts = columns.get(place).map(|column| &column.values);
                let texts = texts.unwrap_or_else(|| &own[place - columns.len()].0);
                texts.get(code(place, row)).to_owned()
            };
            keys.rules[rule].iter().map(text).collect()
        };
        let asks = |rule: &[usize]| rule.iter().fold(0_u64, |asks, key| asks | 1 << key);
        let (formed, _) = parallel::run(
            "block",
            self.threads,
            &keys.rules,
            Workspace::default,
            |_, workspace, rule| {
                let asks = asks(rule);
                let places: Vec<usize> = rule.iter().map(|key| places[*key]).collect();
                let counts: Vec<&[u32]> = places.iter().map(|place| counts_of(*place)).collect();
                let is_shared = |row: u32| shared[row as usize] & asks == asks;
                let code = |key: usize, row: u32| code(places[key], row);
                Blocks::form(rows, &counts, is_shared, code, workspace)
            },
        )?;
        drop(shared);
        let from = self.new_from.unwrap_or(u32::MAX);
        let new: Vec<bool> = match self.new_from {
            Some(_) => order.iter().map(|old| *old >= from).collect(),
            None => Vec::new(),
        };
        let looked = Looked { source: &source, sources: sources.len(), new: &new };
        bounds.check(&formed, &looked, of_row)?;
        let (mut rules, mut skipped) = (Vec::new(), Vec::new());
        for (rule, formed) in formed.into_iter().enumerate() {
            let (kept, left_out) = keep(formed, rule, &bounds.which, |row| of_row(rule, row));
            rules.push(RuleRows::new(
                asks(&keys.rules[rule]),
                kept,
                order.len(),
                left_out.blocks == 0,
            ));
            skipped.push(left_out);
        }
        let finder = Finder::new(&rules, places.len());
        let keys = places;
        Ok(Rows { ids, sources, source, columns, codes, keys, rules, finder, skipped, new })
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

/// Leaves out the blocks that are too large; `name` tells a block's keys by one of its rows.
fn keep(
    formed: Blocks,
    rule: usize,
    which: &Keep<'_>,
    name: impl Fn(u32) -> Vec<String>,
) -> (Blocks, SkippedBlocks) {
    let out: Vec<bool> = formed
        .ranges()
        .map(|range| which.leaves_out(rule, &formed.members[range], &name))
        .collect();
    let mut skipped = SkippedBlocks::default();
    if !out.contains(&true) {
        return (formed, skipped);
    }
    let mut left_out: Vec<&[u32]> = Vec::new();
    let mut kept = Blocks::default();
    for (range, out) in formed.ranges().zip(out) {
        let block = &formed.members[range];
        if out {
            left_out.push(block);
        } else {
            kept.members.extend_from_slice(block);
            kept.ends.push(u32::try_from(kept.members.len()).unwrap_or(u32::MAX));
        }
    }
    left_out.sort_by_key(|block| (std::cmp::Reverse(block.len()), block[0]));
    for block in left_out {
        skipped.blocks += 1;
        skipped.rows += block.len() as u64;
        skipped.largest = skipped.largest.max(block.len() as u64);
        skipped.keys.push(name(block[0]));
    }
    (kept, skipped)
}

fn convert(array: &ArrayRef, to: &DataType) -> Result<ArrayRef> {
    if array.data_type() == to {
        return Ok(ArrayRef::clone(array));
    }
    cast(array, to)
        .map_err(|e| LinkageError::plan("reading the standardised rows")(DataFusionError::from(e)))
}
