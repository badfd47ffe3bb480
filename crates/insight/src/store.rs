//! The SQL of the counts.

use std::collections::BTreeMap;

use database::{Database, Error as DbError, Migration, UnitOfWork};
use kernel::{AreaPath, Day, Instant};
use sea_orm::{ConnectionTrait as _, Value};

use crate::{Cell, CountRun, Cut, Error, Result, cube::Cube};

/// The tables of counts.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "20261129_1700_insight_count",
    sql: include_str!("migrations/20261129_1700_count.sql"),
}];

/// Areas of one query.
const MOST: usize = 500;
/// Bytes of a cell: the count and the sum of the keys.
const WIDTH: usize = 16;

/// Puts a whole count in the place of the former one.
pub(crate) async fn replace(
    database: &Database,
    cube: &Cube,
    generation: i64,
    on: Day,
    now: Instant,
) -> Result<CountRun> {
    let mut unit = database.begin().await?;
    unit.execute("remove the former counts", "DELETE FROM insight_count", []).await?;
    unit.execute("remove the former count", "DELETE FROM insight_count_run", []).await?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut areas = std::collections::BTreeSet::new();
    for (area, cut, cells) in cube.tables() {
        areas.insert(area);
        rows.push(vec![area.as_str().into(), cut.name().into(), written(cells).into()]);
        if rows.len() == 4_096 {
            insert(&mut unit, std::mem::take(&mut rows)).await?;
        }
    }
    insert(&mut unit, rows).await?;
    let sql = "INSERT INTO insight_count_run (number, generation, counted_on, finished_at)
               VALUES (1, ?1, ?2, ?3)";
    let values = [generation.into(), on.to_string().into(), now.micros().into()];
    unit.execute("note the count", sql, values).await?;
    unit.commit().await?;
    Ok(CountRun { generation, on, areas: u64::try_from(areas.len()).unwrap_or(u64::MAX) })
}

async fn insert(unit: &mut UnitOfWork, rows: Vec<Vec<Value>>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns = ["area_path", "cut", "cells"];
    unit.insert_rows("insight_count", &columns, rows, "").await?;
    Ok(())
}

/// The day of the last count.
pub(crate) async fn counted_on(database: &Database) -> Result<Option<Day>> {
    let doing = || DbError::query("find the last count");
    let sql = "SELECT counted_on FROM insight_count_run";
    let query = database.statement(sql, []);
    let Some(row) = database.reader().query_one_raw(query).await.map_err(doing())? else {
        return Ok(None);
    };
    let text: String = row.try_get("", "counted_on").map_err(doing())?;
    text.parse().map(Some).map_err(|_| Error::Stored { what: "day of a count" })
}

/// The cells of these areas; an area without people is absent.
pub(crate) async fn cells(
    database: &Database,
    areas: &[AreaPath],
    cut: Cut,
) -> Result<BTreeMap<AreaPath, Vec<Cell>>> {
    let doing = || DbError::query("read counts");
    let mut found = BTreeMap::new();
    for part in areas.chunks(MOST) {
        let places: Vec<String> = (2..part.len() + 2).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "SELECT area_path, cells FROM insight_count WHERE cut = ?1 AND area_path IN ({})",
            places.join(", ")
        );
        let values = std::iter::once(Value::from(cut.name()))
            .chain(part.iter().map(|area| area.as_str().into()));
        let query = database.statement(&sql, values);
        for row in database.reader().query_all_raw(query).await.map_err(doing())? {
            let path: String = row.try_get("", "area_path").map_err(doing())?;
            let bytes: Vec<u8> = row.try_get("", "cells").map_err(doing())?;
            let area = path.parse().map_err(|_| Error::Stored { what: "path of an area" })?;
            let cells = read(&bytes).filter(|cells| cells.len() == cut.cells());
            found.insert(area, cells.ok_or(Error::Stored { what: "count" })?);
        }
    }
    Ok(found)
}

/// Cells as they are kept: for each the count and the sum of the keys, little-endian.
fn written(cells: &[Cell]) -> Vec<u8> {
    cells
        .iter()
        .flat_map(|cell| {
            let (count, keys) = cell.to_keep();
            count.to_le_bytes().into_iter().chain(keys.to_le_bytes())
        })
        .collect()
}

fn read(bytes: &[u8]) -> Option<Vec<Cell>> {
    let number = |bytes: &[u8]| Some(u64::from_le_bytes(bytes.try_into().ok()?));
    let cell = |bytes: &[u8]| {
        let (count, keys) = bytes.split_at_checked(WIDTH / 2)?;
        Some(Cell::kept(number(count)?, number(keys)?))
    };
    bytes.chunks(WIDTH).map(cell).collect()
}
