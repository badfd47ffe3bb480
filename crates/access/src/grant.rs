//! The permission to read people, which only [`Access`](crate::Access) can make.

use kernel::{AreaPath, Entity, Id, Text};
use serde::{Deserialize, Serialize};

use crate::{Account, Action, Basis, Person, Purpose, Role};

/// Marks the ids of grants.
#[derive(Clone, Copy, Debug)]
pub struct GrantMark;
impl Entity for GrantMark {
    const NAME: &'static str = "grant";
}

/// What a caller asks a grant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRequest {
    /// The deed.
    pub action: Action,
    /// Why.
    pub purpose: Purpose,
    /// On what ground.
    pub basis: Basis,
    /// Where the people live or work who will be read.
    pub area: AreaPath,
    /// The one person it is about, where that is known beforehand.
    pub subject: Option<Id<Person>>,
}

/// Who may read which people, why, and on what ground.
///
/// A store that returns people takes `&Grant` (or `&BatchGrant`). There is no
/// way to make one but [`Access::grant`](crate::Access::grant), which asks the
/// policies; and what the store returns stays shut until the read is on the
/// log ([`Undisclosed`](crate::Undisclosed)).
#[derive(Clone, Debug)]
pub struct Grant {
    pub(crate) id: Id<GrantMark>,
    pub(crate) account: Id<Account>,
    pub(crate) role: Role,
    pub(crate) office: Text,
    pub(crate) request: GrantRequest,
}

impl Grant {
    /// Its id, which the log carries.
    #[must_use]
    pub const fn id(&self) -> Id<GrantMark> {
        self.id
    }

    /// The deed it permits.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.request.action
    }

    /// Why.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.request.purpose
    }

    /// Where; a store returns nobody outside it.
    #[must_use]
    pub const fn area(&self) -> &AreaPath {
        &self.request.area
    }

    /// The number of the case it is for, where it is for one.
    #[must_use]
    pub fn case(&self) -> Option<&str> {
        match &self.request.basis {
            Basis::Case(case) => Some(case.number()),
            _ => None,
        }
    }

    /// The only person it covers, where it is for one.
    #[must_use]
    pub const fn subject(&self) -> Option<Id<Person>> {
        self.request.subject
    }
}

/// What a batch run will read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRequest {
    /// Why.
    pub purpose: Purpose,
    /// The run, by the number residents will see ("joined in run 12").
    pub run: String,
    /// Tables it reads.
    pub tables: Vec<String>,
    /// Columns of people it reads, as `table.column`.
    pub columns: Vec<String>,
}

/// Permission for one batch run over whole tables; logged once, when made.
#[derive(Clone, Debug)]
pub struct BatchGrant {
    pub(crate) id: Id<GrantMark>,
    pub(crate) request: BatchRequest,
}

impl BatchGrant {
    /// Its id, which the log carries.
    #[must_use]
    pub const fn id(&self) -> Id<GrantMark> {
        self.id
    }

    /// What it covers.
    #[must_use]
    pub const fn request(&self) -> &BatchRequest {
        &self.request
    }

    /// Whether it covers `table`.
    #[must_use]
    pub fn covers(&self, table: &str) -> bool {
        self.request.tables.iter().any(|named| named == table)
    }
}
