//! The tables of a generation, twice: one slot is read while the other is filled.
//!
//! A slot is emptied whole, filled without its indexes and indexed afterwards, so that a load of tens of millions of
//! rows appends and sorts; it never seeks through trees larger than memory.

use database::{Database, Dialect, UnitOfWork};

use crate::Result;

/// Names of the tables of one slot.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) people: &'static str,
    pub(crate) organisations: &'static str,
    pub(crate) relations: &'static str,
    pub(crate) contacts: &'static str,
    pub(crate) mentions: &'static str,
    pub(crate) events: &'static str,
    pub(crate) candidates: &'static str,
    pub(crate) records: &'static str,
}

macro_rules! slot {
    ($name:literal) => {
        Slot {
            people: concat!("block_person_", $name),
            organisations: concat!("block_organisation_", $name),
            relations: concat!("block_relation_", $name),
            contacts: concat!("block_contact_", $name),
            mentions: concat!("block_mention_", $name),
            events: concat!("block_event_", $name),
            candidates: concat!("block_candidate_", $name),
            records: concat!("block_record_", $name),
        }
    };
}

const EVEN: Slot = slot!("even");
const ODD: Slot = slot!("odd");

/// An index of a slot: its table, its columns, and whether it is unique.
type Index = (fn(&Slot) -> &'static str, &'static str, bool);

const INDEXES: [Index; 13] = [
    (|slot| slot.people, "id", true),
    (|slot| slot.organisations, "id", true),
    (|slot| slot.organisations, "folded", false),
    (|slot| slot.relations, "from_id", false),
    (|slot| slot.relations, "to_id", false),
    (|slot| slot.contacts, "owner_id", false),
    // The kind has two values: in front, it would promise a planner much and hold back nothing.
    (|slot| slot.mentions, "source, record, role, kind", true),
    // A day asks for all mentions of its entities: here each entity's lie together, and none of their rows is read.
    (|slot| slot.mentions, "entity_id, kind, source, record, role, generation", false),
    (|slot| slot.events, "place_id", false),
    (|slot| slot.candidates, "id", true),
    (|slot| slot.candidates, "kind, position", true),
    (|slot| slot.candidates, "kind, reason, position", false),
    (|slot| slot.records, "source, record, role, kind", true),
];

impl Slot {
    /// The slot of a generation: neighbours never share one.
    pub(crate) const fn of(generation: i64) -> &'static Self {
        if generation & 1 == 0 { &EVEN } else { &ODD }
    }

    const fn tables(&self) -> [&'static str; 8] {
        [
            self.people,
            self.organisations,
            self.relations,
            self.contacts,
            self.mentions,
            self.events,
            self.candidates,
            self.records,
        ]
    }

    /// Empties the slot and drops its indexes.
    pub(crate) async fn clear(&self, unit: &mut UnitOfWork) -> Result<()> {
        for (table, columns, _) in self.indexes() {
            let sql = format!("DROP INDEX IF EXISTS {}", index_name(table, columns));
            unit.execute("drop an index of a slot", &sql, []).await?;
        }
        for table in self.tables() {
            let sql = match unit.dialect() {
                // Without a condition SQLite frees the pages and visits no row.
                Dialect::Sqlite => format!("DELETE FROM {table}"),
                Dialect::Postgres => format!("TRUNCATE {table}"),
            };
            unit.execute("empty a slot", &sql, []).await?;
        }
        Ok(())
    }

    /// Creates the indexes of a filled slot, each in a transaction of its own, and has PostgreSQL look over it: until it
    /// does so by itself it would plan by what the slot held two runs ago, or by nothing.
    pub(crate) async fn index(&self, database: &Database) -> Result<()> {
        for (table, columns, unique) in self.indexes() {
            let kind = if unique { "UNIQUE INDEX" } else { "INDEX" };
            let name = index_name(table, columns);
            let sql = format!("CREATE {kind} {name} ON {table} ({columns})");
            let mut unit = database.begin().await?;
            unit.execute("index a slot", &sql, []).await?;
            unit.commit().await?;
        }
        if database.dialect() == Dialect::Postgres {
            let mut unit = database.begin().await?;
            for table in self.tables() {
                unit.execute("look over a slot", &format!("ANALYZE {table}"), []).await?;
            }
            unit.commit().await?;
        }
        Ok(())
    }

    fn indexes(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> + '_ {
        INDEXES.iter().map(|(table, columns, unique)| (table(self), *columns, *unique))
    }
}

