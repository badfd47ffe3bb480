//! What all who come to a door have in common, whatever they confirm there.

use access::{Action, Basis, Grant, GrantRequest, Person, Principal, Purpose};
use kernel::{AreaPath, Id};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Problem};

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DoorReason {
    /// Four to 500 characters, which whoever asked reads.
    pub(crate) reason: String,
}

/// Grants `who` a look at one person of the dwelling, for the task of coming to its door.
pub(crate) fn grant_at_door(
    state: &AppState,
    who: &Principal,
    task: String,
    area: &AreaPath,
    person: Id<Person>,
) -> Result<Grant, Problem> {
    let request = GrantRequest {
        action: Action::BlocksViewPeople,
        purpose: Purpose::Registration,
        basis: Basis::Task(task),
        area: area.clone(),
        subject: Some(person),
    };
    Ok(state.access.grant(who, request)?)
}
