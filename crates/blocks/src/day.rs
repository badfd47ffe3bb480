//! A day's change of the current generation: rows that were touched in the place of what they were, at once.

use std::collections::{BTreeMap, BTreeSet};

use access::{BatchGrant, Person};
use database::{Action, Database, Room, UnitOfWork};
use kernel::{Clock, Day, Id, Ids};

use crate::{
    Blocks, ContactRow, End, EndKind, Error, EventRow, Evidence, MentionRow, NewCandidate,
    NewLineage, OrganisationRow, PersonRow, RecordRole, RelationRow, Result, Run, store,
};

/// What a day makes of the current generation.
#[derive(Clone, Debug, Default)]
pub struct DayChange {
    /// The day it speaks of.
    pub day: Option<Day>,
    /// People as they are now; those that were there before are replaced.
    pub people: Vec<PersonRow>,
    /// Organisations as they are now.
    pub organisations: Vec<OrganisationRow>,
    /// People and organisations that no record speaks of any more.
    pub gone: BTreeSet<End>,
    /// Records whose mentions are replaced: what was known of them is forgotten first.
    pub records: BTreeSet<Evidence>,
    /// Those of them whose mentions stand as they are, and that have no event: nothing is written of them.
    pub kept: BTreeSet<Evidence>,
    /// Mentions of the other records, and mentions of records beside them that went to another entity.
    pub mentions: Vec<MentionRow>,
    /// People and organisations whose relations (those that go from them) are replaced.
    pub restated: BTreeSet<End>,
    /// Of others these relations alone are taken out.
    pub ended: BTreeSet<RelationKey>,
    /// Relations that stand and say something else: they are written where they are.
    pub amended: Vec<RelationRow>,
    /// New relations, and those in the place of what is taken out.
    pub relations: Vec<RelationRow>,
    /// People and organisations whose contact points are replaced.
    pub owners: BTreeSet<End>,
    /// Of others these contact points alone are taken out.
    pub lapsed: BTreeSet<ContactKey>,
    /// Contact points that stand, by another record: they are written where they are.
    pub renewed: Vec<ContactRow>,
    /// New contact points, and those in the place of what is taken out.
    pub contacts: Vec<ContactRow>,
    /// Replaced records that spoke of events, by the place of these: the events are taken out.
    pub withdrawn: BTreeMap<[u8; 16], BTreeSet<Evidence>>,
    /// Events of these records.
    pub events: Vec<EventRow>,
    /// Sources that were read, with how many records they have more (or fewer) than before.
    pub sources: BTreeMap<String, i64>,
    /// Merges and splits.
    pub lineage: Vec<NewLineage>,
    /// Records whose pairs in the review queue are replaced. Those of the random sample stay, unless `records` has one of
    /// theirs.
    pub reviewed: BTreeSet<(EndKind, RecordRole)>,
    /// Pairs for the queue.
    pub candidates: Vec<NewCandidate>,
}

/// What tells a relation from any other: a source states one of a kind from one end to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationKey {
    /// Id of the end that it goes from.
    pub from: [u8; 16],
    /// Id of the end that it goes to.
    pub to: [u8; 16],
    /// Its kind.
    pub kind: String,
    /// The source that states it.
    pub source: String,
}

/// What tells a contact point from any other: a source states one of an owner once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContactKey {
    /// Id of its owner.
    pub owner: [u8; 16],
    /// `phone` or `email`.
    pub kind: String,
    /// Its token.
    pub token: [u8; 16],
    /// The source that states it.
    pub source: String,
}

impl DayChange {
    /// Makes the change: one transaction and one recorded action. `counts` is what the action tells, as JSON.
    ///
    /// # Errors
    /// [`Error::OtherGeneration`] where the current generation is not `generation` any more: then nothing is changed.
    pub async fn commit(
        self,
        database: &Database,
        generation: i64,
        run: Id<Run>,
        counts: &str,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<()> {
        store::ahead::look(database, generation, &self).await?;
        let mut unit = database.begin().await?;
        // Whoever is about to put another in its place waits for the end of this, and this for theirs.
        if !store::loading::hold(&mut unit, generation).await? {
            return Err(Error::OtherGeneration { expected: generation });
        }
        unit.make_room(Room::Large).await?;
        let written =
            self.write(&mut unit, database, (generation, run), counts, (ids, clock)).await;
        // The connection is everybody's, whatever became of the change.
        unit.make_room(Room::Usual).await?;
        written?;
        Ok(unit.commit().await?)
    }

    async fn write(
        self,
        unit: &mut UnitOfWork,
        database: &Database,
        (generation, run): (i64, Id<Run>),
        counts: &str,
        (ids, clock): (&Ids, &dyn Clock),
    ) -> Result<()> {
        let number = store::day::begin(unit, database, generation, run, self.day, clock).await?;
        let lineage =
            store::day::write(unit, database, generation, number, self, ids, clock).await?;
        store::lineage::insert(unit, run, lineage, ids, clock).await?;
        let action = Action {
            kind: "blocks.day",
            account: None,
            subject: format!("run:{run}"),
            reason: String::new(),
            detail: counts.to_owned(),
        };
        unit.record(&action, ids, clock).await?;
        Ok(())
    }
}

/// The current generation and the days that it took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its number.
    pub generation: i64,
    /// The run that loaded it.
    pub run: Id<Run>,
    /// The runs of its days, in order.
    pub days: Vec<Id<Run>>,
    /// When the last of them began.
    pub since: kernel::Instant,
}

