//! An account as its keepers see it.

use access::{AccountRow as Row, Assignment};
use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::places::Places;
use crate::TextShape;

/// A role and where it holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AssignmentShape {
    /// The role.
    role: &'static str,
    /// Where, as a path of codes; empty for the whole installation.
    area: String,
    /// What the area is called.
    place: TextShape,
}

impl AssignmentShape {
    fn of(held: &Assignment, places: &Places) -> Self {
        let place = places.name(&held.area).into();
        Self { role: held.role.name(), area: held.area.to_string(), place }
    }
}

/// An account of staff, of a partner or of a program.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountRow {
    /// Its id.
    id: String,
    /// What it signs in with.
    login: String,
    /// What to call it.
    name: String,
    /// The office it works for.
    office: TextShape,
    /// Its roles, those that hold where the reader may see accounts.
    assignments: Vec<AssignmentShape>,
    /// When it was created.
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// When it was last signed in with.
    #[schema(value_type = Option<String>, format = DateTime)]
    signed_in_at: Option<Instant>,
    /// Since when it is disabled.
    #[schema(value_type = Option<String>, format = DateTime)]
    disabled_at: Option<Instant>,
    /// Whether it has a second factor.
    second_factor: bool,
    /// Whether the reader may disable and enable it.
    keeps: bool,
}

impl AccountRow {
    /// The row, with what its areas are called.
    pub(super) fn of(row: Row, places: &Places) -> Self {
        let Row { principal, created_at, signed_in_at, disabled_at, second_factor, keeps } = row;
        Self {
            id: principal.account.to_string(),
            login: principal.login,
            name: principal.name,
            office: principal.office.into(),
            assignments: principal
                .assignments
                .iter()
                .map(|held| AssignmentShape::of(held, places))
                .collect(),
            created_at,
            signed_in_at,
            disabled_at,
            second_factor,
            keeps,
        }
    }
}
