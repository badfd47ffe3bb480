//! Relations and events, found by their ends.

use database::Database;
use kernel::Day;
use sea_orm::{QueryResult, Value};

use super::{Slot, count, get, people::day, placeholders, review::sixteen, rows};
use crate::{End, EndKind, Error, Evidence, RelationRow, Result, occupancy::Stake};

const COLUMNS: &str =
    "kind, from_kind, from_id, to_kind, to_id, valid_from, valid_to, address_class, source, record,
    record_count";

/// Relations that go to any of these ends.
pub(crate) async fn to(
    database: &Database,
    generation: i64,
    ends: &[[u8; 16]],
) -> Result<Vec<RelationRow>> {
    at(database, generation, "to_id", ends).await
}

/// Relations that go from any of these ends.
pub(crate) async fn from(
    database: &Database,
    generation: i64,
    ends: &[[u8; 16]],
) -> Result<Vec<RelationRow>> {
    at(database, generation, "from_id", ends).await
}

async fn at(
    database: &Database,
    generation: i64,
    column: &str,
    ends: &[[u8; 16]],
) -> Result<Vec<RelationRow>> {
    let table = Slot::of(generation).relations;
    let mut found = Vec::new();
    for part in ends.chunks(1_000) {
        let sql = format!(
            "SELECT {COLUMNS} FROM {table} WHERE generation = ?1 AND {column} IN ({}) ORDER BY position",
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(generation))
            .chain(part.iter().map(|id| id.to_vec().into()));
        for row in rows(database, "read relations", &sql, values).await? {
            found.push(relation(&row)?);
        }
    }
    Ok(found)
}

/// What occupancy asks of the relations to these units.
pub(crate) async fn stakes(
    database: &Database,
    generation: i64,
    units: &[[u8; 16]],
) -> Result<Vec<Stake>> {
    let table = Slot::of(generation).relations;
    let mut found = Vec::new();
    for part in units.chunks(1_000) {
        let sql = format!(
            "SELECT kind, from_id, to_id, valid_from, valid_to, source FROM {table}
             WHERE generation = ?1 AND to_id IN ({})",
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(generation))
            .chain(part.iter().map(|id| id.to_vec().into()));
        for row in rows(database, "read how units are lived in", &sql, values).await? {
            found.push(Stake {
                unit: sixteen("block_relation.to_id", get(&row, "to_id")?)?,
                kind: get(&row, "kind")?,
                from: sixteen("block_relation.from_id", get(&row, "from_id")?)?,
                valid_from: day(get(&row, "valid_from")?)?,
                valid_to: day(get(&row, "valid_to")?)?,
                source: get(&row, "source")?,
            });
        }
    }
    Ok(found)
}

/// An event at a place, as stored.
pub(crate) struct EventFound {
    pub(crate) category: String,
    pub(crate) on: Option<Day>,
    pub(crate) class: String,
    pub(crate) source: String,
}

/// Events at any of these places, the newest first.
pub(crate) async fn events(
    database: &Database,
    generation: i64,
    places: &[[u8; 16]],
) -> Result<Vec<EventFound>> {
    let sql = format!(
        "SELECT category, occurred_on, address_class, source FROM {}
         WHERE generation = ?1 AND place_id IN ({}) ORDER BY occurred_on DESC, position LIMIT 500",
        Slot::of(generation).events,
        placeholders(2, places.len())
    );
    let values =
        std::iter::once(Value::from(generation)).chain(places.iter().map(|id| id.to_vec().into()));
    rows(database, "read events", &sql, values)
        .await?
        .iter()
        .map(|row| {
            Ok(EventFound {
                category: get(row, "category")?,
                on: day(get(row, "occurred_on")?)?,
                class: get(row, "address_class")?,
                source: get(row, "source")?,
            })
        })
        .collect()
}

fn relation(row: &QueryResult) -> Result<RelationRow> {
    let end = |kind: &'static str, id: &'static str| -> Result<End> {
        let name: String = get(row, kind)?;
        let bytes: Vec<u8> = get(row, id)?;
        let kind = EndKind::from_name(&name).ok_or(Error::Stored { what: kind, found: name })?;
        let id = bytes
            .try_into()
            .map_err(|_| Error::Stored { what: id, found: "not sixteen bytes".to_owned() })?;
        Ok(End { kind, id })
    };
    Ok(RelationRow {
        kind: get(row, "kind")?,
        from: end("from_kind", "from_id")?,
        to: end("to_kind", "to_id")?,
        valid_from: day(get(row, "valid_from")?)?,
        valid_to: day(get(row, "valid_to")?)?,
        address_class: get(row, "address_class")?,
        evidence: Evidence { source: get(row, "source")?, record: get(row, "record")? },
        records: count(row, "record_count")?,
    })
}
