//! Loading a generation: everything a run found, seen by nobody until the pointer is swapped.

mod writer;

use std::collections::BTreeSet;

use database::{Action, Database, id_value};
use kernel::{Clock, Id, Ids};
use sea_orm::Value;

use crate::{
    CandidateMark, ContactRow, EndKind, Error, EventRow, MentionRow, NewCandidate, NewLineage,
    OrganisationRow, PersonRow, RecordRole, RecordRow, RelationRow, Result, Run, store::Slot,
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
    pub async fn begin(database: &Database, run: Id<Run>) -> Result<Self> {
        let current = crate::store::current_generation(database).await?;
        let generation = current.unwrap_or(0) + 1;
        let slot = Slot::of(generation);
        let mut unit = database.begin().await?;
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
        let columns = [
            "generation",
            "id",
            "name",
            "sex",
            "born_on",
            "registered_here",
            "occupation_class",
            "education_class",
            "document",
            "number_token",
            "record_count",
            "provenance",
        ];
        let generation = self.generation;
        let values = rows.into_iter().map(|row| {
            Ok(vec![
                generation.into(),
                id_value(row.id),
                row.name.into(),
                row.sex.into(),
                row.born_on.map(|day| day.to_string()).into(),
                row.registered_here.into(),
                row.occupation_class.into(),
                row.education_class.into(),
                row.document.into(),
                row.number_token.map(|token| token.to_vec()).into(),
                count(row.records),
                json(&row.provenance)?,
            ])
        });
        self.insert(self.slot.people, &columns, values.collect::<Result<_>>()?).await
    }

    /// Loads organisations.
    pub async fn organisations(&self, rows: Vec<OrganisationRow>) -> Result<()> {
        let columns = [
            "generation",
            "id",
            "name",
            "folded",
            "number",
            "industry",
            "record_count",
            "provenance",
        ];
        let generation = self.generation;
        let values = rows.into_iter().map(|row| {
            Ok(vec![
                generation.into(),
                id_value(row.id),
                row.name.clone().into(),
                folded(&row.name).into(),
                row.number.into(),
                row.industry.into(),
                count(row.records),
                json(&row.provenance)?,
            ])
        });
        self.insert(self.slot.organisations, &columns, values.collect::<Result<_>>()?).await
    }

    /// Loads relations.
    pub async fn relations(&mut self, rows: Vec<RelationRow>, clock: &dyn Clock) -> Result<()> {
        let columns = [
            "generation",
            "position",
            "kind",
            "from_kind",
            "from_id",
            "to_kind",
            "to_id",
            "valid_from",
            "valid_to",
            "address_class",
            "source",
            "record",
            "record_count",
            "recorded_at",
        ];
        let now = clock.now().micros();
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            values.push(vec![
                self.generation.into(),
                self.next_position(),
                row.kind.into(),
                row.from.kind.name().into(),
                row.from.id.to_vec().into(),
                row.to.kind.name().into(),
                row.to.id.to_vec().into(),
                row.valid_from.map(|day| day.to_string()).into(),
                row.valid_to.map(|day| day.to_string()).into(),
                row.address_class.into(),
                row.evidence.source.into(),
                row.evidence.record.into(),
                count(row.records),
                now.into(),
            ]);
        }
        self.insert(self.slot.relations, &columns, values).await
    }

    /// Loads contact points.
    pub async fn contacts(&mut self, rows: Vec<ContactRow>) -> Result<()> {
        let columns = [
            "generation",
            "position",
            "owner_kind",
            "owner_id",
            "kind",
            "token",
            "source",
            "record",
        ];
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            values.push(vec![
                self.generation.into(),
                self.next_position(),
                row.owner.kind.name().into(),
                row.owner.id.to_vec().into(),
                row.kind.into(),
                row.token.to_vec().into(),
                row.evidence.source.into(),
                row.evidence.record.into(),
            ]);
        }
        self.insert(self.slot.contacts, &columns, values).await
    }

    /// Loads which entity each role of each record was found to be.
    pub async fn mentions(&self, rows: Vec<MentionRow>) -> Result<()> {
        let columns = ["generation", "kind", "source", "record", "role", "entity_id"];
        let generation = self.generation;
        let values = rows.into_iter().map(|row| {
            vec![
                generation.into(),
                row.entity.kind.name().into(),
                row.evidence.source.into(),
                row.evidence.record.into(),
                row.role.into(),
                row.entity.id.to_vec().into(),
            ]
        });
        self.insert(self.slot.mentions, &columns, values.collect()).await
    }

    /// Loads events.
    pub async fn events(&mut self, rows: Vec<EventRow>) -> Result<()> {
        let columns = [
            "generation",
            "position",
            "category",
            "occurred_on",
            "place_kind",
            "place_id",
            "address_class",
            "source",
            "record",
        ];
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            values.push(vec![
                self.generation.into(),
                self.next_position(),
                row.category.into(),
                row.on.to_string().into(),
                row.place.kind.name().into(),
                row.place.id.to_vec().into(),
                row.address_class.into(),
                row.evidence.source.into(),
                row.evidence.record.into(),
            ]);
        }
        self.insert(self.slot.events, &columns, values).await
    }

    /// Loads review candidates in order of rank, and what their records say.
    pub async fn candidates(&mut self, rows: Vec<NewCandidate>, ids: &Ids) -> Result<()> {
        let columns = [
            "generation",
            "position",
            "id",
            "kind",
            "reason",
            "left_source",
            "left_record",
            "left_role",
            "left_entity",
            "right_source",
            "right_record",
            "right_role",
            "right_entity",
            "weight",
            "probability",
            "area",
            "steps",
        ];
        let (mut lines, mut records) = (Vec::with_capacity(rows.len()), Vec::new());
        for mut row in rows {
            let steps = serde_json::to_string(&row.steps)
                .map_err(|cause| Error::Stored { what: "steps", found: cause.to_string() })?;
            if row.left.record > row.right.record {
                std::mem::swap(&mut row.left, &mut row.right);
                std::mem::swap(&mut row.left_entity, &mut row.right_entity);
            }
            let (Some(left), Some(right)) = (row.left.record.clone(), row.right.record.clone())
            else {
                continue;
            };
            self.candidates += 1;
            lines.push(vec![
                self.generation.into(),
                self.candidates.into(),
                id_value(ids.next::<CandidateMark>()),
                row.left_entity.kind.name().into(),
                row.reason.name().into(),
                left.source.into(),
                left.record.into(),
                left.role.into(),
                row.left_entity.id.to_vec().into(),
                right.source.into(),
                right.record.into(),
                right.role.into(),
                row.right_entity.id.to_vec().into(),
                row.weight.into(),
                row.probability.into(),
                row.area.as_str().into(),
                steps.into(),
            ]);
            for record in [row.left, row.right] {
                let kind = row.left_entity.kind;
                let known = record.record.clone().map(|role| (kind.name(), role));
                if known.is_some_and(|known| self.queued.insert(known)) {
                    records.extend(self.record(kind, record));
                }
            }
        }
        self.insert(self.slot.candidates, &columns, lines).await?;
        self.insert(self.slot.records, &RECORD_COLUMNS, records).await
    }

    fn record(&self, kind: EndKind, row: RecordRow) -> Option<Vec<Value>> {
        let record = row.record?;
        Some(vec![
            self.generation.into(),
            kind.name().into(),
            record.source.into(),
            record.record.into(),
            record.role.into(),
            row.as_of.map(|day| day.to_string()).into(),
            row.name.into(),
            row.sex.into(),
            row.born_on.map(|day| day.to_string()).into(),
            row.document.into(),
            row.number_token.map(|token| token.to_vec()).into(),
            row.phone_token.map(|token| token.to_vec()).into(),
            row.public_number.into(),
            row.place.map(|place| place.kind.name()).into(),
            row.place.map(|place| place.id.to_vec()).into(),
            row.address.into(),
        ])
    }

    /// Keeps merges and splits until the swap, with which they become known.
    pub fn lineage(&mut self, events: Vec<NewLineage>) {
        self.lineage.extend(events);
    }

    /// Makes this the generation that everyone sees: one recorded action. What was current is emptied after it.
    pub async fn swap(self, counts: &str, ids: &Ids, clock: &dyn Clock) -> Result<i64> {
        self.writer.finish().await?;
        self.slot.index(&self.database).await?;
        let mut unit = self.database.begin().await?;
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
        let mut unit = self.database.begin().await?;
        Slot::of(self.generation + 1).clear(&mut unit).await?;
        unit.commit().await?;
        Ok(self.generation)
    }

    fn next_position(&mut self) -> Value {
        self.position += 1;
        self.position.into()
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

/// Columns of the records in the queue.
const RECORD_COLUMNS: [&str; 16] = [
    "generation",
    "kind",
    "source",
    "record",
    "role",
    "as_of",
    "name",
    "sex",
    "born_on",
    "document",
    "number_token",
    "phone_token",
    "public_number",
    "place_kind",
    "place_id",
    "address",
];

/// A name as it is searched: lower case, letters and digits alone.
pub(crate) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn count(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

fn json(provenance: &crate::Provenance) -> Result<Value> {
    let text = serde_json::to_string(provenance)
        .map_err(|cause| Error::Stored { what: "provenance", found: cause.to_string() })?;
    Ok(text.into())
}
