//! Comparing in shares: where pairs are compared on several machines, each reads the same tables,
//! compares the blocks of its shares and writes the pairs down; one machine takes them up and goes on.
//!
//! The answer is that of one machine: rows are numbered by their ids, a block belongs to one share
//! by its key, and what is learned depends on the sum of all shares alone.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch, UInt32Array, UInt64Array};
use datafusion::arrow::datatypes::{UInt32Type, UInt64Type};
use datafusion::error::DataFusionError;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use crate::block::Share;
use crate::clerical::Judgement;
use crate::compare::Comparer;
use crate::error::{LinkageError, Result};
use crate::meter::Meter;
use crate::patterns::{self, Chunk, Found, Numbers};
use crate::rows::{RowIds, Rows};
use crate::run::{Outcome, Teaching, after_standardise, write};
use crate::settings::Settings;
use crate::stop;

/// What one share's file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPairs {
    /// The share.
    pub share: Share,
    /// Rows of the whole run.
    pub rows: u64,
    /// Digest of the rows' ids in order: the numbers in the file mean nothing for other rows.
    pub ids: u64,
    /// Pairs written.
    pub pairs: u64,
}

impl SharedPairs {
    fn of(rows: &Rows, share: Share, pairs: u64) -> Self {
        Self { share, rows: rows.len() as u64, ids: digest(&rows.ids), pairs }
    }
}

/// Pairs of a batch, in and out.
const BATCH: usize = 65_536;

/// Compares the blocks of one share and writes its pairs: `left`, `right`, the packed levels and the
/// rules as bits. `step` is told now and then that the work goes on.
pub fn compare_share(
    rows: &Rows,
    settings: &Settings,
    share: Share,
    path: &Path,
    step: &(dyn Fn() + Sync),
) -> Result<SharedPairs> {
    let comparer = Comparer::new(rows, settings)?;
    let (found, numbers) = patterns::compare_share(rows, settings, &comparer, share, step)?;
    let keys: Vec<Vec<(u64, u32)>> = numbers.iter().map(Numbers::keys).collect();
    let failed = |source| LinkageError::Parquet { path: path.to_path_buf(), source };
    let system = |source| LinkageError::File { path: path.to_path_buf(), source };
    let arrow = |e| LinkageError::plan("writing a share")(DataFusionError::from(e));
    let schema = batch(&[], &[], &[], &[]).map_err(arrow)?.schema();
    let file = File::create(path).map_err(system)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(failed)?;
    let mut pairs = 0;
    for Found { thread, chunk, .. } in &found {
        let parts = chunk.left.chunks(BATCH).zip(chunk.right.chunks(BATCH));
        for ((left, right), pattern) in parts.zip(chunk.pattern.chunks(BATCH)) {
            let key = |number: &u32| keys[*thread][*number as usize];
            let levels: Vec<u64> = pattern.iter().map(|number| key(number).0).collect();
            let rules: Vec<u32> = pattern.iter().map(|number| key(number).1).collect();
            writer.write(&batch(left, right, &levels, &rules).map_err(arrow)?).map_err(failed)?;
            pairs += left.len() as u64;
        }
    }
    let file = writer.into_inner().map_err(failed)?;
    file.sync_all().map_err(system)?;
    Ok(SharedPairs::of(rows, share, pairs))
}

/// Takes up the pairs of every share, in any order, and goes on as [`crate::link_taught`] does: trains,
/// scores, clusters and writes into a folder.
pub async fn link_compared(
    rows: Rows,
    settings: &Settings,
    shares: Vec<(PathBuf, SharedPairs)>,
    judged: &[Judgement],
    out: &Path,
) -> Result<Outcome> {
    let (of_work, judged) = (settings.clone(), judged.to_vec());
    let work = stop::while_awaited(move || {
        let comparing = |rows: &Rows, _: &Settings, comparer: &Comparer<'_>| {
            let (found, numbers) = read(rows, &shares)?;
            Ok(patterns::gather(rows.rules.len(), comparer.layout(), found, vec![numbers]))
        };
        let teaching = Teaching::Trained(&judged);
        after_standardise(rows, &of_work, Meter::start(), teaching, comparing)
    });
    write(work.await?, settings, out)
}

