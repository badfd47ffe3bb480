//! A recovery as screens see it.

use access::Recovery;
use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

/// A recovery: what was lost, who asked, who agreed, and how far it has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecoveryRow {
    /// Its id.
    id: String,
    /// The login of the account.
    login: String,
    /// `password` or `second_factor`.
    lost: &'static str,
    /// How whoever asked knows that it is the holder.
    reason: String,
    /// Who asked, by login.
    asker: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// Until when the next step can be taken.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// Who agreed, by login.
    agreer: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    agreed_at: Option<Instant>,
    /// `asked`, `agreed`, `done`, `withdrawn` or `expired`.
    state: &'static str,
}

impl From<Recovery> for RecoveryRow {
    fn from(found: Recovery) -> Self {
        Self {
            id: found.id.to_string(),
            login: found.login,
            lost: found.lost.name(),
            reason: found.reason,
            asker: found.asker,
            asked_at: found.asked_at,
            expires_at: found.expires_at,
            agreer: found.agreer,
            agreed_at: found.agreed_at,
            state: found.state.name(),
        }
    }
}
