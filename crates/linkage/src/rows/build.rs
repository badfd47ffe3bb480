//! From batches of the standardise plan to rows.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use datafusion::arrow::array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::DataFusionError;
use rustc_hash::FxHashMap;

use super::{Column, RowIds, Rows, SkippedBlocks, Texts};
use crate::error::{LinkageError, Result};

/// Collects batches laid out as: id, source, the columns, the keys of each rule in turn.
pub(crate) struct RowsBuilder {
    ids: RowIds,
    source: Vec<u16>,
    sources: Vec<String>,
    columns: Vec<Interner>,
    /// Width of each rule's keys.
    rule_keys: Vec<usize>,
    /// Hash of each row's keys by rule; 0 for none.
    keys: Vec<Vec<u64>>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

#[derive(Default)]
struct Interner {
    name: String,
    numbers: FxHashMap<Box<str>, u32>,
    values: Texts,
    codes: Vec<u32>,
}

impl RowsBuilder {
    pub(crate) fn new(columns: &[String], rule_keys: Vec<usize>, integer_ids: bool) -> Self {
        Self {
            ids: if integer_ids { RowIds::Integer(Vec::new()) } else { RowIds::Text(Vec::new()) },
            source: Vec::new(),
            sources: Vec::new(),
            columns: columns
                .iter()
                .map(|name| Interner { name: name.clone(), ..Interner::default() })
                .collect(),
            keys: rule_keys.iter().map(|_| Vec::new()).collect(),
            rule_keys,
            hasher: BuildHasherDefault::default(),
        }
    }

