//! `GET /api/feed/things`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{Id, Text};
use register::{model::Building, query::ReadTo};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::register;
use crate::{AppState, Caller, Problem};

/// From where on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ThingsFrom {
    /// A version of the register, or `next` of the page before; 0 from the beginning.
    after: Option<String>,
    /// Things at once, 1,000 at most; 200 where not given.
    limit: Option<u32>,
}

/// A thing of the register as it was changed last.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangedThing {
    /// The version that changed it.
    version: i64,
    /// `area`, `thoroughfare`, `estate`, `building`, `unit`, `alias`.
    kind: &'static str,
    /// Its id.
    id: String,
    /// Its code; empty for an alias.
    code: String,
    /// `proposed`, `current` or `retired`.
    stage: String,
}

/// Things that changed, and where to go on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangedThings {
    /// The things, the oldest version first; one that changed twice is told once.
    things: Vec<ChangedThing>,
    /// What to give as `after` next.
    next: String,
    /// The register's version.
    version: i64,
}

/// What changed in the register after a version, thing by thing, an import too: whoever follows it holds the register
/// whole at each version that was read to its end.
#[utoipa::path(
    get, path = "/api/feed/things", tag = "register", security(("session" = [])), params(ThingsFrom),
    responses(
        (status = OK, body = ChangedThings),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Query(from): Query<ThingsFrom>,
) -> Result<Json<ChangedThings>, Problem> {
    let after = from.after.as_deref().filter(|after| !after.is_empty()).unwrap_or("0");
    let read: ReadTo = after.parse().map_err(|()| {
        Problem::bad_request(Text::new(
            "after 应为版本号或上一页的 next",
            "after is a version, or next of the page before",
        ))
    })?;
    let limit = from.limit.unwrap_or(200).clamp(1, 1_000);
    let register = register(&state);
    let version = register.version().await?;
    let (found, to) = register.changes(read, limit).await?;
    let things = found.into_iter().map(|thing| ChangedThing {
        version: thing.version,
        kind: thing.kind,
        id: Id::<Building>::from_bytes(thing.id).to_string(),
        code: thing.code,
        stage: thing.stage,
    });
    Ok(Json(ChangedThings { things: things.collect(), next: to.to_string(), version }))
}
