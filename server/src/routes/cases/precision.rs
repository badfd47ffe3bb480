//! `GET /api/cases/leads/precision`

use access::may;
use axum::{Json, extract::State};
use casework::{DecidedLead, LeadSource, LeadState, Leads};
use insight::meters::{LeadKind, Precision, precision};
use kernel::{Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape};

/// Decided leads that are looked through, the last first.
const LOOKED_THROUGH: u32 = 20_000;

/// How often leads of a kind were worth a look.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LeadPrecision)]
pub(crate) struct Row {
    /// The kind: `leak`, `overload`, `change`, `vacancy` or `crowding`.
    kind: &'static str,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Decided leads that are counted: the last hundred at the most.
    decided: u64,
    /// Of them sent on as a case.
    sent: u64,
    /// Of all leads of the kind at least this share is worth a look, at 95 %.
    low: f64,
    /// And at the most this.
    high: f64,
    /// When the first of them was decided.
    #[schema(value_type = String, format = DateTime)]
    since: Instant,
}

/// How many of the last hundred decided leads from meters were sent on, by kind, in the whole installation. Of kinds that
/// nobody decided a lead of there is none, and nothing is said of who decided.
#[utoipa::path(
    get, path = "/api/cases/leads/precision", tag = "cases", security(("session" = [])),
    responses(
        (status = OK, body = Vec<Row>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::CasesDispatch>,
    State(state): State<AppState>,
) -> Result<Json<Vec<Row>>, Problem> {
    let inbox = Leads::new(state.database.clone());
    let decided = inbox.decided(LeadSource::Meter, LOOKED_THROUGH).await?;
    let outcome = |one: &DecidedLead| one.state == LeadState::Sent;
    let counted = precision(decided.iter().map(|one| (one.key.as_str(), outcome(one), one.at)));
    let row = |(kind, of): (LeadKind, Precision)| {
        let (low, high) = of.interval()?;
        Some(Row {
            kind: kind.name(),
            title: kind.label(),
            decided: of.decided,
            sent: of.sent,
            low,
            high,
            since: of.since?,
        })
    };
    Ok(Json(counted.into_iter().filter_map(row).collect()))
}
