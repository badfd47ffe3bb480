//! Rows into a Parquet file, a batch at a time.

use std::{path::Path, sync::Arc};

use arrow::{
    array::{ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder},
    datatypes::{DataType, Field, Schema, SchemaRef},
    record_batch::RecordBatch,
};
use kernel::Day;

use super::ParquetSink;
use crate::FusionError;

/// Rows of a batch.
const BATCH: usize = 8_192;

/// What a column of the lake holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers.
    Float,
    /// Days.
    Day,
    /// Yes or no.
    Flag,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// Text.
    Text(&'a str),
    /// Text made for the row.
    Own(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A day.
    Day(Day),
    /// Yes or no.
    Flag(bool),
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<Option<String>> for Value<'_> {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::Own)
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(int: Option<i64>) -> Self {
        int.map_or(Self::Null, Self::Int)
    }
}

impl From<Option<bool>> for Value<'_> {
    fn from(flag: Option<bool>) -> Self {
        flag.map_or(Self::Null, Self::Flag)
    }
}

impl From<Option<Day>> for Value<'_> {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Null, Self::Day)
    }
}

enum Builder {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Day(Date32Builder),
    Flag(BooleanBuilder),
}

impl Builder {
    fn of(kind: Kind) -> (Self, DataType) {
        match kind {
            Kind::Text => (Self::Text(StringBuilder::new()), DataType::Utf8),
            Kind::Int => (Self::Int(Int64Builder::new()), DataType::Int64),
            Kind::Float => (Self::Float(Float64Builder::new()), DataType::Float64),
            Kind::Day => (Self::Day(Date32Builder::new()), DataType::Date32),
            Kind::Flag => (Self::Flag(BooleanBuilder::new()), DataType::Boolean),
        }
    }

    /// Appends a value; one of another kind counts as nothing.
    fn push(&mut self, value: &Value<'_>) {
        match (self, value) {
            (Self::Text(texts), Value::Text(text)) => texts.append_value(text),
            (Self::Text(texts), Value::Own(text)) => texts.append_value(text),
            (Self::Text(texts), _) => texts.append_null(),
            (Self::Int(ints), Value::Int(int)) => ints.append_value(*int),
            (Self::Int(ints), _) => ints.append_null(),
            (Self::Float(floats), Value::Float(float)) => floats.append_value(*float),
            (Self::Float(floats), _) => floats.append_null(),
            (Self::Day(days), Value::Day(day)) => days.append_value(day.epoch_days()),
            (Self::Day(days), _) => days.append_null(),
            (Self::Flag(flags), Value::Flag(flag)) => flags.append_value(*flag),
            (Self::Flag(flags), _) => flags.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(texts) => Arc::new(texts.finish()),
            Self::Int(ints) => Arc::new(ints.finish()),
            Self::Float(floats) => Arc::new(floats.finish()),
            Self::Day(days) => Arc::new(days.finish()),
            Self::Flag(flags) => Arc::new(flags.finish()),
        }
    }
}

/// Rows of named, typed columns on their way into batches.
pub(crate) struct Batcher {
    schema: SchemaRef,
    builders: Vec<Builder>,
    held: usize,
    stage: &'static str,
}

impl Batcher {
    /// For these columns.
    pub(crate) fn new<S: AsRef<str>>(stage: &'static str, columns: &[(S, Kind)]) -> Self {
        let (builders, fields): (Vec<Builder>, Vec<Field>) = columns
            .iter()
            .map(|(name, kind)| {
                let (builder, data_type) = Builder::of(*kind);
                (builder, Field::new(name.as_ref(), data_type, true))
            })
            .unzip();
        Self { schema: Arc::new(Schema::new(fields)), builders, held: 0, stage }
    }

    /// Appends a row: its values in the order of the columns.
    pub(crate) fn push(&mut self, row: &[Value<'_>]) {
        debug_assert_eq!(row.len(), self.builders.len());
        for (builder, value) in self.builders.iter_mut().zip(row) {
            builder.push(value);
        }
        self.held += 1;
    }

    /// What was appended since the last batch.
    pub(crate) fn take(&mut self) -> Result<RecordBatch, FusionError> {
        self.held = 0;
        let columns: Vec<ArrayRef> = self.builders.iter_mut().map(Builder::finish).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
            .map_err(FusionError::arrow(self.stage))
    }
}

/// Writes rows of named, typed columns.
pub struct TableSink {
    sink: ParquetSink,
    rows: Batcher,
}

impl TableSink {
    /// Creates the file for these columns.
    pub fn create<S: AsRef<str>>(
        stage: &'static str,
        path: &Path,
        columns: &[(S, Kind)],
    ) -> Result<Self, FusionError> {
        let rows = Batcher::new(stage, columns);
        let sink = ParquetSink::create(path, Arc::clone(&rows.schema))?;
        Ok(Self { sink, rows })
    }

    /// Appends a row: its values in the order of the columns.
    pub fn push(&mut self, row: &[Value<'_>]) -> Result<(), FusionError> {
        self.rows.push(row);
        if self.rows.held >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Closes the file; the number of rows.
    pub fn finish(mut self) -> Result<u64, FusionError> {
        self.flush()?;
        self.sink.finish()
    }

    fn flush(&mut self) -> Result<(), FusionError> {
        let batch = self.rows.take()?;
        self.sink.write(&batch)
    }
}

impl std::fmt::Debug for TableSink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableSink").field("sink", &self.sink).finish_non_exhaustive()
    }
}
