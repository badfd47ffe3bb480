//! The SQL of the counts and of their releases.

use std::collections::BTreeMap;

use database::{Database, Error as DbError, Migration, UnitOfWork};
use kernel::{AreaPath, Day, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use crate::{Cell, Cells, CountRun, Cut, Error, Made, Release, Result, Rule, Told, cube::Cube};

/// The tables of counts.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "20261129_1700_insight_count",
        sql: include_str!("migrations/20261129_1700_count.sql"),
    },
    Migration {
        name: "20261201_0300_insight_release",
        sql: include_str!("migrations/20261201_0300_release.sql"),
    },
];

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
    let mut found = BTreeMap::new();
    for part in areas.chunks(MOST) {
        let sql = format!(
            "SELECT cut, area_path, cells FROM insight_count WHERE cut = ?1 AND area_path IN ({})",
            places(2, part.len())
        );
        let values = std::iter::once(Value::from(cut.name()))
            .chain(part.iter().map(|area| area.as_str().into()));
        for row in rows(database, &sql, values).await? {
            found.insert(row.area, read(&row.cells, cut)?);
        }
    }
    Ok(found)
}

/// Every cell that was counted, by the cuts of a release.
pub(crate) async fn all_cells(database: &Database) -> Result<BTreeMap<Cut, Cells<Cell>>> {
    let cuts: Vec<Cut> = Cut::all().into_iter().filter(|cut| cut.dimensions().len() < 2).collect();
    let sql = format!(
        "SELECT cut, area_path, cells FROM insight_count WHERE cut IN ({})",
        places(1, cuts.len())
    );
    let mut found: BTreeMap<Cut, Cells<Cell>> = BTreeMap::new();
    for row in rows(database, &sql, cuts.iter().map(|cut| cut.name().into())).await? {
        let cells = read(&row.cells, row.cut)?;
        found.entry(row.cut).or_default().insert(row.area, cells);
    }
    Ok(found)
}

/// Every release there was, the first first.
pub(crate) async fn releases(database: &Database) -> Result<Vec<Made>> {
    let doing = || DbError::query("find the releases");
    let sql =
        "SELECT number, counted_on, made_at, threshold, exact, told, withheld FROM insight_release
               ORDER BY number";
    let query = database.statement(sql, []);
    let made = |row: &QueryResult| -> Result<Made> {
        let number = |name: &str| row.try_get::<i64>("", name).map_err(doing());
        let count = |name: &str| Ok::<_, Error>(u64::try_from(number(name)?).unwrap_or_default());
        let on: String = row.try_get("", "counted_on").map_err(doing())?;
        Ok(Made {
            number: number("number")?,
            on: on.parse().map_err(|_| Error::Stored { what: "day of a release" })?,
            at: Instant::from_micros(number("made_at")?),
            rule: Rule { threshold: count("threshold")?, exact: number("exact")? != 0 },
            told: count("told")?,
            withheld: count("withheld")?,
        })
    };
    let rows = database.reader().query_all_raw(query).await.map_err(doing())?;
    rows.iter().map(made).collect()
}

/// What a release told, whole.
pub(crate) async fn release(database: &Database, number: i64) -> Result<Release> {
    let sql = "SELECT cut, area_path, cells FROM insight_released WHERE release = ?1";
    let mut found = Release::new();
    for row in rows(database, sql, [number.into()]).await? {
        let cells = read_told(&row.cells, row.cut)?;
        found.entry(row.cut).or_default().insert(row.area, cells);
    }
    Ok(found)
}

/// What a release told of these areas.
pub(crate) async fn released(
    database: &Database,
    number: i64,
    areas: &[AreaPath],
    cut: Cut,
) -> Result<Cells<Told>> {
    let mut found = Cells::new();
    for part in areas.chunks(MOST) {
        let sql = format!(
            "SELECT cut, area_path, cells FROM insight_released
             WHERE release = ?1 AND cut = ?2 AND area_path IN ({})",
            places(3, part.len())
        );
        let values = [Value::from(number), cut.name().into()];
        let values = values.into_iter().chain(part.iter().map(|area| area.as_str().into()));
        for row in rows(database, &sql, values).await? {
            found.insert(row.area, read_told(&row.cells, cut)?);
        }
    }
    Ok(found)
}

