//! One row of a batch, read back by column name.

use arrow::{
    array::{Array as _, ArrayRef, AsArray as _, StringArray},
    datatypes::{Date32Type, Float64Type, Int64Type, UInt64Type},
    error::ArrowError,
    record_batch::RecordBatch,
};
use kernel::Day;

use crate::FusionError;

/// A column of text, for a stage that reads it row after row.
pub(crate) fn text_column<'a>(
    stage: &'static str,
    batch: &'a RecordBatch,
    name: &str,
) -> Result<&'a StringArray, FusionError> {
    let column = batch.column_by_name(name).and_then(|column| column.as_string_opt());
    let missing =
        || FusionError::arrow(stage)(ArrowError::SchemaError(format!("no text `{name}`")));
    column.ok_or_else(missing)
}

/// One row of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    batch: &'a RecordBatch,
    row: usize,
}

impl<'a> Fields<'a> {
    /// Row `row` of `batch`.
    #[must_use]
    pub const fn new(batch: &'a RecordBatch, row: usize) -> Self {
        Self { batch, row }
    }

    fn column(&self, name: &str) -> Option<&'a ArrayRef> {
        self.batch.column_by_name(name).filter(|column| column.is_valid(self.row))
    }

    /// A text, or a token.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        let column = self.column(name)?;
        match column.as_string_opt::<i32>() {
            Some(texts) => Some(texts.value(self.row)),
            None => column.as_string_view_opt().map(|texts| texts.value(self.row)),
        }
    }

    /// A text of a column that a role may or may not name.
    #[must_use]
    pub fn text_of(&self, name: Option<&String>) -> Option<&'a str> {
        name.and_then(|name| self.text(name))
    }

    /// A whole number.
    #[must_use]
    pub fn int(&self, name: &str) -> Option<i64> {
        self.column(name)?.as_primitive_opt::<Int64Type>().map(|ints| ints.value(self.row))
    }

    /// A count, as the engine makes them.
    #[must_use]
    pub fn unsigned(&self, name: &str) -> Option<u64> {
        self.column(name)?.as_primitive_opt::<UInt64Type>().map(|counts| counts.value(self.row))
    }

    /// A number.
    #[must_use]
    pub fn float(&self, name: &str) -> Option<f64> {
        self.column(name)?.as_primitive_opt::<Float64Type>().map(|floats| floats.value(self.row))
    }

    /// Sixteen bytes.
    #[must_use]
    pub fn sixteen(&self, name: &str) -> Option<[u8; 16]> {
        let bytes = self.column(name)?.as_fixed_size_binary_opt()?;
        bytes.value(self.row).try_into().ok()
    }

    /// A day.
    #[must_use]
    pub fn day(&self, name: &str) -> Option<Day> {
        let days = self.column(name)?.as_primitive_opt::<Date32Type>()?;
        Some(Day::from_epoch_days(days.value(self.row)))
    }

    /// Yes or no.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.column(name)?.as_boolean_opt().map(|flags| flags.value(self.row))
    }
}
