//! Workbooks: one sheet read by its stored values on a thread of its own.

mod cells;
mod size;

use crate::{Error, Fault, Limits, Options, Row};
use calamine::{Reader, Xlsx};
use std::io::{Read, Seek};
use std::sync::mpsc;

/// Rows sent at a time.
const BATCH: usize = 256;

/// One row, or what is wrong with it: row number, column index, fault.
pub(crate) type Outcome = Result<Row, (u64, Option<usize>, Fault)>;

enum Sent {
    Rows(Vec<Outcome>),
    End,
}

/// A sheet's rows in order.
pub(crate) struct Sheet {
    pub(crate) name: String,
    rows: std::vec::IntoIter<Outcome>,
    receiver: mpsc::Receiver<Sent>,
    last: u64,
    ended: bool,
}

impl Sheet {
    /// Opens a workbook and starts to read one of its sheets.
    pub(crate) fn open<R: Read + Seek + Send + 'static>(
        file: &str,
        mut reader: R,
        options: &Options,
    ) -> Result<Self, Error> {
        size::check(file, &mut reader, options.limits.workbook_bytes)?;
        let refused = |cause: String| Error::Workbook { file: file.into(), cause };
        let workbook = Xlsx::new(reader).map_err(|e| refused(e.to_string()))?;
        let names = workbook.sheet_names();
        let name = match &options.sheet {
            Some(wanted) if names.contains(wanted) => wanted.clone(),
            Some(wanted) => {
                return Err(refused(format!("no sheet \"{wanted}\" among {}", names.join(", "))));
            }
            None => names.first().cloned().ok_or_else(|| refused("no sheet".into()))?,
        };
        let (sender, receiver) = mpsc::sync_channel(4);
        let (sheet, limits) = (name.clone(), options.limits);
        std::thread::Builder::new()
            .name("workbook".into())
            .spawn(move || send_rows(workbook, &sheet, limits, &sender))
            .map_err(|source| Error::Read { file: file.into(), source })?;
        Ok(Self { name, rows: Vec::new().into_iter(), receiver, last: 0, ended: false })
    }

    /// The next row that is not blank.
    pub(crate) fn next(&mut self) -> Option<Outcome> {
        loop {
            if let Some(outcome) = self.rows.next() {
                self.last = match &outcome {
                    Ok(row) => row.number,
                    Err((number, ..)) => *number,
                };
                return Some(outcome);
            }
            if self.ended {
                return None;
            }
            match self.receiver.recv() {
                Ok(Sent::Rows(rows)) => self.rows = rows.into_iter(),
                Ok(Sent::End) => self.ended = true,
                Err(_) => {
                    self.ended = true;
                    let fault =
                        Fault::Unreadable { cause: "the sheet's content is malformed".into() };
                    return Some(Err((self.last + 1, None, fault)));
                }
            }
        }
    }
}

fn send_rows<R: Read + Seek>(
    mut workbook: Xlsx<R>,
    sheet: &str,
    limits: Limits,
    sender: &mpsc::SyncSender<Sent>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut open = true;
    cells::each_row(&mut workbook, sheet, limits, &mut |outcome| {
        batch.push(outcome);
        if batch.len() == BATCH {
            open = sender.send(Sent::Rows(std::mem::take(&mut batch))).is_ok();
        }
        open
    });
    // A receiver that is gone no longer wants the rest.
    let _ = sender.send(Sent::Rows(batch)).and_then(|()| sender.send(Sent::End));
}