/// Keeps a release of the present count. Refused where somebody made one meanwhile: this one does not know it.
pub(crate) async fn keep(database: &Database, made: &Made, release: &Release) -> Result<()> {
    let mut unit = database.begin().await?;
    let sql = "INSERT INTO insight_release
                   (number, generation, counted_on, made_at, threshold, exact, told, withheld)
               SELECT ?1, generation, counted_on, ?2, ?3, ?4, ?5, ?6 FROM insight_count_run";
    let count = |number: u64| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    let values = [
        made.number.into(),
        made.at.micros().into(),
        count(made.rule.threshold),
        i64::from(made.rule.exact).into(),
        count(made.told),
        count(made.withheld),
    ];
    unit.execute("note a release", sql, values).await?;
    let columns = ["release", "cut", "area_path", "cells"];
    for (cut, cells) in release {
        let row = |(area, told): (&AreaPath, &Vec<Told>)| {
            vec![
                made.number.into(),
                cut.name().into(),
                area.as_str().into(),
                written_told(told).into(),
            ]
        };
        for part in cells.iter().map(row).collect::<Vec<_>>().chunks(4_096) {
            unit.insert_rows("insight_released", &columns, part.to_vec(), "").await?;
        }
    }
    unit.commit().await?;
    Ok(())
}

/// A kept row of cells.
struct Row {
    cut: Cut,
    area: AreaPath,
    cells: Vec<u8>,
}

async fn rows(
    database: &Database,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Row>> {
    let doing = || DbError::query("read counts");
    let query = database.statement(sql, values);
    let row = |row: QueryResult| -> Result<Row> {
        let (cut, path): (String, String) = (
            row.try_get("", "cut").map_err(doing())?,
            row.try_get("", "area_path").map_err(doing())?,
        );
        Ok(Row {
            cut: Cut::of(&cut).map_err(|_| Error::Stored { what: "cut" })?,
            area: path.parse().map_err(|_| Error::Stored { what: "path of an area" })?,
            cells: row.try_get("", "cells").map_err(doing())?,
        })
    };
    database.reader().query_all_raw(query).await.map_err(doing())?.into_iter().map(row).collect()
}

/// So many places for values, from the `first` on.
fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ")
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

fn read(bytes: &[u8], cut: Cut) -> Result<Vec<Cell>> {
    let number = |bytes: &[u8]| Some(u64::from_le_bytes(bytes.try_into().ok()?));
    let cell = |bytes: &[u8]| {
        let (count, keys) = bytes.split_at_checked(WIDTH / 2)?;
        Some(Cell::kept(number(count)?, number(keys)?))
    };
    let cells: Option<Vec<Cell>> = bytes.chunks(WIDTH).map(cell).collect();
    cells.filter(|cells| cells.len() == cut.cells()).ok_or(Error::Stored { what: "count" })
}

/// What is written for a cell that is withheld.
const WITHHELD: u64 = u64::MAX;

fn written_told(told: &[Told]) -> Vec<u8> {
    told.iter().flat_map(|told| told.number().unwrap_or(WITHHELD).to_le_bytes()).collect()
}

fn read_told(bytes: &[u8], cut: Cut) -> Result<Vec<Told>> {
    let told = |bytes: &[u8]| {
        let number = u64::from_le_bytes(bytes.try_into().ok()?);
        Some(if number == WITHHELD { Told::Withheld } else { Told::Number(number) })
    };
    let told: Option<Vec<Told>> = bytes.chunks(WIDTH / 2).map(told).collect();
    told.filter(|told| told.len() == cut.cells()).ok_or(Error::Stored { what: "release" })
}
