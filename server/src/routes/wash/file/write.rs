//! Works through a file and writes the answer, no faster than it is read.

use std::{fmt::Write as _, fs::File};

use address::{Columns, Match};
use bytes::Bytes;
use kernel::Lang;
use tables::{Column, Options, Table};
use tokio::sync::mpsc::Sender;

use super::{
    super::{index::Open, lines::class_name},
    upload::Upload,
};
use crate::Problem;

/// Bytes of a chunk of the answer, about.
const CHUNK: usize = 64 * 1024;

/// A file's rows, and where the address stands in them.
pub(super) struct Rows {
    table: Table,
    places: Vec<usize>,
    lang: Lang,
    /// Kept until the last row is read: the file goes with it.
    upload: Upload,
}

impl Rows {
    /// Opens what was sent; refuses what is no table or lacks a column.
    pub(super) fn open(upload: Upload, lang: Lang) -> Result<Self, Problem> {
        let wanted: Vec<Column> =
            upload.columns.iter().map(|name| Column::named([name.as_str()])).collect();
        let file = File::open(&upload.path).map_err(Problem::internal)?;
        let options = Options { required: wanted.clone(), ..Options::default() };
        let table = tables::read(&upload.name, file, &options)
            .map_err(|error| Problem::bad_request(error.message()))?;
        let places = wanted.iter().filter_map(|column| table.position(column)).collect();
        Ok(Self { table, places, lang, upload })
    }

    /// Sends the answer chunk by chunk; stops when nobody reads any more.
    pub(super) fn wash(mut self, open: &Open, chunks: &Sender<Bytes>) {
        let columns = Columns::named(&self.upload.columns, open.index.profile());
        let mut text = String::from("row,class,address_id,score,rule,candidates\n");
        for row in self.table.by_ref() {
            match row {
                Ok(row) => {
                    let values: Vec<&str> = self.places.iter().map(|at| row.get(*at)).collect();
                    let found = columns.wash(&open.index, &values);
                    line(&mut text, open, row.number, &found);
                }
                Err(error) => {
                    let why = error.message().in_lang(self.lang).replace('"', "\"\"");
                    let _ = writeln!(text, "{},rejected,,,\"{why}\",", error.row);
                }
            }
            if text.len() >= CHUNK
                && chunks.blocking_send(Bytes::from(std::mem::take(&mut text))).is_err()
            {
                return;
            }
        }
        // Nobody may be there to read the rest.
        let _ = chunks.blocking_send(Bytes::from(text));
    }
}

fn line(text: &mut String, open: &Open, row: u64, found: &Match) {
    let code = |entry: u64| open.index.code(entry).unwrap_or_default();
    let (class, best) = (class_name(found.class), found.entry.map(code).unwrap_or_default());
    let _ = write!(text, "{row},{class},{best},{:.3},{},", found.score, found.rule);
    for (at, (entry, score)) in found.candidates.iter().enumerate() {
        let between = if at == 0 { "" } else { ";" };
        let _ = write!(text, "{between}{}:{score:.3}", code(*entry));
    }
    text.push('\n');
}
