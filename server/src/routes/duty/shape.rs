//! Duty as screens read it.

use casework::OnDuty;
use kernel::{AreaPath, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use crate::routes::register::place::Point;

/// One's own duty.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnDuty {
    /// Whether the caller is on duty.
    on: bool,
    /// For which area: its path of codes.
    #[schema(value_type = Option<String>)]
    area: Option<AreaPath>,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Instant>,
    /// The last position that is kept, while it is good. Nobody else is shown it.
    position: Option<Point>,
    /// When it was sent.
    #[schema(value_type = Option<String>, format = DateTime)]
    position_at: Option<Instant>,
}

impl From<Option<OnDuty>> for OwnDuty {
    fn from(found: Option<OnDuty>) -> Self {
        let position = found.as_ref().and_then(|duty| duty.position);
        Self {
            on: found.is_some(),
            area: found.as_ref().map(|duty| duty.area.clone()),
            since: found.as_ref().map(|duty| duty.since),
            position: position.map(|(at, _)| at.into()),
            position_at: position.map(|(_, at)| at),
        }
    }
}
