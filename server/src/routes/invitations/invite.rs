//! `POST /api/invitations`

use access::{NewInvitation, may};
use axum::{Json, extract::State};
use kernel::{Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::InvitationRow;
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::accounts::{Places, area},
};

/// Whom to invite, as what, and where.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invite {
    /// What the invited will sign in with: 2 to 64 letters, digits, dots, hyphens, underlines or at signs.
    login: String,
    /// A role of staff or of a partner, such as `grid_worker`.
    role: String,
    /// Where the role will hold, as a path of codes; empty for the whole installation.
    area: String,
    /// The office they will work for, in both languages, as residents will read it.
    #[schema(value_type = TextShape)]
    office: Text,
    /// The language they will begin in: `zh` or `en`.
    #[schema(value_type = String)]
    lang: Lang,
}

/// An invitation with the secret of its link. It is shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct Invited {
    /// The invitation.
    invitation: InvitationRow,
    /// The secret: the link is the console's page `/invitation` with it behind a `#`.
    token: String,
}

/// Invites somebody to a role within one's own area. No e-mail is sent: whoever invites hands the link over. It opens
/// once, within seven days, while the inviter may still give the role.
#[utoipa::path(
    post, path = "/api/invitations", tag = "accounts", security(("session" = [])),
    request_body = Invite,
    responses(
        (status = OK, body = Invited),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "the login is taken"),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::AccountsManage>,
    State(state): State<AppState>,
    Json(asked): Json<Invite>,
) -> Result<Json<Invited>, Problem> {
    let unknown = |_| Problem::bad_request(Text::new("没有这个角色", "There is no such role"));
    let new = NewInvitation {
        login: asked.login,
        role: asked.role.parse().map_err(unknown)?,
        area: area(Some(&asked.area))?,
        office: asked.office,
        lang: asked.lang,
    };
    let (invitation, token) = state.access.invite(&caller.principal, new).await?;
    let places = Places::of(&state, std::iter::once(&invitation.asked.area)).await?;
    let invitation = InvitationRow::of(invitation, &places);
    Ok(Json(Invited { invitation, token: token.reveal() }))
}
