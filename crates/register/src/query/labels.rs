//! What places are called, many at once.

use super::address::{NAMED, NAMING, Naming, inside};
use crate::model::Name;
use crate::store::{Found, fetch};
use crate::wash::{Place, PlaceKind};
use crate::{Register, Result};
use kernel::AreaPath;
use sea_orm::Value;
use std::collections::HashMap;

/// What a place is called, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Its code.
    pub code: String,
    /// Its address within the area.
    pub label: Name,
    /// The path of its area.
    pub area: AreaPath,
}

/// Places that one statement asks for.
const AT_ONCE: usize = 500;

impl Register {
    /// What `places` are called; one that is not there is left out.
    pub async fn called(&self, places: &[Place]) -> Result<HashMap<Place, Called>> {
        let buildings = format!(
            "SELECT b.id AS id, b.code AS code, '' AS entrance, '' AS room, b.area_path AS area_path, {NAMING}
             FROM building b {NAMED} WHERE b.id IN "
        );
        let units = format!(
            "SELECT u.id AS id, u.code AS code, u.entrance AS entrance, u.room AS room, b.area_path AS area_path, {NAMING}
             FROM unit u JOIN building b ON b.id = u.building_id {NAMED} WHERE u.id IN "
        );
        let mut out = HashMap::with_capacity(places.len());
        for (kind, begin) in [(PlaceKind::Building, buildings), (PlaceKind::Unit, units)] {
            let mut ids: Vec<_> =
                places.iter().filter(|place| place.kind == kind).map(|place| place.id).collect();
            ids.sort_unstable();
            ids.dedup();
            for some in ids.chunks(AT_ONCE) {
                let asked: Vec<String> = (1..=some.len()).map(|n| format!("?{n}")).collect();
                let sql = format!("{begin}({})", asked.join(", "));
                let values = some.iter().map(|id| Value::from(id.to_vec()));
                for row in
                    fetch(&self.database, "read what places are called", &sql, values).await?
                {
                    let bytes: Vec<u8> = row.get("id")?;
                    if let Ok(id) = bytes.try_into() {
                        out.insert(Place { kind, id }, called(&row)?);
                    }
                }
            }
        }
        Ok(out)
    }
}

fn called(row: &Found) -> Result<Called> {
    let naming = Naming::of(row)?;
    let inside = inside(&row.text("entrance")?, &row.text("room")?);
    let en = [inside.en, naming.door_en()];
    Ok(Called {
        code: row.text("code")?,
        label: Name {
            zh: format!("{}{}", naming.door_zh(), inside.zh),
            en: en.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", "),
        },
        area: row.text("area_path")?.parse().unwrap_or_default(),
    })
}
