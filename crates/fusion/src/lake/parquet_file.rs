//! Parquet files: written whole, read in batches.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use arrow::{datatypes::SchemaRef, record_batch::RecordBatch};
use parquet::{
    arrow::{
        ArrowWriter,
        arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder},
    },
    basic::Compression,
    errors::ParquetError,
    file::properties::WriterProperties,
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
        let file = File::create(path).map_err(FusionError::file(path))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
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

/// Opens a Parquet file for reading in batches.
pub fn open_parquet(path: &Path) -> Result<ParquetRecordBatchReader, FusionError> {
    let file = File::open(path).map_err(FusionError::file(path))?;
    ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|builder| builder.with_batch_size(BATCH).build())
        .map_err(FusionError::lake(path))
}

/// How many rows a Parquet file holds.
pub fn rows_of(path: &Path) -> Result<u64, FusionError> {
    let file = File::open(path).map_err(FusionError::file(path))?;
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(FusionError::lake(path))?;
    Ok(u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0))
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
    use super::*;

    #[test]
    fn a_full_disk_under_parquet_is_told_as_a_full_disk() {
        let cause = "fail to get inner writer: \"No space left on device (os error 28)\"";
        let said =
            failed(Path::new("lake/x.parquet"), ParquetError::General(cause.into())).to_string();
        assert!(said.starts_with("lake/x.parquet: the disk is full"), "{said}");
    }
}
