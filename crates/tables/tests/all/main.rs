//! Tables as a caller sees them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod faults;
mod random;
mod text;
mod workbook;

use std::io::Cursor;
use tables::{Options, Table};

fn table(bytes: impl Into<Vec<u8>>) -> Table {
    tables::read("t.csv", Cursor::new(bytes.into()), &Options::default()).expect("a table")
}

fn rows(table: Table) -> Vec<Vec<String>> {
    table.map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}
