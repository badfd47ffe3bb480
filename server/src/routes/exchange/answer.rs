//! `POST /api/corrections/answers`

use access::may;
use axum::{Json, extract::State};
use blocks::corrections::{Answer, Corrections};
use kernel::{AreaPath, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// What a department says to an item.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionAnswer {
    /// The item's id.
    item: String,
    /// `accepted` or `refused`.
    answer: String,
    /// Why it was refused.
    #[serde(default)]
    reason: String,
}

/// Answers, 10,000 at most.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionAnswers {
    /// The answers.
    answers: Vec<CorrectionAnswer>,
}

/// How many items are answered now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Answered {
    /// Items that were open.
    answered: u64,
}

/// Writes down what a department answered. An item that is not open stays as it is.
#[utoipa::path(
    post, path = "/api/corrections/answers", tag = "exchange", security(("session" = [])),
    request_body = CorrectionAnswers,
    responses(
        (status = OK, body = Answered),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::ExchangeAnswer>,
    State(state): State<AppState>,
    Json(given): Json<CorrectionAnswers>,
) -> Result<Json<Answered>, Problem> {
    caller.within(&AreaPath::whole())?;
    if given.answers.len() > 10_000 {
        return Err(Problem::too_large(Text::new(
            "一次最多 10000 条",
            "At most 10,000 answers at once",
        )));
    }
    let answers = given.answers.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let corrections = Corrections::new(state.database.clone());
    let by = Some(caller.principal.account);
    let answered = corrections.answer(&answers, by, &state.ids, &*state.clock).await?;
    Ok(Json(Answered { answered }))
}

fn read(given: &CorrectionAnswer) -> Result<Answer, Problem> {
    let wrong = |zh: String, en: String| Problem::bad_request(Text::new(zh, en));
    let shown: String = given.item.chars().take(60).collect();
    let id = given.item.trim().parse().map_err(|_| {
        wrong(format!("“{shown}”不是更正项编号。"), format!("`{shown}` is the id of no item."))
    })?;
    let accepted = match given.answer.trim() {
        "accepted" => true,
        "refused" => false,
        _ => {
            return Err(wrong(
                format!("更正项 {shown} 的答复须为 accepted 或 refused。"),
                format!("The answer to {shown} is accepted or refused."),
            ));
        }
    };
    Ok(Answer { id, accepted, reason: given.reason.chars().take(500).collect() })
}
