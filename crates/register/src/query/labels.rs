//! What places are called, many at once.

use super::address::{NAMED, NAMING, Naming, inside};
use crate::model::Name;
use crate::store::{Found, fetch};
use crate::wash::{Place, PlaceKind};
use crate::{Register, Result};
use kernel::{AreaPath, Point4326};
use sea_orm::Value;
use std::collections::HashMap;

/// What a place is called, and where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Called {
    /// Its code.
    pub code: String,
    /// Its address within the area.
    pub label: Name,
    /// The path of its area.
    pub area: AreaPath,
    /// Where its building is.
    pub point: Option<Point4326>,
}

/// Places that one statement asks for.
const AT_ONCE: usize = 500;

impl Register {
    /// What `places` are called; one that is not there is left out.
    pub async fn called(&self, places: &[Place]) -> Result<HashMap<Place, Called>> {
        let buildings = format!(
            "SELECT b.id AS id, b.code AS code, '' AS entrance, '' AS room, b.area_path AS area_path, b.lon AS lon, b.lat AS lat, {NAMING}
             FROM building b {NAMED} WHERE b.id IN "
        );
        let units = format!(
            "SELECT u.id AS id, u.code AS code, u.entrance AS entrance, u.room AS room, b.area_path AS area_path, b.lon AS lon, b.lat AS lat, {NAMING}
             FROM unit u JOIN building b ON b.id = u.building_id {NAMED} WHERE u.id IN "
        );
        let mut asked = places.to_vec();
        asked.sort_unstable_by_key(|place| (place.kind == PlaceKind::Unit, place.id));
        asked.dedup();
        let mut out = HashMap::with_capacity(asked.len());
        for some in asked.chunks(AT_ONCE) {
            // Buildings, then units: in one statement, for each is a way to another thread and back.
            let split = some.partition_point(|place| place.kind == PlaceKind::Building);
            let parts = [(&buildings, 1..=split), (&units, split + 1..=some.len())];
            let parts = parts.into_iter().filter(|(_, numbers)| !numbers.is_empty());
            let selects: Vec<String> = parts
                .map(|(begin, numbers)| {
                    let marks: Vec<String> = numbers.map(|n| format!("?{n}")).collect();
                    format!("{begin}({})", marks.join(", "))
                })
                .collect();
            let values = some.iter().map(|place| Value::from(place.id.to_vec()));
            let (doing, sql) = ("read what places are called", selects.join(" UNION ALL "));
            for row in fetch(&self.database, doing, &sql, values).await? {
                let bytes: Vec<u8> = row.get("id")?;
                let Ok(id) = <[u8; 16]>::try_from(bytes) else { continue };
                let is_building = some[..split].binary_search_by_key(&id, |place| place.id).is_ok();
                let kind = if is_building { PlaceKind::Building } else { PlaceKind::Unit };
                out.insert(Place { kind, id }, called(&row)?);
            }
        }
        Ok(out)
    }
}

fn called(row: &Found) -> Result<Called> {
    let naming = Naming::of(row)?;
    let inside = inside(&row.text("entrance")?, &row.text("room")?);
    let en = [inside.en, naming.door_en()];
    let point = match (row.number("lon")?, row.number("lat")?) {
        (Some(lon), Some(lat)) => Some(Point4326 { lon, lat }),
        _ => None,
    };
    Ok(Called {
        code: row.text("code")?,
        label: Name {
            zh: format!("{}{}", naming.door_zh(), inside.zh),
            en: en.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", "),
        },
        area: row.text("area_path")?.parse().unwrap_or_default(),
        point,
    })
}
