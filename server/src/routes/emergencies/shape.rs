//! An emergency as screens see it.

use access::Emergency;
use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{TextShape, routes::accounts::Places};

/// An emergency.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EmergencyRow {
    /// Its id, which a read on its ground names.
    id: String,
    /// Who opened it, by login.
    login: String,
    /// Where, as a path of codes.
    area: String,
    /// What the area is called.
    place: TextShape,
    /// Why.
    reason: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    opened_at: Instant,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
    /// When it was reviewed; nothing until then.
    #[schema(value_type = Option<String>, format = DateTime)]
    reviewed_at: Option<Instant>,
    /// Whether it was found proper.
    proper: Option<bool>,
    /// What the reviewer wrote.
    note: Option<String>,
}

impl EmergencyRow {
    /// The row, with what its area is called.
    pub(super) fn of(found: Emergency, places: &Places) -> Self {
        let place = places.name(&found.area).into();
        Self {
            id: found.id.to_string(),
            login: found.login,
            area: found.area.to_string(),
            place,
            reason: found.reason,
            opened_at: found.opened_at,
            ends_at: found.ends_at,
            reviewed_at: found.review.as_ref().map(|review| review.reviewed_at),
            proper: found.review.as_ref().map(|review| review.proper),
            note: found.review.map(|review| review.note),
        }
    }
}
