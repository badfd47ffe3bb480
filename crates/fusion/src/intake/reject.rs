//! Rows that cannot be used, kept with their reason.

use std::path::Path;

use kernel::Text;
use serde::{Deserialize, Serialize};

use super::Cell;
use crate::{
    FusionError,
    lake::{Kind, TableSink, Value},
};

/// A row that was kept apart: where it stands and why; never what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The file.
    pub file: String,
    /// The row, as a spreadsheet numbers it.
    pub row: u64,
    /// The column, where one is to blame.
    pub column: Option<String>,
    /// Why, and what to do.
    pub reason: Text,
}

impl Reject {
    /// A row that the table reader could not read.
    #[must_use]
    pub fn of_row(file: &str, error: &tables::RowError) -> Self {
        Self {
            file: file.to_owned(),
            row: error.row,
            column: error.column.clone(),
            reason: error.message(),
        }
    }

    /// A row whose required column holds `cell`: nothing, or something else than it should.
    #[must_use]
    pub fn lacking(file: &str, row: u64, column: &str, cell: &Cell) -> Self {
        let reason = match cell {
            Cell::Missing => Text::new(
                "必填列为空。请在来源系统中补齐。",
                "a required column is empty. Fill it in at the source.",
            ),
            _ => Text::new(
                "必填列无法识别。请核对内容或映射。",
                "a required column cannot be read. Check the cell, or the mapping.",
            ),
        };
        Self { file: file.to_owned(), row, column: Some(column.to_owned()), reason }
    }

    /// A row whose record stood in the same day's change before.
    #[must_use]
    pub fn twice(file: &str, row: u64, column: Option<&str>) -> Self {
        let reason = Text::new(
            "同一条记录在当日变更中出现两次，以先出现的一行为准。请在来源系统中只导出最终状态。",
            "the record stands twice in the change of one day; the first row was taken. Export its last state alone.",
        );
        Self { file: file.to_owned(), row, column: column.map(ToOwned::to_owned), reason }
    }
}

/// Writes rejects to the lake.
#[derive(Debug)]
pub struct RejectSink {
    sink: TableSink,
}

impl RejectSink {
    /// Creates the file.
    pub fn create(path: &Path) -> Result<Self, FusionError> {
        let columns = [
            ("file", Kind::Text),
            ("row", Kind::Int),
            ("column", Kind::Text),
            ("reason_zh", Kind::Text),
            ("reason_en", Kind::Text),
        ];
        Ok(Self { sink: TableSink::create("intake", path, &columns)? })
    }

    /// Appends one.
    pub fn push(&mut self, reject: &Reject) -> Result<(), FusionError> {
        self.sink.push(&[
            Value::Text(&reject.file),
            Value::Int(i64::try_from(reject.row).unwrap_or(i64::MAX)),
            Value::from(reject.column.as_deref()),
            Value::Text(&reject.reason.zh),
            Value::Text(&reject.reason.en),
        ])
    }

    /// Closes the file; the number of rejects.
    pub fn finish(self) -> Result<u64, FusionError> {
        self.sink.finish()
    }
}
