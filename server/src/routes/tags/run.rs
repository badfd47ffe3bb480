//! `POST /api/tags/run`

use access::may;
use axum::{Json, extract::State};
use blocks::tags::Tags;
use kernel::{AreaPath, Silent};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// What a run did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagRunDone {
    /// The day it speaks of.
    on: String,
    /// Tags that stand after it.
    standing: u64,
    /// Tags that began.
    begun: u64,
    /// Tags that ended.
    ended: u64,
}

/// Computes every tag of the installation anew over the current blocks.
#[utoipa::path(
    post, path = "/api/tags/run", tag = "tags", security(("session" = [])),
    responses(
        (status = OK, body = TagRunDone),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::TagsRun>,
    State(state): State<AppState>,
) -> Result<Json<TagRunDone>, Problem> {
    caller.within(&AreaPath::whole())?;
    let tags = Tags::new(state.database.clone());
    let today = state.clock.now().day(0);
    let done = tags.run(today, &state.ids, &*state.clock, &Silent).await?;
    Ok(Json(TagRunDone {
        on: done.on.to_string(),
        standing: done.standing,
        begun: done.begun,
        ended: done.ended,
    }))
}
