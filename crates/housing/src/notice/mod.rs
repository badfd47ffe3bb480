//! Notices: what an office tells those who answer for a place, numbered, in both languages, with a mark by which anybody
//! finds out whether the paper in their hand stands. A notice tells a deed that was done; it does nothing itself.

mod paper;
mod refusal;
mod words;

use access::Tokenizer;
use kernel::{Instant, Text};
use serde::{Deserialize, Serialize};

pub(crate) use paper::moment;
pub use paper::{Line, Paper};
pub use refusal::NoticeRefusal;
pub use words::{Addressee, NoticeKind, NoticeStanding, ServiceWay};

use crate::{
    AccountId, ActionId, Deadlines, Evidence, EvidenceKind, HazardId, Limit, NoticeId, Place,
    Result, actor::missing, code::written, store::to_json,
};

/// What marks are on.
const OF: &str = "notice of housing";
/// A reminder goes out when this part of the time is left.
const LEFT: i64 = 4;

/// What a notice says of a hazard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutHazard {
    /// Which.
    pub id: HazardId,
    /// What it is.
    pub title: Text,
    /// What puts it right.
    pub fix: Text,
    /// Whether it was found to be put right, where somebody looked.
    pub fixed: Option<bool>,
}

/// What stands on the paper, as it was when it was issued. Nobody is named; why lies in the words of the deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Year and serial number, as `2026-000012`; never given again.
    pub number: String,
    /// What it tells.
    pub kind: NoticeKind,
    /// The deed that it tells.
    pub action: ActionId,
    /// Where.
    pub place: Place,
    /// The code of the place.
    pub code: String,
    /// Its address.
    pub address: Text,
    /// The hazard, where it is of one.
    pub hazard: Option<AboutHazard>,
    /// The office that issues it.
    pub office: Text,
    /// The office that a hazard goes to.
    pub to_office: Option<Text>,
    /// Until when it is to be put right, by the working calendar.
    pub due_at: Option<Instant>,
    /// The legal basis as whoever issues it states it; nothing where none was stated.
    pub basis: Option<String>,
    /// When it was issued.
    pub issued_at: Instant,
}

/// How a notice reached somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// How.
    pub way: ServiceWay,
    /// Whom, by what they are there; nothing where the app told whoever answers for the place.
    pub to: Option<Addressee>,
    /// When.
    pub at: Instant,
    /// Who saw to it; nothing where the installation did.
    pub by: Option<AccountId>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// A notice as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// Actions so far.
    pub version: u32,
    /// What stands on it.
    pub content: Content,
    /// Who issued it.
    pub by: AccountId,
    /// How it reached those whom it is for.
    pub services: Vec<Service>,
    /// When those whom it is for were reminded.
    pub reminded_at: Option<Instant>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
    /// Accounts that answer for the place and said that they read it.
    #[serde(default)]
    pub acknowledged: Vec<Acknowledged>,
}

/// Somebody whom a notice is for said that they read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// Something that is done to a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum NoticeDeed {
    /// It is issued. The first action of every notice.
    Issue,
    /// It reached somebody.
    Serve {
        /// How.
        way: ServiceWay,
        /// Whom, by what they are there.
        to: Addressee,
    },
    /// Somebody whom it is for read it.
    Acknowledge,
    /// Time is nearly over.
    Remind,
    /// It was issued in error.
    Withdraw,
}

impl NoticeDeed {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Serve { .. } => "serve",
            Self::Acknowledge => "acknowledge",
            Self::Remind => "remind",
            Self::Withdraw => "withdraw",
        }
    }
}

/// Who does something to a notice, when, and what goes with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doing<'a> {
    pub(crate) at: Instant,
    pub(crate) by: AccountId,
    pub(crate) evidence: &'a [Evidence],
    pub(crate) has_words: bool,
}

impl Notice {
    /// The mark on what stands on it, 26 letters and digits: nobody without the installation's key makes one, and it fits no
    /// other content.
    pub fn digest(&self, tokenizer: &Tokenizer) -> Result<String> {
        let text = to_json("housing_notice.content", &self.content)?;
        Ok(written(&tokenizer.mark(OF, text.as_bytes())))
    }

    /// Whether it reached anybody.
    #[must_use]
    pub fn is_served(&self) -> bool {
        !self.services.is_empty()
    }

    /// Whether it asks something of those who answer for the place, so that they may object to it.
    #[must_use]
    pub fn may_be_objected_to(&self) -> bool {
        let fixed = self.content.hazard.as_ref().and_then(|hazard| hazard.fixed);
        match self.content.kind {
            NoticeKind::Order | NoticeKind::Suspension => true,
            NoticeKind::Reinspection => fixed == Some(false),
            NoticeKind::Referral | NoticeKind::Lifting => false,
        }
    }

    /// Until when it may be objected to: so many days from when it first reached somebody who answers for the place. Nothing
    /// before it did.
    #[must_use]
    pub fn object_until(&self, days: u32, deadlines: &impl Deadlines) -> Option<Instant> {
        let theirs =
            |service: &&Service| !matches!(service.to, Some(Addressee::Tenant | Addressee::Office));
        let served_at = self.services.iter().filter(theirs).map(|service| service.at).min()?;
        Some(deadlines.due(served_at, Limit::days(days)))
    }

    /// When this account said that it read it.
    #[must_use]
    pub fn acknowledged_at(&self, account: AccountId) -> Option<Instant> {
        let said = self.acknowledged.iter().find(|said| said.by == account);
        said.map(|said| said.at)
    }

    /// When those whom it is for are to be reminded: when a quarter of their time is left. Nothing where there is no time to
    /// keep, or they were.
    #[must_use]
    pub fn remind_at(&self) -> Option<Instant> {
        let asks = matches!(self.content.kind, NoticeKind::Order | NoticeKind::Reinspection);
        let due = self.content.due_at.filter(|_| asks)?;
        let time_s = due.seconds_since(self.content.issued_at);
        let waits = self.reminded_at.is_none() && self.withdrawn_at.is_none() && time_s > 0;
        waits.then(|| due.plus_seconds(-(time_s / LEFT)))
    }

    /// What becomes of it by somebody's deed; or why it is not done.
    pub(crate) fn step(&self, deed: &NoticeDeed, doing: Doing<'_>) -> Result<Self, NoticeRefusal> {
        if self.withdrawn_at.is_some() {
            return Err(NoticeRefusal::NotStanding);
        }
        let mut next = self.clone();
        next.version += 1;
        match deed {
            NoticeDeed::Issue
            | NoticeDeed::Remind
            | NoticeDeed::Serve { way: ServiceWay::App, .. } => {
                return Err(NoticeRefusal::NotTheirs);
            }
            NoticeDeed::Serve { way, to } => {
                if *way == ServiceWay::Posted
                    && !missing(&[EvidenceKind::Photo], doing.evidence).is_empty()
                {
                    return Err(NoticeRefusal::NoPhoto);
                }
                next.services.push(Service {
                    way: *way,
                    to: Some(*to),
                    at: doing.at,
                    by: Some(doing.by),
                    evidence: doing.evidence.to_vec(),
                });
            }
            NoticeDeed::Acknowledge => {
                if self.acknowledged_at(doing.by).is_some() {
                    return Err(NoticeRefusal::Acknowledged);
                }
                next.acknowledged.push(Acknowledged { by: doing.by, at: doing.at });
            }
            NoticeDeed::Withdraw => {
                if !doing.has_words {
                    return Err(NoticeRefusal::NoWords);
                }
                next.withdrawn_at = Some(doing.at);
            }
        }
        Ok(next)
    }
}
