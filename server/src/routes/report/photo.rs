//! `POST /api/report/files`

use axum::{
    Json,
    extract::{Multipart, State},
};
use utoipa::ToSchema;

use super::pace;
use crate::{
    AppState, Problem,
    origin::Origin,
    routes::cases::upload::{Kept, receive},
};

/// A form with a file in it, for the description.
#[derive(ToSchema)]
#[schema(as = ReportFileForm)]
#[expect(dead_code, reason = "describes the form alone")]
pub(crate) struct Form {
    /// A JPEG, PNG or WebP, 20 MiB at the most; or Opus in Ogg or `WebM`, or sound in MP4, 2 MiB at the most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Takes in a photo of what is the matter or a voice note about it, without an account: so many an hour from one address.
#[utoipa::path(
    post, path = "/api/report/files", tag = "report",
    request_body(content = Form, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = Kept),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    form: Multipart,
) -> Result<Json<Kept>, Problem> {
    pace(&state, "photo", &origin)?;
    Ok(Json(receive(&state, form).await?))
}
