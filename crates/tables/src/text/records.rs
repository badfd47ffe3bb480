//! Records of RFC 4180, read leniently and in bounded memory.
//!
//! A quotation mark inside an unquoted cell is a character like any other, and
//! text after a closing mark is kept, as spreadsheets do.

use super::{Characters, delimiter};
use crate::{Fault, Limits, Row};
use std::io::{self, Read};

const SAMPLE: usize = 64 * 1024;

/// A fault with the index of its column.
pub(crate) type Located = (Fault, Option<usize>);

pub(crate) struct Records<R> {
    characters: Characters<R>,
    delimiter: u8,
    limits: Limits,
    number: u64,
    after_return: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    Closed,
}

impl<R: Read> Records<R> {
    pub(crate) fn new(
        mut characters: Characters<R>,
        delimiter: Option<u8>,
        limits: Limits,
    ) -> io::Result<Self> {
        characters.look_ahead(SAMPLE)?;
        let sample = characters.rest();
        let mut number = 0;
        let delimiter = match (delimiter, named_by_first_line(sample)) {
            (Some(given), _) => given,
            (None, Some((found, length))) => {
                characters.take(length);
                number = 1;
                found
            }
            (None, None) => delimiter::sniff(sample, sample.len() < SAMPLE),
        };
        Ok(Self { characters, delimiter, limits, number, after_return: false })
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(crate) fn characters(&self) -> &Characters<R> {
        &self.characters
    }

    /// Reads the next record that is not a blank line; `None` at the end of the file.
    pub(crate) fn next(&mut self, row: &mut Row) -> Option<Result<(), Located>> {
        loop {
            match self.record(row) {
                Ok(false) => return None,
                Ok(true) if row.len() == 1 && row.is_blank() => {}
                Ok(true) => return Some(Ok(())),
                Err(fault) => return Some(Err(fault)),
            }
        }
    }

    fn record(&mut self, row: &mut Row) -> Result<bool, Located> {
        row.clear();
        let mut cells = Cells { row, limits: self.limits, start: 0, columns: 0, fault: None };
        let mut state = State::CellStart;
        let mut begun = false;
        loop {
            if self.characters.rest().is_empty()
                && !self.characters.more().map_err(|e| unreadable(&e))?
            {
                if !begun {
                    return Ok(false);
                }
                if state == State::Quoted {
                    return Err((Fault::OpenQuote, Some(cells.columns)));
                }
                cells.end(self.characters.met_bad_bytes(), || encoding_name(&self.characters));
                return cells.finish();
            }
            let rest = self.characters.rest();
            let bytes = rest.as_bytes();
            if !begun {
                if std::mem::take(&mut self.after_return) && bytes[0] == b'\n' {
                    self.characters.take(1);
                    continue;
                }
                begun = true;
                self.number += 1;
                cells.row.number = self.number;
            }
            match state {
                State::CellStart if bytes[0] == b'"' => {
                    self.characters.take(1);
                    state = State::Quoted;
                }
                State::Quoted => {
                    let end = bytes.iter().position(|&b| b == b'"');
                    cells.push(&rest[..end.unwrap_or(rest.len())]);
                    self.characters.take(end.map_or(bytes.len(), |at| at + 1));
                    if end.is_some() {
                        state = State::Closed;
                    }
                }
                State::Closed if bytes[0] == b'"' => {
                    cells.push("\"");
                    self.characters.take(1);
                    state = State::Quoted;
                }
                State::CellStart | State::Closed => state = State::Plain,
                State::Plain => {
                    let mark = self.delimiter;
                    let end = bytes.iter().position(|&b| b == mark || b == b'\n' || b == b'\r');
                    cells.push(&rest[..end.unwrap_or(rest.len())]);
                    let Some(end) = end else {
                        self.characters.take(bytes.len());
                        continue;
                    };
                    let stop = bytes[end];
                    self.characters.take(end + 1);
                    cells.end(self.characters.met_bad_bytes(), || encoding_name(&self.characters));
                    if stop == mark {
                        state = State::CellStart;
                    } else {
                        self.after_return = stop == b'\r';
                        return cells.finish();
                    }
                }
            }
        }
    }
}

/// The cells of the record being read, with the first fault met.
struct Cells<'a> {
    row: &'a mut Row,
    limits: Limits,
    start: usize,
    columns: usize,
    fault: Option<Located>,
}

impl Cells<'_> {
    fn push(&mut self, piece: &str) {
        if self.fault.is_some() {
            return;
        }
        if self.row.text.len() - self.start + piece.len() > self.limits.cell_bytes {
            self.fault =
                Some((Fault::CellTooLong { limit: self.limits.cell_bytes }, Some(self.columns)));
        } else if self.row.text.len() + piece.len() > self.limits.row_bytes {
            self.fault =
                Some((Fault::RowTooLong { limit: self.limits.row_bytes }, Some(self.columns)));
        } else {
            self.row.text.push_str(piece);
        }
    }

    fn end(&mut self, bad: bool, encoding: impl Fn() -> String) {
        if self.fault.is_none() {
            if bad {
                self.fault = Some((Fault::BadBytes { encoding: encoding() }, Some(self.columns)));
            } else if self.columns >= self.limits.columns {
                self.fault = Some((Fault::RowTooLong { limit: self.limits.row_bytes }, None));
            } else {
                self.start = self.row.text.len();
                self.row.ends.push(self.start);
            }
        }
        self.columns += 1;
    }

    fn finish(self) -> Result<bool, Located> {
        self.fault.map_or(Ok(true), Err)
    }
}

/// Excel's `sep=;` line: the delimiter and the line's length.
fn named_by_first_line(sample: &str) -> Option<(u8, usize)> {
    let (line, _) = sample.split_once('\n')?;
    let named = line.strip_suffix('\r').unwrap_or(line).strip_prefix("sep=")?.as_bytes();
    (named.len() == 1 && named[0].is_ascii()).then(|| (named[0], line.len() + 1))
}

fn encoding_name<R: Read>(characters: &Characters<R>) -> String {
    match characters.encoding() {
        crate::Encoding::Utf8 => "UTF-8",
        crate::Encoding::Gb18030 => "GB18030",
        crate::Encoding::Utf16le | crate::Encoding::Utf16be => "UTF-16",
        crate::Encoding::Windows1252 => "Windows-1252",
    }
    .to_owned()
}

fn unreadable(error: &io::Error) -> Located {
    (Fault::Unreadable { cause: error.to_string() }, None)
}
