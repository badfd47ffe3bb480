//! `POST /api/housing/files`

use access::may;
use axum::{
    Json,
    extract::{Multipart, State},
};

use crate::{
    AppState, Caller, Problem,
    routes::cases::upload::{Form, Kept, part},
};

/// Takes in a photo of a thing, as for a case: turned upright, made smaller and written anew, so that neither place nor
/// camera go with it. An action names it within a day.
#[utoipa::path(
    post, path = "/api/housing/files", tag = "housing", security(("session" = [])),
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
    _caller: Caller<may::HousingFind>,
    State(state): State<AppState>,
    form: Multipart,
) -> Result<Json<Kept>, Problem> {
    let kept = state.housing.keep_picture(part(form).await?).await?;
    Ok(Json(Kept {
        id: kept.id.to_string(),
        hash: kept.hash,
        media: kept.media,
        width: kept.width,
        height: kept.height,
    }))
}
