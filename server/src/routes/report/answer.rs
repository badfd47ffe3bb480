//! `POST /api/report/answer`

use axum::{Json, extract::State};
use casework::{Act, CaseActionId, Content, Deed};
use kernel::Text;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{pace, shape::Followed};
use crate::{AppState, Problem, origin::Origin, routes::cases::report::words};

/// What a reporter says of their case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportSaid)]
pub(crate) struct Said {
    /// Its number.
    number: String,
    /// Its word.
    word: String,
    /// The action's id, made by the page (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: CaseActionId,
    /// The version that was seen.
    seen: u32,
    /// `confirm`, `object` or `note`.
    deed: String,
    /// Whether they are content: `yes` or `partly`.
    content: Option<String>,
    /// Why, or what there is to add.
    #[serde(default)]
    words: String,
}

/// Confirms a case, objects to how it ended, or adds to it: the reporter's own part, without an account.
#[utoipa::path(
    post, path = "/api/report/answer", tag = "report", request_body = Said,
    responses(
        (status = OK, body = Followed),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    Json(said): Json<Said>,
) -> Result<Json<Followed>, Problem> {
    pace(&state, "follow", &origin)?;
    let found = state.casework.follow(&said.number, &said.word).await?;
    let (case, whose) = found.ok_or_else(Problem::not_found)?;
    let content = said.content.as_deref().map(|word| Content::from_name(word).ok_or_else(unknown));
    let deed = match said.deed.as_str() {
        "confirm" => Deed::Confirm { content: content.transpose()? },
        "object" => Deed::Object,
        "note" => Deed::Note,
        _ => return Err(unknown()),
    };
    let act = Act {
        id: said.id,
        case: case.id,
        seen: Some(said.seen),
        deed,
        words: words(&said.words)?,
        actor: whose,
        acted_at: None,
        position: None,
    };
    let done = state.casework.act_on(case, act).await?;
    Ok(Json(Followed::of(&state, &done, whose).await?))
}

fn unknown() -> Problem {
    Problem::bad_request(Text::new(
        "只能确认（confirm）、提出异议（object）或补充（note）",
        "A reporter confirms, objects or adds a note",
    ))
}
