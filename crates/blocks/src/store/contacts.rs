//! Contact points and the vault of sealed values.

use std::collections::{BTreeMap, BTreeSet};

use database::Database;
use sea_orm::{QueryResult, Value};

use super::{Slot, get, placeholders, row, rows};
use crate::Result;

/// A contact point of an owner: kind, token, source, record.
pub(crate) struct ContactFound {
    pub(crate) owner: Vec<u8>,
    pub(crate) kind: String,
    pub(crate) token: Vec<u8>,
    pub(crate) source: String,
    pub(crate) record: String,
}

/// The contact points of these owners.
pub(crate) async fn of_owners(
    database: &Database,
    generation: i64,
    owners: &[[u8; 16]],
) -> Result<Vec<ContactFound>> {
    let table = Slot::of(generation).contacts;
    let mut found = Vec::new();
    for part in owners.chunks(1_000) {
        let sql = format!(
            "SELECT owner_id, kind, token, source, record FROM {table}
             WHERE generation = ?1 AND owner_id IN ({}) ORDER BY position",
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(generation))
            .chain(part.iter().map(|id| id.to_vec().into()));
        for row in rows(database, "read contact points", &sql, values).await? {
            found.push(contact(&row)?);
        }
    }
    Ok(found)
}

/// A contact point, and its sealed original where one is kept.
pub(crate) type Kept = (ContactFound, Option<Vec<u8>>);

/// The contact points of these owners with their originals: a page asks once for both.
pub(crate) async fn with_sealed(
    database: &Database,
    generation: i64,
    owners: &[[u8; 16]],
) -> Result<Vec<Kept>> {
    let table = Slot::of(generation).contacts;
    let mut found = Vec::new();
    for part in owners.chunks(1_000) {
        let sql = format!(
            "SELECT c.owner_id, c.kind, c.token, c.source, c.record, s.sealed FROM {table} c
             LEFT JOIN block_sealed s ON s.kind = c.kind AND s.token = c.token
             WHERE c.generation = ?1 AND c.owner_id IN ({}) ORDER BY c.position",
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(generation))
            .chain(part.iter().map(|id| id.to_vec().into()));
        for row in rows(database, "read contact points", &sql, values).await? {
            found.push((contact(&row)?, get(&row, "sealed")?));
        }
    }
    Ok(found)
}

fn contact(row: &QueryResult) -> Result<ContactFound> {
    Ok(ContactFound {
        owner: get(row, "owner_id")?,
        kind: get(row, "kind")?,
        token: get(row, "token")?,
        source: get(row, "source")?,
        record: get(row, "record")?,
    })
}

/// The sealed original of a token.
pub(crate) async fn sealed(
    database: &Database,
    kind: &str,
    token: &[u8],
) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT sealed FROM block_sealed WHERE kind = ?1 AND token = ?2";
    let found =
        row(database, "read a sealed value", sql, [kind.into(), token.to_vec().into()]).await?;
    Ok(found.map(|row| get(&row, "sealed")).transpose()?)
}

/// Sealed originals by kind and token.
pub(crate) type SealedBy = BTreeMap<String, BTreeMap<Vec<u8>, Vec<u8>>>;

/// The sealed originals of these tokens of a kind each; one that has none is absent. One query for each kind and a
/// thousand tokens.
pub(crate) async fn sealed_of(
    database: &Database,
    wanted: Vec<(String, Vec<u8>)>,
) -> Result<SealedBy> {
    let mut by_kind: BTreeMap<String, BTreeSet<Vec<u8>>> = BTreeMap::new();
    for (kind, token) in wanted {
        by_kind.entry(kind).or_default().insert(token);
    }
    let mut all = SealedBy::new();
    for (kind, tokens) in by_kind {
        let tokens: Vec<Vec<u8>> = tokens.into_iter().collect();
        let mut of_kind = BTreeMap::new();
        for part in tokens.chunks(1_000) {
            let sql = format!(
                "SELECT token, sealed FROM block_sealed WHERE kind = ?1 AND token IN ({})",
                placeholders(2, part.len())
            );
            let tokens = part.iter().map(|token| Value::from(token.clone()));
            let values: Vec<Value> =
                std::iter::once(Value::from(kind.as_str())).chain(tokens).collect();
            for row in rows(database, "read sealed values", &sql, values).await? {
                of_kind.insert(get(&row, "token")?, get(&row, "sealed")?);
            }
        }
        all.insert(kind, of_kind);
    }
    Ok(all)
}

/// Those of these tokens that have a sealed original.
pub(crate) async fn known(
    database: &Database,
    kind: &str,
    tokens: &[[u8; 16]],
) -> Result<Vec<Vec<u8>>> {
    let sql = format!(
        "SELECT token FROM block_sealed WHERE kind = ?1 AND token IN ({})",
        placeholders(2, tokens.len())
    );
    let tokens = tokens.iter().map(|token| Value::from(token.to_vec()));
    let values: Vec<Value> = std::iter::once(Value::from(kind)).chain(tokens).collect();
    let found = rows(database, "look for sealed values", &sql, values).await?;
    found.iter().map(|row| Ok(get(row, "token")?)).collect()
}
