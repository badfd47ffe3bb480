//! Organisations.

use std::fmt::Write as _;

use database::{Database, id_from, id_value, within};
use kernel::{AreaPath, Id};
use sea_orm::{QueryResult, Value};

use super::{Slot, count, get, people::read_json, placeholders, row, rows};
use crate::{Organisation, OrganisationRow, Result, load::folded};

const COLUMNS: &str = "id, name, number, industry, record_count, provenance, others";

/// Most organisations of an area that are counted.
const COUNTED: u64 = 10_001;

/// Organisations of `generation` whose folded name contains the query's, joined to a place in `area`: a condition on `o`
/// with its values.
fn wanted(generation: i64, query: &str, area: &AreaPath) -> (String, Vec<Value>) {
    // Folding leaves letters and digits alone: nothing in the pattern is special.
    let pattern = format!("%{}%", folded(query));
    let mut values: Vec<Value> = vec![generation.into(), pattern.into()];
    let mut condition = "o.generation = ?1 AND o.folded LIKE ?2".to_owned();
    if !area.as_str().is_empty() {
        let relations = Slot::of(generation).relations;
        let inside = within("b.area_path", area, &mut values);
        let _ = write!(
            condition,
            " AND EXISTS (SELECT 1 FROM {relations} r LEFT JOIN unit u ON u.id = r.to_id
                JOIN building b ON b.id = COALESCE(u.building_id, r.to_id)
                WHERE r.generation = o.generation AND r.from_id = o.id AND {inside})"
        );
    }
    (condition, values)
}

/// Organisations whose folded name contains the query's, joined to a place in `area`; all for an empty query in the whole
/// installation. By name, a page; and how many there are.
pub(crate) async fn search(
    database: &Database,
    generation: i64,
    query: &str,
    area: &AreaPath,
    offset: i64,
    limit: i64,
) -> Result<(Vec<OrganisationRow>, u64)> {
    let table = Slot::of(generation).organisations;
    let (condition, mut values) = wanted(generation, query, area);
    let counted = if area.as_str().is_empty() { String::new() } else { format!("LIMIT {COUNTED}") };
    let sql = format!(
        "SELECT COUNT(*) AS total FROM (SELECT 1 AS one FROM {table} o WHERE {condition} {counted}) found"
    );
    let total = row(database, "count organisations", &sql, values.clone()).await?;
    let total = total.map_or(Ok(0), |row| count(&row, "total"))?;
    values.extend([limit.into(), offset.into()]);
    let at = values.len();
    let sql = format!(
        "SELECT {COLUMNS} FROM {table} o WHERE {condition}
         ORDER BY folded, id LIMIT ?{} OFFSET ?{at}",
        at - 1
    );
    let found = rows(database, "search organisations", &sql, values).await?;
    Ok((found.iter().map(organisation).collect::<Result<_>>()?, total))
}

/// What [`search`] finds in the order of ids, after one of them: a list that is read to its end, however long.
pub(crate) async fn search_after(
    database: &Database,
    generation: i64,
    query: &str,
    area: &AreaPath,
    after: [u8; 16],
    limit: i64,
) -> Result<Vec<OrganisationRow>> {
    let table = Slot::of(generation).organisations;
    let (condition, mut values) = wanted(generation, query, area);
    values.extend([after.to_vec().into(), limit.into()]);
    let at = values.len();
    let sql = format!(
        "SELECT {COLUMNS} FROM {table} o WHERE {condition} AND o.id > ?{} ORDER BY id LIMIT ?{at}",
        at - 1
    );
    let found = rows(database, "read all organisations", &sql, values).await?;
    found.iter().map(organisation).collect()
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
        provenance: read_json(&provenance)?,
        others: read_json(&get::<String>(row, "others")?)?,
    })
}
