//! One row of a batch, read back by column name.

use arrow::{
    array::{Array as _, ArrayRef, AsArray as _},
    datatypes::{Date32Type, Float64Type, Int64Type, UInt64Type},
    record_batch::RecordBatch,
};
use kernel::Day;

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
