//! Who asks.

use kernel::{Entity, Id, Lang, Text};
use serde::Serialize;

use crate::{Assignment, Role};

/// Marks the ids of accounts.
#[derive(Clone, Copy, Debug)]
pub struct Account;
impl Entity for Account {
    const NAME: &'static str = "account";
}

/// Marks the ids of people. The blocks keep the people; access only needs to
/// name the one whom an account belongs to and those whom a read disclosed.
#[derive(Clone, Copy, Debug)]
pub struct Person;
impl Entity for Person {
    const NAME: &'static str = "person";
}

/// Marks the ids of sessions.
#[derive(Clone, Copy, Debug)]
pub struct Session;
impl Entity for Session {
    const NAME: &'static str = "session";
}

/// The account behind a request, with what it may be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Principal {
    /// The account.
    pub account: Id<Account>,
    /// What it signs in with.
    pub login: String,
    /// What to call it.
    pub name: String,
    /// The office it works for, as residents read it in "who looked at my data".
    pub office: Text,
    /// The reader's language.
    #[serde(skip)]
    pub lang: Lang,
    /// Roles and where they hold.
    pub assignments: Vec<Assignment>,
    /// The person it belongs to, for residents.
    pub person: Option<Id<Person>>,
}

impl Principal {
    /// Its first role, which names it in the log; `None` before one is assigned.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.assignments.first().map(|assignment| assignment.role)
    }
}
