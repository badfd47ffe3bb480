//! The inbox for leads: what may become a case, once a person sends it.
//!
//! Signals, meters, corrections, sensors and residents' questions are delivered here, each about a thing and a place,
//! each with its reasons. Nothing is decided by a lead: an officer sends it on as a case, or sets it aside with a
//! reason.
//!
//! ```no_run
//! # async fn deliver(unit: &mut database::UnitOfWork, ids: &kernel::Ids, clock: &dyn kernel::Clock) -> casework::Result<()> {
//! use casework::{LeadPlace, Leads, LeadSource, NewLead};
//! use kernel::Text;
//!
//! let lead = NewLead {
//!     source: LeadSource::Meter,
//!     key: "leak/990101001001001/2026-01-05".into(),   // the same lead twice is one
//!     subclass: Some("livelihood.water".into()),
//!     place: LeadPlace { area: "990101/001".parse().unwrap(), at: None, point: None, label: Text::new("一栋", "Block 1") },
//!     title: Text::new("用水量突增，可能漏水", "Use of water has jumped: perhaps a leak"),
//!     reasons: vec![Text::new("日用量是常年的 8 倍", "8 times the usual daily use")],
//!     expires_at: None,
//! };
//! Leads::deliver(unit, lead, ids, clock).await?;       // within the unit of work of whoever delivers
//! # Ok(()) }
//! ```

use access::Account;
use database::{Change, Database, UnitOfWork};
use kernel::{AreaPath, Clock, Id, Ids, Instant, Text};
use serde::{Deserialize, Serialize};

pub use crate::case::CasePlace as LeadPlace;
use crate::{CaseId, Error, LeadId, Result, redact::redact, store, words::LeadSource};

/// A lead on its way in. About a thing and a place; nothing here names a person.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLead {
    /// Who delivers it.
    pub source: LeadSource,
    /// What it is called there: delivered again under the same key, it is the same lead.
    pub key: String,
    /// What it seems to be about; an id of the catalogue.
    pub subclass: Option<String>,
    /// Where.
    pub place: LeadPlace,
    /// What is seen, in one line.
    pub title: Text,
    /// Why it is thought so, one line each.
    pub reasons: Vec<Text>,
    /// When it is no longer worth a look; it goes by itself then.
    pub expires_at: Option<Instant>,
}

/// What became of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadState {
    /// Somebody is to look at it.
    Waiting,
    /// Sent on as a case.
    Sent,
    /// Set aside.
    SetAside,
}

impl LeadState {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::SetAside => "set_aside",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Sent, Self::SetAside].into_iter().find(|one| one.name() == name)
    }
}

/// A lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// Its id.
    pub id: LeadId,
    /// Its place in the inbox.
    pub seq: i64,
    /// Who delivered it.
    pub source: LeadSource,
    /// What it seems to be about.
    pub subclass: Option<String>,
    /// Where.
    pub place: LeadPlace,
    /// What is seen.
    pub title: Text,
    /// Why it is thought so.
    pub reasons: Vec<Text>,
    /// What became of it.
    pub state: LeadState,
    /// The case it was sent on as.
    pub case: Option<CaseId>,
    /// When it was delivered.
    pub delivered_at: Instant,
    /// When it goes by itself.
    pub expires_at: Option<Instant>,
    /// Why it was set aside.
    pub decided_reason: Option<String>,
}

/// A lead that somebody decided: what it is called where it came from, and what became of it. Who decided is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedLead {
    /// What it is called there.
    pub key: String,
    /// The id of its building or unit, where it is at one.
    pub place: Option<[u8; 16]>,
    /// Sent on or set aside.
    pub state: LeadState,
    /// When.
    pub at: Instant,
}

