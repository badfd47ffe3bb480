//! A whole list as a file: rows leave as they are read, a thousand at a time.

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use futures::stream;
use register::{Register, query::Filter};

use super::which::Listed;

/// What the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A spreadsheet.
    Csv,
    /// A GIS program: rows that have a position.
    GeoJson,
}

/// How far a file is written.
struct Writing {
    register: Register,
    filter: Filter,
    kind: Kind,
    begun: bool,
    /// Whether a feature stands before the next one.
    featured: bool,
    done: bool,
}

/// The whole list, however long. Where reading fails half-way the answer breaks off, so that nobody takes it for whole.
pub(crate) fn file<R: Listed>(register: Register, filter: Filter, kind: Kind) -> Response {
    let (media, end) = match kind {
        Kind::Csv => ("text/csv; charset=utf-8", "csv"),
        Kind::GeoJson => ("application/geo+json", "geojson"),
    };
    let filter = Filter { after: Some([0; 16]), ..filter };
    let writing = Writing { register, filter, kind, begun: false, featured: false, done: false };
    let chunks = stream::try_unfold(writing, |mut writing| async move {
        if writing.done {
            return Ok::<_, register::Error>(None);
        }
        let text = writing.next::<R>().await?;
        Ok(Some((Bytes::from(text), writing)))
    });
    let name = format!("attachment; filename=\"{}.{end}\"", R::NAME);
    let head = [(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, name)];
    (head, Body::from_stream(chunks)).into_response()
}

impl Writing {
    /// The next thousand rows as they stand in the file, with its beginning and its end.
    async fn next<R: Listed>(&mut self) -> register::Result<String> {
        let rows = R::read(&self.register, &self.filter).await?.rows;
        self.done = rows.len() < self.filter.size as usize;
        self.filter.after = rows.last().map(Listed::id);
        let mut out = String::new();
        if !std::mem::replace(&mut self.begun, true) {
            match self.kind {
                // The mark tells spreadsheets that the text is UTF-8.
                Kind::Csv => {
                    out.push('\u{feff}');
                    line(&mut out, R::COLUMNS.iter().map(|column| (*column).to_owned()));
                }
                Kind::GeoJson => out.push_str("{\"type\":\"FeatureCollection\",\"features\":["),
            }
        }
        for row in &rows {
            match self.kind {
                Kind::Csv => line(&mut out, row.cells().into_iter()),
                Kind::GeoJson => {
                    let Some(feature) = row.feature() else { continue };
                    if std::mem::replace(&mut self.featured, true) {
                        out.push(',');
                    }
                    out.push_str(&feature.to_string());
                }
            }
        }
        if self.done && self.kind == Kind::GeoJson {
            out.push_str("]}");
        }
        Ok(out)
    }
}

/// A line of a table; a cell that would be taken for a formula is kept from it.
pub fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
            || (cell.starts_with('-') && cell.parse::<f64>().is_err());
        let cell = if formula { format!("'{cell}") } else { cell };
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}
