//! Accepted rows as typed columns.

use std::path::Path;

use super::Cell;
use crate::{
    FusionError,
    lake::{Kind, TableSink, Value},
    mapping::{ColumnType, Mapping},
};

/// Column of the record's name.
pub const RECORD: &str = "_record";
/// Column of the file.
pub const FILE: &str = "_file";
/// Column of the row number.
pub const ROW: &str = "_row";

/// The column beside a day: its characters in the order year, month, day, where they are no day.
#[must_use]
pub fn slip(day_column: &str) -> String {
    format!("{day_column}~slip")
}

/// Writes accepted rows.
#[derive(Debug)]
pub struct TypedSink {
    sink: TableSink,
}

impl TypedSink {
    /// Creates the file for the columns of `mapping`.
    pub fn create(path: &Path, mapping: &Mapping) -> Result<Self, FusionError> {
        let mut columns = vec![
            (RECORD.to_owned(), Kind::Text),
            (FILE.to_owned(), Kind::Text),
            (ROW.to_owned(), Kind::Int),
        ];
        for (name, column) in &mapping.columns {
            match column.kind {
                ColumnType::Int => columns.push((name.clone(), Kind::Int)),
                ColumnType::Flag => columns.push((name.clone(), Kind::Flag)),
                ColumnType::Day | ColumnType::Year => {
                    columns.push((name.clone(), Kind::Day));
                    columns.push((slip(name), Kind::Text));
                }
                _ => columns.push((name.clone(), Kind::Text)),
            }
        }
        Ok(Self { sink: TableSink::create("intake", path, &columns)? })
    }

    /// Appends a row: its cells in the order of the mapping's columns.
    pub fn push(
        &mut self,
        mapping: &Mapping,
        record: &str,
        file: &str,
        row: u64,
        cells: &[Cell],
    ) -> Result<(), FusionError> {
        let row = i64::try_from(row).unwrap_or(i64::MAX);
        let mut values = vec![Value::Text(record), Value::Text(file), Value::Int(row)];
        for (cell, column) in cells.iter().zip(mapping.columns.values()) {
            values.push(match cell {
                Cell::Text(text) => Value::Text(text),
                Cell::Sealed { token, .. } => Value::Own(token.to_string()),
                Cell::Int(int) => Value::Int(*int),
                Cell::Flag(flag) => Value::Flag(*flag),
                Cell::Day(day) => Value::Day(*day),
                Cell::Missing | Cell::Unreadable(_) => Value::Null,
            });
            if matches!(column.kind, ColumnType::Day | ColumnType::Year) {
                values.push(match cell {
                    Cell::Unreadable(Some(slip)) => Value::Text(slip),
                    _ => Value::Null,
                });
            }
        }
        self.sink.push(&values)
    }

    /// Closes the file; the number of rows.
    pub fn finish(self) -> Result<u64, FusionError> {
        self.sink.finish()
    }
}
