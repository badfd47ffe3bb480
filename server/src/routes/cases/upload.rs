//! `POST /api/cases/files`

use access::may;
use axum::{
    Json,
    extract::{Multipart, State},
};
use casework::{Attachment, Sound};
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// A photo or a voice note that was taken in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseFile)]
pub(crate) struct Kept {
    /// Its id, to be named by the action it belongs to within a day.
    pub(crate) id: String,
    /// BLAKE3 of the file as it was sent, in hex.
    pub(crate) hash: String,
    /// Media type of what is kept.
    pub(crate) media: String,
    /// Width of what is kept, pixels; none of a voice note.
    pub(crate) width: u32,
    /// Height, pixels; none of a voice note.
    pub(crate) height: u32,
}

/// A form with a file in it, for the description.
#[derive(ToSchema)]
#[schema(as = CaseFileForm)]
#[expect(dead_code, reason = "describes the form alone")]
pub(crate) struct Form {
    /// A JPEG, PNG or WebP, 20 MiB at the most; or a voice note as browsers record it, 2 MiB at the most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Takes in a photo of a thing: what it holds is looked at, not what it is called; it is turned upright, made smaller
/// and written anew, so that neither place nor camera go with it. Or a voice note for a report, kept as it is.
#[utoipa::path(
    post, path = "/api/cases/files", tag = "cases", security(("session" = [])),
    request_body(content = Form, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = Kept),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    _caller: Caller<may::CasesOwn>,
    State(state): State<AppState>,
    form: Multipart,
) -> Result<Json<Kept>, Problem> {
    Ok(Json(receive(&state, form).await?))
}

/// Keeps the part `file` of a form: a voice note where it begins as one, else a photo.
pub(crate) async fn receive(state: &AppState, form: Multipart) -> Result<Kept, Problem> {
    let file = part(form).await?;
    let kept = match Sound::begun_by(&file) {
        Some(_) => state.casework.keep_voice(file).await?,
        None => state.casework.keep_picture(file).await?,
    };
    Ok(kept.into())
}

impl From<Attachment> for Kept {
    fn from(kept: Attachment) -> Self {
        let Attachment { id, hash, media, width, height, .. } = kept;
        Self { id: id.to_string(), hash, media, width, height }
    }
}

/// The part `file` of a form.
pub(crate) async fn part(mut form: Multipart) -> Result<Vec<u8>, Problem> {
    let broken = |error: axum::extract::multipart::MultipartError| match error.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
            let length = casework::LONGEST_FILE + 1;
            casework::Error::from(casework::PictureFault::TooLong { length }).into()
        }
        _ => {
            Problem::bad_request(Text::new("上传内容不完整", "The upload broke off or is no form"))
        }
    };
    while let Some(part) = form.next_field().await.map_err(broken)? {
        if part.name() == Some("file") {
            return Ok(part.bytes().await.map_err(broken)?.to_vec());
        }
    }
    Err(Problem::bad_request(Text::new("请选择照片（file）", "Send the photo as `file`")))
}
