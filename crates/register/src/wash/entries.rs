//! Every address of the register, buildings with their units, in the order of building ids.

use super::components::{Context, Located, Parts, key};
use super::{Place, PlaceKind};
use crate::store::{Found, fetch};
use crate::{Register, Result};
use address::{ComponentKind, RegisterEntry};
use kernel::Point4326;
use sea_orm::Value;
use std::collections::HashMap;

/// Buildings read at once; their units come with them.
const PAGE: i64 = 2_000;

const COLUMNS: &str =
    "id, code, stage, area_id, estate_id, thoroughfare_id, road_number, label, name_zh, name_en,
    locality, region, postcode, lon, lat";

/// Buildings that one statement asks for by their ids.
const AT_ONCE: usize = 500;

/// All buildings, a page at a time.
pub(super) struct Pages<'a> {
    register: &'a Register,
    after: Vec<u8>,
}

impl<'a> Pages<'a> {
    pub(super) fn of(register: &'a Register) -> Self {
        Self { register, after: Vec::new() }
    }

    pub(super) async fn next(&mut self) -> Result<Option<Page>> {
        let sql = format!("SELECT {COLUMNS} FROM building WHERE id > ?1 ORDER BY id LIMIT ?2");
        let values = [self.after.clone().into(), PAGE.into()];
        let buildings = fetch(&self.register.database, "read buildings", &sql, values).await?;
        let Some(last) = buildings.last() else { return Ok(None) };
        let last: Vec<u8> = last.get("id")?;
        let units = units_between(self.register, &self.after, &last).await?;
        self.after = last;
        Ok(Some(Page { buildings, units }))
    }
}

/// Buildings as they were read, with their units.
pub(super) struct Page {
    buildings: Vec<Found>,
    units: HashMap<[u8; 16], Vec<Inside>>,
}

impl Page {
    /// These buildings; none where they and their units are more than `most`.
    pub(super) async fn of(
        register: &Register,
        ids: &[[u8; 16]],
        most: usize,
    ) -> Result<Option<Self>> {
        let mut count = ids.len();
        for some in ids.chunks(AT_ONCE) {
            let sql = among("SELECT COUNT(*) AS units FROM unit WHERE building_id IN", some);
            let rows = fetch(&register.database, "count units", &sql, values(some)).await?;
            let units = rows.first().map_or(Ok(0), |row| row.get::<i64>("units"))?;
            count = count.saturating_add(usize::try_from(units).unwrap_or(usize::MAX));
            if count > most {
                return Ok(None);
            }
        }
        let (mut buildings, mut units) = (Vec::with_capacity(ids.len()), Vec::new());
        for some in ids.chunks(AT_ONCE) {
            let sql = among(&format!("SELECT {COLUMNS} FROM building WHERE id IN"), some);
            buildings
                .extend(fetch(&register.database, "read buildings", &sql, values(some)).await?);
            let sql = among(&format!("{UNITS} WHERE building_id IN"), some) + " " + ORDER;
            units.extend(fetch(&register.database, "read units", &sql, values(some)).await?);
        }
        Ok(Some(Self { buildings, units: by_building(units)? }))
    }

    /// Hands every address to `take`, building by building.
    pub(super) fn each(
        mut self,
        context: &Context,
        mut take: impl FnMut(Place, RegisterEntry) -> Result<()>,
    ) -> Result<()> {
        for row in &self.buildings {
            let building = located(row)?;
            let inside = self.units.remove(&building.id).unwrap_or_default();
            for (place, entry) in of_building(context, row, &building, inside)? {
                take(place, entry)?;
            }
        }
        Ok(())
    }

    /// The addresses of each building, by its id; a building without one is there without any.
    pub(super) fn by_building(mut self, context: &Context) -> Result<HashMap<[u8; 16], Entries>> {
        let mut found = HashMap::with_capacity(self.buildings.len());
        for row in &self.buildings {
            let building = located(row)?;
            let inside = self.units.remove(&building.id).unwrap_or_default();
            found.insert(building.id, of_building(context, row, &building, inside)?);
        }
        Ok(found)
    }
}

/// What a building and its units are in the index.
pub(super) type Entries = Vec<(Place, RegisterEntry)>;

/// A statement that ends with the places of so many ids.
fn among(begin: &str, ids: &[[u8; 16]]) -> String {
    let asked: Vec<String> = (1..=ids.len()).map(|n| format!("?{n}")).collect();
    format!("{begin} ({})", asked.join(", "))
}

fn values(ids: &[[u8; 16]]) -> impl Iterator<Item = Value> {
    ids.iter().map(|id| Value::from(id.to_vec()))
}

/// A building's entry, and those of its units after it; none where it has no address.
fn of_building(
    context: &Context,
    row: &Found,
    building: &Located,
    inside: Vec<Inside>,
) -> Result<Entries> {
    let parts = context.address(building);
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let point = match (row.number("lon")?, row.number("lat")?) {
        (Some(lon), Some(lat)) => Point4326::new(lon, lat),
        _ => None,
    };
    let aliases = context.aliases(building, &parts);
    let ways = |extra: &Parts, former: bool| {
        let whole = |base: &Parts| -> Parts { base.iter().chain(extra).cloned().collect() };
        let alias = |alias: &address::Alias| address::Alias {
            components: whole(&alias.components),
            historical: former || alias.historical,
        };
        (whole(&parts), aliases.iter().map(alias).collect::<Vec<_>>())
    };
    let entry = |code: String, current, extra: &Parts, former: &[Parts]| {
        let (components, mut aliases) = ways(extra, false);
        for extra in former {
            let (components, others) = ways(extra, true);
            aliases.push(address::Alias { components, historical: true });
            aliases.extend(others);
        }
        RegisterEntry { id: 0, code, components, aliases, point, current, successor: None }
    };
    let current = row.text("stage")? != "retired";
    let own = Place { kind: PlaceKind::Building, id: building.id };
    let mut entries = vec![(own, entry(row.text("code")?, current, &Vec::new(), &[]))];
    entries.extend(inside.into_iter().map(|unit| {
        let place = Place { kind: PlaceKind::Unit, id: unit.id };
        let former = context.former(&unit.id, &unit.parts);
        (place, entry(unit.code, unit.current, &unit.parts, &former))
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
