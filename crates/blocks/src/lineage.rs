//! Lineage: how entities merged and split, so that an old id still leads somewhere and a merge can be undone.

use access::Account;
use database::Database;
use kernel::{Clock, Entity, Id, Ids, Instant};
use serde::{Deserialize, Serialize};

use crate::{
    End, EndKind, Error, Judgement, Judgements, NewJudgement, RecordRole, Result, Run, Verdict,
    store,
};

/// Marks the ids of lineage events.
#[derive(Debug)]
pub struct LineageMark;
impl Entity for LineageMark {
    const NAME: &'static str = "lineage";
}

/// What happened to two entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineageEvent {
    /// `from` became part of `to`, the older id; `from` leads there since.
    Merge,
    /// Records left `from`, which kept the majority, and became `to`.
    Split,
}

impl LineageEvent {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
        }
    }

    /// The event of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Merge, Self::Split].into_iter().find(|one| one.name() == name)
    }
}

/// A merge or split that a run found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLineage {
    /// What happened.
    pub event: LineageEvent,
    /// The entity that was.
    pub from: End,
    /// The entity that is; of the same kind.
    pub to: End,
    /// The records that went from one to the other, in order.
    pub moved: Vec<RecordRole>,
    /// A record that was, or stayed, on the other side: an undo judges it and the first that went.
    pub stayed: Option<RecordRole>,
}

/// A merge or split, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// Id.
    pub id: Id<LineageMark>,
    /// `Person` or `Organisation`.
    pub kind: EndKind,
    /// What happened.
    pub event: LineageEvent,
    /// The entity that was.
    pub from: [u8; 16],
    /// The entity that is.
    pub to: [u8; 16],
    /// How many records went.
    pub records: u64,
    /// The run.
    pub run: Id<Run>,
    /// When.
    pub at: Instant,
    /// When it was undone.
    pub undone_at: Option<Instant>,
}

/// A merge or split with what a screen tells of it. Records are told by their sources alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineageTold {
    /// The event.
    pub lineage: Lineage,
    /// The number of the run that found it; none where the run is no longer known.
    pub run_number: Option<i64>,
    /// Whether a judgement asked for it; else the run's evidence did.
    pub is_judged: bool,
    /// The sources of the records it concerned.
    pub sources: Vec<String>,
}

/// The book of merges and splits. Ids and counts; no value of a person.
#[derive(Clone, Debug)]
pub struct LineageBook {
    database: Database,
}

/// Redirects that are followed before an id counts as lost.
const MOST_REDIRECTS: usize = 100;

impl LineageBook {
    /// The book in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// What happened to an entity, the newest first; 500 events at most.
    pub async fn of(&self, entity: End) -> Result<Vec<Lineage>> {
        store::lineage::of(&self.database, entity).await
    }

    /// A page of all events, the newest first, and how many there are.
    pub async fn page(&self, offset: u32, limit: u32) -> Result<(Vec<LineageTold>, u64)> {
        store::lineage::page(&self.database, i64::from(offset), i64::from(limit)).await
    }

    /// What happened to an organisation, the newest first; 500 events at most.
    pub async fn of_organisation(&self, id: Id<crate::Organisation>) -> Result<Vec<LineageTold>> {
        store::lineage::of_many(&self.database, EndKind::Organisation, &[id.to_bytes()]).await
    }

    /// One event.
    pub async fn find(&self, id: Id<LineageMark>) -> Result<Option<Lineage>> {
        store::lineage::find(&self.database, id).await
    }

    /// The entity an id stands for today: itself, or what it was merged into; `None` where it leads nowhere.
    pub async fn today(&self, entity: End) -> Result<Option<End>> {
        let generation = store::generation(&self.database).await?;
        let mut at = entity;
        for _ in 0..MOST_REDIRECTS {
            if store::lineage::stands(&self.database, generation, at).await? {
                return Ok(Some(at));
            }
            match store::lineage::merged_into(&self.database, at).await? {
                Some(id) => at = End { kind: at.kind, id },
                None => break,
            }
        }
        Ok(None)
    }

    /// Every undone merge of a kind: a record that had moved, and the entity it came from. The run after the undoing
    /// gives the part with that record its id back.
    pub async fn returning(&self, kind: EndKind) -> Result<Vec<(RecordRole, [u8; 16])>> {
        store::lineage::returning(&self.database, kind).await
    }

    /// Undoes a merge or a split by a judgement of the records it concerned, and withdraws the judgements between both
    /// sides that said the contrary. The next run follows it; withdrawing the judgement takes the undoing back.
    ///
    /// # Errors
    /// [`Error::NotUndone`] where the event is unknown, undone already, or left no record to judge.
    pub async fn undo(
        &self,
        id: Id<LineageMark>,
        reason: &str,
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<Judgement> {
        let found = self.find(id).await?.filter(|event| event.undone_at.is_none());
        let event = found.ok_or(Error::NotUndone)?;
        let witness = store::lineage::witness(&self.database, id).await?;
        let (left, right) = witness.ok_or(Error::NotUndone)?;
        let verdict = match event.event {
            LineageEvent::Merge => Verdict::Different,
            LineageEvent::Split => Verdict::Same,
        };
        let new =
            NewJudgement { kind: event.kind, left, right, verdict, reason: reason.to_owned() };
        let judgement = Judgements::new(self.database.clone()).judge(new, by, ids, clock).await?;
        let mut unit = self.database.begin().await?;
        store::lineage::mark_undone(&mut unit, id, clock.now()).await?;
        let against = match event.event {
            LineageEvent::Merge => Verdict::Same,
            LineageEvent::Split => Verdict::Different,
        };
        store::judgements::withdraw_across(&mut unit, id, against, by, clock.now()).await?;
        let action = database::Action {
            kind: "blocks.undo_lineage",
            account: by.map(Id::to_bytes),
            subject: format!("lineage:{id}"),
            reason: reason.to_owned(),
            detail: format!("{{\"judgement\":\"{}\"}}", judgement.id),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(judgement)
    }
}
