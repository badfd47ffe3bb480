//! Units: lists, a building's rooms, single ones.

use super::address::{NAMED, NAMING, Naming, inside};
use super::buildings::asked;
use super::filter::{List, begins, order, staged};
use super::{AddressLines, AliasRow, AreaRef, Filter, LifeEvent, Provenance, Rows};
use crate::model::{Building, Name, Unit};
use crate::store::{Found, fetch, one};
use crate::{Register, Result};
use database::Where;
use kernel::{AreaPath, Id, Point4326};

/// A unit in a building's chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// Its id.
    pub id: Id<Unit>,
    /// Its code.
    pub code: String,
    /// Floor.
    pub floor: i32,
    /// Room number.
    pub room: String,
    /// Entrance.
    pub entrance: String,
    /// What it is used for.
    pub use_class: String,
}

/// A unit in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRow {
    /// Its id.
    pub id: Id<Unit>,
    /// Its code.
    pub code: String,
    /// Its address within the area.
    pub label: Name,
    /// What it is used for.
    pub use_class: String,
    /// Where it stands in its life.
    pub stage: String,
    /// Its building.
    pub building: Id<Building>,
    /// The path of its area.
    pub area: AreaPath,
}

/// A unit and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitDetail {
    /// The row.
    pub row: UnitRow,
    /// Its address.
    pub address: AddressLines,
    /// The areas it is in, from the top of the tree.
    pub path: Vec<AreaRef>,
    /// Floor.
    pub floor: i32,
    /// Room number.
    pub room: String,
    /// The building's address within the area.
    pub building_label: Name,
    /// Where the building is.
    pub point: Option<Point4326>,
    /// Other names.
    pub aliases: Vec<AliasRow>,
    /// Units it came from (`true`) or became, with the day.
    pub lineage: Vec<(super::Lineage, Name)>,
    /// What happened to it.
    pub history: Vec<LifeEvent>,
    /// Where the row comes from.
    pub provenance: Vec<Provenance>,
    /// Its key at the source.
    pub source_key: String,
}

pub(crate) const COLUMNS: &str = "u.id AS id, u.code AS code, u.use_class AS use_class, u.stage AS stage,
    u.building_id AS building_id, u.entrance AS entrance, u.floor AS floor, u.room AS room, b.area_path AS area_path";

impl Register {
    /// The units of a building, floor by floor.
    pub async fn rooms(&self, building: Id<Building>) -> Result<Vec<Room>> {
        let sql = "SELECT id, code, floor, room, entrance, use_class FROM unit
            WHERE building_id = ?1 AND stage <> 'retired' ORDER BY floor, entrance, room LIMIT 10000";
        let rows =
            fetch(&self.database, "read a building's units", sql, [database::id_value(building)])
                .await?;
        rows.iter()
            .map(|row| {
                Ok(Room {
                    id: row.id("id")?,
                    code: row.text("code")?,
                    floor: row.get::<Option<i32>>("floor")?.unwrap_or(0),
                    room: row.text("room")?,
                    entrance: row.text("entrance")?,
                    use_class: row.text("use_class")?,
                })
            })
            .collect()
    }

    /// A page of units.
    pub async fn units(&self, filter: &Filter) -> Result<Rows<UnitRow>> {
        let mut condition = Where::default();
        condition.within("b.area_path", &filter.area);
        staged(&mut condition, "u.stage", filter.stage.as_deref());
        if let Some(use_class) = &filter.use_class {
            condition.add("u.use_class = ?", [use_class.as_str().into()]);
        }
        let q = filter.q.trim();
        if q.len() > 5 && q.chars().all(|c| c.is_ascii_digit()) {
            begins(&mut condition, &["u.code"], q);
        } else if !q.is_empty() {
            asked(&mut condition, q);
        }
        let known = [
            ("code", "b.area_path, b.code, u.code"),
            ("use", "u.use_class"),
            ("label", "b.name_zh, b.name_en"),
        ];
        let list = List {
            doing: "list units",
            columns: &format!("{COLUMNS}, {NAMING}"),
            from: "building b JOIN unit u ON u.building_id = b.id",
            joined: NAMED,
            order: &order(filter, &known, "b.area_path, b.code, u.floor, u.room"),
            id: "u.id",
        };
        list.read(&self.database, filter, condition, row).await
    }

