//! `GET /api/lineage`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::{EndKind, LineageBook};
use kernel::{AreaPath, Id, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::{SourceRef, Titles};
use crate::{AppState, Caller, Problem};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichEvents {
    /// Page, from 1.
    page: Option<u32>,
    /// Events a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A merge or a split of two entities.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineageRow {
    /// Its id.
    id: String,
    /// `person` or `organisation`.
    kind: &'static str,
    /// `merge`: `from` became part of `to`. `split`: records left `from` and became `to`.
    event: &'static str,
    /// The entity that was; of people only where they are read under a grant.
    from: Option<String>,
    /// The entity that is; likewise.
    to: Option<String>,
    /// How many records went.
    records: u64,
    /// The sources of the records it concerned.
    sources: Vec<SourceRef>,
    /// The number of the run that found it.
    run: Option<i64>,
    /// Whether a judgement asked for it; else the run's evidence did.
    judged: bool,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// When it was undone; the run after that follows.
    #[schema(value_type = Option<String>, format = DateTime)]
    undone_at: Option<Instant>,
}

/// A page of merges and splits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineagePage {
    /// The page, the newest first.
    rows: Vec<LineageRow>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Events a page.
    size: u32,
}

impl LineageRow {
    /// An event as it is told.
    pub(crate) fn of(told: blocks::LineageTold, titles: &Titles) -> Self {
        let blocks::LineageTold { lineage, run_number, is_judged, sources } = told;
        let entity = |bytes| Id::<blocks::Organisation>::from_bytes(bytes).to_string();
        Self {
            id: lineage.id.to_string(),
            kind: lineage.kind.name(),
            event: lineage.event.name(),
            from: Some(entity(lineage.from)),
            to: Some(entity(lineage.to)),
            records: lineage.records,
            sources: sources.into_iter().map(|source| titles.named(source)).collect(),
            run: run_number,
            judged: is_judged,
            at: lineage.at,
            undone_at: lineage.undone_at,
        }
    }

    /// Without the ids of people: nobody is read here.
    fn without_people(self) -> Self {
        if self.kind == EndKind::Person.name() {
            return Self { from: None, to: None, ..self };
        }
        self
    }
}

/// What merged and what split, by which run or judgement, the newest first, for officers of the whole district. Counts and
/// sources, and ids of organisations; nothing of a person.
#[utoipa::path(
    get, path = "/api/lineage", tag = "review", security(("session" = [])), params(WhichEvents),
    responses(
        (status = OK, body = LineagePage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::BlocksReview>,
    State(state): State<AppState>,
    Query(which): Query<WhichEvents>,
) -> Result<Json<LineagePage>, Problem> {
    caller.within(&AreaPath::whole())?;
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(20).clamp(1, 200));
    let book = LineageBook::new(state.database.clone());
    let (found, total) = book.page((page - 1).saturating_mul(size), size).await?;
    let titles = Titles::read(&state).await?;
    let rows =
        found.into_iter().map(|told| LineageRow::of(told, &titles).without_people()).collect();
    Ok(Json(LineagePage { rows, total, page, size }))
}
