//! Signals: an access card was issued or an account opened at a dwelling. Where nobody is registered there, that becomes
//! one unnamed invitation to the dwelling and one task to offer help; used once, deleted.
//!
//! A signal has a dwelling, a kind and a day, and nothing that names or follows anybody. It is weighed once, when it comes:
//! where the block knows a registered resident it is not kept at all. What is left after a task is done, withdrawn or
//! expired is a number by grid and month.

mod letter;

pub use letter::{Letter, letter};

use std::collections::{BTreeMap, BTreeSet};

use access::Account;
use database::{Action, Database};
use kernel::{AreaPath, Clock, Day, Entity, Id, Ids};
use serde::{Deserialize, Serialize};

use crate::{Result, catalogue, store};

/// Marks the ids of signals.
#[derive(Debug)]
pub struct SignalMark;
impl Entity for SignalMark {
    const NAME: &'static str = "signal";
}

/// Marks the ids of leads: tasks that come of signals.
#[derive(Debug)]
pub struct LeadMark;
impl Entity for LeadMark {
    const NAME: &'static str = "lead";
}

/// What a signal is of.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// An access card was issued for the dwelling.
    CardIssued,
    /// A water, power, gas or other account was opened for the dwelling.
    AccountOpened,
}

impl SignalKind {
    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CardIssued => "card_issued",
            Self::AccountOpened => "account_opened",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::CardIssued, Self::AccountOpened].into_iter().find(|one| one.name() == name)
    }
}

/// A signal on its way in: a dwelling, a kind, a day, and the system that sent it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NewSignal {
    /// The unit of the register.
    pub unit: [u8; 16],
    /// What happened.
    pub kind: SignalKind,
    /// On which day.
    pub on: Day,
    /// The system that sent it.
    pub source: String,
}

/// What became of signals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// They made an invitation.
    pub invited: u64,
    /// The dwelling had one already, and it stays one: not kept.
    pub joined: u64,
    /// Somebody is registered there: not kept.
    pub unused: u64,
    /// The day was too long ago, or is still to come: not kept.
    pub stale: u64,
    /// The unit is not in the register, or is none to live in: not kept.
    pub elsewhere: u64,
}

/// How a lead was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The invitation was delivered and help offered.
    Done,
    /// There was no ground for it: the dwelling is empty, or they are registered.
    Withdrawn,
    /// Nobody came to it in time.
    Expired,
    /// Somebody registered before anybody came.
    Registered,
}

impl Outcome {
    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Registered => "registered",
        }
    }

    /// The state in which it leaves the lead.
    const fn state(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Withdrawn | Self::Expired | Self::Registered => "withdrawn",
        }
    }
}

/// An open lead: offer the dwelling help with registration. Of which signal it came is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Id.
    pub id: Id<LeadMark>,
    /// The unit.
    pub unit: [u8; 16],
    /// The grid it stands in.
    pub grid: AreaPath,
    /// Since when the task is there.
    pub made_on: Day,
    /// The day on which it goes, and the signal with it.
    pub expires_on: Day,
}

/// How many signals of a grid and month came to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalCount {
    /// The grid.
    pub grid: AreaPath,
    /// The month, `YYYY-MM`.
    pub month: String,
    /// The kind.
    pub kind: SignalKind,
    /// What came of them: an outcome's name, or `unused` or `joined`.
    pub outcome: String,
    /// How many.
    pub total: u64,
}

/// A signal is kept this many days at the longest.
pub const KEPT_DAYS: u64 = 30;

/// Relation types by which somebody is known to live at a place.
fn registered() -> BTreeSet<&'static str> {
    catalogue::relation_types()
        .iter()
        .filter(|kind| matches!(kind.group.as_str(), "residence" | "registration"))
        .filter(|kind| kind.from.iter().any(|from| from == "person"))
        .map(|kind| kind.id.as_str())
        .collect()
}

/// The signals and the leads that come of them.
#[derive(Clone, Debug)]
pub struct Signals {
    database: Database,
}

