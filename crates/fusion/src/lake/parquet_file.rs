//! Parquet files: written whole, read in batches.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow::{
    array::AsArray as _, datatypes::SchemaRef, error::ArrowError, record_batch::RecordBatch,
};
use parquet::{
    arrow::{
        ArrowWriter, ProjectionMask,
        arrow_reader::{
            ArrowPredicateFn, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowFilter,
        },
    },
    basic::Compression,
    errors::ParquetError,
    file::{metadata::ParquetMetaData, properties::WriterProperties},
};

use crate::FusionError;

/// Rows of a batch, in and out.
const BATCH: usize = 8_192;
/// Rows of a row group: what is held in memory while writing.
const GROUP: usize = 65_536;

/// A Parquet file being written; without [`ParquetSink::finish`] it has no footer and reads as nothing.
pub struct ParquetSink {
    path: PathBuf,
    writer: ArrowWriter<File>,
    rows: u64,
}

impl ParquetSink {
    /// Creates the file.
    pub fn create(path: &Path, schema: SchemaRef) -> Result<Self, FusionError> {
        Self::with_groups(path, schema, GROUP)
    }

    /// Creates the file with row groups of so many rows.
    pub(crate) fn with_groups(
        path: &Path,
        schema: SchemaRef,
        group: usize,
    ) -> Result<Self, FusionError> {
        let file = File::create(path).map_err(FusionError::file(path))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(group))
            .build();
        let writer = ArrowWriter::try_new(file, schema, Some(properties))
            .map_err(FusionError::lake(path))?;
        Ok(Self { path: path.to_owned(), writer, rows: 0 })
    }

    /// Appends a batch.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), FusionError> {
        self.rows += batch.num_rows() as u64;
        self.writer.write(batch).map_err(|cause| failed(&self.path, cause))
    }

    /// Writes the footer and waits until the disk has it; the number of rows.
    pub fn finish(self) -> Result<u64, FusionError> {
        let Self { path, writer, rows } = self;
        let file = writer.into_inner().map_err(|cause| failed(&path, cause))?;
        file.sync_all().map_err(FusionError::file(&path))?;
        Ok(rows)
    }
}

impl std::fmt::Debug for ParquetSink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetSink")
            .field("path", &self.path)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

/// Batches of a table, part after part.
pub struct Batches {
    parts: std::vec::IntoIter<PathBuf>,
    open: Option<ParquetRecordBatchReader>,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(batch) = self.open.as_mut().and_then(Iterator::next) {
                return Some(batch);
            }
            match open_part(&self.parts.next()?) {
                Ok(reader) => self.open = Some(reader),
                Err(error) => return Some(Err(ArrowError::ExternalError(Box::new(error)))),
            }
        }
    }
}

impl std::fmt::Debug for Batches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batches").field("parts", &self.parts).finish_non_exhaustive()
    }
}

/// Opens a table for reading in batches: a Parquet file, or a folder of them in order of name.
pub fn open_parquet(path: &Path) -> Result<Batches, FusionError> {
    let mut parts = parts_of(path)?.into_iter();
    let open = parts.next().map(|first| open_part(&first)).transpose()?;
    Ok(Batches { parts, open })
}

fn open_part(path: &Path) -> Result<ParquetRecordBatchReader, FusionError> {
    builder(path)?.with_batch_size(BATCH).build().map_err(FusionError::lake(path))
}

/// Row groups and the rows they span.
pub(super) struct Groups {
    pub(super) numbers: Vec<usize>,
    pub(super) rows: Range<u64>,
}

impl Groups {
    /// Those that hold any of `rows`.
    fn holding(meta: &ParquetMetaData, rows: &Range<u64>) -> Self {
        let (mut numbers, mut at) = (Vec::new(), 0);
        let mut span = rows.start..rows.start;
        for (number, group) in meta.row_groups().iter().enumerate() {
            let end = at + u64::try_from(group.num_rows()).unwrap_or(0);
            if at < rows.end && end > rows.start {
                if numbers.is_empty() {
                    span.start = at;
                }
                numbers.push(number);
                span.end = end;
            }
            at = end;
        }
        Self { numbers, rows: span }
    }
}

/// The row groups of a file that hold any of `rows`.
pub(super) fn groups_of(path: &Path, rows: &Range<u64>) -> Result<Groups, FusionError> {
    Ok(Groups::holding(builder(path)?.metadata(), rows))
}

/// Opens some columns of a Parquet file for reading in batches.
pub(crate) fn open_columns(
    path: &Path,
    columns: &[&str],
) -> Result<ParquetRecordBatchReader, FusionError> {
    let builder = builder(path)?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    builder.with_projection(mask).with_batch_size(BATCH).build().map_err(FusionError::lake(path))
}