fn read(rows: &Rows, shares: &[(PathBuf, SharedPairs)]) -> Result<(Vec<Found>, Numbers)> {
    let of = shares.first().map_or(0, |(_, one)| one.share.of);
    let mut met = vec![false; of as usize];
    let mut numbers = Numbers::default();
    let mut found = Vec::new();
    for (path, said) in shares {
        let wrong =
            |problem: &str| LinkageError::Share { path: path.clone(), problem: problem.into() };
        let fits = *said == SharedPairs::of(rows, said.share, said.pairs) && said.share.of == of;
        let slot = met.get_mut(said.share.number as usize).filter(|_| fits);
        let slot = slot.ok_or_else(|| wrong("it is of other rows"))?;
        if std::mem::replace(slot, true) {
            return Err(wrong("the share is there twice"));
        }
        let before: usize = found.iter().map(|one: &Found| one.chunk.left.len()).sum();
        read_file(path, rows, &mut numbers, &mut found)?;
        let after: usize = found.iter().map(|one: &Found| one.chunk.left.len()).sum();
        if (after - before) as u64 != said.pairs {
            return Err(wrong("it holds another number of pairs than were written"));
        }
    }
    if met.iter().all(|met| *met) && of > 0 {
        return Ok((found, numbers));
    }
    let path = shares.first().map(|(path, _)| path.clone()).unwrap_or_default();
    Err(LinkageError::Share { path, problem: "a share is missing beside it".into() })
}

fn read_file(
    path: &Path,
    rows: &Rows,
    numbers: &mut Numbers,
    found: &mut Vec<Found>,
) -> Result<()> {
    let failed = |source| LinkageError::Parquet { path: path.to_path_buf(), source };
    let file = File::open(path)
        .map_err(|source| LinkageError::File { path: path.to_path_buf(), source })?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|builder| builder.with_batch_size(BATCH).build())
        .map_err(failed)?;
    let last = rows.len() as u64;
    for batch in reader {
        let arrow = |e| LinkageError::plan("reading a share")(DataFusionError::from(e));
        let batch = batch.map_err(arrow)?;
        let (left, right) = (numbers_of(&batch, 0), numbers_of(&batch, 1));
        let levels = batch.column(2).as_primitive::<UInt64Type>().values();
        let mut by_rule = vec![Chunk::default(); rows.rules.len()];
        let rules = numbers_of(&batch, 3);
        for (((&left, &right), &levels), &rules) in left.iter().zip(right).zip(levels).zip(rules) {
            let rule = by_rule.get_mut(rules.trailing_zeros() as usize);
            let inside = u64::from(left) < last && u64::from(right) < last;
            let chunk = rule.filter(|_| inside).ok_or_else(|| LinkageError::Share {
                path: path.to_path_buf(),
                problem: "it holds a pair that is none".into(),
            })?;
            chunk.left.push(left);
            chunk.right.push(right);
            chunk.pattern.push(numbers.number((levels, rules)));
        }
        let chunks = by_rule.into_iter().enumerate();
        let filled = chunks.filter(|(_, chunk)| !chunk.left.is_empty());
        found.extend(filled.map(|(rule, chunk)| Found { thread: 0, rule, chunk }));
    }
    Ok(())
}

fn numbers_of(batch: &RecordBatch, column: usize) -> &[u32] {
    batch.column(column).as_primitive::<UInt32Type>().values()
}

fn batch(
    left: &[u32],
    right: &[u32],
    levels: &[u64],
    rules: &[u32],
) -> std::result::Result<RecordBatch, datafusion::arrow::error::ArrowError> {
    let numbers = |values: &[u32]| Arc::new(UInt32Array::from(values.to_vec())) as ArrayRef;
    RecordBatch::try_from_iter([
        ("left", numbers(left)),
        ("right", numbers(right)),
        ("levels", Arc::new(UInt64Array::from(levels.to_vec())) as ArrayRef),
        ("rules", numbers(rules)),
    ])
}

fn digest(ids: &RowIds) -> u64 {
    use std::hash::{Hash as _, Hasher as _};
    let mut hasher = FxHasher::default();
    match ids {
        RowIds::Integer(ids) => ids.iter().for_each(|id| id.hash(&mut hasher)),
        RowIds::Text(ids) => ids.each(|id| id.hash(&mut hasher)),
    }
    hasher.finish()
}
