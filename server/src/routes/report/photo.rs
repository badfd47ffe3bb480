//! `POST /api/report/files`

use axum::{
    Json,
    extract::{Multipart, State},
};

use super::pace;
use crate::{
    AppState, Problem,
    origin::Origin,
    routes::cases::upload::{Form, Kept, receive},
};

/// Takes in a photo of what is the matter, without an account: so many an hour from one address.
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
