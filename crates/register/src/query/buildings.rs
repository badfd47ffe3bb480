//! Buildings: lists and single ones.

use super::address::{NAMED, NAMING, Naming};
use super::filter::{List, begins, order, past, staged};
use super::search::road_and_number;
use super::{AddressLines, AliasRow, AreaRef, Filter, LifeEvent, Provenance, Rows};
use crate::model::{Building, Name};
use crate::store::{Found, one};
use crate::{Register, Result};
use database::Where;
use kernel::{AreaPath, Id, Point4326};

/// A building in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildingRow {
    /// Its id.
    pub id: Id<Building>,
    /// Its code.
    pub code: String,
    /// Its address within the area, in both languages.
    pub label: Name,
    /// What it is used for.
    pub use_class: String,
    /// Where it stands in its life.
    pub stage: String,
    /// Floors above ground.
    pub floors: Option<i32>,
    /// Height in metres.
    pub height_m: Option<f64>,
    /// How many units it has.
    pub units: u64,
    /// Where it is.
    pub point: Option<Point4326>,
    /// The path of its area.
    pub area: AreaPath,
}

/// A building and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildingDetail {
    /// The row.
    pub row: BuildingRow,
    /// Its address.
    pub address: AddressLines,
    /// The areas it is in, from the top of the tree; the last is its grid.
    pub path: Vec<AreaRef>,
    /// The day it was finished, ISO.
    pub built_on: Option<String>,
    /// Other names.
    pub aliases: Vec<AliasRow>,
    /// Where the row comes from.
    pub provenance: Vec<Provenance>,
    /// What happened to it.
    pub history: Vec<LifeEvent>,
    /// Its key at the source.
    pub source_key: String,
}

pub(crate) const COLUMNS: &str = "b.id AS id, b.code AS code, b.use_class AS use_class, b.stage AS stage,
    b.floors AS floors, b.height_m AS height_m, b.unit_count AS unit_count, b.lon AS lon, b.lat AS lat,
    b.area_path AS area_path";

const ORDERS: [(&str, &str); 5] = [
    ("label", "b.name_zh, b.name_en, b.road_number"),
    ("use", "b.use_class"),
    ("floors", "b.floors"),
    ("units", "b.unit_count"),
    ("code", "b.area_path, b.code"),
];

impl Register {
    /// A page of buildings.
    pub async fn buildings(&self, filter: &Filter) -> Result<Rows<BuildingRow>> {
        let mut condition = Where::default();
        condition.within("b.area_path", &filter.area);
        staged(&mut condition, "b.stage", filter.stage.as_deref());
        if let Some(use_class) = &filter.use_class {
            condition.add("b.use_class = ?", [use_class.as_str().into()]);
        }
        let q = filter.q.trim();
        if !q.is_empty() {
            asked(&mut condition, q);
        }
        let list = List {
            doing: "list buildings",
            columns: &format!("{COLUMNS}, {NAMING}"),
            from: "building b",
            joined: NAMED,
            order: &order(filter, &ORDERS, "b.area_path, b.code"),
            id: "b.id",
        };
        list.read(&self.database, filter, condition, row).await
    }

    /// A building as it is listed: one query.
    pub async fn building_row(&self, id: Id<Building>) -> Result<Option<BuildingRow>> {
        self.located_row(id).await?.as_ref().map(row).transpose()
    }

    async fn located_row(&self, id: Id<Building>) -> Result<Option<Found>> {
        let sql = format!("SELECT {COLUMNS}, {NAMING} FROM building b {NAMED} WHERE b.id = ?1");
        one(&self.database, "find a building", &sql, [database::id_value(id)]).await
    }

    /// The current building of this code.
    pub async fn building_of_code(&self, code: &str) -> Result<Option<Id<Building>>> {
        let sql = "SELECT id FROM building WHERE code = ?1 AND stage = 'current'";
        let found = one(&self.database, "find a building by its code", sql, [code.into()]).await?;
        found
            .map(|row| Ok(database::id_from("building.id", &row.get::<Vec<u8>>("id")?)?))
            .transpose()
    }

    /// Where a building is: its row and its address, for whoever shows nothing else of it.
    pub async fn located(&self, id: Id<Building>) -> Result<Option<(BuildingRow, AddressLines)>> {
        let Some(found) = self.located_row(id).await? else { return Ok(None) };
        let row = row(&found)?;
        let path = self.areas_on(row.area.as_str()).await?;
        let address = Naming::of(&found)?.lines(&path, &Name::default());
        Ok(Some((row, address)))
    }

    /// A building and what is known of it.
    pub async fn building(&self, id: Id<Building>) -> Result<Option<BuildingDetail>> {
        let sql = format!(
            "SELECT {COLUMNS}, {NAMING}, b.built_on AS built_on, b.dataset AS dataset, b.version AS version,
                b.valid_from AS valid_from, b.valid_to AS valid_to, b.source_key AS source_key
             FROM building b {NAMED} WHERE b.id = ?1"
        );
        let Some(found) =
            one(&self.database, "read a building", &sql, [database::id_value(id)]).await?
        else {
            return Ok(None);
        };
        let row = row(&found)?;
        let path = self.areas_on(row.area.as_str()).await?;
        let key = id.to_bytes();
        Ok(Some(BuildingDetail {
            address: Naming::of(&found)?.lines(&path, &Name::default()),
            path,
            built_on: found.get("built_on")?,
            aliases: self.aliases_of(&key).await?,
            provenance: self.provenance_of(found.get("dataset")?, found.get("version")?).await?,
            history: self.life_of(&key, found.get("valid_from")?, found.get("valid_to")?).await?,
            source_key: found.text("source_key")?,
            row,
        }))
    }
}

/// A name, initials, a code, a number, or a road with a number.
pub(crate) fn asked(condition: &mut Where, q: &str) {
    match road_and_number(q) {
        None => begins(condition, &["b.name_zh", "b.name_en", "b.initials", "b.code", "b.road_number"], q),
        Some((road, number)) => condition.add(
            "((b.thoroughfare_id IN (SELECT r.id FROM thoroughfare r
                WHERE (r.name_zh >= ? AND r.name_zh < ?) OR (r.name_en >= ? AND r.name_en < ?))
                AND b.road_number >= ? AND b.road_number < ?) OR (b.name_zh >= ? AND b.name_zh < ?))",
            [road, road, number, q].into_iter().flat_map(|text| [text.into(), past(text).into()]),
        ),
    }
}

pub(crate) fn row(found: &Found) -> Result<BuildingRow> {
    let naming = Naming::of(found)?;
    let point = match (found.number("lon")?, found.number("lat")?) {
        (Some(lon), Some(lat)) => Some(Point4326 { lon, lat }),
        _ => None,
    };
    Ok(BuildingRow {
        id: found.id("id")?,
        code: found.text("code")?,
        label: Name { zh: naming.door_zh(), en: naming.door_en() },
        use_class: found.text("use_class")?,
        stage: found.text("stage")?,
        floors: found.get("floors")?,
        height_m: found.number("height_m")?,
        units: u64::try_from(found.get::<i32>("unit_count")?).unwrap_or(0),
        point,
        area: found.text("area_path")?.parse().unwrap_or_default(),
    })
}
