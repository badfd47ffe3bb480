//! One box for every place: names, initials, codes, and a road with a number.

use super::address::{NAMED, NAMING, Naming, inside};
use super::filter::{begins, past, staged};
use crate::model::Name;
use crate::store::{Found, fetch};
use crate::{Register, Result};
use database::Where;
use kernel::{AreaPath, Box4326, Point4326};

/// A place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// `area`, `estate`, `thoroughfare`, `building` or `unit`.
    pub kind: &'static str,
    /// Its id.
    pub id: [u8; 16],
    /// What it is called.
    pub label: Name,
    /// Where it lies: the level of an area.
    pub context: String,
    /// Its code.
    pub code: String,
    /// Where it is.
    pub point: Option<Point4326>,
    /// Its box.
    pub bounds: Option<Box4326>,
}

/// Hits of one kind at most.
const EACH: u64 = 8;

impl Register {
    /// Places within `area` that a text may mean, at most `limit`.
    pub async fn search(&self, q: &str, area: &AreaPath, limit: usize) -> Result<Vec<Hit>> {
        let q = q.trim();
        let mut hits = Vec::new();
        if q.chars().count() < 2 {
            return Ok(hits);
        }
        for (kind, table, path, within) in [
            ("area", "area", "path", true),
            ("estate", "estate", "area_path", true),
            ("thoroughfare", "thoroughfare", "area_path", false),
        ] {
            hits.extend(self.named(kind, table, path, q, area, within).await?);
        }
        hits.extend(self.numbered(q, area).await?);
        hits.extend(self.buildings_named(q, area).await?);
        hits.extend(self.units_coded(q, area).await?);
        let mut seen = std::collections::HashSet::new();
        hits.retain(|hit| seen.insert(hit.id));
        hits.truncate(limit);
        Ok(hits)
    }

    /// Areas, estates and roads: a few thousand, so anywhere in the name. Names that begin with the text come first.
    async fn named(
        &self,
        kind: &'static str,
        table: &str,
        path: &str,
        q: &str,
        area: &AreaPath,
        within: bool,
    ) -> Result<Vec<Hit>> {
        let extra = if table == "area" { "level" } else { "''" };
        let mut condition = Where::default();
        staged(&mut condition, "stage", None);
        if within {
            condition.within(path, area);
        }
        let part = format!("%{}%", q.replace(['%', '_'], ""));
        condition.add(
            "(name_zh LIKE ? OR name_en LIKE ? OR initials LIKE ? OR code = ?)",
            [part.clone().into(), part.clone().into(), part.to_lowercase().into(), q.into()],
        );
        let text = condition.text();
        let mut values = condition.values;
        values.extend([q.into(), past(q).into()]);
        let n = values.len();
        let sql = format!(
            "SELECT id, name_zh, name_en, code, {extra} AS context, lon, lat, west, south, east, north FROM {table}
             WHERE {text} ORDER BY
                CASE WHEN (name_zh >= ?{0} AND name_zh < ?{1}) OR (name_en >= ?{0} AND name_en < ?{1}) THEN 0 ELSE 1 END,
                length(name_zh), name_zh, name_en LIMIT {EACH}",
            n - 1,
            n
        );
        let rows = fetch(&self.database, "search names", &sql, values).await?;
        rows.iter()
            .map(|row| {
                Ok(Hit {
                    kind,
                    id: id(row)?,
                    label: Name { zh: row.text("name_zh")?, en: row.text("name_en")? },
                    context: row.text("context")?,
                    code: row.text("code")?,
                    point: point(row)?,
                    bounds: bounds(row)?,
                })
            })
            .collect()
    }

    /// A road with a number, in either order: 幸福路18, 104-12 Jamaica Ave.
    async fn numbered(&self, q: &str, area: &AreaPath) -> Result<Vec<Hit>> {
        let Some((road, number)) = road_and_number(q) else { return Ok(Vec::new()) };
        let mut condition = Where::default();
        staged(&mut condition, "b.stage", None);
        condition.within("b.area_path", area);
        begins(&mut condition, &["t.name_zh", "t.name_en", "t.initials"], road);
        begins(&mut condition, &["b.road_number"], number);
        let from = "thoroughfare t JOIN building b ON b.thoroughfare_id = t.id LEFT JOIN estate e ON e.id = b.estate_id";
        self.found_buildings(from, condition, "length(b.road_number), b.road_number").await
    }

