//! `GET /api/cases/{id}/voice`

use access::{Purpose, may};
use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use casework::VoiceNote;

use super::show;
use crate::{AppState, Caller, Problem};

/// What the reporter of a case said by voice, for those who handle it: as their words as written, under a grant on this
/// case, which must be at work and with the listener or their office, and on the log before it is answered.
#[utoipa::path(
    get, path = "/api/cases/{id}/voice", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The case's id or number")),
    responses(
        (status = OK, content_type = "audio/ogg", body = Vec<u8>, description = "Opus in Ogg or WebM, or sound in MP4, as its media type says"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "no such case, or no voice note"),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesViewReporter>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let case = show::find(&state, &id).await?;
    let basis = state.casework.ground(&caller.principal, &case.number, &case.place.area).await?;
    let grant = caller.grant(Purpose::CaseHandling, basis, &case.place.area, None)?;
    let shut = state.casework.voice(&grant, &case).await?.ok_or_else(Problem::not_found)?;
    let VoiceNote { sound, bytes } = state.access.disclose(&grant, shut).await?;
    let headers = [
        (header::CONTENT_TYPE, sound.media().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"voice-note.{}\"", sound.ending()),
        ),
        // Kept nowhere: whoever listens again is on the log again.
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes))
}
