//! Which cases, in what order, and where a page goes on.

use access::Account;
use kernel::{AreaPath, Id, Instant};

use crate::{Case, Door, State};

/// In what order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// What is due first; open cases alone.
    Deadline,
}

/// Where a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The last case's place.
    pub seq: i64,
    /// When it is due, where that is the order.
    pub due_at: Option<Instant>,
}

impl Cursor {
    /// As it stands in an address: `812` or `812.1767574800000000`.
    #[must_use]
    pub fn write(&self) -> String {
        match self.due_at {
            None => self.seq.to_string(),
            Some(due) => format!("{}.{}", self.seq, due.micros()),
        }
    }

    /// From an address.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.split_once('.') {
            None => Some(Self { seq: text.parse().ok()?, due_at: None }),
            Some((seq, due)) => Some(Self {
                seq: seq.parse().ok()?,
                due_at: Some(Instant::from_micros(due.parse().ok()?)),
            }),
        }
    }
}

/// Which cases. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a condition of its own")]
pub struct CaseFilter {
    /// Within this area.
    pub area: AreaPath,
    /// Words of the report, or the beginning of a number.
    pub words: Option<String>,
    /// Where they stand.
    pub state: Option<State>,
    /// Open or closed.
    pub open: Option<bool>,
    /// Overdue at this instant.
    pub overdue_at: Option<Instant>,
    /// With this office.
    pub office: Option<String>,
    /// With this officer.
    pub officer: Option<Id<Account>>,
    /// With no officer.
    pub unassigned: bool,
    /// At a place that the map can show.
    pub placed: bool,
    /// Offered to this officer.
    pub offered: Option<Id<Account>>,
    /// Of this class.
    pub class: Option<String>,
    /// Of this subclass.
    pub subclass: Option<String>,
    /// By this door.
    pub door: Option<Door>,
    /// At this building or unit.
    pub place: Option<uuid::Uuid>,
    /// Reported from then on.
    pub reported_from: Option<Instant>,
    /// Reported before then.
    pub reported_to: Option<Instant>,
    /// With the supervisors.
    pub supervised: bool,
    /// Drawn for a second look that is not done.
    pub recheck: bool,
    /// In what order.
    pub sort: Sort,
    /// After this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u32,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRow {
    /// Its place in the order of reports.
    pub seq: i64,
    /// The case.
    pub case: Case,
    /// What was reported, without what tells who somebody is.
    pub words: String,
}

impl CaseRow {
    /// Where a page that ends with it goes on.
    #[must_use]
    pub fn cursor(&self, sort: Sort) -> Cursor {
        match sort {
            Sort::Newest => Cursor { seq: self.seq, due_at: None },
            Sort::Deadline => Cursor { seq: self.seq, due_at: self.case.due_at },
        }
    }
}
