//! Cells of a sheet gathered into rows.

use super::Outcome;
use crate::{Fault, Limits, Row};
use calamine::{DataRef, Xlsx};
use std::fmt::Write as _;
use std::io::{Read, Seek};

/// Hands every row that has a cell to `take`, until it answers false.
pub(crate) fn each_row<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
    limits: Limits,
    take: &mut dyn FnMut(Outcome) -> bool,
) {
    let mut reader = match workbook.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        Err(error) => {
            take(Err((1, None, Fault::Unreadable { cause: error.to_string() })));
            return;
        }
    };
    let mut gathering = Gathering { row: Row::default(), fault: None, limits };
    loop {
        let cell = match reader.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => {
                gathering.hand_over(take);
                return;
            }
            Err(error) => {
                let number = gathering.row.number + 1;
                if gathering.hand_over(take) {
                    take(Err((number, None, Fault::Unreadable { cause: error.to_string() })));
                }
                return;
            }
        };
        let number = u64::from(cell.pos.0) + 1;
        if number != gathering.row.number {
            if !gathering.hand_over(take) {
                return;
            }
            gathering.row.number = number;
        }
        gathering.add(cell.pos.1 as usize, &cell.value, cell.formula.is_some());
    }
}

struct Gathering {
    row: Row,
    fault: Option<(usize, Fault)>,
    limits: Limits,
}

impl Gathering {
    fn add(&mut self, column: usize, value: &DataRef<'_>, formula: bool) {
        if self.fault.is_some() || column < self.row.len() {
            return;
        }
        let fault = match value {
            DataRef::Empty if formula => Some(Fault::FormulaWithoutValue),
            DataRef::Error(error) => Some(Fault::ErrorValue { value: error.to_string() }),
            _ if column >= self.limits.columns => {
                Some(Fault::RowTooLong { limit: self.limits.row_bytes })
            }
            _ => None,
        };
        if let Some(fault) = fault {
            self.fault = Some((column, fault));
            return;
        }
        let start = self.row.text.len();
        self.row.ends.resize(column, start);
        write_value(&mut self.row.text, value);
        let length = self.row.text.len() - start;
        self.row.ends.push(self.row.text.len());
        if length > self.limits.cell_bytes {
            self.fault = Some((column, Fault::CellTooLong { limit: self.limits.cell_bytes }));
        } else if self.row.text.len() > self.limits.row_bytes {
            self.fault = Some((column, Fault::RowTooLong { limit: self.limits.row_bytes }));
        }
    }

    fn hand_over(&mut self, take: &mut dyn FnMut(Outcome) -> bool) -> bool {
        let row = std::mem::take(&mut self.row);
        match self.fault.take() {
            Some((column, fault)) => take(Err((row.number, Some(column), fault))),
            None if row.is_blank() => true,
            None => take(Ok(row)),
        }
    }
}

/// A value as text: numbers without a needless fraction, days and instants as ISO 8601.
fn write_value(out: &mut String, value: &DataRef<'_>) {
    // Writing to a String cannot fail.
    let _ = match value {
        DataRef::Empty | DataRef::Error(_) => Ok(()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            out.write_str(text)
        }
        DataRef::SharedString(text) => out.write_str(text),
        DataRef::Int(number) => write!(out, "{number}"),
        DataRef::Float(number) => write!(out, "{number}"),
        DataRef::Bool(truth) => write!(out, "{truth}"),
        DataRef::DateTime(moment) if moment.is_duration() => write!(out, "{}", moment.as_f64()),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                write!(out, "{year:04}-{month:02}-{day:02}")
            } else {
                write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
            }
        }
    };
}
