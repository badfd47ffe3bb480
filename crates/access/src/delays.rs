//! A lawful delay: the looks of one official on one case are told to whom they
//! are of on a later day. Auditors see them at once; another account agrees
//! beforehand; and the day releases them by itself, since each line of the log
//! carries it.

use kernel::{AreaPath, Entity, Id, Instant};
use serde::{Deserialize, Serialize};

use crate::{
    Access, Account, Action, Basis, Error, Grant, Keeper, Principal, Resource,
    store::delays as store,
};

/// Marks the ids of delays.
#[derive(Clone, Copy, Debug)]
pub struct DelayMark;
impl Entity for DelayMark {
    const NAME: &'static str = "delay";
}

/// What a line of the log says of the delay under which it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delayed {
    /// The delay.
    pub id: Id<DelayMark>,
    /// When whom it is of is told, by itself.
    pub until: Instant,
}

/// Why a look was told later than others, once it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldLater {
    /// Since when it is told.
    pub until: Instant,
    /// The legal basis, as whoever looked stated it; empty where the delay itself is no longer kept.
    pub legal_basis: String,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct DelayRequest {
    /// The case that the looks will rest on, confirmed to be the asker's to handle ([`CaseGround`](crate::CaseGround)).
    pub case: Basis,
    /// Where it is.
    pub area: AreaPath,
    /// When the looks are told.
    pub until: Instant,
    /// The legal basis. Whom the looks are of reads it, so that it names nobody.
    pub legal_basis: String,
    /// What telling at once would harm; for auditors alone.
    pub reason: String,
}

/// A lawful delay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay {
    /// Its id.
    pub id: Id<DelayMark>,
    /// Who asked, and whose looks are told later.
    pub account: Id<Account>,
    /// Their login.
    pub login: String,
    /// The number of the case.
    pub case: String,
    /// Where it is.
    pub area: AreaPath,
    /// The legal basis.
    pub legal_basis: String,
    /// What telling at once would harm.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: Instant,
    /// When the looks are told.
    pub until: Instant,
    /// What somebody else said; `None` until they did, and nothing is held back before.
    pub decision: Option<DelayDecision>,
}

/// What an auditor said to a delay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayDecision {
    /// Who.
    pub decider: Id<Account>,
    /// When.
    pub decided_at: Instant,
    /// Whether they agreed.
    pub agreed: bool,
    /// Why.
    pub note: String,
}

/// No look is told later than this after its delay was asked for, seconds: 90 days. Where the log is kept for less than twice as
/// long, half of that: what is told later is there to be told.
const LONGEST_S: i64 = 90 * 86_400;
/// Delays on a page.
const LISTED: u32 = 200;

impl Access {
    /// Asks that one's looks on a case of one's own be told later. Nothing is
    /// held back until somebody else agrees, and no look of before.
    pub async fn ask_delay(
        &self,
        principal: &Principal,
        asked: DelayRequest,
    ) -> Result<Delay, Error> {
        let action = Action::ReadsDelay;
        self.authorize(principal, action, &Resource::within(asked.area.clone()))?;
        let case = match &asked.case {
            Basis::Case(case) if case.is_confirmed_for(principal.account) => {
                case.number().to_owned()
            }
            _ => return Err(Error::NoCase { action }),
        };
        for words in [&asked.legal_basis, &asked.reason] {
            if !Basis::Reason(words.clone()).is_stated() {
                return Err(Error::NoBasis { action });
            }
        }
        let now = self.now();
        let longest = LONGEST_S.min(self.settings.reads_kept_s / 2);
        if asked.until <= now || asked.until > now.plus_seconds(longest) {
            return Err(Error::NoDelay);
        }
        let delay = Delay {
            id: self.ids.next(),
            account: principal.account,
            login: principal.login.clone(),
            case,
            area: asked.area,
            legal_basis: asked.legal_basis.trim().to_owned(),
            reason: asked.reason.trim().to_owned(),
            asked_at: now,
            until: asked.until,
            decision: None,
        };
        let mut unit = self.database.begin().await?;
        store::insert(&mut unit, &delay).await?;
        let subject = format!("delay:{}", delay.id);
        self.record_of(&mut unit, "delay.ask", Keeper::Account(principal), subject).await?;
        unit.commit().await?;
        Ok(delay)
    }

    /// One's own delays; for auditors those of everybody, of which the
    /// undecided come first.
    pub async fn delays(&self, principal: &Principal) -> Result<Vec<Delay>, Error> {
        let whole = Resource::within(AreaPath::whole());
        let decides = self.authorize(principal, Action::ReadsDecideDelay, &whole).is_ok();
        let of = (!decides).then_some(principal.account);
        store::list(&self.database, of, LISTED).await
    }

    /// Agrees to a delay or refuses it: once, before its day. Whoever asked does not.
    pub async fn decide_delay(
        &self,
        principal: &Principal,
        id: Id<DelayMark>,
        agreed: bool,
        note: &str,
    ) -> Result<(), Error> {
        let action = Action::ReadsDecideDelay;
        self.authorize(principal, action, &Resource::within(AreaPath::whole()))?;
        if !Basis::Reason(note.to_owned()).is_stated() {
            return Err(Error::NoBasis { action });
        }
        let decision = DelayDecision {
            decider: principal.account,
            decided_at: self.now(),
            agreed,
            note: note.trim().to_owned(),
        };
        let mut unit = self.database.begin().await?;
        if !store::decide(&mut unit, id, &decision).await? {
            return Err(Error::NotDecidable);
        }
        let subject = format!("delay:{id}");
        self.record_of(&mut unit, "delay.decide", Keeper::Account(principal), subject).await?;
        Ok(unit.commit().await?)
    }

    /// Up to which day `grant` sees what is told: an auditor everything at once, anybody else what is told by now.
    pub(crate) fn told_by(&self, grant: &Grant) -> Instant {
        if grant.action() == Action::ReadsAudit {
            Instant::from_micros(i64::MAX)
        } else {
            self.now()
        }
    }

    /// The delay under which a look by `grant` is told, where one is agreed and its day has not come.
    pub(crate) async fn delay_of(&self, grant: &Grant) -> Result<Option<Delayed>, Error> {
        let Some(case) = grant.case() else { return Ok(None) };
        store::in_force(&self.database, grant.account, case, self.now()).await
    }
}
