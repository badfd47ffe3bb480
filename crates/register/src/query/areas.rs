//! The tree of areas.

use super::filter::staged;
use crate::model::{Area, AreaLevel, Name};
use crate::store::{Found, fetch, one};
use crate::{Register, Result};
use database::Where;
use kernel::{AreaPath, Box4326, Id};
use sea_orm::Value;

/// An area by name.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaRef {
    /// Its id.
    pub id: Id<Area>,
    /// How large.
    pub level: AreaLevel,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// Its path.
    pub path: AreaPath,
}

/// An area in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaRow {
    /// Which.
    pub area: AreaRef,
    /// The area above.
    pub parent: Option<Id<Area>>,
    /// How many areas are right below.
    pub children: u64,
    /// Its box.
    pub bounds: Option<Box4326>,
}

/// Counts of what lies in an area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AreaFacts {
    /// Areas below, of every level.
    pub areas: u64,
    /// Roads.
    pub thoroughfares: u64,
    /// Estates.
    pub estates: u64,
    /// Buildings.
    pub buildings: u64,
    /// Units.
    pub units: u64,
    /// Units that are dwellings.
    pub dwellings: u64,
}

/// An area with what lies in it.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaDetail {
    /// Which.
    pub row: AreaRow,
    /// The areas from the top of the tree to it.
    pub path: Vec<AreaRef>,
    /// What lies in it.
    pub facts: AreaFacts,
}

/// Columns of an [`AreaRef`]: nothing is counted.
const REF: &str =
    "a.id AS id, a.level AS level, a.code AS code, a.name_zh AS name_zh, a.name_en AS name_en,
    a.path AS path";

const COLUMNS: &str = "a.id AS id, a.level AS level, a.code AS code, a.name_zh AS name_zh, a.name_en AS name_en,
    a.path AS path, a.parent_id AS parent_id, a.west AS west, a.south AS south, a.east AS east, a.north AS north,
    (SELECT COUNT(*) FROM area c WHERE c.parent_id = a.id AND c.stage <> 'retired') AS children";

impl Register {
    /// The areas right below one; the top of the tree where none is given.
    pub async fn areas_below(&self, parent: Option<Id<Area>>) -> Result<Vec<AreaRow>> {
        let (condition, values): (_, Vec<Value>) = match parent {
            Some(id) => ("a.parent_id = ?1", vec![database::id_value(id)]),
            None => ("a.parent_id IS NULL", Vec::new()),
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM area a WHERE {condition} AND a.stage <> 'retired' ORDER BY a.code"
        );
        fetch(&self.database, "read the areas below", &sql, values).await?.iter().map(row).collect()
    }

    /// An area.
    pub async fn area(&self, id: Id<Area>) -> Result<Option<AreaRow>> {
        let sql = format!("SELECT {COLUMNS} FROM area a WHERE a.id = ?1");
        one(&self.database, "read an area", &sql, [database::id_value(id)])
            .await?
            .as_ref()
            .map(row)
            .transpose()
    }

    /// An area by its path.
    pub async fn area_at(&self, path: &AreaPath) -> Result<Option<AreaRow>> {
        let sql =
            format!("SELECT {COLUMNS} FROM area a WHERE a.path = ?1 AND a.stage <> 'retired'");
        one(&self.database, "read an area", &sql, [path.as_str().into()])
            .await?
            .as_ref()
            .map(row)
            .transpose()
    }

    /// An area with its path and what lies in it.
    pub async fn area_detail(&self, id: Id<Area>) -> Result<Option<AreaDetail>> {
        let Some(row) = self.area(id).await? else { return Ok(None) };
        let path = self.areas_on(row.area.path.as_str()).await?;
        let facts = self.area_facts(&row.area.path).await?;
        Ok(Some(AreaDetail { row, path, facts }))
    }

