//! Readings and states as Parquet.

use std::{
    fs::File,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow::{
    array::{
        Array as _, ArrayRef, AsArray as _, Float32Array, Float64Array, Int32Array, StringArray,
        UInt8Array, UInt32Array,
    },
    datatypes::{Float32Type, Float64Type, Int32Type, UInt8Type, UInt32Type},
    record_batch::RecordBatch,
};
use parquet::{
    arrow::{ArrowWriter, arrow_reader::ParquetRecordBatchReaderBuilder},
    basic::Compression,
    errors::ParquetError,
    file::properties::WriterProperties,
};

use super::{crowding::BuildingState, measure::MeterKind, reading::Reading, state::MeterState};
use crate::{Error, Result};

/// Rows of a batch.
const BATCH: usize = 32_768;

/// Rows that a file of the lake is made of.
pub(crate) trait Columns: Sized {
    /// The names of the columns, in order, with what of `rows` stands in them.
    fn write(rows: &[Self]) -> Vec<(&'static str, ArrayRef)>;
    /// The row at a place of a batch whose columns are these; none where it is not what is written.
    fn read(batch: &RecordBatch, row: usize) -> Option<Self>;
}

/// Writes a file whole: beside its place first.
pub(crate) fn write<T: Columns>(path: &Path, rows: &[T]) -> Result<()> {
    let partial = partial(path);
    let failed = |source| Error::Lake { path: path.to_owned(), source: Box::new(source) };
    let system = |source| Error::File { path: path.to_owned(), source };
    let batch = |rows: &[T]| {
        RecordBatch::try_from_iter(T::write(rows)).map_err(|source| failed(source.into()))
    };
    let schema = batch(&[])?.schema();
    let file = File::create(&partial).map_err(system)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(failed)?;
    for rows in rows.chunks(BATCH) {
        writer.write(&batch(rows)?).map_err(failed)?;
    }
    let file = writer.into_inner().map_err(failed)?;
    file.sync_all().map_err(system)?;
    std::fs::rename(&partial, path).map_err(system)
}

/// The rows of a file; none where there is no file.
pub(crate) fn read<T: Columns>(path: &Path) -> Result<Vec<T>> {
    let failed = |source| Error::Lake { path: path.to_owned(), source: Box::new(source) };
    let file = match File::open(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(|source| Error::File { path: path.to_owned(), source })?,
    };
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|builder| builder.with_batch_size(BATCH).build())
        .map_err(failed)?;
    let mut rows = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|source| failed(ParquetError::from(source)))?;
        rows.reserve(batch.num_rows());
        for row in 0..batch.num_rows() {
            let read = T::read(&batch, row);
            rows.push(read.ok_or_else(|| Error::Strange { path: path.to_owned() })?);
        }
    }
    Ok(rows)
}

