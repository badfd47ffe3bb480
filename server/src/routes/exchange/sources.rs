//! `GET /api/corrections/sources`

use access::may;
use axum::{Json, extract::State};
use blocks::corrections::{CorrectionCount, Corrections};
use kernel::{AreaPath, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape};

/// How far the corrections of a source are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceCorrections {
    /// The source's id.
    source: String,
    /// Its title.
    #[schema(value_type = TextShape)]
    title: Text,
    /// The office that keeps it.
    #[schema(value_type = TextShape)]
    office: Text,
    /// Not answered yet.
    offered: u64,
    /// Of these, sent with a list.
    sent: u64,
    /// Taken over.
    accepted: u64,
    /// Not taken over, with a reason.
    refused: u64,
    /// Their ground is gone.
    withdrawn: u64,
}

/// The sources that corrections are offered to. Those that nothing is offered to are absent.
#[utoipa::path(
    get, path = "/api/corrections/sources", tag = "exchange", security(("session" = [])),
    responses(
        (status = OK, body = Vec<SourceCorrections>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::ExchangeView>,
    State(state): State<AppState>,
) -> Result<Json<Vec<SourceCorrections>>, Problem> {
    caller.within(&AreaPath::whole())?;
    let counts = Corrections::new(state.database.clone()).counts().await?;
    let row = |count: CorrectionCount| {
        let [offered, accepted, refused, withdrawn] = count.counts;
        SourceCorrections {
            source: count.source,
            title: count.title,
            office: count.office,
            offered,
            sent: count.sent,
            accepted,
            refused,
            withdrawn,
        }
    };
    Ok(Json(counts.into_iter().map(row).collect()))
}