/// The rows of a Parquet file whose text in `column` is among `wanted`: nothing else of the others is read.
pub(crate) fn rows_where(
    path: &Path,
    column: &str,
    wanted: &Arc<BTreeSet<String>>,
) -> Result<ParquetRecordBatchReader, FusionError> {
    let builder = builder(path)?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), [column]);
    let wanted = Arc::clone(wanted);
    let is_wanted = move |batch: RecordBatch| {
        let texts = batch.column(0).as_string_opt::<i32>();
        let texts = texts.ok_or_else(|| ArrowError::SchemaError("a column of text".into()))?;
        Ok(texts.iter().map(|text| Some(text.is_some_and(|text| wanted.contains(text)))).collect())
    };
    let filter = RowFilter::new(vec![Box::new(ArrowPredicateFn::new(mask, is_wanted))]);
    builder.with_row_filter(filter).with_batch_size(BATCH).build().map_err(FusionError::lake(path))
}

fn builder(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, FusionError> {
    let file = File::open(path).map_err(FusionError::file(path))?;
    ParquetRecordBatchReaderBuilder::try_new(file).map_err(FusionError::lake(path))
}

/// Opens `rows` of a Parquet file for reading in batches; row groups that hold none of them are not touched.
pub fn open_rows(path: &Path, rows: Range<u64>) -> Result<ParquetRecordBatchReader, FusionError> {
    let builder = builder(path)?;
    let groups = Groups::holding(builder.metadata(), &rows);
    let count = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
    builder
        .with_row_groups(groups.numbers)
        .with_offset(count(rows.start.saturating_sub(groups.rows.start)))
        .with_limit(count(rows.end - rows.start))
        .with_batch_size(BATCH)
        .build()
        .map_err(FusionError::lake(path))
}

/// How many rows a table holds: a Parquet file, or a folder of them.
pub fn rows_of(path: &Path) -> Result<u64, FusionError> {
    let mut rows = 0;
    for part in parts_of(path)? {
        rows += u64::try_from(builder(&part)?.metadata().file_metadata().num_rows()).unwrap_or(0);
    }
    Ok(rows)
}

/// The parts of a table by source: each file and what its name says after `000-`.
pub(crate) fn parts_by_source(path: &Path) -> Result<Vec<(PathBuf, String)>, FusionError> {
    let source = |part: &Path| {
        let stem = part.file_stem()?.to_string_lossy().into_owned();
        stem.split_once('-').map(|(_, source)| source.to_owned())
    };
    let parts = parts_of(path)?;
    Ok(parts.into_iter().map(|part| (part.clone(), source(&part).unwrap_or_default())).collect())
}

/// The files of a table: itself, or those of its folder in order of name.
pub(crate) fn parts_of(path: &Path) -> Result<Vec<PathBuf>, FusionError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut parts = Vec::new();
    for entry in fs::read_dir(path).map_err(FusionError::file(path))? {
        parts.push(entry.map_err(FusionError::file(path))?.path());
    }
    parts.sort();
    Ok(parts)
}

/// A full disk under Parquet is told as a full disk.
fn failed(path: &Path, cause: ParquetError) -> FusionError {
    match cause {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(io) => FusionError::file(path)(*io),
            Err(other) => FusionError::lake(path)(ParquetError::External(other)),
        },
        // The writer keeps only the text of what went wrong below it.
        ParquetError::General(text)
            if text.contains("No space left") || text.contains("os error 28") =>
        {
            FusionError::file(path)(std::io::ErrorKind::StorageFull.into())
        }
        other => FusionError::lake(path)(other),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::{
        array::{ArrayRef, AsArray as _, Int64Array},
        datatypes::Int64Type,
    };

    use super::*;

    #[test]
    fn any_range_of_rows_is_read_across_row_groups() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("n.parquet");
        let numbers = |range: Range<i64>| {
            let column = Arc::new(Int64Array::from_iter_values(range));
            RecordBatch::try_from_iter([("n", column as ArrayRef)]).unwrap()
        };
        let all = i64::try_from(GROUP).unwrap() * 2 + 10;
        let mut sink = ParquetSink::create(&path, numbers(0..0).schema()).unwrap();
        sink.write(&numbers(0..all)).unwrap();
        assert_eq!(sink.finish().unwrap(), all.unsigned_abs());
        let (group, end) = (GROUP as u64, all.unsigned_abs());
        for range in [0..end, 0..0, 5..9, group - 3..group + 4, group * 2..end, 7..end - 2] {
            let read: Vec<i64> = open_rows(&path, range.clone())
                .unwrap()
                .flat_map(|batch| {
                    batch.unwrap().column(0).as_primitive::<Int64Type>().values().to_vec()
                })
                .collect();
            let expected: Vec<i64> = range.map(|n| i64::try_from(n).unwrap()).collect();
            assert!(read == expected, "{} rows", read.len());
        }
    }

    #[test]
    fn a_full_disk_under_parquet_is_told_as_a_full_disk() {
        let cause = "fail to get inner writer: \"No space left on device (os error 28)\"";
        let said =
            failed(Path::new("lake/x.parquet"), ParquetError::General(cause.into())).to_string();
        assert!(said.starts_with("lake/x.parquet: the disk is full"), "{said}");
    }
}
