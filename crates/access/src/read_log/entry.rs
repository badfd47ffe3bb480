//! One line of the log.

use kernel::{Id, Instant, Text};
use serde::{Deserialize, Serialize};

use crate::{
    Account, Action, Basis, BatchRequest, Delayed, FieldSet, Person, Purpose, Role,
    grant::GrantMark,
};

/// What the log says of one response, or of one batch run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Instant,
    /// What.
    pub event: Event,
    /// Whose data left. Empty for a batch run, which names its tables instead.
    pub subjects: Vec<Id<Person>>,
}

/// The kinds of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Event {
    /// People were shown to somebody.
    Read(Read),
    /// A batch run was let at whole tables.
    Batch(Batch),
    /// After a crash, a half-written end was cut off. None of it had been
    /// acknowledged, so none of what it spoke of had left.
    Recovered {
        /// Bytes cut off.
        bytes: u64,
    },
}

/// Somebody saw people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// Under which grant.
    pub grant: Id<GrantMark>,
    /// Who.
    pub account: Id<Account>,
    /// In which role.
    pub role: Role,
    /// For which office.
    pub office: Text,
    /// Doing what.
    pub action: Action,
    /// Why.
    pub purpose: Purpose,
    /// On what ground.
    pub basis: Basis,
    /// Which fields, as the number of a [`FieldSet`].
    pub fields: u32,
    /// Whether somebody looked at their own data.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// The lawful delay under which it is told, and since when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delayed>,
}

impl Read {
    /// Which fields.
    #[must_use]
    pub const fn field_set(&self) -> FieldSet {
        FieldSet::from_bits(self.fields)
    }
}

/// A run over whole tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Under which grant.
    pub grant: Id<GrantMark>,
    /// Which purpose, run, tables, columns.
    #[serde(flatten)]
    pub request: BatchRequest,
}

/// What stands before the subjects.
#[derive(Serialize, Deserialize)]
struct Head<E> {
    at: Instant,
    #[serde(flatten)]
    event: E,
}

const ID: usize = 16;

impl Entry {
    /// Whether those whom it is of are told of it by a moment.
    pub(crate) fn is_told_by(&self, moment: Instant) -> bool {
        match &self.event {
            Event::Read(read) => read.delay.is_none_or(|delay| delay.until <= moment),
            Event::Batch(_) | Event::Recovered { .. } => true,
        }
    }

    /// The stored form: length of the head (4, little-endian), the head as
    /// JSON, then sixteen bytes a subject.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let head =
            serde_json::to_vec(&Head { at: self.at, event: &self.event }).unwrap_or_default();
        let mut bytes = Vec::with_capacity(4 + head.len() + ID * self.subjects.len());
        bytes.extend_from_slice(&u32::try_from(head.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend_from_slice(&head);
        for subject in &self.subjects {
            bytes.extend_from_slice(&subject.to_bytes());
        }
        bytes
    }

    /// Reads the stored form; `None` where it is none.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (head, ids) = rest.split_at_checked(length)?;
        let head: Head<Event> = serde_json::from_slice(head).ok()?;
        let (ids, odd) = ids.as_chunks::<ID>();
        odd.is_empty().then(|| Self {
            at: head.at,
            event: head.event,
            subjects: ids.iter().map(|id| Id::from_bytes(*id)).collect(),
        })
    }
}
