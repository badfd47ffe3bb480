//! Which micro-events, in what order, and where a page goes on.

use access::Account;
use kernel::{AreaPath, Id, Instant};

use crate::{Cursor, MicroEvent, MicroState};

/// In what order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MicroSort {
    /// The newest first.
    #[default]
    Newest,
    /// What is due first; those to be put right alone.
    Deadline,
}

/// Which micro-events. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct MicroFilter {
    /// Within this area.
    pub area: AreaPath,
    /// A part of what the place or the kind is called.
    pub q: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Where they stand.
    pub state: Option<MicroState>,
    /// Waiting to be verified.
    pub waits: bool,
    /// Past their time at this instant.
    pub overdue_at: Option<Instant>,
    /// Found by this account: for itself alone.
    pub found_by: Option<Id<Account>>,
    /// Found from then on.
    pub found_from: Option<Instant>,
    /// Found before then.
    pub found_to: Option<Instant>,
    /// In what order.
    pub sort: MicroSort,
    /// After this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u32,
}

/// A micro-event in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct MicroRow {
    /// Its place in the order they came in.
    pub seq: i64,
    /// The micro-event.
    pub event: MicroEvent,
}

impl MicroRow {
    /// Where a page that ends with it goes on.
    #[must_use]
    pub const fn cursor(&self, sort: MicroSort) -> Cursor {
        let due_at = match sort {
            MicroSort::Newest => None,
            MicroSort::Deadline => Some(self.event.due_at),
        };
        Cursor { seq: self.seq, due_at }
    }
}
