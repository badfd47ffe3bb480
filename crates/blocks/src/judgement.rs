//! Judgements: what a person said of two records, outliving every run.

use access::Account;
use database::{Action, Database};
use kernel::{Clock, Entity, Id, Ids, Instant};
use serde::{Deserialize, Serialize};

use crate::{EndKind, Error, Result, store};

/// Marks the ids of judgements.
#[derive(Debug)]
pub struct JudgementMark;
impl Entity for JudgementMark {
    const NAME: &'static str = "judgement";
}

/// A role of a record of a source: what a judgement is about. It stays when entities come and go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordRole {
    /// The source's id.
    pub source: String,
    /// The record in it.
    pub record: String,
    /// The role in the record: `self`, `landlord` …
    pub role: String,
}

impl std::fmt::Display for RecordRole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.source, self.record, self.role)
    }
}

/// What is said of two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They speak of one: every later run keeps them together.
    Same,
    /// They speak of two: every later run keeps them apart.
    Different,
    /// It cannot be told: nothing is bound, and the pair leaves the queue.
    Unsure,
}

impl Verdict {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }

    /// The verdict of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Same, Self::Different, Self::Unsure].into_iter().find(|one| one.name() == name)
    }
}

/// A judgement to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJudgement {
    /// `Person` or `Organisation`.
    pub kind: EndKind,
    /// One record.
    pub left: RecordRole,
    /// The other.
    pub right: RecordRole,
    /// What is said of them.
    pub verdict: Verdict,
    /// Why, in the reviewer's words; may be empty. No personal value belongs here.
    pub reason: String,
}

/// A judgement, standing or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Id.
    pub id: Id<JudgementMark>,
    /// `Person` or `Organisation`.
    pub kind: EndKind,
    /// The record that sorts first.
    pub left: RecordRole,
    /// The other.
    pub right: RecordRole,
    /// What was said of them.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// By whom; none for the installation itself.
    pub by: Option<Id<Account>>,
    /// When.
    pub at: Instant,
    /// When and by whom it was withdrawn, and why.
    pub withdrawn: Option<Withdrawn>,
}

/// How a judgement was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// By whom.
    pub by: Option<Id<Account>>,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: String,
}

/// The book of judgements.
///
/// A pair of records has at most one standing judgement: a new one withdraws the former. None is ever deleted.
#[derive(Clone, Debug)]
pub struct Judgements {
    database: Database,
}

impl Judgements {
    /// The book in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// Writes a judgement down: one recorded action. The next run, of a day or whole, is bound by it.
    ///
    /// # Errors
    /// [`Error::NotJudged`] where the kind is neither person nor organisation, or both records are the same.
    pub async fn judge(
        &self,
        new: NewJudgement,
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<Judgement> {
        if !matches!(new.kind, EndKind::Person | EndKind::Organisation) || new.left == new.right {
            return Err(Error::NotJudged);
        }
        let (left, right) =
            if new.left <= new.right { (new.left, new.right) } else { (new.right, new.left) };
        let judgement = Judgement {
            id: ids.next(),
            kind: new.kind,
            left,
            right,
            verdict: new.verdict,
            reason: new.reason,
            by,
            at: clock.now(),
            withdrawn: None,
        };
        let mut unit = self.database.begin().await?;
        let superseded = "superseded";
        store::judgements::withdraw_pair(&mut unit, &judgement, superseded).await?;
        store::judgements::insert(&mut unit, &judgement).await?;
        let action = Action {
            kind: "blocks.judge",
            account: by.map(Id::to_bytes),
            subject: format!("judgement:{}", judgement.id),
            reason: judgement.reason.clone(),
            detail: format!(
                "{{\"kind\":\"{}\",\"verdict\":\"{}\"}}",
                judgement.kind.name(),
                judgement.verdict.name()
            ),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(judgement)
    }

    /// Takes a judgement back: one recorded action. `None` where there is no standing judgement of this id.
    pub async fn withdraw(
        &self,
        id: Id<JudgementMark>,
        reason: &str,
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<Option<Judgement>> {
        let mut unit = self.database.begin().await?;
        if store::judgements::withdraw(&mut unit, id, reason, by, clock.now()).await? == 0 {
            unit.rollback().await?;
            return Ok(None);
        }
        let action = Action {
            kind: "blocks.withdraw_judgement",
            account: by.map(Id::to_bytes),
            subject: format!("judgement:{id}"),
            reason: reason.to_owned(),
            detail: "{}".to_owned(),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        self.find(id).await
    }

    /// One judgement, standing or withdrawn.
    pub async fn find(&self, id: Id<JudgementMark>) -> Result<Option<Judgement>> {
        store::judgements::find(&self.database, id).await
    }

    /// The standing judgement of two records, whichever is named first.
    pub async fn of_pair(
        &self,
        kind: EndKind,
        one: &RecordRole,
        other: &RecordRole,
    ) -> Result<Option<Judgement>> {
        let (left, right) = if one <= other { (one, other) } else { (other, one) };
        store::judgements::of_pair(&self.database, kind, left, right).await
    }

    /// A page of all judgements, the newest first, and how many there are.
    pub async fn page(&self, offset: u32, limit: u32) -> Result<(Vec<Judgement>, u64)> {
        store::judgements::page(&self.database, i64::from(offset), i64::from(limit)).await
    }

    /// Every standing judgement of a kind that binds (`Same` or `Different`), in the order they were given.
    pub async fn binding(&self, kind: EndKind) -> Result<Vec<Judgement>> {
        store::judgements::binding(&self.database, kind).await
    }

    /// Every judgement of a kind that was given or withdrawn at `since` or later.
    pub async fn since(&self, kind: EndKind, since: Instant) -> Result<Vec<Judgement>> {
        store::judgements::since(&self.database, kind, since).await
    }
}
