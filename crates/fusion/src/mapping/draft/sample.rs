//! The first rows of a table, in memory alone.

use std::io::{Read, Seek};

use tables::{Error, Limits, Options, Row};

use crate::intake::Reject;

/// Most rows of a sample.
const MOST_ROWS: usize = 5_000;
/// Largest unpacked part of a workbook that a sample may need, bytes.
const WORKBOOK: u64 = 64 << 20;

/// The first rows of a department's table. It lives as long as the question it was sent with.
#[derive(Debug)]
pub struct Sample {
    /// What the file is called.
    pub name: String,
    /// Its headers.
    pub headers: Vec<String>,
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// Rows that cannot be read at all.
    pub(super) unreadable: Vec<Reject>,
    /// Whether the file goes on after the sample.
    pub more: bool,
}

impl Sample {
    /// Reads the first 5,000 rows of a CSV or XLSX file.
    ///
    /// # Errors
    /// What [`tables::read`] says of a file that is no table.
    pub fn read<R: Read + Seek + Send + 'static>(name: &str, file: R) -> Result<Self, Error> {
        let limits = Limits { workbook_bytes: WORKBOOK, ..Limits::default() };
        let mut table = tables::read(name, file, &Options { limits, ..Options::default() })?;
        let headers = table.headers().to_vec();
        let (mut rows, mut unreadable, mut more) = (Vec::new(), Vec::new(), false);
        for row in table.by_ref() {
            if rows.len() + unreadable.len() == MOST_ROWS {
                more = true;
                break;
            }
            match row {
                Ok(row) => rows.push(row),
                Err(error) => unreadable.push(Reject::of_row(name, &error)),
            }
        }
        Ok(Self { name: name.to_owned(), headers, rows, unreadable, more })
    }

    /// How many rows it has, unreadable ones with them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() + self.unreadable.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells of a column that hold something.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.get(column)).filter(|cell| !cell.is_empty())
    }
}
