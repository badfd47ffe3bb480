//! `POST /api/invitations/look`

use axum::{Json, extract::State};
use kernel::{Instant, Lang};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::token;
use crate::{AppState, Problem, TextShape, origin::Origin, routes::accounts::Places};

/// The secret of the link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookAtInvitation {
    /// What stands behind the link's `#`; it travels in the body so that no log of addresses holds it.
    token: String,
}

/// What somebody is invited to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvitedTo {
    /// What to sign in with.
    login: String,
    /// The name of the role.
    role: TextShape,
    /// What its holder does.
    does: TextShape,
    /// What the area is called where it will hold.
    place: TextShape,
    /// The office to work for.
    office: TextShape,
    /// The language to begin in.
    #[schema(value_type = String)]
    lang: Lang,
    /// Until when it can be accepted.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
}

/// What an open invitation is for, to whoever has its link.
#[utoipa::path(
    post, path = "/api/invitations/look", tag = "accounts",
    request_body = LookAtInvitation,
    responses(
        (status = OK, body = InvitedTo),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "unknown, used, revoked or over"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    Json(given): Json<LookAtInvitation>,
) -> Result<Json<InvitedTo>, Problem> {
    let token = token(&state, &origin, &given.token)?;
    let found = state.access.invitation(&token).await?;
    let places = Places::of(&state, std::iter::once(&found.asked.area)).await?;
    let template = found.asked.role.template();
    Ok(Json(InvitedTo {
        login: found.asked.login,
        role: found.asked.role.label().into(),
        does: template.map(|template| template.does.clone()).unwrap_or_default().into(),
        place: places.name(&found.asked.area).into(),
        office: found.asked.office.into(),
        lang: found.asked.lang,
        expires_at: found.expires_at,
    }))
}
