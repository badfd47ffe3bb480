//! An invitation as screens see it.

use access::Invitation;
use kernel::{Instant, Lang};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{TextShape, routes::accounts::Places};

/// An invitation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvitationRow {
    /// Its id.
    id: String,
    /// What the invited will sign in with.
    login: String,
    /// As what.
    role: &'static str,
    /// Where, as a path of codes; empty for the whole installation.
    area: String,
    /// What the area is called.
    place: TextShape,
    /// The office they will work for.
    office: TextShape,
    /// The language they will begin in.
    #[schema(value_type = String)]
    lang: Lang,
    /// Who invites, by login.
    inviter: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    invited_at: Instant,
    /// Until when it can be accepted.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// `open`, `accepted`, `revoked` or `expired`.
    state: &'static str,
}

impl InvitationRow {
    /// The row, with what its area is called.
    pub(super) fn of(found: Invitation, places: &Places) -> Self {
        let place = places.name(&found.asked.area).into();
        Self {
            id: found.id.to_string(),
            login: found.asked.login,
            role: found.asked.role.name(),
            area: found.asked.area.to_string(),
            place,
            office: found.asked.office.into(),
            lang: found.asked.lang,
            inviter: found.inviter,
            invited_at: found.invited_at,
            expires_at: found.expires_at,
            state: found.state.name(),
        }
    }
}