    /// The areas on a path, from the top of the tree.
    pub async fn areas_on(&self, path: &str) -> Result<Vec<AreaRef>> {
        if path.is_empty() {
            return Ok(Vec::new());
        }
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let values: Vec<Value> = ends.map(|end| path[..end].into()).collect();
        let marks: Vec<String> = (1..=values.len()).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "SELECT {REF} FROM area a WHERE a.path IN ({}) AND a.stage <> 'retired' ORDER BY length(a.path)",
            marks.join(", ")
        );
        let rows = fetch(&self.database, "read the areas on a path", &sql, values).await?;
        rows.iter().map(named).collect()
    }

    /// How many buildings, units and dwellings lie in each area right below one, in the order of their codes: one query.
    pub async fn facts_below(&self, parent: Id<Area>) -> Result<Vec<(AreaRef, AreaFacts)>> {
        // No code has a character before `0` but the slash between codes, so that one range holds an area whole.
        let sql = format!(
            "SELECT {COLUMNS}, COALESCE(f.buildings, 0) AS buildings, COALESCE(f.units, 0) AS units,
                COALESCE(f.dwellings, 0) AS dwellings
             FROM area a LEFT JOIN (
                SELECT c.id AS area_id, COUNT(b.id) AS buildings, CAST(SUM(b.unit_count) AS BIGINT) AS units,
                    CAST(SUM(b.dwelling_count) AS BIGINT) AS dwellings
                FROM area c JOIN building b ON b.area_path >= c.path AND b.area_path < c.path || '0'
                WHERE c.parent_id = ?1 AND c.stage <> 'retired' AND b.stage <> 'retired' GROUP BY c.id
             ) f ON f.area_id = a.id
             WHERE a.parent_id = ?1 AND a.stage <> 'retired' ORDER BY a.code"
        );
        let rows =
            fetch(&self.database, "count what lies below", &sql, [database::id_value(parent)])
                .await?;
        rows.iter()
            .map(|found| {
                let count = |column| -> Result<u64> {
                    Ok(u64::try_from(found.get::<i64>(column)?).unwrap_or(0))
                };
                let facts = AreaFacts {
                    buildings: count("buildings")?,
                    units: count("units")?,
                    dwellings: count("dwellings")?,
                    ..AreaFacts::default()
                };
                Ok((row(found)?.area, facts))
            })
            .collect()
    }

    /// The areas of a level within one, in the order of their paths.
    pub async fn areas_within(&self, area: &AreaPath, level: AreaLevel) -> Result<Vec<AreaRef>> {
        let mut condition = Where::default();
        condition.within("a.path", area);
        condition.add("a.level = ?", [level.word().into()]);
        staged(&mut condition, "a.stage", None);
        let sql =
            format!("SELECT {COLUMNS} FROM area a WHERE {} ORDER BY a.path", condition.text());
        let found =
            fetch(&self.database, "read the areas of a level", &sql, condition.values).await?;
        found.iter().map(|found| Ok(row(found)?.area)).collect()
    }

    /// How many buildings there are within an area, by the path of the area that each lies in.
    pub async fn buildings_by_area(&self, area: &AreaPath) -> Result<Vec<(String, u64)>> {
        let mut condition = Where::default();
        condition.within("area_path", area);
        staged(&mut condition, "stage", None);
        let sql = format!(
            "SELECT area_path, CAST(COUNT(*) AS BIGINT) AS n FROM building WHERE {} GROUP BY area_path ORDER BY area_path",
            condition.text()
        );
        let found =
            fetch(&self.database, "count buildings by area", &sql, condition.values).await?;
        let counted = |row: &Found| -> Result<(String, u64)> {
            Ok((row.text("area_path")?, u64::try_from(row.get::<i64>("n")?).unwrap_or(0)))
        };
        found.iter().map(counted).collect()
    }

    /// What lies in an area.
    pub async fn area_facts(&self, area: &AreaPath) -> Result<AreaFacts> {
        let count = async |table: &str, column: &str, what: &str| -> Result<Vec<u64>> {
            let mut condition = Where::default();
            condition.within(column, area);
            staged(&mut condition, "stage", None);
            let sql = format!("SELECT {what} FROM {table} WHERE {}", condition.text());
            let row =
                one(&self.database, "count what lies in an area", &sql, condition.values).await?;
            let get = |name| -> Result<u64> {
                let n: Option<i64> = row.as_ref().map_or(Ok(None), |row| row.get(name))?;
                Ok(u64::try_from(n.unwrap_or(0)).unwrap_or(0))
            };
            Ok(vec![
                get("n")?,
                if what.contains("AS u") { get("u")? } else { 0 },
                if what.contains("AS d") { get("d")? } else { 0 },
            ])
        };
        let buildings = count(
            "building",
            "area_path",
            "COUNT(*) AS n, CAST(SUM(unit_count) AS BIGINT) AS u, CAST(SUM(dwelling_count) AS BIGINT) AS d",
        )
        .await?;
        Ok(AreaFacts {
            areas: count("area", "path", "COUNT(*) AS n").await?[0]
                .saturating_sub(u64::from(!area.as_str().is_empty())),
            thoroughfares: count("thoroughfare", "area_path", "COUNT(*) AS n").await?[0],
            estates: count("estate", "area_path", "COUNT(*) AS n").await?[0],
            buildings: buildings[0],
            units: buildings[1],
            dwellings: buildings[2],
        })
    }
}

fn named(found: &Found) -> Result<AreaRef> {
    Ok(AreaRef {
        id: found.id("id")?,
        level: AreaLevel::from_word(&found.text("level")?).unwrap_or(AreaLevel::Zone),
        code: found.text("code")?,
        name: Name { zh: found.text("name_zh")?, en: found.text("name_en")? },
        path: found.text("path")?.parse().unwrap_or_default(),
    })
}

fn row(found: &Found) -> Result<AreaRow> {
    let corner = |column| found.number(column);
    let bounds = match (corner("west")?, corner("south")?, corner("east")?, corner("north")?) {
        (Some(west), Some(south), Some(east), Some(north)) => {
            Some(Box4326 { west, south, east, north })
        }
        _ => None,
    };
    Ok(AreaRow {
        area: named(found)?,
        parent: found.optional_id("parent_id")?,
        children: u64::try_from(found.get::<i64>("children")?).unwrap_or(0),
        bounds,
    })
}
