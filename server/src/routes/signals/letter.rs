//! `GET /api/leads/{id}/letter`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::signals::{LeadMark, Signals, letter};
use kernel::{Id, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::leads::place;
use crate::{AppState, Caller, Problem, TextShape, routes::register::register};

/// The letter to a dwelling, in both languages.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvitationLetter)]
pub(crate) struct Letter {
    /// The address it goes to.
    #[schema(value_type = TextShape)]
    address: Text,
    /// The heading.
    #[schema(value_type = TextShape)]
    title: Text,
    /// The paragraphs.
    #[schema(value_type = Vec<TextShape>)]
    paragraphs: Vec<Text>,
    /// The code of the dwelling.
    code: String,
    /// Where the code on paper leads, below the installation's address.
    target: String,
}

/// The invitation as it is printed: to the dwelling, to nobody by name.
#[utoipa::path(
    get, path = "/api/leads/{id}/letter", tag = "signals", security(("session" = [])),
    params(("id" = String, Path, description = "The lead's id")),
    responses(
        (status = OK, body = Letter),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::SignalsWork>,
    State(state): State<AppState>,
    Path(id): Path<Id<LeadMark>>,
) -> Result<Json<Letter>, Problem> {
    let signals = Signals::new(state.database.clone());
    let lead = signals.lead(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&lead.grid)?;
    let place = place(&lead);
    let mut named = register(&state).called(&[place]).await?;
    let named = named.remove(&place).ok_or_else(Problem::not_found)?;
    let said = letter(&named.code, Text::new(&named.label.zh, &named.label.en));
    Ok(Json(Letter {
        address: said.address,
        title: said.title,
        paragraphs: said.paragraphs,
        code: said.code,
        target: said.target,
    }))
}