    async fn buildings_named(&self, q: &str, area: &AreaPath) -> Result<Vec<Hit>> {
        let mut condition = Where::default();
        staged(&mut condition, "b.stage", None);
        condition.within("b.area_path", area);
        begins(
            &mut condition,
            &["b.name_zh", "b.name_en", "b.initials", "b.code", "b.road_number"],
            q,
        );
        let from = format!("building b {NAMED}");
        self.found_buildings(&from, condition, "b.code").await
    }

    async fn found_buildings(&self, from: &str, condition: Where, order: &str) -> Result<Vec<Hit>> {
        let sql = format!(
            "SELECT b.id AS id, b.code AS code, b.lon AS lon, b.lat AS lat, b.west AS west, b.south AS south,
                b.east AS east, b.north AS north, {NAMING} FROM {from} WHERE {} ORDER BY {order} LIMIT {EACH}",
            condition.text()
        );
        let rows = fetch(&self.database, "search buildings", &sql, condition.values).await?;
        rows.iter()
            .map(|row| {
                let naming = Naming::of(row)?;
                Ok(Hit {
                    kind: "building",
                    id: id(row)?,
                    label: Name { zh: naming.door_zh(), en: naming.door_en() },
                    context: String::new(),
                    code: row.text("code")?,
                    point: point(row)?,
                    bounds: bounds(row)?,
                })
            })
            .collect()
    }

    /// Units only by the beginning of their code: there are too many for names.
    async fn units_coded(&self, q: &str, area: &AreaPath) -> Result<Vec<Hit>> {
        if q.len() < 12 || !q.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Ok(Vec::new());
        }
        let mut condition = Where::default();
        staged(&mut condition, "u.stage", None);
        condition.within("b.area_path", area);
        begins(&mut condition, &["u.code"], q);
        let sql = format!(
            "SELECT u.id AS id, u.code AS code, u.entrance AS entrance, u.room AS room, b.lon AS lon, b.lat AS lat, {NAMING}
             FROM unit u JOIN building b ON b.id = u.building_id {NAMED} WHERE {} ORDER BY u.code LIMIT {EACH}",
            condition.text()
        );
        let rows = fetch(&self.database, "search units", &sql, condition.values).await?;
        rows.iter()
            .map(|row| {
                let naming = Naming::of(row)?;
                let room = inside(&row.text("entrance")?, &row.text("room")?);
                Ok(Hit {
                    kind: "unit",
                    id: id(row)?,
                    label: Name {
                        zh: format!("{}{}", naming.door_zh(), room.zh),
                        en: format!("{}, {}", room.en, naming.door_en()),
                    },
                    context: String::new(),
                    code: row.text("code")?,
                    point: point(row)?,
                    bounds: None,
                })
            })
            .collect()
    }
}

/// A road and a number, in either order.
pub(crate) fn road_and_number(q: &str) -> Option<(&str, &str)> {
    let is_number = |c: char| c.is_ascii_digit() || c == '-';
    let (road, number) = if q.starts_with(|c: char| c.is_ascii_digit()) {
        let end = q.find(|c| !is_number(c)).unwrap_or(q.len());
        (q[end..].trim(), &q[..end])
    } else {
        let start = q.find(|c: char| c.is_ascii_digit()).unwrap_or(q.len());
        (q[..start].trim(), q[start..].trim_end_matches(|c: char| !is_number(c)))
    };
    (!road.is_empty() && !number.is_empty()).then_some((road, number))
}

fn id(row: &Found) -> Result<[u8; 16]> {
    Ok(row.get::<Vec<u8>>("id")?.try_into().unwrap_or_default())
}

fn point(row: &Found) -> Result<Option<Point4326>> {
    Ok(match (row.number("lon")?, row.number("lat")?) {
        (Some(lon), Some(lat)) => Some(Point4326 { lon, lat }),
        _ => None,
    })
}

fn bounds(row: &Found) -> Result<Option<Box4326>> {
    Ok(
        match (row.number("west")?, row.number("south")?, row.number("east")?, row.number("north")?)
        {
            (Some(west), Some(south), Some(east), Some(north)) => {
                Some(Box4326 { west, south, east, north })
            }
            _ => None,
        },
    )
}
