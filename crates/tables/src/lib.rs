//! A department's file as a stream of rows that know where they stand.
//!
//! [`open`] reads CSV in any delimiter and in UTF-8 (with or without a byte
//! order mark), GB18030, UTF-16 or Windows-1252, found by content, and XLSX by
//! the values its cells hold. Rows come one at a time in bounded memory; a bad
//! row is an error that names file, row and column and says what to do, and
//! the rows after it are still read.
//!
//! ```
//! let options = tables::Options::default();
//! let bytes = std::io::Cursor::new("\u{feff}门牌;层数\n3栋;12\n4栋\n".as_bytes());
//! let mut table = tables::read("houses.csv", bytes, &options)?;
//! assert_eq!(table.headers(), ["门牌", "层数"]);
//! assert_eq!(table.next().unwrap().unwrap().get(1), "12");
//! assert_eq!(table.next().unwrap().unwrap_err().row, 3);
//! assert!(table.next().is_none());
//! # Ok::<(), tables::Error>(())
//! ```
//!
//! Rows are numbered from 1 as a spreadsheet shows them, so the header of a
//! plain file is row 1. Nothing here knows what a column means.

mod error;
mod fault;
mod header;
mod options;
mod row;
mod table;
mod text;
mod workbook;

pub use error::Error;
pub use fault::{Fault, RowError};
pub use header::Column;
pub use options::{Encoding, Format, Limits, Options};
pub use row::Row;
pub use table::{Facts, Table, open, read};