    /// The current unit of this code.
    pub async fn unit_of_code(&self, code: &str) -> Result<Option<Id<Unit>>> {
        let sql = "SELECT id FROM unit WHERE code = ?1 AND stage <> 'retired'";
        let found = one(&self.database, "find a unit by its code", sql, [code.into()]).await?;
        found.map(|row| row.id("id")).transpose()
    }

    /// A unit as it is listed, and where its building is: one query.
    pub async fn unit_row(&self, id: Id<Unit>) -> Result<Option<(UnitRow, Option<Point4326>)>> {
        let sql = format!(
            "SELECT {COLUMNS}, {NAMING}, b.lon AS lon, b.lat AS lat
             FROM unit u JOIN building b ON b.id = u.building_id {NAMED} WHERE u.id = ?1"
        );
        let found = one(&self.database, "find a unit", &sql, [database::id_value(id)]).await?;
        found.map(|found| Ok((row(&found)?, point(&found)?))).transpose()
    }

    /// A unit and what is known of it.
    pub async fn unit(&self, id: Id<Unit>) -> Result<Option<UnitDetail>> {
        let sql = format!(
            "SELECT {COLUMNS}, {NAMING}, b.lon AS lon, b.lat AS lat, u.dataset AS dataset, u.version AS version,
                u.valid_from AS valid_from, u.valid_to AS valid_to, u.source_key AS source_key
             FROM unit u JOIN building b ON b.id = u.building_id {NAMED} WHERE u.id = ?1"
        );
        let Some(found) =
            one(&self.database, "read a unit", &sql, [database::id_value(id)]).await?
        else {
            return Ok(None);
        };
        let row = row(&found)?;
        let naming = Naming::of(&found)?;
        let (entrance, room) = (found.text("entrance")?, found.text("room")?);
        let path = self.areas_on(row.area.as_str()).await?;
        let key = id.to_bytes();
        let mut lineage = Vec::new();
        for link in self.lineage_of(&key).await? {
            let sql = format!(
                "SELECT {COLUMNS}, {NAMING} FROM unit u JOIN building b ON b.id = u.building_id {NAMED} WHERE u.id = ?1"
            );
            let other =
                one(&self.database, "read a unit", &sql, [link.other.to_vec().into()]).await?;
            let label = other.as_ref().map(self::row).transpose()?.map(|other| other.label);
            lineage.push((link, label.unwrap_or_default()));
        }
        Ok(Some(UnitDetail {
            address: naming.lines(&path, &inside(&entrance, &room)),
            path,
            floor: found.get::<Option<i32>>("floor")?.unwrap_or(0),
            room,
            building_label: Name { zh: naming.door_zh(), en: naming.door_en() },
            point: point(&found)?,
            aliases: self.aliases_of(&key).await?,
            lineage,
            history: self.life_of(&key, found.get("valid_from")?, found.get("valid_to")?).await?,
            provenance: self.provenance_of(found.get("dataset")?, found.get("version")?).await?,
            source_key: found.text("source_key")?,
            row,
        }))
    }
}

pub(crate) fn row(found: &Found) -> Result<UnitRow> {
    let naming = Naming::of(found)?;
    let inside = inside(&found.text("entrance")?, &found.text("room")?);
    let en = [inside.en, naming.door_en()];
    Ok(UnitRow {
        id: found.id("id")?,
        code: found.text("code")?,
        label: Name {
            zh: format!("{}{}", naming.door_zh(), inside.zh),
            en: en.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", "),
        },
        use_class: found.text("use_class")?,
        stage: found.text("stage")?,
        building: found.id("building_id")?,
        area: found.text("area_path")?.parse().unwrap_or_default(),
    })
}

fn point(found: &Found) -> Result<Option<Point4326>> {
    let (lon, lat) = (found.number("lon")?, found.number("lat")?);
    Ok(lon.zip(lat).map(|(lon, lat)| Point4326 { lon, lat }))
}
