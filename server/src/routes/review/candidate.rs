//! `GET /api/review/{id}`

use access::{Action, GrantRequest, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use blocks::{CandidateMark, EndKind, Review};
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{EvidenceStep, ReviewRecord, ReviewRow, Titles};
use crate::{AppState, Caller, Problem, routes::blocks::why::Why};

/// Whether a field is the same in both records.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldAgreement {
    /// `name`, `sex`, `born_on`, `number`, `phone`, `place` or `address`.
    field: &'static str,
    /// The same; nothing where one record does not state it. Told of the values behind the masks.
    same: Option<bool>,
}

/// Two records side by side, with the evidence for and against their being one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewPair {
    /// The pair.
    pair: ReviewRow,
    /// What the left record says.
    left: ReviewRecord,
    /// What the right record says.
    right: ReviewRecord,
    /// Which fields agree.
    agreements: Vec<FieldAgreement>,
    /// The evidence, in the order of the settings.
    steps: Vec<EvidenceStep>,
}

/// Two records side by side, masked. People are shown on a stated ground alone, and each is a line on the log of
/// reads before it leaves; records of organisations need none.
#[utoipa::path(
    get, path = "/api/review/{id}", tag = "review", security(("session" = [])),
    params(("id" = String, Path, description = "The pair's id"), Why),
    responses(
        (status = OK, body = ReviewPair),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksReview>,
    State(state): State<AppState>,
    Path(id): Path<Id<CandidateMark>>,
    Query(why): Query<Why>,
) -> Result<Json<ReviewPair>, Problem> {
    let review = Review::new(state.database.clone());
    let found = review.find(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&found.area)?;
    let view = if found.kind == EndKind::Person {
        let action = Action::BlocksViewPeople;
        let unstated = access::Error::NoBasis { action };
        let basis = why.basis(&state, &caller.principal, &found.area).await?;
        let basis = basis.ok_or_else(|| Problem::from(unstated))?;
        let (purpose, area) = (why.purpose()?, found.area.clone());
        let request = GrantRequest { action, purpose, basis, area, subject: None };
        let grant = state.access.grant(&caller.principal, request)?;
        match review.candidate(&state.access, &grant, id).await? {
            Some(shut) => Some(state.access.disclose(&grant, shut).await?),
            None => None,
        }
    } else {
        review.of_organisations(id).await?
    };
    let view = view.ok_or_else(Problem::not_found)?;
    let agreement =
        |each: &blocks::Agreement| FieldAgreement { field: each.field, same: each.same };
    Ok(Json(ReviewPair {
        agreements: view.agreements.iter().map(agreement).collect(),
        steps: view.candidate.steps.iter().cloned().map(Into::into).collect(),
        pair: ReviewRow::of(view.candidate, &Titles::read(&state).await?),
        left: view.left.into(),
        right: view.right.into(),
    }))
}
