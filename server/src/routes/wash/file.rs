//! `POST /api/wash/file`

mod upload;
mod write;

use access::may;
use axum::{
    body::Body,
    extract::{Multipart, State},
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::{StreamExt as _, stream};
use tokio::sync::mpsc;
use utoipa::ToSchema;

use self::upload::Upload;
pub use self::upload::forget_left;
use crate::{AppState, Caller, Problem};

/// Chunks of the answer that may wait for a slow reader before the wash waits too.
const WAITING: usize = 4;

/// A table of addresses; `column` comes before `file`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; the parts are streamed")]
pub(crate) struct WashFile {
    /// The column that holds the address; several, with commas between, are its parts where each is named as one, else one line.
    column: String,
    /// The table: CSV (UTF-8, GB18030, UTF-16) or XLSX, 1 GiB at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Matches a file of addresses; the answer is CSV and comes while the file is
/// worked through: row, class, code of the place, score, rule, candidates.
///
/// A row that cannot be read has the class `rejected` and says why in place of
/// the rule. Closing the connection stops the work.
#[utoipa::path(
    post, path = "/api/wash/file", tag = "wash", security(("session" = [])),
    request_body(content = WashFile, content_type = "multipart/form-data"),
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::WashFile>,
    State(state): State<AppState>,
    form: Multipart,
) -> Result<Response, Problem> {
    let open = state.wash.get().await?;
    let upload = Upload::receive(&state, form).await?;
    let lang = caller.lang;
    // What is wrong with the file as a whole is told before the answer begins.
    let opened = tokio::task::spawn_blocking(move || write::Rows::open(upload, lang));
    let rows = opened.await.map_err(Problem::internal)??;
    let (chunks, coming) = mpsc::channel::<Bytes>(WAITING);
    tokio::task::spawn_blocking(move || rows.wash(&open, &chunks));
    let answer = stream::unfold(coming, |mut coming| async move {
        let chunk = coming.recv().await?;
        Some((Ok::<_, std::convert::Infallible>(chunk), coming))
    });
    // Compression asks once more after the end, which an unfolding stream does not bear.
    let answer = answer.fuse();
    let kind = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    Ok((kind, Body::from_stream(answer)).into_response())
}