/// `block_relation_odd` and `from_id`: `block_relation_odd_from_id`.
fn index_name(table: &str, columns: &str) -> String {
    format!("{table}_{}", columns.replace(", ", "_"))
}

macro_rules! tables {
    ($name:literal) => {
        concat!(
            "CREATE TABLE block_person_", $name, " (
                generation BIGINT NOT NULL, id BYTES NOT NULL, name TEXT NOT NULL, sex TEXT, born_on TEXT,
                registered_here BOOLEAN, occupation_class TEXT, education_class TEXT, document TEXT,
                number_token BYTES, record_count BIGINT NOT NULL, provenance TEXT NOT NULL);
            CREATE TABLE block_organisation_", $name, " (
                generation BIGINT NOT NULL, id BYTES NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
                number TEXT, industry TEXT, record_count BIGINT NOT NULL, provenance TEXT NOT NULL);
            CREATE TABLE block_relation_", $name, " (
                generation BIGINT NOT NULL, position BIGINT NOT NULL, kind TEXT NOT NULL,
                from_kind TEXT NOT NULL, from_id BYTES NOT NULL, to_kind TEXT NOT NULL, to_id BYTES NOT NULL,
                valid_from TEXT, valid_to TEXT, address_class TEXT, source TEXT NOT NULL, record TEXT NOT NULL,
                record_count BIGINT NOT NULL, recorded_at BIGINT NOT NULL);
            CREATE TABLE block_contact_", $name, " (
                generation BIGINT NOT NULL, position BIGINT NOT NULL, owner_kind TEXT NOT NULL,
                owner_id BYTES NOT NULL, kind TEXT NOT NULL, token BYTES NOT NULL, source TEXT NOT NULL,
                record TEXT NOT NULL);
            CREATE TABLE block_mention_", $name, " (
                generation BIGINT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, record TEXT NOT NULL,
                role TEXT NOT NULL, entity_id BYTES NOT NULL);
            CREATE TABLE block_event_", $name, " (
                generation BIGINT NOT NULL, position BIGINT NOT NULL, category TEXT NOT NULL,
                occurred_on TEXT NOT NULL, place_kind TEXT NOT NULL, place_id BYTES NOT NULL,
                address_class TEXT NOT NULL, source TEXT NOT NULL, record TEXT NOT NULL);
            CREATE TABLE block_candidate_", $name, " (
                generation BIGINT NOT NULL, position BIGINT NOT NULL, id BYTES NOT NULL, kind TEXT NOT NULL,
                reason TEXT NOT NULL, left_source TEXT NOT NULL, left_record TEXT NOT NULL,
                left_role TEXT NOT NULL, left_entity BYTES NOT NULL, right_source TEXT NOT NULL,
                right_record TEXT NOT NULL, right_role TEXT NOT NULL, right_entity BYTES NOT NULL,
                weight DOUBLE PRECISION NOT NULL, probability DOUBLE PRECISION NOT NULL,
                area KEY_TEXT NOT NULL, steps TEXT NOT NULL);
            CREATE TABLE block_record_", $name, " (
                generation BIGINT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, record TEXT NOT NULL,
                role TEXT NOT NULL, as_of TEXT, name TEXT, sex TEXT, born_on TEXT, document TEXT,
                number_token BYTES, phone_token BYTES, public_number TEXT, place_kind TEXT, place_id BYTES,
                address TEXT);
            "
        )
    };
}

/// Both slots, in the place of the tables that held every generation. What those held is forgotten: the next run
/// loads it again.
pub(crate) const MIGRATION: &str = concat!(
    "DROP TABLE block_person; DROP TABLE block_organisation; DROP TABLE block_relation;
    DROP TABLE block_contact; DROP TABLE block_mention; DROP TABLE block_event;
    DROP TABLE block_candidate; DROP TABLE block_record;
    DELETE FROM block_generation;
    ",
    tables!("even"),
    tables!("odd")
);
