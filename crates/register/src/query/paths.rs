//! A unit with the areas above it: what a page of a dwelling needs of the register, by one question.

use super::AreaRef;
use super::address::{NAMED, NAMING, Naming};
use super::units::{COLUMNS, UnitRow, row};
use crate::model::{AreaLevel, Name, Unit};
use crate::store::{Found, fetch};
use crate::{Register, Result};
use kernel::Id;

/// A unit by its address, and the areas it is in.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitPlace {
    /// The row.
    pub row: UnitRow,
    /// Floor.
    pub floor: i32,
    /// The building's address within the area.
    pub building_label: Name,
    /// The areas it is in, from the top of the tree.
    pub path: Vec<AreaRef>,
}

/// The path of a unit's area, and of each area above: the same without its last code, which is all that stands behind the
/// last slash. Both databases cut off any of the characters that they are given.
const ABOVE: &str = "WITH RECURSIVE above (path) AS (
        SELECT b.area_path FROM unit u JOIN building b ON b.id = u.building_id WHERE u.id = ?1
        UNION ALL
        SELECT rtrim(rtrim(path, replace(path, '/', '')), '/') FROM above WHERE path LIKE '%/%'
    )";

impl Register {
    /// A unit and the areas it is in; what else is known of it, [`Register::unit`] tells.
    pub async fn unit_place(&self, id: Id<Unit>) -> Result<Option<UnitPlace>> {
        let sql = format!(
            "{ABOVE}
             SELECT {COLUMNS}, {NAMING}, a.id AS above_id, a.level AS above_level, a.code AS above_code,
                a.name_zh AS above_zh, a.name_en AS above_en, a.path AS above_path
             FROM unit u JOIN building b ON b.id = u.building_id {NAMED}
             LEFT JOIN above p ON p.path <> ''
             LEFT JOIN area a ON a.path = p.path AND a.stage <> 'retired'
             WHERE u.id = ?1 ORDER BY length(p.path)"
        );
        let doing = "read a unit and the areas above it";
        let found = fetch(&self.database, doing, &sql, [database::id_value(id)]).await?;
        let Some(first) = found.first() else { return Ok(None) };
        let naming = Naming::of(first)?;
        let mut path = Vec::new();
        for row in &found {
            path.extend(area_above(row)?);
        }
        Ok(Some(UnitPlace {
            row: row(first)?,
            floor: first.get::<Option<i32>>("floor")?.unwrap_or(0),
            building_label: Name { zh: naming.door_zh(), en: naming.door_en() },
            path,
        }))
    }
}

/// The area of a row; nothing where no current one has that path.
fn area_above(found: &Found) -> Result<Option<AreaRef>> {
    let Some(id) = found.optional_id("above_id")? else { return Ok(None) };
    Ok(Some(AreaRef {
        id,
        level: AreaLevel::from_word(&found.text("above_level")?).unwrap_or(AreaLevel::Zone),
        code: found.text("above_code")?,
        name: Name { zh: found.text("above_zh")?, en: found.text("above_en")? },
        path: found.text("above_path")?.parse().unwrap_or_default(),
    }))
}
