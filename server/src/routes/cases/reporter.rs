//! `GET /api/cases/{id}/reporter`

use access::{Purpose, may};
use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::show;
use crate::{AppState, Caller, Problem};

/// Who reported a case, in full.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseReporter)]
pub(crate) struct Reporter {
    /// What to call them.
    name: Option<String>,
    /// Telephone.
    phone: Option<String>,
    /// E-mail address.
    email: Option<String>,
    /// Their words as they wrote them, where that differs from what is shown.
    words: Vec<String>,
    /// Who reported it too, in the order they did.
    others: Vec<OtherReporter>,
}

/// Who reported a case too, in full.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseOtherReporter)]
struct OtherReporter {
    /// What to call them.
    name: Option<String>,
    /// Telephone.
    phone: Option<String>,
    /// E-mail address.
    email: Option<String>,
}

/// Who reported a case and what they wrote, for those who handle it: under a grant on this case, which must be at work and
/// with the reader or their office, and on the log before it is answered.
#[utoipa::path(
    get, path = "/api/cases/{id}/reporter", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The case's id or number")),
    responses(
        (status = OK, body = Reporter),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "no such case, or nobody who can be asked and nothing that was left out"),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesViewReporter>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Reporter>, Problem> {
    let case = show::find(&state, &id).await?;
    let basis = state.casework.ground(&caller.principal, &case.number, &case.place.area).await?;
    let grant = caller.grant(Purpose::CaseHandling, basis, &case.place.area, None)?;
    let shut = state.casework.reporter(&grant, &case).await?.ok_or_else(Problem::not_found)?;
    let casework::Reporter { name, phone, email, words, others } =
        state.access.disclose(&grant, shut).await?;
    let other = |one: casework::Reporter| OtherReporter {
        name: one.name,
        phone: one.phone,
        email: one.email,
    };
    let others = others.into_iter().map(other).collect();
    Ok(Json(Reporter { name, phone, email, words, others }))
}