impl Signals {
    /// The signals in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// Weighs signals, and keeps those that become an invitation: one recorded action, which names no dwelling.
    pub async fn receive(
        &self,
        signals: Vec<NewSignal>,
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<Received> {
        let today = clock.now().day(0);
        let mut done = Received::default();
        let signals: BTreeSet<NewSignal> = signals.into_iter().collect();
        let fresh =
            |signal: &NewSignal| signal.on <= today && signal.on.plus_days(KEPT_DAYS) > today;
        let (timely, stale): (Vec<NewSignal>, Vec<NewSignal>) =
            signals.into_iter().partition(fresh);
        done.stale = stale.len() as u64;
        let generation = store::generation(&self.database).await?;
        let mut unit = self.database.begin().await?;
        for part in timely.chunks(500) {
            let wanted: BTreeSet<[u8; 16]> = part.iter().map(|signal| signal.unit).collect();
            let wanted: Vec<[u8; 16]> = wanted.into_iter().collect();
            let grids = store::signals::dwellings(&mut unit, &wanted).await?;
            let settled =
                store::signals::registered_at(&mut unit, generation, &wanted, &registered(), today)
                    .await?;
            let mut open = store::signals::open_leads(&mut unit, &wanted).await?;
            let (mut leads, mut kept) = (Vec::new(), Vec::new());
            let mut counted: BTreeMap<(AreaPath, String, SignalKind, &str), i64> = BTreeMap::new();
            for signal in part {
                let Some(grid) = grids.get(&signal.unit) else {
                    done.elsewhere += 1;
                    continue;
                };
                let mut count = |outcome| {
                    let key = (grid.clone(), month(signal.on), signal.kind, outcome);
                    *counted.entry(key).or_default() += 1;
                };
                if settled.contains(&signal.unit) {
                    done.unused += 1;
                    count("unused");
                    continue;
                }
                if open.contains_key(&signal.unit) {
                    done.joined += 1;
                    count("joined");
                    continue;
                }
                done.invited += 1;
                let lead = Lead {
                    id: ids.next(),
                    unit: signal.unit,
                    grid: grid.clone(),
                    made_on: today,
                    expires_on: signal.on.plus_days(KEPT_DAYS),
                };
                open.insert(signal.unit, lead.id);
                kept.push((ids.next::<SignalMark>(), lead.id, signal.clone()));
                leads.push(lead);
            }
            store::signals::insert(&mut unit, leads, kept).await?;
            store::signals::count(&mut unit, counted).await?;
        }
        let action = Action {
            kind: "blocks.signals",
            account: by.map(Id::to_bytes),
            subject: "signals:received".to_owned(),
            reason: String::new(),
            detail: serde_json::to_string(&done).unwrap_or_default(),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(done)
    }

    /// The units of these codes; one that the register does not know is absent.
    pub async fn units_of_codes(&self, codes: &[&str]) -> Result<BTreeMap<String, [u8; 16]>> {
        store::signals::units_of_codes(&self.database, codes).await
    }

    /// A page of the open leads of an area, the soonest to expire first, and how many there are.
    pub async fn leads(
        &self,
        area: &AreaPath,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<Lead>, u64)> {
        store::signals::leads(&self.database, area, offset, limit).await
    }

    /// One open lead.
    pub async fn lead(&self, id: Id<LeadMark>) -> Result<Option<Lead>> {
        store::signals::lead(&self.database, id).await
    }

    /// Closes a lead, and deletes the signals behind it: one recorded action, which names no dwelling. `false` where it is
    /// not open.
    pub async fn close(
        &self,
        id: Id<LeadMark>,
        outcome: Outcome,
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<bool> {
        let mut unit = self.database.begin().await?;
        let month = month(clock.now().day(0));
        if store::signals::close(&mut unit, &[id], outcome.name(), outcome.state(), &month).await?
            == 0
        {
            unit.rollback().await?;
            return Ok(false);
        }
        let action = Action {
            kind: "blocks.close_lead",
            account: by.map(Id::to_bytes),
            subject: format!("lead:{id}"),
            reason: String::new(),
            detail: format!("{{\"outcome\":\"{}\"}}", outcome.name()),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(true)
    }

    /// Deletes what has expired, and what nobody needs to be invited to any more, since somebody registered there. Closed
    /// leads, of which only grid and month were left, go with the month after. How many leads were closed.
    pub async fn sweep(&self, ids: &Ids, clock: &dyn Clock) -> Result<u64> {
        let today = clock.now().day(0);
        let generation = store::generation(&self.database).await?;
        let mut unit = self.database.begin().await?;
        let expired = store::signals::expired(&mut unit, today).await?;
        let settled = store::signals::settled(&mut unit, generation, &registered(), today).await?;
        let settled: Vec<_> = settled.into_iter().filter(|id| !expired.contains(id)).collect();
        let month = month(today);
        let mut closed = 0;
        for (leads, outcome) in [(expired, Outcome::Expired), (settled, Outcome::Registered)] {
            let (name, state) = (outcome.name(), outcome.state());
            closed += store::signals::close(&mut unit, &leads, name, state, &month).await?;
        }
        let forgotten = store::signals::forget_closed(&mut unit, &month).await?;
        if closed == 0 && forgotten == 0 {
            unit.rollback().await?;
            return Ok(0);
        }
        let action = Action {
            kind: "blocks.sweep_signals",
            account: None,
            subject: "signals:sweep".to_owned(),
            reason: String::new(),
            detail: format!("{{\"closed\":{closed}}}"),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(closed)
    }

    /// What came of the signals of an area, by grid and month, the newest month first.
    pub async fn counts(&self, area: &AreaPath) -> Result<Vec<SignalCount>> {
        store::signals::counts(&self.database, area).await
    }
}

/// `2026-01`.
fn month(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}
