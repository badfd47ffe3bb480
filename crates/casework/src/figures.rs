//! Figures of work by area, office and subclass: how long it took, what came back, what was found on a second look, whether
//! people were content. Never by person: whoever handles cases sees their own alone, and nobody else's stand beside them.

use access::Account;
use kernel::{AreaPath, Id, Instant};

use crate::{Casework, Result, store};

/// What figures are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// All in one.
    Nothing,
    /// The path of the area that a case lies in.
    Area,
    /// The office that has it.
    Office,
    /// What it is about.
    Subclass,
}

/// Of which cases: those reported in a time.
#[derive(Clone, Debug, PartialEq)]
pub struct FiguresOf {
    /// Within this area.
    pub area: AreaPath,
    /// Reported from then on.
    pub from: Instant,
    /// Reported before then.
    pub to: Instant,
    /// Of this officer alone: their own figures.
    pub officer: Option<Id<Account>>,
}

/// Figures of some cases. Sums, so that figures of parts can be put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Cases.
    pub cases: u64,
    /// Reports that they stand for: who said "me too" is counted here, and makes no case.
    pub reports: u64,
    /// Of them open.
    pub open: u64,
    /// Whose reporter was contacted.
    pub contacted: u64,
    /// From report to first contact, seconds, all together.
    pub contact_s: u64,
    /// Resolved or confirmed.
    pub handled: u64,
    /// From report to the last resolution, seconds, all together.
    pub handle_s: u64,
    /// Handled within the time limit.
    pub in_time: u64,
    /// That came back: the reporter objected, or an officer found it not fixed.
    pub reopened: u64,
    /// Looked at again by somebody else.
    pub rechecked: u64,
    /// Found to be fixed then.
    pub verified: u64,
    /// Whose reporter said whether they were content.
    pub rated: u64,
    /// Who were content.
    pub content: u64,
}

impl Figures {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            cases: self.cases + other.cases,
            reports: self.reports + other.reports,
            open: self.open + other.open,
            contacted: self.contacted + other.contacted,
            contact_s: self.contact_s + other.contact_s,
            handled: self.handled + other.handled,
            handle_s: self.handle_s + other.handle_s,
            in_time: self.in_time + other.in_time,
            reopened: self.reopened + other.reopened,
            rechecked: self.rechecked + other.rechecked,
            verified: self.verified + other.verified,
            rated: self.rated + other.rated,
            content: self.content + other.content,
        }
    }
}

impl Casework {
    /// Figures by the key that `by` says, in the order of the keys.
    pub async fn figures(&self, of: &FiguresOf, by: By) -> Result<Vec<(String, Figures)>> {
        store::figures::figures(&self.database, of, by).await
    }
}
