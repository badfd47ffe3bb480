//! A case as it stands after its actions.

use std::collections::BTreeSet;

use access::Account;
use kernel::{AreaPath, Id, Instant, Point4326, Text};
use serde::{Deserialize, Serialize};

use crate::{
    Actor, AttachmentId, CaseId, Catalogue, Content, Door, EvidenceKind, Level, MeTooId, Outcome,
    Pause, Severity, State,
};

/// Where a case is. A thing or a place, never a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CasePlace {
    /// The area it lies in.
    pub area: AreaPath,
    /// The building or unit of the register, where it is at one.
    pub at: Option<PlaceRef>,
    /// Where it is.
    pub point: Option<Point4326>,
    /// What the place is called.
    pub label: Text,
}

/// A building or unit of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceRef {
    /// `building` or `unit`.
    pub kind: String,
    /// Its id.
    pub id: uuid::Uuid,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it shows.
    pub kind: EvidenceKind,
    /// The file, where there is one.
    pub attachment: Option<AttachmentId>,
    /// When it was added.
    pub at: Instant,
}

/// A merge, and how long it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The case that is worked on.
    pub into: CaseId,
    /// From then on a new report of the thing stands on its own.
    pub until: Instant,
}

/// A case offered to somebody on duty, until they answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// To whom.
    pub officer: Id<Account>,
    /// Until when.
    pub until: Instant,
    /// Whether the next one is asked by itself where they do not take it.
    pub then_next: bool,
}

/// A case: what follows from its actions, and nothing personal. Texts and the reporter are kept apart and referred to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// What people call it.
    pub number: String,
    /// Counts its actions; whoever acts says which one they saw.
    pub version: u32,
    /// Where it stands.
    pub state: State,
    /// What it is about.
    pub subclass: String,
    /// How grave it is.
    pub severity: Severity,
    /// Where it came in.
    pub door: Door,
    /// Where it is.
    pub place: CasePlace,
    /// The office that has it.
    pub office: String,
    /// Offices that handle it with them; one owner all the same.
    pub co_offices: BTreeSet<String>,
    /// Offices that sent it on, the last at the end: what comes back to one of them is seen.
    pub passed_on: Vec<String>,
    /// Who handles it.
    pub officer: Option<Id<Account>>,
    /// To whom it is offered.
    #[serde(default)]
    pub offered: Option<Offered>,
    /// Who was asked since and did not take it.
    #[serde(default)]
    pub asked: Vec<Id<Account>>,
    /// Whether the next one is to be asked by the installation.
    #[serde(default)]
    pub seeks: bool,
    /// Who resolved it; a re-check is somebody else's.
    pub resolved_by: Option<Id<Account>>,
    /// Whether whoever reported it first follows it, and may confirm and object.
    pub has_reporter: bool,
    /// How many reported it too since, and follow it likewise.
    #[serde(default)]
    pub me_too: u32,
    /// Who of them has confirmed in this round; nothing stands for whoever reported it first.
    #[serde(default)]
    pub agreed: Vec<Option<MeTooId>>,
    /// Whether any of them left a way to be reached.
    pub can_contact: bool,
    /// When the first did, where that was later than the report.
    #[serde(default)]
    pub contact_from: Option<Instant>,
    /// When it came in.
    pub reported_at: Instant,
    /// When something was last done to it.
    pub changed_at: Instant,
    /// When the clock began: at the report, and anew when it is reopened.
    pub clock_from: Instant,
    /// When the clock stood since.
    pub pauses: Vec<Pause>,
    /// When the reporter is to be contacted at the latest.
    pub contact_due_at: Option<Instant>,
    /// When the reporter was contacted first.
    pub contacted_at: Option<Instant>,
    /// When it is due.
    pub due_at: Option<Instant>,
    /// Levels of warning still to come, in order.
    pub alarms: Vec<(Instant, Level)>,
    /// Levels of warning reached.
    pub alarmed: u32,
    /// When it was resolved, merged or refused.
    pub closed_at: Option<Instant>,
    /// Evidence of this round.
    pub evidence: Vec<Evidence>,
    /// Visits on which nobody was met, in this round.
    pub failed_visits: u32,
    /// How often the reporter was not satisfied.
    pub objections: u32,
    /// Whether it came back once it was closed.
    #[serde(default)]
    pub reopened: bool,
    /// Whether it is with the supervisors.
    pub supervised: bool,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Whether the reporter was content.
    pub content: Option<Content>,
    /// What somebody else found on a second look.
    pub rechecked: Option<bool>,
    /// Whether it was drawn for a second look.
    pub recheck_drawn: bool,
    /// The case it was merged into.
    pub merged: Option<Merged>,
    /// The case it was split from.
    pub split_from: Option<CaseId>,
    /// Who is responsible, where it was refused.
    pub responsible: Option<Text>,
    /// The catalogues its limits follow from.
    pub catalogue: String,
    /// The catalogues whose form it was opened with; empty in what was opened before they were told apart.
    #[serde(default)]
    pub form: String,
}

impl Case {
    /// Whether nothing more is to be done unless somebody objects.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }

    /// Whether there is still something to be handled: it is open, or waits for its second look.
    #[must_use]
    pub const fn is_at_work(&self) -> bool {
        let looked_at_again =
            matches!(self.state, State::Resolved) && self.recheck_drawn && self.rechecked.is_none();
        !self.is_closed() || looked_at_again
    }

    /// How many reports it stands for: the first, and each "me too".
    #[must_use]
    pub const fn reports(&self) -> u32 {
        self.me_too.saturating_add(1)
    }

    /// How many follow it, who may confirm and object.
    #[must_use]
    pub fn followers(&self) -> u32 {
        self.me_too.saturating_add(u32::from(self.has_reporter))
    }

    /// Whether this reporter has confirmed in this round.
    #[must_use]
    pub fn has_agreed(&self, reporter: Actor) -> bool {
        self.agreed.contains(&reporter.me_too())
    }

    /// Until when it takes in what is reported of the same thing. What comes later stands on its own: in another case, with a
    /// clock of its own, so that nothing new is swallowed by something old.
    #[must_use]
    pub fn takes_in_until(&self, catalogue: &Catalogue) -> Instant {
        self.clock_from.plus_seconds(i64::from(catalogue.merge_days) * 86_400)
    }

    /// Whether it is past its time.
    #[must_use]
    pub fn is_overdue(&self, now: Instant) -> bool {
        !self.is_closed() && self.due_at.is_some_and(|due| due < now)
    }

    /// When the installation looks at its offer: once the time to answer is over, or at once where the next is asked.
    #[must_use]
    pub fn offer_at(&self) -> Option<Instant> {
        let seeks = self.seeks.then_some(self.changed_at);
        self.offered.as_ref().map(|offered| offered.until).or(seeks)
    }

    /// When the next level of warning is reached.
    #[must_use]
    pub fn next_alarm(&self) -> Option<Instant> {
        self.alarms.first().map(|(at, _)| *at)
    }

    /// Evidence that is wanted and not there.
    #[must_use]
    pub fn missing(&self, wanted: &[EvidenceKind]) -> Vec<EvidenceKind> {
        let held = |kind: &EvidenceKind| self.evidence.iter().any(|one| one.kind == *kind);
        // Where no way to be reached was left, nobody can be contacted; where no point is known, nobody can stand near it.
        let moot = |kind: &EvidenceKind| match kind {
            EvidenceKind::Contact => !self.can_contact,
            EvidenceKind::LocationNear => self.place.point.is_none(),
            _ => false,
        };
        wanted.iter().copied().filter(|kind| !held(kind) && !moot(kind)).collect()
    }
}
