//! `GET /api/reads/audit`

use access::{AuditFilter, AuditedRead, Person, Purpose, may};
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{Id, Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem, TextShape};

/// What is looked for, and on which ground.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// The purpose of looking: `audit`, which is also where nothing is given.
    #[serde(default)]
    purpose: Option<String>,
    /// The reason in words; a case that it is for by its number in them.
    #[serde(default)]
    reason: Option<String>,
    /// Reads of this person, by id.
    #[serde(default)]
    person: Option<String>,
    /// Reads by this login.
    #[serde(default)]
    login: Option<String>,
    /// Reads for this purpose.
    #[serde(default)]
    read_for: Option<String>,
    /// Reads on this kind of ground: `case`, `task`, `reason`, `emergency`, `own`.
    #[serde(default)]
    ground: Option<String>,
    /// Reads at this moment or later (RFC 3339).
    #[serde(default)]
    #[param(value_type = Option<String>)]
    from: Option<Instant>,
    /// Reads before this moment (RFC 3339).
    #[serde(default)]
    #[param(value_type = Option<String>)]
    to: Option<Instant>,
    /// Page, from 1.
    #[serde(default)]
    page: Option<u32>,
    /// Reads a page, 100 at most; 20 where not given.
    #[serde(default)]
    size: Option<u32>,
}

/// One read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditRow {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Who, by login; empty for the operator of the machine.
    login: String,
    /// In which role.
    #[schema(value_type = TextShape)]
    role: Text,
    /// For which office.
    #[schema(value_type = TextShape)]
    office: Text,
    /// Doing what.
    action: &'static str,
    /// Why.
    #[schema(value_type = TextShape)]
    purpose: Text,
    /// On which kind of ground.
    basis: String,
    /// Which fields.
    #[schema(value_type = Vec<TextShape>)]
    fields: Vec<Text>,
    /// Whose data, by id.
    people: Vec<String>,
    /// Whether it was one's own data.
    own: bool,
    /// Since when those whom it is of are told, where that is a later day.
    #[schema(value_type = Option<String>, format = DateTime)]
    told_at: Option<Instant>,
}

/// A page of reads, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditRows {
    /// The reads.
    rows: Vec<AuditRow>,
    /// How many there are.
    total: u64,
    /// The page.
    page: u32,
    /// Reads a page.
    size: u32,
}

/// Searches the log of reads on a stated ground. Everybody in the answer is on the log as looked at.
#[utoipa::path(
    get, path = "/api/reads/audit", tag = "reads", security(("session" = [])), params(Search),
    responses(
        (status = OK, body = AuditRows),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::ReadsAudit>,
    State(state): State<AppState>,
    Query(search): Query<Search>,
) -> Result<Json<AuditRows>, Problem> {
    let none = |zh: &str, en: &str| Problem::bad_request(Text::new(zh, en));
    if search.purpose.as_deref().is_some_and(|purpose| purpose != "audit") {
        return Err(none("检索查阅记录只为审计", "The log is searched for an audit alone"));
    }
    let basis = search.reason.clone().map(access::Basis::Reason);
    let unstated = access::Error::NoBasis { action: access::Action::ReadsAudit };
    let basis = basis.ok_or_else(|| Problem::from(unstated))?;
    let person = search.person.as_deref().map(str::parse::<Id<Person>>).transpose();
    let read_for = search.read_for.as_deref().map(str::parse::<Purpose>).transpose();
    let filter = AuditFilter {
        person: person.map_err(|_| none("人员编号有误", "That is no id of a person"))?,
        login: search.login.clone(),
        purpose: read_for.map_err(|_| none("没有这个用途", "There is no such purpose"))?,
        basis: search.ground.clone(),
        from: search.from,
        to: search.to,
    };
    let grant = state.access.grant_audit(&caller.principal, basis)?;
    let (page, size) = (search.page.unwrap_or(1).max(1), search.size.unwrap_or(20).clamp(1, 100));
    let skipped = u64::from(page - 1) * u64::from(size);
    let found = state.access.audit(&grant, &filter, size, skipped).await?;
    let rows = found.reads.into_iter().map(row).collect();
    Ok(Json(AuditRows { rows, total: found.total, page, size }))
}

fn row(audited: AuditedRead) -> AuditRow {
    let AuditedRead { read, login, people } = audited;
    AuditRow {
        at: read.at,
        login,
        role: read.role.label(),
        office: read.office,
        action: read.action.name(),
        purpose: read.purpose.label(),
        basis: read.basis,
        fields: read.fields.iter().map(access::Field::label).collect(),
        people: people.iter().map(ToString::to_string).collect(),
        own: read.own,
        told_at: read.late.map(|late| late.until),
    }
}