impl Blocks {
    /// The current generation; `None` before the first run.
    pub async fn standing(&self) -> Result<Option<Standing>> {
        store::day::standing(self.database()).await
    }

    /// Keeps the generation that everyone sees as it is until `unit` ends: whoever takes a day into it or puts another in
    /// its place waits, and this waits for them. Before the first run there is none to keep.
    pub async fn hold(&self, unit: &mut UnitOfWork) -> Result<()> {
        if let Some(generation) = store::current_generation(self.database()).await? {
            store::loading::hold(unit, generation).await?;
        }
        Ok(())
    }

    /// Which entity each role of these records was found to be; only under a batch grant for it.
    pub async fn mentions_in(
        &self,
        grant: &BatchGrant,
        kind: EndKind,
        records: &BTreeSet<Evidence>,
    ) -> Result<Vec<MentionRow>> {
        covered(grant)?;
        let generation = store::generation(self.database()).await?;
        store::day::mentions_in(self.database(), generation, kind, records).await
    }

    /// Every mention of these entities; only under a batch grant for it.
    pub async fn mentions_of(
        &self,
        grant: &BatchGrant,
        kind: EndKind,
        entities: &BTreeSet<[u8; 16]>,
    ) -> Result<Vec<MentionRow>> {
        covered(grant)?;
        let generation = store::generation(self.database()).await?;
        store::day::mentions_of(self.database(), generation, kind, entities).await
    }

    /// Of these people and organisations those that stand, as they stand; only under a batch grant for it.
    pub async fn standing_rows(
        &self,
        grant: &BatchGrant,
        people: &[Id<Person>],
        organisations: &[Id<crate::Organisation>],
    ) -> Result<StandingRows> {
        covered(grant)?;
        let generation = store::generation(self.database()).await?;
        let ids: Vec<[u8; 16]> = organisations.iter().map(|id| id.to_bytes()).collect();
        let found = store::organisations::by_ids(self.database(), generation, &ids).await?;
        Ok(StandingRows {
            people: store::people::by_ids(self.database(), generation, people).await?,
            organisations: found.into_iter().map(|row| (row.id, row)).collect(),
        })
    }

    /// Relations that go from people or organisations, and their contact points, as they stand; only under a batch
    /// grant for it.
    pub async fn stated_of(
        &self,
        grant: &BatchGrant,
        kind: EndKind,
        ids: &[[u8; 16]],
    ) -> Result<(Vec<RelationRow>, Vec<ContactRow>)> {
        covered(grant)?;
        let generation = store::generation(self.database()).await?;
        let relations = store::relations::from(self.database(), generation, ids).await?;
        let mut contacts = Vec::new();
        for found in store::contacts::of_owners(self.database(), generation, ids).await? {
            let owner = found.owner.try_into().ok();
            let token = found.token.try_into().ok();
            if let Some((id, token)) = owner.zip(token) {
                contacts.push(ContactRow {
                    owner: End { kind, id },
                    kind: found.kind,
                    token,
                    evidence: Evidence { source: found.source, record: found.record },
                });
            }
        }
        Ok((relations, contacts))
    }
}

/// Rows of the current generation, by id.
#[derive(Clone, Debug, Default)]
pub struct StandingRows {
    /// People.
    pub people: BTreeMap<Id<Person>, PersonRow>,
    /// Organisations.
    pub organisations: BTreeMap<Id<crate::Organisation>, OrganisationRow>,
}

fn covered(grant: &BatchGrant) -> Result<()> {
    if grant.covers("block_mention") {
        return Ok(());
    }
    Err(Error::OtherGrant { held: "a batch over other tables", needed: "block_mention" })
}