    /// Adds a batch; `table` names it in messages.
    pub(crate) fn push(&mut self, batch: &RecordBatch, table: &str, id_column: &str) -> Result<()> {
        let missing = || LinkageError::MissingId { table: table.into(), column: id_column.into() };
        if batch.column(0).null_count() > 0 {
            return Err(missing());
        }
        match &mut self.ids {
            RowIds::Integer(ids) => {
                let array = convert(batch.column(0), &DataType::Int64)?;
                let array = array.as_any().downcast_ref::<Int64Array>().ok_or_else(missing)?;
                ids.extend(array.values());
            }
            RowIds::Text(ids) => {
                ids.extend(text(batch.column(0))?.iter().flatten().map(str::to_owned))
            }
        }
        if self.ids.len() > u32::MAX as usize {
            return Err(LinkageError::TooManyRows);
        }
        for name in &text(batch.column(1))? {
            let number = self.source_number(name.unwrap_or(""));
            self.source.push(number);
        }
        for (at, column) in self.columns.iter_mut().enumerate() {
            let array = text(batch.column(2 + at))?;
            column.codes.reserve(array.len());
            for value in &array {
                let code = column.code(value.unwrap_or(""));
                column.codes.push(code);
            }
        }
        let mut at = 2 + self.columns.len();
        for (rule, width) in self.rule_keys.iter().enumerate() {
            let arrays =
                (at..at + width).map(|i| text(batch.column(i))).collect::<Result<Vec<_>>>()?;
            at += width;
            self.keys[rule]
                .extend((0..batch.num_rows()).map(|row| hash_key(&self.hasher, &arrays, row)));
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

    /// Puts the rows in order of id and forms the blocks.
    pub(crate) fn finish(mut self, largest_block: usize) -> Result<Rows> {
        let order = self.order()?;
        self.ids = match self.ids {
            RowIds::Integer(ids) => {
                RowIds::Integer(order.iter().map(|&r| ids[r as usize]).collect())
            }
            RowIds::Text(mut ids) => {
                RowIds::Text(order.iter().map(|&r| std::mem::take(&mut ids[r as usize])).collect())
            }
        };
        let (sources, source) = self.sorted_sources(&order);
        let width = self.columns.len();
        let mut codes = vec![0; width * order.len()];
        let mut columns = Vec::with_capacity(width);
        for (at, column) in self.columns.into_iter().enumerate() {
            let mut counts = vec![0_u32; column.values.len()];
            for (new, &old) in order.iter().enumerate() {
                let code = column.codes[old as usize];
                codes[new * width + at] = code;
                counts[code as usize] += 1;
            }
            counts[0] = 0;
            let filled = counts.iter().map(|&c| u64::from(c)).sum();
            columns.push(Column { name: column.name, values: column.values, counts, filled });
        }
        let rules = self.keys.len();
        let mut blocks = vec![0; rules * order.len()];
        let (mut members, mut skipped) = (Vec::new(), Vec::new());
        for (rule, keys) in self.keys.into_iter().enumerate() {
            let keys: Vec<u64> = order.iter().map(|&r| keys[r as usize]).collect();
            let (rows, left_out) = form_blocks(&keys, largest_block, |row, block| {
                blocks[row as usize * rules + rule] = block
            });
            members.push(rows);
            skipped.push(left_out);
        }
        Ok(Rows { ids: self.ids, sources, source, columns, codes, rules, blocks, members, skipped })
    }

    fn order(&self) -> Result<Vec<u32>> {
        let count = u32::try_from(self.ids.len()).map_err(|_| LinkageError::TooManyRows)?;
        let mut order: Vec<u32> = (0..count).collect();
        let twice = match &self.ids {
            RowIds::Integer(ids) => {
                order.sort_unstable_by_key(|&r| ids[r as usize]);
                order.windows(2).find(|w| ids[w[0] as usize] == ids[w[1] as usize]).map(|w| w[0])
            }
            RowIds::Text(ids) => {
                order.sort_unstable_by(|&a, &b| ids[a as usize].cmp(&ids[b as usize]));
                order.windows(2).find(|w| ids[w[0] as usize] == ids[w[1] as usize]).map(|w| w[0])
            }
        };
        match twice {
            Some(row) => Err(LinkageError::DuplicateId { id: self.ids.text(row) }),
            None => Ok(order),
        }
    }

    fn sorted_sources(&self, order: &[u32]) -> (Vec<String>, Vec<u16>) {
        let mut names = self.sources.clone();
        names.sort_unstable();
        let number = |old: u16| {
            let name = &self.sources[usize::from(old)];
            u16::try_from(names.binary_search(name).unwrap_or(0)).unwrap_or(u16::MAX)
        };
        let source = order.iter().map(|&r| number(self.source[r as usize])).collect();
        (names, source)
    }
}

impl Interner {
    fn code(&mut self, value: &str) -> u32 {
        if value.is_empty() {
            return 0;
        }
        if let Some(code) = self.numbers.get(value) {
            return *code;
        }
        let code = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value);
        self.numbers.insert(value.into(), code);
        code
    }
}

/// Groups rows by key. Blocks are numbered from 1 in order of key; a row alone has none.
fn form_blocks(
    keys: &[u64],
    largest: usize,
    mut assign: impl FnMut(u32, u32),
) -> (Vec<u32>, SkippedBlocks) {
    let mut keyed: Vec<(u64, u32)> =
        keys.iter().zip(0_u32..).filter(|(k, _)| **k != 0).map(|(k, r)| (*k, r)).collect();
    keyed.sort_unstable();
    let mut members = Vec::new();
    let mut skipped = SkippedBlocks { blocks: 0, rows: 0, largest: 0 };
    let mut block = 0_u32;
    for group in keyed.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1) {
        if group.len() > largest {
            skipped.blocks += 1;
            skipped.rows += group.len() as u64;
            skipped.largest = skipped.largest.max(group.len() as u64);
            continue;
        }
        block += 1;
        for &(_, row) in group {
            assign(row, block);
            members.push(row);
        }
    }
    members.shrink_to_fit();
    (members, skipped)
}

fn hash_key(hasher: &BuildHasherDefault<DefaultHasher>, arrays: &[StringArray], row: usize) -> u64 {
    if arrays.iter().any(|a| a.is_null(row) || a.value(row).is_empty()) {
        return 0;
    }
    match arrays {
        [one] => hasher.hash_one(one.value(row)).max(1),
        many => hasher.hash_one(many.iter().map(|a| a.value(row)).collect::<Vec<_>>()).max(1),
    }
}

fn text(array: &ArrayRef) -> Result<StringArray> {
    let array = convert(array, &DataType::Utf8)?;
    Ok(StringArray::from(array.to_data()))
}

fn convert(array: &ArrayRef, to: &DataType) -> Result<ArrayRef> {
    if array.data_type() == to {
        return Ok(ArrayRef::clone(array));
    }
    cast(array, to)
        .map_err(|e| LinkageError::plan("reading the standardised rows")(DataFusionError::from(e)))
}
