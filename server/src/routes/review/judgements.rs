//! `GET /api/judgements`

use std::collections::BTreeMap;

use access::{Keeper, may};
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::{Judgement, Judgements};
use kernel::{AreaPath, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::{SourceRef, Titles};
use crate::{AppState, Caller, Problem};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichPage {
    /// Page, from 1.
    page: Option<u32>,
    /// Judgements a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A judgement, standing or withdrawn.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JudgementRow {
    /// Its id.
    id: String,
    /// `person` or `organisation`.
    kind: &'static str,
    /// The source of one record.
    left: SourceRef,
    /// The source of the other.
    right: SourceRef,
    /// `same`, `different` or `unsure`.
    verdict: &'static str,
    /// Why.
    reason: String,
    /// By whom; nothing for the installation itself.
    by: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// When it was withdrawn.
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<Instant>,
}

/// A page of judgements.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JudgementPage {
    /// The page, the newest first.
    rows: Vec<JudgementRow>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Judgements a page.
    size: u32,
}

/// Who judged what, the newest first, for officers of the whole district. Of the records, their sources alone.
#[utoipa::path(
    get, path = "/api/judgements", tag = "review", security(("session" = [])), params(WhichPage),
    responses(
        (status = OK, body = JudgementPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::BlocksReview>,
    State(state): State<AppState>,
    Query(which): Query<WhichPage>,
) -> Result<Json<JudgementPage>, Problem> {
    caller.within(&AreaPath::whole())?;
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(20).clamp(1, 200));
    let book = Judgements::new(state.database.clone());
    let (found, total) = book.page((page - 1).saturating_mul(size), size).await?;
    let accounts = state.access.accounts(Keeper::Operator).await?;
    let names: BTreeMap<_, _> =
        accounts.into_iter().map(|facts| (facts.principal.account, facts.principal.name)).collect();
    let titles = Titles::read(&state).await?;
    let row = |judgement: Judgement| JudgementRow {
        id: judgement.id.to_string(),
        kind: judgement.kind.name(),
        left: titles.source_of(judgement.left),
        right: titles.source_of(judgement.right),
        verdict: judgement.verdict.name(),
        reason: judgement.reason,
        by: judgement.by.and_then(|account| names.get(&account).cloned()),
        at: judgement.at,
        withdrawn_at: judgement.withdrawn.map(|withdrawn| withdrawn.at),
    };
    Ok(Json(JudgementPage { rows: found.into_iter().map(row).collect(), total, page, size }))
}
