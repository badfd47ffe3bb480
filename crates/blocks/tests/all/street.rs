//! A street of the register, and what departments say of it: for tests of what is computed over both.

use std::{collections::BTreeMap, sync::Arc};

use access::{Access, BatchGrant, BatchRequest, Person, Purpose};
use blocks::{
    End, EndKind, Evidence, Load, MentionRow, Organisation, OrganisationRow, Others, PersonRow,
    RelationRow, Run, RunBook, SourceRow,
};
use database::Dialect;
use kernel::{Day, Id, Text};
use sea_orm::Value;
use testing::World;

use crate::generations::opened;

pub(crate) const GRID: &str = "990101/001/002/G03";

pub(crate) struct Street {
    pub(crate) world: Arc<World>,
    pub(crate) access: Access,
}

/// A statement of the generation: type, from, to, source.
pub(crate) type Said<'a> = (&'a str, End, End, &'a str);

pub(crate) fn unit(n: u8) -> [u8; 16] {
    [1, n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
}

pub(crate) fn building(n: u8) -> [u8; 16] {
    [2, n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
}

pub(crate) fn end(kind: EndKind, id: [u8; 16]) -> End {
    End { kind, id }
}

pub(crate) fn person(n: u8) -> End {
    end(EndKind::Person, [3, n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

pub(crate) fn organisation(n: u8) -> End {
    end(EndKind::Organisation, [4, n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

pub(crate) fn at(n: u8) -> End {
    end(EndKind::Unit, unit(n))
}

impl Street {
    pub(crate) async fn new(world: Arc<World>) -> Self {
        let access = opened(&world).await;
        Self { world, access }
    }

    /// Building `n` with a unit of each of these uses; units are numbered through the street from `first`.
    pub(crate) async fn build(&self, n: u8, first: u8, uses: &[&str]) {
        let mut work = self.world.database.begin().await.unwrap();
        let columns = [
            "id",
            "dataset",
            "source_key",
            "digest",
            "version",
            "stage",
            "code",
            "area_path",
            "road_number",
            "label",
            "name_zh",
            "name_en",
            "initials",
            "locality",
            "region",
            "postcode",
            "use_class",
            "unit_count",
            "dwelling_count",
        ];
        let text = |text: &str| Value::from(text.to_owned());
        let row = vec![
            building(n).to_vec().into(),
            1_i32.into(),
            text(&format!("b{n}")),
            0_i64.into(),
            1_i64.into(),
            text("current"),
            text(&format!("B{n}")),
            text(GRID),
            text("1"),
            text(""),
            text(""),
            text(""),
            text(""),
            text(""),
            text(""),
            text(""),
            text("residential"),
            1_i32.into(),
            1_i32.into(),
        ];
        work.insert_rows("building", &columns, vec![row], "").await.unwrap();
        let columns = [
            "id",
            "dataset",
            "source_key",
            "digest",
            "version",
            "stage",
            "code",
            "building_id",
            "entrance",
            "room",
            "use_class",
        ];
        let rows = uses.iter().zip(first..).map(|(of_use, at)| {
            vec![
                unit(at).to_vec().into(),
                1_i32.into(),
                text(&format!("u{at}")),
                0_i64.into(),
                1_i64.into(),
                text("current"),
                text(&format!("{at:025}")),
                building(n).to_vec().into(),
                text(""),
                text("101"),
                text(of_use),
            ]
        });
        work.insert_rows("unit", &columns, rows.collect(), "").await.unwrap();
        work.commit().await.unwrap();
    }

    /// Sources by id, rank and the rest of their mapping.
    pub(crate) async fn sources(&self, sources: &[(&str, i32, &str)]) {
        let (database, ids, clock) = (&self.world.database, &self.world.ids, &*self.world.clock);
        let run = ids.next();
        let row = |(id, rank, mapping): &(&str, i32, &str)| {
            let source = SourceRow {
                id: (*id).to_owned(),
                title: Text::new(format!("表{id}"), format!("Table {id}")),
                office: Text::new("某办", "An office"),
                rank: *rank,
                legal_basis: None,
                mapping: (*mapping).to_owned(),
                profile: "{}".into(),
                rows: 3,
                rejected: 0,
                run,
                recorded_at: testing::MONDAY_MORNING,
            };
            (source, Vec::new())
        };
        let rows: Vec<_> = sources.iter().map(row).collect();
        RunBook::new(database.clone()).put_sources(&rows, run, ids, clock).await.unwrap();
    }

    /// Loads a generation that says this, with everybody in it.
    pub(crate) async fn say(&self, said: &[Said<'_>], mentions: &[(End, &str, &str, &str)]) {
        let relation = |(kind, from, to, source): &Said<'_>| RelationRow {
            kind: (*kind).to_owned(),
            from: *from,
            to: *to,
            valid_from: Day::new(2024, 5, 1),
            valid_to: None,
            address_class: Some("A".into()),
            evidence: Evidence { source: (*source).to_owned(), record: "R1".into() },
            records: 2,
        };
        self.load(said.iter().map(relation).collect(), mentions).await;
    }

    /// Loads a generation of these relations and mentions, with everybody in it.
    pub(crate) async fn load(
        &self,
        relations: Vec<RelationRow>,
        mentions: &[(End, &str, &str, &str)],
    ) {
        let (database, ids, clock) = (&self.world.database, &self.world.ids, &*self.world.clock);
        let run: Id<Run> = ids.next();
        let mut load = Load::begin(database, run).await.unwrap();
        let known = relations.iter().flat_map(|relation| [relation.from, relation.to]);
        let known: std::collections::BTreeSet<End> =
            known.chain(mentions.iter().map(|mention| mention.0)).collect();
        let evidence =
            |source: &str, record: &str| Evidence { source: source.into(), record: record.into() };
        let police = BTreeMap::from([
            ("name".to_owned(), evidence("police", "P1")),
            ("sex".to_owned(), evidence("police", "P1")),
            ("born_on".to_owned(), evidence("clinic", "C1")),
            ("number".to_owned(), evidence("police", "P1")),
        ]);
        let people = known.iter().filter(|end| end.kind == EndKind::Person).map(|end| PersonRow {
            id: Id::<Person>::from_bytes(end.id),
            name: "王小明".into(),
            sex: Some("female".into()),
            born_on: Day::new(1980, 2, 3),
            registered_here: None,
            occupation_class: None,
            education_class: None,
            document: None,
            number_token: None,
            records: 1,
            provenance: police.clone(),
            others: Others::new(),
        });
        load.people(people.collect()).await.unwrap();
        let organisations = known.iter().filter(|end| end.kind == EndKind::Organisation);
        let organisations = organisations.map(|end| OrganisationRow {
            id: Id::<Organisation>::from_bytes(end.id),
            name: format!("青石{}", end.id[1]),
            number: Some("91".into()),
            industry: None,
            records: 1,
            provenance: police.clone(),
            others: Others::new(),
        });
        load.organisations(organisations.collect()).await.unwrap();
        load.relations(relations, clock).await.unwrap();
        let mentions = mentions.iter().map(|(entity, source, record, role)| MentionRow {
            entity: *entity,
            evidence: evidence(source, record),
            role: (*role).to_owned(),
        });
        load.mentions(mentions.collect()).await.unwrap();
        load.swap("{}", ids, clock).await.unwrap();
    }

    pub(crate) async fn batch(&self, table: &str) -> BatchGrant {
        let request = BatchRequest {
            purpose: Purpose::DataQuality,
            run: "test".into(),
            tables: vec![table.into()],
            columns: Vec::new(),
        };
        self.access.batch_grant(request).await.unwrap()
    }

    /// Every row of every table as text, but of the register's own units, so that a test can look for what must be gone.
    pub(crate) async fn everything(&self) -> Vec<String> {
        let tables = match self.world.database.dialect() {
            Dialect::Sqlite => {
                "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name <> 'unit'"
            }
            Dialect::Postgres => {
                "SELECT table_name::text AS text FROM information_schema.tables
                 WHERE table_schema = 'public' AND table_name <> 'unit'"
            }
        };
        let mut lines = Vec::new();
        for table in self.texts(tables).await {
            let sql = match self.world.database.dialect() {
                Dialect::Sqlite => {
                    let columns = format!("SELECT name AS text FROM pragma_table_info('{table}')");
                    let quoted: Vec<String> = self
                        .texts(&columns)
                        .await
                        .iter()
                        .map(|name| format!("quote({name})"))
                        .collect();
                    format!("SELECT {} AS text FROM {table}", quoted.join(" || ',' || "))
                }
                Dialect::Postgres => format!("SELECT t::text AS text FROM {table} t"),
            };
            lines.extend(self.texts(&sql).await.into_iter().map(|line| format!("{table}: {line}")));
        }
        lines
    }

    async fn texts(&self, sql: &str) -> Vec<String> {
        use sea_orm::ConnectionTrait as _;
        let database = &self.world.database;
        let rows = database.reader().query_all_raw(database.statement(sql, [])).await.unwrap();
        rows.iter().map(|row| row.try_get("", "text").unwrap()).collect()
    }
}
