//! Mentions: which entity each role of each record was found to be.

use access::Person;
use database::{Database, id_value};
use kernel::Id;
use sea_orm::Value;

use super::{Slot, get, rows};
use crate::{End, EndKind, Error, Evidence, MentionRow, Result};

/// A page of mentions after `after`, in order of source, record, role.
pub(crate) async fn page(
    database: &Database,
    generation: i64,
    kind: EndKind,
    after: Option<&MentionRow>,
    limit: i64,
) -> Result<Vec<MentionRow>> {
    let (source, record, role) = match after {
        Some(row) => {
            (row.evidence.source.as_str(), row.evidence.record.as_str(), row.role.as_str())
        }
        None => ("", "", ""),
    };
    let table = Slot::of(generation).mentions;
    let sql = format!(
        "SELECT source, record, role, entity_id FROM {table} WHERE generation = ?1 AND kind = ?2 AND (source, record, role) > (?3, ?4, ?5)
        ORDER BY source, record, role LIMIT ?6"
    );
    let values: [Value; 6] = [
        generation.into(),
        kind.name().into(),
        source.into(),
        record.into(),
        role.into(),
        limit.into(),
    ];
    rows(database, "read mentions", &sql, values)
        .await?
        .iter()
        .map(|row| {
            let bytes: Vec<u8> = get(row, "entity_id")?;
            let id = bytes.try_into().map_err(|_| Error::Stored {
                what: "block_mention.entity_id",
                found: "not sixteen bytes".to_owned(),
            })?;
            Ok(MentionRow {
                entity: End { kind, id },
                evidence: Evidence { source: get(row, "source")?, record: get(row, "record")? },
                role: get(row, "role")?,
            })
        })
        .collect()
}

/// The roles in which a record speaks of a person.
pub(crate) async fn roles(
    database: &Database,
    generation: i64,
    record: &Evidence,
    person: Id<Person>,
) -> Result<Vec<String>> {
    let table = Slot::of(generation).mentions;
    let sql = format!(
        "SELECT role FROM {table} WHERE generation = ?1 AND kind = 'person' AND source = ?2
            AND record = ?3 AND entity_id = ?4 ORDER BY role"
    );
    let values = [
        generation.into(),
        record.source.clone().into(),
        record.record.clone().into(),
        id_value(person),
    ];
    let found = rows(database, "find the roles of a record", &sql, values).await?;
    Ok(found.iter().map(|row| get(row, "role")).collect::<database::Result<_>>()?)
}
