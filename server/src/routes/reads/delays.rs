//! `GET` and `POST /api/reads/delays`, `POST /api/reads/delays/{id}/decision`

use access::{Delay, DelayMark, DelayRequest, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Day, Id, Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, caller::SignedIn};

/// What is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskDelay {
    /// The number of the case that the looks will rest on; it is the caller's to handle.
    case: String,
    /// The legal basis, in four to 500 characters. Whom the looks are of reads it: it names nobody.
    legal_basis: String,
    /// What telling at once would harm, in four to 500 characters; an auditor reads it.
    reason: String,
    /// The last day on which the looks are not told, within 90 days.
    until: String,
}

/// What an auditor says to a delay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideDelay {
    /// `agree` or `refuse`.
    verdict: String,
    /// Why, in four to 500 characters; whoever asked reads it.
    note: String,
}

/// A lawful delay.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DelayRow {
    /// Its id.
    id: String,
    /// Who asked, by login: their looks are told later, and nobody else's.
    login: String,
    /// The number of the case.
    case: String,
    /// Where it is, as a path of codes.
    area: String,
    /// The legal basis.
    legal_basis: String,
    /// What telling at once would harm.
    reason: String,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// When the looks are told, by themselves.
    #[schema(value_type = String, format = DateTime)]
    until: Instant,
    /// When somebody else decided; nothing until then, and nothing is held back before.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
    /// Whether they agreed.
    agreed: Option<bool>,
    /// What they wrote.
    note: Option<String>,
}

impl From<Delay> for DelayRow {
    fn from(delay: Delay) -> Self {
        Self {
            id: delay.id.to_string(),
            login: delay.login,
            case: delay.case,
            area: delay.area.to_string(),
            legal_basis: delay.legal_basis,
            reason: delay.reason,
            asked_at: delay.asked_at,
            until: delay.until,
            decided_at: delay.decision.as_ref().map(|decision| decision.decided_at),
            agreed: delay.decision.as_ref().map(|decision| decision.agreed),
            note: delay.decision.map(|decision| decision.note),
        }
    }
}

/// One's own delays; for auditors everybody's, the undecided first.
#[utoipa::path(
    get, path = "/api/reads/delays", tag = "reads", security(("session" = [])),
    responses((status = OK, body = Vec<DelayRow>), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<Json<Vec<DelayRow>>, Problem> {
    let found = state.access.delays(&caller.principal).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Asks that one's looks on a case of one's own be told on a later day: on a legal basis, once an auditor agrees, and no
/// look of before. The day releases them by itself; auditors see them at once.
#[utoipa::path(
    post, path = "/api/reads/delays", tag = "reads", security(("session" = [])), request_body = AskDelay,
    responses(
        (status = OK, body = DelayRow),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn ask(
    caller: Caller<may::ReadsDelay>,
    State(state): State<AppState>,
    Json(asked): Json<AskDelay>,
) -> Result<Json<DelayRow>, Problem> {
    let wrong = || Problem::bad_request(Text::new("日期有误", "That is no day"));
    let day: Day = asked.until.parse().map_err(|_| wrong())?;
    let number = asked.case.trim().to_ascii_uppercase();
    let case = state.casework.numbered(&number).await?.ok_or_else(Problem::not_found)?;
    let area = case.place.area;
    caller.within(&area)?;
    let ground = state.casework.ground(&caller.principal, &number, &area).await?;
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let request = DelayRequest {
        case: ground,
        area,
        until: day.plus_days(1).midnight(offset),
        // Everybody whom the looks are of reads it.
        legal_basis: casework::redact(&asked.legal_basis),
        reason: asked.reason,
    };
    Ok(Json(state.access.ask_delay(&caller.principal, request).await?.into()))
}

/// Agrees to a delay that somebody else asked for, or refuses it: once, before its day.
#[utoipa::path(
    post, path = "/api/reads/delays/{id}/decision", tag = "reads", security(("session" = [])),
    params(("id" = String, Path, description = "The delay's id")),
    request_body = DecideDelay,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn decide(
    caller: Caller<may::ReadsDecideDelay>,
    State(state): State<AppState>,
    Path(id): Path<Id<DelayMark>>,
    Json(said): Json<DecideDelay>,
) -> Result<StatusCode, Problem> {
    let agreed = match said.verdict.as_str() {
        "agree" => true,
        "refuse" => false,
        _ => {
            return Err(Problem::bad_request(Text::new(
                "决定应为 agree 或 refuse",
                "The verdict is `agree` or `refuse`",
            )));
        }
    };
    state.access.decide_delay(&caller.principal, id, agreed, &said.note).await?;
    Ok(StatusCode::NO_CONTENT)
}
