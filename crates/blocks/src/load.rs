//! Loading a generation: everything a run found, seen by nobody until the pointer is swapped.

mod writer;

use std::collections::BTreeSet;

use database::{Action, Database, id_value};
use kernel::{Clock, Id, Ids};
use sea_orm::Value;

use crate::{
    CandidateMark, ContactRow, Error, EventRow, MentionRow, NewCandidate, NewLineage,
    OrganisationRow, PersonRow, RecordRole, RelationRow, Result, Run,
    store::{Slot, loading, values},
};
use writer::{Part, Writer};

/// A generation being loaded. Dropped without [`Load::swap`], the next load empties its slot. Rows are written in the
/// order they are given, while the next are made ready; what went wrong with them is told by a later call, and by the
/// swap at the latest.
#[derive(Debug)]
pub struct Load {
    database: Database,
    generation: i64,
    slot: &'static Slot,
    run: Id<Run>,
    position: i64,
    candidates: i64,
    queued: BTreeSet<(&'static str, RecordRole)>,
    lineage: Vec<NewLineage>,
    writer: Writer,
}

impl Load {
    /// Begins a generation in the slot that nobody reads, after emptying it of what a broken load left.
    ///
    /// # Errors
    /// [`Error::LoadHeld`] where another run is at work on it: two would mix their rows.
    pub async fn begin(database: &Database, run: Id<Run>) -> Result<Self> {
        let current = crate::store::current_generation(database).await?;
        let generation = current.unwrap_or(0) + 1;
        let slot = Slot::of(generation);
        let mut unit = database.begin().await?;
        if !loading::take(&mut unit, generation, run).await? {
            return Err(Error::LoadHeld);
        }
        slot.clear(&mut unit).await?;
        unit.commit().await?;
        Ok(Self {
            database: database.clone(),
            generation,
            slot,
            run,
            position: 0,
            candidates: 0,
            queued: BTreeSet::new(),
            lineage: Vec::new(),
            writer: Writer::begin(database.clone()),
        })
    }

    /// The number of the generation.
    #[must_use]
    pub const fn generation(&self) -> i64 {
        self.generation
    }

    /// Loads people.
    pub async fn people(&self, rows: Vec<PersonRow>) -> Result<()> {
        let values = rows.into_iter().map(|row| values::person(self.generation, row));
        self.insert(self.slot.people, &values::PERSON, values.collect::<Result<_>>()?).await
    }

    /// Loads organisations.
    pub async fn organisations(&self, rows: Vec<OrganisationRow>) -> Result<()> {
        let values = rows.into_iter().map(|row| values::organisation(self.generation, row));
        let values = values.collect::<Result<_>>()?;
        self.insert(self.slot.organisations, &values::ORGANISATION, values).await
    }

    /// Loads relations.
    pub async fn relations(&mut self, rows: Vec<RelationRow>, clock: &dyn Clock) -> Result<()> {
        let now = clock.now().micros();
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            lines.push(values::relation(self.generation, self.next_position(), now, row));
        }
        self.insert(self.slot.relations, &values::RELATION, lines).await
    }

    /// Loads contact points.
    pub async fn contacts(&mut self, rows: Vec<ContactRow>) -> Result<()> {
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            lines.push(values::contact(self.generation, self.next_position(), row));
        }
        self.insert(self.slot.contacts, &values::CONTACT, lines).await
    }

    /// Loads which entity each role of each record was found to be.
    pub async fn mentions(&self, rows: Vec<MentionRow>) -> Result<()> {
        let values = rows.into_iter().map(|row| values::mention(self.generation, row));
        self.insert(self.slot.mentions, &values::MENTION, values.collect()).await
    }

    /// Loads events.
    pub async fn events(&mut self, rows: Vec<EventRow>) -> Result<()> {
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            lines.push(values::event(self.generation, self.next_position(), row));
        }
        self.insert(self.slot.events, &values::EVENT, lines).await
    }

    /// Loads review candidates in order of rank, and what their records say.
    pub async fn candidates(&mut self, rows: Vec<NewCandidate>, ids: &Ids) -> Result<()> {
        let (mut lines, mut records) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in rows {
            let kind = row.left_entity.kind;
            let id = ids.next::<CandidateMark>();
            let next = self.candidates + 1;
            let Some((line, pair)) = values::candidate(self.generation, next, id, row)? else {
                continue;
            };
            self.candidates = next;
            lines.push(line);
            for record in pair {
                let known = record.record.clone().map(|role| (kind.name(), role));
                if known.is_some_and(|known| self.queued.insert(known)) {
                    records.extend(values::record(self.generation, kind, record));
                }
            }
        }
        self.insert(self.slot.candidates, &values::CANDIDATE, lines).await?;
        self.insert(self.slot.records, &values::RECORD, records).await
    }

    /// Keeps merges and splits until the swap, with which they become known.
    pub fn lineage(&mut self, events: Vec<NewLineage>) {
        self.lineage.extend(events);
    }

    /// Makes this the generation that everyone sees: one recorded action. What was current is emptied after it.
    ///
    /// # Errors
    /// [`Error::OtherGeneration`] where another run took hold of it, because nothing was heard of this one.
    pub async fn swap(self, counts: &str, ids: &Ids, clock: &dyn Clock) -> Result<i64> {
        self.writer.finish().await?;
        let lost = Error::OtherGeneration { expected: self.generation - 1 };
        // Before it is indexed: whoever holds the slot indexes it.
        if !loading::holds(&self.database, self.generation, self.run).await? {
            return Err(lost);
        }
        self.slot.index(&self.database).await?;
        let mut unit = self.database.begin().await?;
        if !loading::let_go(&mut unit, self.generation, self.run).await? {
            return Err(lost);
        }
        unit.execute("retire the generation", "DELETE FROM block_generation", []).await?;
        unit.execute(
            "swap the generation",
            "INSERT INTO block_generation (number, run_id, current, loaded_at) VALUES (?1, ?2, ?3, ?4)",
            [self.generation.into(), id_value(self.run), true.into(), clock.now().micros().into()],
        )
        .await?;
        crate::store::lineage::insert(&mut unit, self.run, self.lineage, ids, clock).await?;
        let action = Action {
            kind: "blocks.load",
            account: None,
            subject: format!("run:{}", self.run),
            reason: String::new(),
            detail: counts.to_owned(),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        let (mut unit, next) = (self.database.begin().await?, self.generation + 1);
        // Another run may load into it by now.
        if loading::take(&mut unit, next, self.run).await? {
            Slot::of(next).clear(&mut unit).await?;
            loading::let_go(&mut unit, next, self.run).await?;
        }
        unit.commit().await?;
        Ok(self.generation)
    }

    const fn next_position(&mut self) -> i64 {
        self.position += 1;
        self.position
    }

    async fn insert(
        &self,
        table: &'static str,
        columns: &[&'static str],
        values: Vec<Vec<Value>>,
    ) -> Result<()> {
        if values.is_empty() {
            return Ok(());
        }
        self.writer.put(Part { table, columns: columns.to_vec(), values }).await
    }
}

/// A name as it is searched: lower case, letters and digits alone.
pub(crate) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
