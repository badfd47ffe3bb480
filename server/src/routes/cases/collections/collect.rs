//! `POST /api/cases/collections`

use std::collections::BTreeMap;

use access::may;
use axum::{Json, extract::State};
use casework::{AttachmentId, CollectionId, NewCollection};
use kernel::Instant;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::CollectionRow;
use crate::{
    AppState, Caller, Problem,
    routes::cases::{
        place::Where,
        report::{MOST_PHOTOS, answers, too_many_photos, words},
    },
};

/// What somebody noted in the field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCollection)]
pub(crate) struct Noted {
    /// Its id, made by whoever noted it (a UUID): sent twice, it is one.
    #[schema(value_type = String)]
    id: CollectionId,
    /// The class of the catalogue.
    class: String,
    /// Where it is: a class of units or buildings takes one of these alone.
    place: Where,
    /// What was noted, by item; what was left open is left out. One at least.
    answers: BTreeMap<String, String>,
    /// Photos that show it, uploaded before by `POST /api/cases/files`: their ids.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    photos: Vec<AttachmentId>,
    /// A word for the file.
    #[serde(default)]
    words: String,
    /// When it was noted, by the clock of whoever did.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
}

/// Takes down what was noted of a thing or a place by the items of a class, never of somebody. Durable when the answer comes.
#[utoipa::path(
    post, path = "/api/cases/collections", tag = "cases", security(("session" = [])),
    request_body = Noted,
    responses(
        (status = OK, body = CollectionRow),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::CasesReport>,
    State(state): State<AppState>,
    Json(noted): Json<Noted>,
) -> Result<Json<CollectionRow>, Problem> {
    let place = noted.place.find(&state).await?;
    caller.within(&place.area)?;
    if noted.photos.len() > MOST_PHOTOS {
        return Err(too_many_photos());
    }
    let new = NewCollection {
        id: noted.id,
        class: noted.class,
        place,
        answers: answers(noted.answers)?,
        photos: noted.photos,
        words: words(&noted.words)?,
        account: caller.principal.account,
        acted_at: noted.acted_at,
    };
    let form = state.casework.collect(new).await?;
    Ok(Json(CollectionRow::of(&state.casework, &caller, &form)))
}
