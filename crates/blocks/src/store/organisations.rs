//! Organisations.

use database::{Database, id_from, id_value};
use kernel::Id;
use sea_orm::{QueryResult, Value};

use super::{Slot, count, get, people::read_provenance, placeholders, row, rows};
use crate::{Organisation, OrganisationRow, Result, load::folded};

const COLUMNS: &str = "id, name, number, industry, record_count, provenance";

/// Organisations whose folded name contains the query's; all for an empty query. By name, a page; and how many there are.
pub(crate) async fn search(
    database: &Database,
    generation: i64,
    query: &str,
    offset: i64,
    limit: i64,
) -> Result<(Vec<OrganisationRow>, u64)> {
    // Folding leaves letters and digits alone: nothing in the pattern is special.
    let table = Slot::of(generation).organisations;
    let pattern = format!("%{}%", folded(query));
    let total = row(
        database,
        "count organisations",
        &format!("SELECT COUNT(*) AS total FROM {table} WHERE generation = ?1 AND folded LIKE ?2"),
        [generation.into(), pattern.clone().into()],
    )
    .await?;
    let total = total.map_or(Ok(0), |row| count(&row, "total"))?;
    let sql = format!(
        "SELECT {COLUMNS} FROM {table} WHERE generation = ?1 AND folded LIKE ?2
         ORDER BY folded, id LIMIT ?3 OFFSET ?4"
    );
    let values: [Value; 4] = [generation.into(), pattern.into(), limit.into(), offset.into()];
    let found = rows(database, "search organisations", &sql, values).await?;
    Ok((found.iter().map(organisation).collect::<Result<_>>()?, total))
}

/// One organisation.
pub(crate) async fn find(
    database: &Database,
    generation: i64,
    id: Id<Organisation>,
) -> Result<Option<OrganisationRow>> {
    let table = Slot::of(generation).organisations;
    let sql = format!("SELECT {COLUMNS} FROM {table} WHERE generation = ?1 AND id = ?2");
    let found =
        row(database, "read an organisation", &sql, [generation.into(), id_value(id)]).await?;
    found.as_ref().map(organisation).transpose()
}

/// The organisations of these ids.
pub(crate) async fn by_ids(
    database: &Database,
    generation: i64,
    ids: &[[u8; 16]],
) -> Result<Vec<OrganisationRow>> {
    let table = Slot::of(generation).organisations;
    let mut found = Vec::new();
    for part in ids.chunks(1_000) {
        let sql = format!(
            "SELECT {COLUMNS} FROM {table} WHERE generation = ?1 AND id IN ({}) ORDER BY folded, id",
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(generation))
            .chain(part.iter().map(|id| id.to_vec().into()));
        for row in rows(database, "read organisations", &sql, values).await? {
            found.push(organisation(&row)?);
        }
    }
    Ok(found)
}

fn organisation(row: &QueryResult) -> Result<OrganisationRow> {
    let provenance: String = get(row, "provenance")?;
    Ok(OrganisationRow {
        id: id_from("block_organisation.id", &get::<Vec<u8>>(row, "id")?)?,
        name: get(row, "name")?,
        number: get(row, "number")?,
        industry: get(row, "industry")?,
        records: count(row, "record_count")?,
        provenance: read_provenance(&provenance)?,
    })
}