/// Which leads.
#[derive(Clone, Debug, Default)]
pub struct LeadFilter {
    /// Within this area.
    pub area: AreaPath,
    /// From this source alone.
    pub source: Option<LeadSource>,
    /// Before this place in the inbox; from the newest on where there is none.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// The inbox.
#[derive(Clone, Debug)]
pub struct Leads {
    database: Database,
}

impl Leads {
    /// The inbox in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// Delivers a lead within the unit of work of whoever found it. Delivered again under the same key, nothing
    /// happens: what was decided stays decided, for as long as decided leads are kept (`decided_leads` of the page of
    /// periods).
    ///
    /// # Errors
    /// [`Error::NamesAPerson`] where title or reasons hold a telephone or identity number, an e-mail address or a plate.
    pub async fn deliver(
        unit: &mut UnitOfWork,
        lead: NewLead,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<()> {
        let texts = lead.reasons.iter().chain([&lead.title, &lead.place.label]);
        for text in texts.flat_map(|text| [&text.zh, &text.en]) {
            if redact(text) != *text {
                return Err(Error::NamesAPerson(redact(text)));
            }
        }
        let id: LeadId = ids.next();
        if store::leads::insert(unit, id, &lead, clock.now()).await? {
            let change = Change {
                topic: "leads",
                kind: "lead.delivered".to_owned(),
                subject: format!("lead:{id}"),
                detail: serde_json::json!({
                    "source": lead.source.name(), "area": lead.place.area, "subclass": lead.subclass,
                })
                .to_string(),
            };
            unit.publish(&change, ids, clock).await?;
        }
        Ok(())
    }

    /// Leads that wait, the newest first.
    pub async fn waiting(&self, filter: &LeadFilter) -> Result<Vec<Lead>> {
        store::leads::waiting(&self.database, filter).await
    }

    /// How many wait in an area, counted up to 1,000.
    pub async fn count(&self, area: &AreaPath) -> Result<u64> {
        store::leads::count(&self.database, area).await
    }

    /// What became of what a source delivered: its keys, what was decided last first, at most so many.
    pub async fn of_source(
        &self,
        source: LeadSource,
        limit: u32,
    ) -> Result<Vec<(String, LeadState)>> {
        store::leads::of_source(&self.database, source, limit).await
    }

    /// What a source delivered that somebody decided, the last first, at most so many.
    pub async fn decided(&self, source: LeadSource, limit: u32) -> Result<Vec<DecidedLead>> {
        store::leads::decided(&self.database, source, limit).await
    }

    /// What a source delivered of these buildings and units that somebody decided, the last first, at most so many.
    pub async fn decided_at(
        &self,
        source: LeadSource,
        places: &[[u8; 16]],
        limit: u32,
    ) -> Result<Vec<DecidedLead>> {
        store::leads::decided_at(&self.database, source, places, limit).await
    }

    /// A lead.
    pub async fn find(&self, id: LeadId) -> Result<Option<Lead>> {
        store::leads::find(&self.database, id).await
    }

    /// Sets a lead aside, with the reason: one recorded action.
    ///
    /// # Errors
    /// [`Error::NoLead`] where it does not wait.
    pub async fn set_aside(
        &self,
        id: LeadId,
        reason: &str,
        by: Id<Account>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<()> {
        let mut unit = self.database.begin().await?;
        let now = clock.now();
        store::leads::decide(&mut unit, id, LeadState::SetAside, None, by, reason, now).await?;
        store::letters::forget(&mut unit, id).await?;
        let action = database::Action {
            kind: "casework.set_lead_aside",
            account: Some(by.to_bytes()),
            subject: format!("lead:{id}"),
            reason: redact(reason),
            detail: "{}".to_owned(),
        };
        unit.record(&action, ids, clock).await?;
        Ok(unit.commit().await?)
    }

    /// Deletes leads whose time is over and that nobody decided: signals are used once, then gone. How many went.
    pub async fn drop_expired(&self, now: Instant) -> Result<u64> {
        let mut unit = self.database.begin().await?;
        let gone = store::leads::drop_expired(&mut unit, now).await?;
        store::letters::forget_decided(&mut unit).await?;
        unit.commit().await?;
        Ok(gone)
    }
}
