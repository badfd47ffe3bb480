//! A whole list as a CSV file: rows leave as they are read.

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use futures::stream;

use crate::{Problem, routes::register::export::line};

/// Rows that are read at a time.
pub(crate) const ROWS: u32 = 1_000;

/// Some rows of a file, and where the next ones begin; nothing at the end.
pub struct Part<C> {
    /// The rows' cells.
    pub rows: Vec<Vec<String>>,
    /// Where to go on.
    pub next: Option<C>,
}

/// Why a file breaks off.
#[derive(Debug, thiserror::Error)]
#[error("a list could not be read to its end")]
struct BrokenOff;

/// The list as `NAME.csv`, however long: `read` is asked for rows from `first` on until there are no more. Where reading
/// fails half-way the answer breaks off, so that nobody takes it for whole.
pub fn csv<C, F>(
    name: &str,
    head: &[&str],
    first: C,
    read: impl FnMut(C) -> F + Send + 'static,
) -> Response
where
    C: Send + 'static,
    F: Future<Output = Result<Part<C>, Problem>> + Send + 'static,
{
    // A spreadsheet takes the mark at the beginning for the sign of UTF-8.
    let mut begun = String::from('\u{feff}');
    line(&mut begun, head.iter().map(|cell| (*cell).to_owned()));
    let chunks =
        stream::try_unfold((begun, Some(first), read), |(mut text, from, mut read)| async move {
            let Some(from) = from else { return Ok::<_, BrokenOff>(None) };
            let reading = read(from);
            let part = reading.await.map_err(|_| BrokenOff)?;
            for row in part.rows {
                line(&mut text, row.into_iter());
            }
            Ok(Some((Bytes::from(text), (String::new(), part.next, read))))
        });
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    (head, Body::from_stream(chunks)).into_response()
}
