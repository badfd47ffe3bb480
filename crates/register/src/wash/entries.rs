//! Every address of the register, buildings with their units, in the order of building ids.

use super::components::{Context, Located, Parts, key};
use super::{Place, PlaceKind};
use crate::store::{Found, fetch};
use crate::{Register, Result};
use address::{ComponentKind, Profile, RegisterEntry};
use kernel::Point4326;
use std::collections::HashMap;

/// Buildings read at once; their units come with them.
const PAGE: i64 = 2_000;

const COLUMNS: &str =
    "id, code, stage, area_id, estate_id, thoroughfare_id, road_number, label, name_zh, name_en,
    locality, region, postcode, lon, lat";

/// Hands every address to `take` with the place it is of. Memory holds the
/// names above buildings and one page of buildings.
///
/// What is retired is there too, as not current.
pub async fn wash_entries(
    register: &Register,
    profile: &Profile,
    mut take: impl FnMut(Place, RegisterEntry) -> Result<()>,
) -> Result<()> {
    let context = Context::read(register, profile).await?;
    let mut number = 0;
    let mut after: Vec<u8> = Vec::new();
    let sql = format!("SELECT {COLUMNS} FROM building WHERE id > ?1 ORDER BY id LIMIT ?2");
    loop {
        let values = [after.clone().into(), PAGE.into()];
        let page = fetch(&register.database, "read buildings", &sql, values).await?;
        let Some(last) = page.last() else { return Ok(()) };
        let last: Vec<u8> = last.get("id")?;
        let mut units = units_between(register, &after, &last).await?;
        for row in &page {
            let building = located(row)?;
            let inside = units.remove(&building.id).unwrap_or_default();
            for (place, entry) in of_building(&context, row, &building, inside)? {
                take(place, RegisterEntry { id: number, ..entry })?;
                number += 1;
            }
        }
        after = last;
    }
}

/// The entries of these buildings, each with its units, in the order given; none of one that has no address.
pub(super) async fn entries_of(
    register: &Register,
    profile: &Profile,
    buildings: &[[u8; 16]],
) -> Result<Vec<Vec<(Place, RegisterEntry)>>> {
    let context = Context::read(register, profile).await?;
    let one = format!("SELECT {COLUMNS} FROM building WHERE id = ?1");
    let mut found = Vec::with_capacity(buildings.len());
    for id in buildings {
        let id: Vec<u8> = id.to_vec();
        let rows = fetch(&register.database, "read a building", &one, [id.clone().into()]).await?;
        let Some(row) = rows.first() else {
            found.push(Vec::new());
            continue;
        };
        let sql = format!("{UNITS} WHERE building_id = ?1 {ORDER}");
        let units = fetch(&register.database, "read units", &sql, [id.into()]).await?;
        let building = located(row)?;
        let inside = by_building(units)?.remove(&building.id).unwrap_or_default();
        found.push(of_building(&context, row, &building, inside)?);
    }
    Ok(found)
}

/// A building's entry, and those of its units after it; none where it has no address.
fn of_building(
    context: &Context,
    row: &Found,
    building: &Located,
    inside: Vec<Inside>,
) -> Result<Vec<(Place, RegisterEntry)>> {
    let parts = context.address(building);
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let point = match (row.number("lon")?, row.number("lat")?) {
        (Some(lon), Some(lat)) => Point4326::new(lon, lat),
        _ => None,
    };
    let aliases = context.aliases(building, &parts);
    let entry = |code: String, current, extra: &Parts| {
        let whole = |base: &Parts| base.iter().chain(extra).cloned().collect();
        let alias = |alias: &address::Alias| address::Alias {
            components: whole(&alias.components),
            ..alias.clone()
        };
        RegisterEntry {
            id: 0,
            code,
            components: whole(&parts),
            aliases: aliases.iter().map(alias).collect(),
            point,
            current,
            successor: None,
        }
    };
    let current = row.text("stage")? != "retired";
    let own = Place { kind: PlaceKind::Building, id: building.id };
    let mut entries = vec![(own, entry(row.text("code")?, current, &Vec::new()))];
    entries.extend(inside.into_iter().map(|unit| {
        let place = Place { kind: PlaceKind::Unit, id: unit.id };
        (place, entry(unit.code, unit.current, &unit.parts))
    }));
    Ok(entries)
}

const UNITS: &str = "SELECT id, building_id, code, stage, entrance, floor, room FROM unit";
const ORDER: &str = "ORDER BY building_id, floor, room";

struct Inside {
    id: [u8; 16],
    code: String,
    current: bool,
    parts: Parts,
}

async fn units_between(
    register: &Register,
    after: &[u8],
    last: &[u8],
) -> Result<HashMap<[u8; 16], Vec<Inside>>> {
    let sql = format!("{UNITS} WHERE building_id > ?1 AND building_id <= ?2 {ORDER}");
    let rows = fetch(&register.database, "read units", &sql, [after.into(), last.into()]).await?;
    by_building(rows)
}

fn by_building(rows: Vec<Found>) -> Result<HashMap<[u8; 16], Vec<Inside>>> {
    let mut out: HashMap<[u8; 16], Vec<Inside>> = HashMap::new();
    for row in rows {
        let mut parts = Vec::new();
        let entrance = row.text("entrance")?;
        if !entrance.is_empty() {
            parts.push((ComponentKind::Entrance, entrance));
        }
        if let Some(floor) = row.get::<Option<i32>>("floor")? {
            parts.push((ComponentKind::Floor, floor.to_string()));
        }
        parts.push((ComponentKind::Room, row.text("room")?));
        let inside = Inside {
            id: key(&row.get::<Vec<u8>>("id")?),
            code: row.text("code")?,
            current: row.text("stage")? != "retired",
            parts,
        };
        out.entry(key(&row.get::<Vec<u8>>("building_id")?)).or_default().push(inside);
    }
    Ok(out)
}

fn located(row: &Found) -> Result<Located> {
    let id =
        |column| -> Result<Option<[u8; 16]>> { Ok(row.bytes(column)?.map(|bytes| key(&bytes))) };
    let zh = row.text("name_zh")?;
    Ok(Located {
        id: key(&row.get::<Vec<u8>>("id")?),
        area: id("area_id")?,
        estate: id("estate_id")?,
        road: id("thoroughfare_id")?,
        number: row.text("road_number")?,
        label: row.text("label")?,
        name: if zh.is_empty() { row.text("name_en")? } else { zh },
        city: row.text("locality")?,
        region: row.text("region")?,
        postcode: row.text("postcode")?,
    })
}