fn partial(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

impl Columns for Reading {
    fn write(rows: &[Self]) -> Vec<(&'static str, ArrayRef)> {
        vec![
            ("unit", texts(rows.iter().map(|row| &*row.unit))),
            ("kind", bytes(rows.iter().map(|row| row.kind.number()))),
            ("meter", texts(rows.iter().map(|row| &*row.meter))),
            ("value", doubles(rows.iter().map(|row| row.value))),
        ]
    }

    fn read(batch: &RecordBatch, row: usize) -> Option<Self> {
        Some(Self {
            unit: text(batch, 0, row)?.into(),
            kind: MeterKind::numbered(byte(batch, 1, row)?)?,
            meter: text(batch, 2, row)?.into(),
            value: double(batch, 3, row)?,
        })
    }
}

impl Columns for MeterState {
    fn write(rows: &[Self]) -> Vec<(&'static str, ArrayRef)> {
        vec![
            ("unit", texts(rows.iter().map(|row| &*row.unit))),
            ("kind", bytes(rows.iter().map(|row| row.kind.number()))),
            ("meter", texts(rows.iter().map(|row| &*row.meter))),
            ("last_on", days(rows.iter().map(|row| row.last_on))),
            ("days", counts(rows.iter().map(|row| row.days))),
            ("level", floats(rows.iter().map(|row| row.level))),
            ("rest", floats(rows.iter().map(|row| row.rest))),
            ("spread", floats(rows.iter().map(|row| row.spread))),
            ("high_days", counts(rows.iter().map(|row| row.high_days))),
            ("high_from", days(rows.iter().map(|row| row.high_from))),
            ("high_sum", floats(rows.iter().map(|row| row.high_sum))),
            ("zero_days", counts(rows.iter().map(|row| row.zero_days))),
            ("zero_from", days(rows.iter().map(|row| row.zero_from))),
            ("backward_days", counts(rows.iter().map(|row| row.backward_days))),
            ("quiet_until", days(rows.iter().map(|row| row.quiet_until))),
            ("scale", bytes(rows.iter().map(|row| row.scale))),
        ]
    }

    fn read(batch: &RecordBatch, row: usize) -> Option<Self> {
        Some(Self {
            unit: text(batch, 0, row)?.into(),
            kind: MeterKind::numbered(byte(batch, 1, row)?)?,
            meter: text(batch, 2, row)?.into(),
            last_on: day(batch, 3, row)?,
            days: count(batch, 4, row)?,
            level: float(batch, 5, row)?,
            rest: float(batch, 6, row)?,
            spread: float(batch, 7, row)?,
            high_days: count(batch, 8, row)?,
            high_from: day(batch, 9, row)?,
            high_sum: float(batch, 10, row)?,
            zero_days: count(batch, 11, row)?,
            zero_from: day(batch, 12, row)?,
            backward_days: count(batch, 13, row)?,
            quiet_until: day(batch, 14, row)?,
            scale: byte(batch, 15, row)?,
        })
    }
}

impl Columns for BuildingState {
    fn write(rows: &[Self]) -> Vec<(&'static str, ArrayRef)> {
        vec![
            ("building", texts(rows.iter().map(|row| &*row.building))),
            ("days", counts(rows.iter().map(|row| row.days))),
            ("from", days(rows.iter().map(|row| row.from))),
            ("sum", doubles(rows.iter().map(|row| row.sum))),
            ("water", doubles(rows.iter().map(|row| row.water))),
            ("meters", counts(rows.iter().map(|row| row.meters))),
        ]
    }

    fn read(batch: &RecordBatch, row: usize) -> Option<Self> {
        Some(Self {
            building: text(batch, 0, row)?.into(),
            days: count(batch, 1, row)?,
            from: day(batch, 2, row)?,
            sum: double(batch, 3, row)?,
            water: double(batch, 4, row)?,
            meters: count(batch, 5, row)?,
        })
    }
}

fn texts<'a>(values: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

fn bytes(values: impl Iterator<Item = u8>) -> ArrayRef {
    Arc::new(UInt8Array::from_iter_values(values))
}

fn counts(values: impl Iterator<Item = u32>) -> ArrayRef {
    Arc::new(UInt32Array::from_iter_values(values))
}

fn days(values: impl Iterator<Item = i32>) -> ArrayRef {
    Arc::new(Int32Array::from_iter_values(values))
}

fn floats(values: impl Iterator<Item = f32>) -> ArrayRef {
    Arc::new(Float32Array::from_iter_values(values))
}

fn doubles(values: impl Iterator<Item = f64>) -> ArrayRef {
    Arc::new(Float64Array::from_iter_values(values))
}

fn column(batch: &RecordBatch, at: usize) -> Option<&ArrayRef> {
    batch.columns().get(at).filter(|column| column.null_count() == 0)
}

fn text(batch: &RecordBatch, at: usize, row: usize) -> Option<&str> {
    Some(column(batch, at)?.as_string_opt::<i32>()?.value(row))
}

fn byte(batch: &RecordBatch, at: usize, row: usize) -> Option<u8> {
    Some(column(batch, at)?.as_primitive_opt::<UInt8Type>()?.value(row))
}

fn count(batch: &RecordBatch, at: usize, row: usize) -> Option<u32> {
    Some(column(batch, at)?.as_primitive_opt::<UInt32Type>()?.value(row))
}

fn day(batch: &RecordBatch, at: usize, row: usize) -> Option<i32> {
    Some(column(batch, at)?.as_primitive_opt::<Int32Type>()?.value(row))
}

fn float(batch: &RecordBatch, at: usize, row: usize) -> Option<f32> {
    Some(column(batch, at)?.as_primitive_opt::<Float32Type>()?.value(row))
}

fn double(batch: &RecordBatch, at: usize, row: usize) -> Option<f64> {
    Some(column(batch, at)?.as_primitive_opt::<Float64Type>()?.value(row))
}
