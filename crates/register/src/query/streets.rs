//! Lists of roads and estates.

use super::filter::{List, order, staged};
use super::{Filter, Rows};
use crate::geometry::{Shape, from_wkb};
use crate::model::{Estate, Name, Thoroughfare};
use crate::store::Found;
use crate::{Register, Result};
use database::Where;
use geo::{Haversine, Length as _};
use kernel::{Id, Point4326};

/// A road in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ThoroughfareRow {
    /// Its id.
    pub id: Id<Thoroughfare>,
    /// Its name.
    pub name: Name,
    /// What kind of road.
    pub kind: String,
    /// Buildings numbered on it.
    pub buildings: u64,
    /// Length in metres, where its course is known.
    pub length_m: Option<f64>,
}

/// An estate in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct EstateRow {
    /// Its id.
    pub id: Id<Estate>,
    /// Its name.
    pub name: Name,
    /// What kind of estate.
    pub kind: String,
    /// Its buildings.
    pub buildings: u64,
    /// Its units.
    pub units: u64,
    /// Where it is.
    pub point: Option<Point4326>,
}

const ORDERS: [(&str, &str); 2] = [("name", "s.name_zh, s.name_en"), ("kind", "s.kind")];

impl Register {
    /// A page of roads.
    pub async fn thoroughfares(&self, filter: &Filter) -> Result<Rows<ThoroughfareRow>> {
        let list = List {
            doing: "list thoroughfares",
            columns: "s.id AS id, s.name_zh AS name_zh, s.name_en AS name_en, s.class AS kind, s.shape AS shape,
                (SELECT COUNT(*) FROM building b WHERE b.thoroughfare_id = s.id AND b.stage <> 'retired') AS buildings",
            from: "thoroughfare s",
            joined: "",
            order: &order(filter, &[("name", "s.name_zh, s.name_en"), ("kind", "s.class")], "s.name_zh, s.name_en, s.id"),
            id: "s.id",
        };
        list.read(&self.database, filter, condition(filter), |row| {
            let length =
                row.bytes("shape")?.as_deref().and_then(from_wkb).and_then(|shape| match shape {
                    Shape::LineString(line) => Some(Haversine.length(&line)),
                    Shape::MultiLineString(lines) => {
                        Some(lines.0.iter().map(|line| Haversine.length(line)).sum())
                    }
                    _ => None,
                });
            Ok(ThoroughfareRow {
                id: row.id("id")?,
                name: name(row)?,
                kind: row.text("kind")?,
                buildings: count(row, "buildings")?,
                length_m: length,
            })
        })
        .await
    }

    /// A page of estates.
    pub async fn estates(&self, filter: &Filter) -> Result<Rows<EstateRow>> {
        let list = List {
            doing: "list estates",
            columns: "s.id AS id, s.name_zh AS name_zh, s.name_en AS name_en, s.kind AS kind, s.lon AS lon, s.lat AS lat,
                (SELECT COUNT(*) FROM building b WHERE b.estate_id = s.id AND b.stage <> 'retired') AS buildings,
                (SELECT CAST(SUM(b.unit_count) AS BIGINT) FROM building b
                    WHERE b.estate_id = s.id AND b.stage <> 'retired') AS units",
            from: "estate s",
            joined: "",
            order: &order(filter, &ORDERS, "s.name_zh, s.name_en, s.id"),
            id: "s.id",
        };
        list.read(&self.database, filter, condition(filter), |row| {
            let point = match (row.number("lon")?, row.number("lat")?) {
                (Some(lon), Some(lat)) => Some(Point4326 { lon, lat }),
                _ => None,
            };
            Ok(EstateRow {
                id: row.id("id")?,
                name: name(row)?,
                kind: row.text("kind")?,
                buildings: count(row, "buildings")?,
                units: count(row, "units")?,
                point,
            })
        })
        .await
    }
}

fn condition(filter: &Filter) -> Where {
    let mut condition = Where::default();
    condition.within("s.area_path", &filter.area);
    staged(&mut condition, "s.stage", filter.stage.as_deref());
    let q = filter.q.trim();
    if !q.is_empty() {
        // A few thousand rows: anywhere in the name.
        let part = format!("%{}%", q.replace(['%', '_'], ""));
        condition.add(
            "(s.name_zh LIKE ? OR s.name_en LIKE ? OR s.initials LIKE ? OR s.code = ?)",
            [part.clone().into(), part.clone().into(), part.to_lowercase().into(), q.into()],
        );
    }
    condition
}

fn name(row: &Found) -> Result<Name> {
    Ok(Name { zh: row.text("name_zh")?, en: row.text("name_en")? })
}

fn count(row: &Found, column: &'static str) -> Result<u64> {
    Ok(u64::try_from(row.get::<Option<i64>>(column)?.unwrap_or(0)).unwrap_or(0))
}
