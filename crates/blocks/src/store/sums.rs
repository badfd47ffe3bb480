//! Sums of things by area: read over the whole district in ranges of organisations, written at once.

use std::collections::BTreeMap;

use database::{Database, Dialect, UnitOfWork};
use kernel::{AreaPath, Instant};
use sea_orm::Value;

use super::{Slot, count, get, review::sixteen, row, rows};
use crate::{Error, Result};

/// What the sums were made of, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Summed {
    /// The generation.
    pub(crate) generation: i64,
    /// How many days it had taken in.
    pub(crate) days: u64,
    /// When.
    pub(crate) at: Instant,
}

/// Things of one area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) organisations: u64,
    pub(crate) events: u64,
}

/// How many days a generation has taken in.
pub(crate) async fn days(database: &Database, generation: i64) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS total FROM block_day WHERE generation = ?1";
    let found = row(database, "count days", sql, [generation.into()]).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "total"))?)
}

/// What the sums that are kept were made of.
pub(crate) async fn summed(database: &Database) -> Result<Option<Summed>> {
    let sql = "SELECT generation, days, summed_at FROM block_area_summed ORDER BY generation DESC LIMIT 1";
    let Some(found) = row(database, "read when areas were summed", sql, []).await? else {
        return Ok(None);
    };
    Ok(Some(Summed {
        generation: get(&found, "generation")?,
        days: count(&found, "days")?,
        at: Instant::from_micros(get(&found, "summed_at")?),
    }))
}

/// The sum of an area; nothing of one that has none of either.
pub(crate) async fn of(database: &Database, area: &AreaPath) -> Result<Option<Sum>> {
    let sql = "SELECT organisations, events FROM block_area_sum WHERE area_path = ?1";
    let Some(found) = row(database, "read an area's sum", sql, [area.as_str().into()]).await?
    else {
        return Ok(None);
    };
    Ok(Some(Sum {
        organisations: count(&found, "organisations")?,
        events: count(&found, "events")?,
    }))
}

/// The last of the `size` organisations after `after`; none where fewer are left.
pub(crate) async fn boundary(
    database: &Database,
    generation: i64,
    after: [u8; 16],
    size: u64,
) -> Result<Option<[u8; 16]>> {
    let table = Slot::of(generation).organisations;
    let sql = format!("SELECT id FROM {table} WHERE id > ?1 ORDER BY id LIMIT 1 OFFSET ?2");
    let skip = i64::try_from(size.saturating_sub(1)).unwrap_or(i64::MAX);
    let values: [Value; 2] = [after.to_vec().into(), skip.into()];
    let found = row(database, "divide organisations", &sql, values).await?;
    found.map(|row| sixteen("block_organisation.id", get(&row, "id")?)).transpose()
}

/// The smallest areas in which the organisations after `after` up to `last` have a place, each with all of an
/// organisation's.
pub(crate) async fn organisations(
    database: &Database,
    generation: i64,
    after: [u8; 16],
    last: [u8; 16],
) -> Result<BTreeMap<[u8; 16], Vec<AreaPath>>> {
    let sql = organisations_sql(generation);
    let values: [Value; 3] = [generation.into(), after.to_vec().into(), last.to_vec().into()];
    let mut found: BTreeMap<[u8; 16], Vec<AreaPath>> = BTreeMap::new();
    for row in rows(database, "read where organisations are", &sql, values).await? {
        let id = sixteen("block_organisation.id", get(&row, "id")?)?;
        found.entry(id).or_default().push(path(get(&row, "area")?)?);
    }
    Ok(found)
}

/// Organisations first, and of each its relations: `CROSS` is SQLite's word for that order. Left to itself it looks
/// through the relations of every person whose id lies in the range, tens of millions over all ranges.
fn organisations_sql(generation: i64) -> String {
    let Slot { organisations, relations, .. } = Slot::of(generation);
    format!(
        "SELECT DISTINCT o.id AS id, b.area_path AS area FROM {organisations} o
         CROSS JOIN {relations} r
         LEFT JOIN unit u ON u.id = r.to_id
         JOIN building b ON b.id = COALESCE(u.building_id, r.to_id)
         WHERE o.generation = ?1 AND o.id > ?2 AND o.id <= ?3 AND r.from_id = o.id
             AND r.generation = ?1 AND r.from_kind = 'organisation'"
    )
}

