//! A short table as a file: CSV for programs, a workbook with numbers as numbers for people.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use kernel::Instant;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::{Problem, routes::register::export::line};

/// What a workbook is to a browser.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Characters that the column of names is wide.
const NAMES: u8 = 28;

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Csv,
    Xlsx,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text: never taken for a formula.
    Text(String),
    /// A count.
    Count(u64),
    /// A number with decimals, where there is one.
    Decimal(Option<f64>),
    /// A part of one, where there is one: a percentage to people.
    Part(Option<f64>),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Decimal(value) | Self::Part(value) => {
                value.map(|value| format!("{value:.3}")).unwrap_or_default()
            }
        }
    }
}

/// The table as `NAME.csv` or `NAME.xlsx`, made at `at`.
pub(crate) fn file(
    kind: Kind,
    name: &str,
    head: &[&str],
    rows: &[Vec<Cell>],
    at: Instant,
) -> Result<Response, Problem> {
    let (media, end, body) = match kind {
        Kind::Csv => ("text/csv; charset=utf-8", "csv", csv(head, rows).into_bytes()),
        Kind::Xlsx => (XLSX, "xlsx", book(head, rows, at).map_err(Problem::internal)?),
    };
    let heads = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{end}\"")),
    ];
    Ok((heads, body).into_response())
}

/// The table for programs.
#[must_use]
pub fn csv(head: &[&str], rows: &[Vec<Cell>]) -> String {
    // A spreadsheet takes the mark at the beginning for the sign of UTF-8.
    let mut text = String::from('\u{feff}');
    line(&mut text, head.iter().map(|cell| (*cell).to_owned()));
    for row in rows {
        line(&mut text, row.iter().map(Cell::text));
    }
    text
}

/// The table for people, as a workbook made at `at`.
pub fn book(head: &[&str], rows: &[Vec<Cell>], at: Instant) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same table at the same time is the same file.
    let made = ExcelDateTime::from_timestamp(at.micros().div_euclid(1_000_000))?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let (bold, decimal) = (Format::new().set_bold(), Format::new().set_num_format("0.0"));
    let percent = Format::new().set_num_format("0.0%");
    let sheet = book.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_column_width(1, NAMES)?;
    for (column, cell) in (0_u16..).zip(head) {
        sheet.write_string_with_format(0, column, *cell, &bold)?;
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Count(count) => sheet.write_number(row, column, *count as f64)?,
                Cell::Decimal(Some(value)) => {
                    sheet.write_number_with_format(row, column, *value, &decimal)?
                }
                Cell::Part(Some(value)) => {
                    sheet.write_number_with_format(row, column, *value, &percent)?
                }
                Cell::Decimal(None) | Cell::Part(None) => continue,
            };
        }
    }
    book.save_to_buffer()
}
