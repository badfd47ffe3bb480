//! Department tables: rows of text in the encoding a department uses.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use rustc_hash::FxHashMap;

use super::{create, failed};
use crate::Error;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Utf8,
    /// With a byte order mark, as spreadsheets save it.
    Utf8Bom,
    Gb18030,
    Xlsx,
}

impl Format {
    pub(crate) fn extension(self) -> &'static str {
        if self == Format::Xlsx { "xlsx" } else { "csv" }
    }
}

/// One table being written, row by row.
pub(crate) struct Table {
    path: PathBuf,
    format: Format,
    sink: Sink,
    buffer: String,
    /// GB 18030 of each character met so far: the encoder looks a character up
    /// by walking its table, once is enough.
    known: FxHashMap<char, Vec<u8>>,
    headers: Vec<String>,
    rows: u64,
}

enum Sink {
    Csv(BufWriter<File>),
    Xlsx(Box<Workbook>),
}

/// A spreadsheet holds 1,048,576 rows with its header; rows beyond go to the next sheet.
const SHEET_ROWS: u64 = 1_048_575;

impl Table {
    pub(crate) fn create(
        folder: &Path,
        name: &str,
        format: Format,
        headers: &[&str],
    ) -> Result<Self, Error> {
        let path = folder.join(format!("{name}.{}", format.extension()));
        let mut out = create(&path)?;
        let sink = if format == Format::Xlsx {
            drop(out);
            let mut book = Workbook::new();
            let made = ExcelDateTime::from_ymd(2026, 10, 31)
                .map_err(|source| Error::Sheet { path: path.clone(), source })?;
            book.set_properties(&DocProperties::new().set_creation_datetime(&made));
            Sink::Xlsx(Box::new(book))
        } else {
            if format == Format::Utf8Bom {
                out.write_all("\u{feff}".as_bytes()).map_err(failed(&path))?;
            }
            Sink::Csv(out)
        };
        let mut table = Self {
            path,
            format,
            sink,
            buffer: String::new(),
            known: FxHashMap::default(),
            headers: headers.iter().map(|h| (*h).to_owned()).collect(),
            rows: 0,
        };
        if format == Format::Xlsx {
            table.sheet()?;
        } else {
            table.line(headers)?;
        }
        Ok(table)
    }

    /// Begins a sheet with the headers.
    fn sheet(&mut self) -> Result<(), Error> {
        let path = &self.path;
        if let Sink::Xlsx(book) = &mut self.sink {
            let sheet = book
                .add_worksheet_with_constant_memory()
                .map_err(|source| Error::Sheet { path: path.clone(), source })?;
            for (c, header) in self.headers.iter().enumerate() {
                sheet
                    .write_string(0, c as u16, header)
                    .map_err(|source| Error::Sheet { path: path.clone(), source })?;
            }
        }
        Ok(())
    }

    /// Writes one row; its length is that of the headers.
    pub(crate) fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
        debug_assert_eq!(cells.len(), self.headers.len(), "{}", self.path.display());
        self.rows += 1;
        if self.format != Format::Xlsx {
            return self.line(cells);
        }
        let sheet = ((self.rows - 1) / SHEET_ROWS) as usize;
        let row = ((self.rows - 1) % SHEET_ROWS) as u32 + 1;
        if sheet > 0 && row == 1 {
            self.sheet()?;
        }
        let path = &self.path;
        if let Sink::Xlsx(book) = &mut self.sink {
            let failed = |source| Error::Sheet { path: path.clone(), source };
            let sheet = book.worksheet_from_index(sheet).map_err(failed)?;
            for (c, cell) in cells.iter().enumerate() {
                if !cell.is_empty() {
                    sheet.write_string(row, c as u16, *cell).map_err(failed)?;
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, cells: &[&str]) -> Result<(), Error> {
        let buffer = &mut self.buffer;
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                buffer.push(',');
            }
            if cell.contains([',', '"', '\n', '\r']) {
                buffer.push('"');
                buffer.push_str(&cell.replace('"', "\"\""));
                buffer.push('"');
            } else {
                buffer.push_str(cell);
            }
        }
        buffer.push_str("\r\n");
        if buffer.len() > 1 << 16 { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        let Sink::Csv(out) = &mut self.sink else { return Ok(()) };
        let written = if self.format == Format::Gb18030 {
            let mut bytes = Vec::with_capacity(self.buffer.len());
            for c in self.buffer.chars() {
                let encode =
                    || encoding_rs::GB18030.encode(c.encode_utf8(&mut [0; 4])).0.into_owned();
                bytes.extend_from_slice(self.known.entry(c).or_insert_with(encode));
            }
            out.write_all(&bytes)
        } else {
            out.write_all(self.buffer.as_bytes())
        };
        self.buffer.clear();
        written.map_err(failed(&self.path))
    }

    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.flush()?;
        match &mut self.sink {
            Sink::Csv(out) => out.flush().map_err(failed(&self.path)),
            Sink::Xlsx(book) => book
                .save(&self.path)
                .map_err(|source| Error::Sheet { path: self.path.clone(), source }),
        }
    }
}