/// Events by the smallest area they were in. They are counted by place first, so that each place is looked up once, and
/// in the order of ids, in which units were written.
pub(crate) async fn events(database: &Database, generation: i64) -> Result<Vec<(AreaPath, u64)>> {
    let table = Slot::of(generation).events;
    let events = match database.dialect() {
        // The index on places would spare the sorting, and ask for each event from anywhere.
        Dialect::Sqlite => format!("{table} e NOT INDEXED"),
        Dialect::Postgres => format!("{table} e"),
    };
    let sql = format!(
        "SELECT b.area_path AS area, CAST(SUM(p.events) AS BIGINT) AS total
         FROM (SELECT e.place_id AS place_id, COUNT(*) AS events FROM {events}
            WHERE e.generation = ?1 GROUP BY e.place_id) p
         LEFT JOIN unit u ON u.id = p.place_id
         JOIN building b ON b.id = COALESCE(u.building_id, p.place_id)
         GROUP BY b.area_path"
    );
    let found = rows(database, "count events by area", &sql, [generation.into()]).await?;
    found.iter().map(|row| Ok((path(get(row, "area")?)?, count(row, "total")?))).collect()
}

/// Puts these sums in the place of those that were kept, for whoever holds the generation: two servers may sum at
/// once, and their lines must not mix.
pub(crate) async fn put(
    unit: &mut UnitOfWork,
    sums: BTreeMap<AreaPath, Sum>,
    of: Summed,
) -> Result<()> {
    unit.execute("forget the sums of areas", "DELETE FROM block_area_sum", []).await?;
    unit.execute("forget the sums of areas", "DELETE FROM block_area_summed", []).await?;
    let stored = |number: u64| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    let line = |(area, sum): (AreaPath, Sum)| {
        vec![area.as_str().into(), stored(sum.organisations), stored(sum.events)]
    };
    let columns = ["area_path", "organisations", "events"];
    let lines = sums.into_iter().map(line).collect();
    unit.insert_rows("block_area_sum", &columns, lines, "").await?;
    let values = [of.generation.into(), stored(of.days), of.at.micros().into()];
    let sql = "INSERT INTO block_area_summed (generation, days, summed_at) VALUES (?1, ?2, ?3)";
    unit.execute("say when areas were summed", sql, values).await?;
    Ok(())
}

fn path(text: String) -> Result<AreaPath> {
    text.parse().map_err(|_| Error::Stored { what: "an area's path", found: text })
}

#[cfg(test)]
mod tests {
    use testing::World;

    use super::*;

    #[tokio::test]
    async fn relations_of_people_are_not_looked_through() {
        let world = World::sqlite().await;
        let lists = [crate::MIGRATIONS, access::MIGRATIONS, register::MIGRATIONS];
        world.database.migrate(&lists, &*world.clock).await.unwrap();
        // As a run leaves it.
        let mut unit = world.database.begin().await.unwrap();
        Slot::of(1).clear(&mut unit).await.unwrap();
        unit.commit().await.unwrap();
        Slot::of(1).index(&world.database).await.unwrap();
        let sql = format!("EXPLAIN QUERY PLAN {}", organisations_sql(1));
        let values: [Value; 3] = [1_i64.into(), vec![0_u8; 16].into(), vec![u8::MAX; 16].into()];
        let plan = rows(&world.database, "explain a query", &sql, values).await.unwrap();
        let steps: Vec<String> = plan.iter().map(|row| get(row, "detail").unwrap()).collect();
        let order: Vec<&str> =
            steps.iter().filter_map(|step| step.strip_prefix("SEARCH ")?.get(..2)).collect();
        assert_eq!(order, ["o ", "r ", "u ", "b "], "{steps:?}");
    }
}
