//! Opening a file and walking its rows.

use crate::text::{Characters, Records, Start, start};
use crate::workbook::Sheet;
use crate::{Column, Encoding, Error, Fault, Format, Options, Row, RowError, header};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

/// Rows tried for the header where the first is only a title.
const TITLE_ROWS: usize = 10;

/// What was found about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The container.
    pub format: Format,
    /// The character set, of a text file. While only ASCII was met, UTF-8.
    pub encoding: Option<Encoding>,
    /// The delimiter, of a text file.
    pub delimiter: Option<char>,
    /// The sheet, of a workbook.
    pub sheet: Option<String>,
}

/// A file being read: its header, then its rows.
pub struct Table {
    file: String,
    headers: Vec<String>,
    source: Source,
    ended: bool,
}

enum Source {
    Text(Records<Box<dyn Read + Send>>),
    Sheet(Sheet),
}

/// Opens a file on disk.
pub fn open(path: &Path, options: &Options) -> Result<Table, Error> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match File::open(path) {
        Ok(file) => read(&name, file, options),
        Err(source) => Err(Error::Read { file: path.display().to_string(), source }),
    }
}

/// Reads a file from anywhere, such as an upload; `name` stands in messages.
pub fn read<R: Read + Seek + Send + 'static>(
    name: &str,
    mut reader: R,
    options: &Options,
) -> Result<Table, Error> {
    let failed = |source| Error::Read { file: name.into(), source };
    let mut sample = Vec::with_capacity(4096);
    reader.by_ref().take(4096).read_to_end(&mut sample).map_err(failed)?;
    let (format, found, mark) = match (options.format, start(&sample)) {
        (Some(Format::Xlsx), _) | (None, Start::Zip) => (Format::Xlsx, None, 0),
        (_, Start::Text(found, mark)) => (Format::Delimited, found, mark),
        (_, Start::Zip) => {
            return Err(Error::NotATable { file: name.into(), found: "a ZIP archive" });
        }
        (_, Start::Other(found)) => return Err(Error::NotATable { file: name.into(), found }),
    };
    let source = match format {
        Format::Xlsx => Source::Sheet(Sheet::open(name, reader, options)?),
        Format::Delimited => {
            reader.seek(std::io::SeekFrom::Start(mark as u64)).map_err(failed)?;
            let characters = Characters::new(
                Box::new(reader) as Box<dyn Read + Send>,
                options.encoding.or(found),
            );
            Source::Text(
                Records::new(characters, options.delimiter, options.limits).map_err(failed)?,
            )
        }
    };
    let mut table = Table { file: name.into(), headers: Vec::new(), source, ended: false };
    table.headers = table.read_header(&options.required)?;
    Ok(table)
}

impl Table {
    /// The file's name, as messages give it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The columns' names in order.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Where a column stands, by any of its names.
    #[must_use]
    pub fn position(&self, column: &Column) -> Option<usize> {
        column.position(&self.headers)
    }

    /// What was found about the file so far.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match &self.source {
            Source::Text(records) => Facts {
                format: Format::Delimited,
                encoding: Some(records.characters().encoding()),
                delimiter: Some(char::from(records.delimiter())),
                sheet: None,
            },
            Source::Sheet(sheet) => Facts {
                format: Format::Xlsx,
                encoding: None,
                delimiter: None,
                sheet: Some(sheet.name.clone()),
            },
        }
    }

    /// Reads the next row into `row`, reusing its memory; `None` at the end.
    pub fn next_into(&mut self, row: &mut Row) -> Option<Result<(), RowError>> {
        if self.ended {
            return None;
        }
        let outcome = self.raw_row(row)?.and_then(|()| self.checked(row));
        self.ended = outcome.as_ref().is_err_and(RowError::ends_file);
        Some(outcome)
    }

    fn read_header(&mut self, required: &[Column]) -> Result<Vec<String>, Error> {
        let mut row = Row::default();
        let mut first = None;
        for _ in 0..TITLE_ROWS {
            match self.raw_row(&mut row) {
                None => break,
                Some(outcome) => outcome.map_err(Error::Header)?,
            }
            match header::from_row(&self.file, &row, required) {
                Ok(names) => return Ok(names),
                // A lone cell above the header is the sheet's title.
                Err(error) if row.iter().filter(|cell| !cell.is_empty()).count() <= 1 => {
                    first.get_or_insert(error);
                }
                Err(error) => return Err(first.unwrap_or(error)),
            }
        }
        Err(first.unwrap_or(Error::NoHeader { file: self.file.clone() }))
    }

    fn raw_row(&mut self, row: &mut Row) -> Option<Result<(), RowError>> {
        let (number, column, fault) = match &mut self.source {
            Source::Text(records) => match records.next(row)? {
                Ok(()) => return Some(Ok(())),
                Err((fault, column)) => (row.number, column, fault),
            },
            Source::Sheet(sheet) => match sheet.next()? {
                Ok(read) => {
                    *row = read;
                    return Some(Ok(()));
                }
                Err(fault) => fault,
            },
        };
        Some(Err(self.error(number, column, fault)))
    }

    fn checked(&self, row: &mut Row) -> Result<(), RowError> {
        row.drop_blank_tail(self.headers.len());
        let (expected, found) = (self.headers.len(), row.len());
        // Sheets store no cell where there is no value; text has to be whole.
        if found > expected || (found < expected && matches!(self.source, Source::Text(_))) {
            return Err(self.error(row.number, None, Fault::Ragged { expected, found }));
        }
        while row.len() < expected {
            row.push("");
        }
        Ok(())
    }

    fn error(&self, row: u64, column: Option<usize>, fault: Fault) -> RowError {
        let column =
            column.map(|at| self.headers.get(at).cloned().unwrap_or_else(|| header::letters(at)));
        RowError { file: self.file.clone(), row, column, fault }
    }
}

impl Iterator for Table {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut row = Row::default();
        Some(self.next_into(&mut row)?.map(|()| row))
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("file", &self.file)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
