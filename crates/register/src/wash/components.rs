//! What the names and numbers of a place are as parts of an address.

use crate::model::{AliasKind, AreaLevel};
use crate::store::each;
use crate::{Register, Result};
use address::{ComponentKind, Profile};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub(crate) type Parts = Vec<(ComponentKind, String)>;

/// Names of everything above a building, held while entries are made.
pub(crate) struct Context {
    profile: Profile,
    areas: FxHashMap<[u8; 16], Vec<(ComponentKind, String)>>,
    roads: FxHashMap<[u8; 16], String>,
    estates: FxHashMap<[u8; 16], Estate>,
    aliases: FxHashMap<[u8; 16], Vec<Other>>,
    /// Room numbers that units had before.
    rooms: FxHashMap<[u8; 16], Vec<String>>,
}

#[derive(Default)]
struct Estate {
    name: String,
    road: Option<[u8; 16]>,
    number: String,
}

/// Another name.
struct Other {
    said: Said,
    historical: bool,
}

enum Said {
    Parts(Parts),
    /// A line, read where its building's entries are made.
    Line(String),
}

impl Said {
    fn parts(&self, profile: &Profile) -> Parts {
        match self {
            Self::Parts(parts) => parts.clone(),
            Self::Line(line) => place_parts(profile, line),
        }
    }
}

/// The columns of a building that stand in its address.
pub(crate) struct Located {
    pub(crate) id: [u8; 16],
    pub(crate) area: Option<[u8; 16]>,
    pub(crate) estate: Option<[u8; 16]>,
    pub(crate) road: Option<[u8; 16]>,
    pub(crate) number: String,
    pub(crate) label: String,
    pub(crate) name: String,
    pub(crate) city: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
}

impl Context {
    pub(crate) async fn read(register: &Register, profile: &Profile) -> Result<Self> {
        let database = &register.database;
        let names =
            if profile.name() == "cn" { ("name_zh", "name_en") } else { ("name_en", "name_zh") };
        let name =
            format!("CASE WHEN {} <> '' THEN {} ELSE {} END AS name", names.0, names.0, names.1);
        let mut by_id = BTreeMap::new();
        let sql = format!("SELECT id, parent_id, level, {name} FROM area");
        each(database, "read areas", &sql, [], |row| {
            let level = AreaLevel::from_word(&row.text("level")?).and_then(component);
            let parent: Option<Vec<u8>> = row.bytes("parent_id")?;
            by_id.insert(
                key(&row.get::<Vec<u8>>("id")?),
                (parent.map(|p| key(&p)), level, row.text("name")?),
            );
            Ok(())
        })
        .await?;
        let areas = by_id.keys().map(|id| (*id, chain(&by_id, *id))).collect();
        let mut roads = FxHashMap::default();
        each(
            database,
            "read thoroughfares",
            &format!("SELECT id, {name} FROM thoroughfare"),
            [],
            |row| {
                roads.insert(key(&row.get::<Vec<u8>>("id")?), row.text("name")?);
                Ok(())
            },
        )
        .await?;
        let mut estates = FxHashMap::default();
        let sql = format!("SELECT id, thoroughfare_id, road_number, {name} FROM estate");
        each(database, "read estates", &sql, [], |row| {
            let road = row.bytes("thoroughfare_id")?.map(|id| key(&id));
            let estate = Estate { name: row.text("name")?, road, number: row.text("road_number")? };
            estates.insert(key(&row.get::<Vec<u8>>("id")?), estate);
            Ok(())
        })
        .await?;
        let mut aliases: FxHashMap<[u8; 16], Vec<Other>> = FxHashMap::default();
        let sql = "SELECT target_id, target_kind, kind, text_zh, text_en, thoroughfare_id, road_number FROM alias
            WHERE target_kind IN ('building', 'estate', 'thoroughfare') AND stage <> 'retired' ORDER BY id";
        each(database, "read aliases", sql, [], |row| {
            let kind = AliasKind::from_word(&row.text("kind")?);
            let historical = kind.is_some_and(AliasKind::is_historical);
            let (zh, en) = (row.text("text_zh")?, row.text("text_en")?);
            let text =
                if (profile.name() == "cn" && !zh.is_empty()) || en.is_empty() { zh } else { en };
            let road = row.bytes("thoroughfare_id")?.and_then(|id| roads.get(&key(&id)).cloned());
            let said = match (row.text("target_kind")?.as_str(), road) {
                ("estate", _) => Said::Parts(vec![(ComponentKind::Estate, text)]),
                ("thoroughfare", _) => Said::Parts(vec![(ComponentKind::Road, text)]),
                (_, Some(road)) => Said::Parts(vec![
                    (ComponentKind::Road, road),
                    (ComponentKind::RoadNumber, row.text("road_number")?),
                ]),
                (_, None) => Said::Line(text),
            };
            aliases
                .entry(key(&row.get::<Vec<u8>>("target_id")?))
                .or_default()
                .push(Other { said, historical });
            Ok(())
        })
        .await?;
        let rooms = former_rooms(register).await?;
        Ok(Self { profile: profile.clone(), areas, roads, estates, aliases, rooms })
    }

    /// The parts of a unit below its building as they were while it had another room number, once for each.
    pub(crate) fn former(&self, unit: &[u8; 16], parts: &Parts) -> Vec<Parts> {
        let with = |room: &String| -> Parts {
            let part = |(kind, text): &(ComponentKind, String)| {
                let text = if *kind == ComponentKind::Room { room } else { text };
                (*kind, text.clone())
            };
            parts.iter().map(part).collect()
        };
        self.rooms.get(unit).into_iter().flatten().map(with).collect()
    }

    /// The address of a building; empty where it has none.
    pub(crate) fn address(&self, building: &Located) -> Parts {
        let estate = building.estate.and_then(|id| self.estates.get(&id));
        // In an estate whose houses have no number of their own, the gate's counts.
        let (road, number) = match (building.road, building.number.as_str(), estate) {
            (_, "", Some(estate)) if estate.road.is_some() => (estate.road, estate.number.as_str()),
            (road, number, _) => (road, number),
        };
        let road = road.and_then(|id| self.roads.get(&id)).map_or("", String::as_str);
        let numbered = if road.is_empty() { "" } else { number };
        let alone = road.is_empty() && estate.is_none();
        let own = filled([
            (ComponentKind::Road, road),
            (ComponentKind::RoadNumber, numbered),
            (ComponentKind::Estate, estate.map_or("", |e| e.name.as_str())),
            (ComponentKind::Building, &building.label),
            (ComponentKind::Poi, if alone { &building.name } else { "" }),
        ]);
        if own.is_empty() {
            return own;
        }
        let around = filled([
            (ComponentKind::City, &building.city),
            (ComponentKind::Province, &building.region),
            (ComponentKind::Postcode, &building.postcode),
        ]);
        let own: Parts = own.into_iter().chain(around).collect();
        let areas = building.area.and_then(|id| self.areas.get(&id)).into_iter().flatten();
        let mut parts: Parts =
            areas.filter(|(kind, _)| own.iter().all(|(other, _)| other != kind)).cloned().collect();
        parts.extend(own);
        parts
    }

    /// Other ways to say the address, each whole.
    pub(crate) fn aliases(&self, building: &Located, address: &Parts) -> Vec<address::Alias> {
        let of =
            |id: Option<[u8; 16]>| id.and_then(|id| self.aliases.get(&id)).into_iter().flatten();
        let of_estate = of(building.estate);
        let of_road = of(building.road);
        of(Some(building.id))
            .chain(of_estate)
            .chain(of_road)
            .map(|other| (other.said.parts(&self.profile), other.historical))
            .filter(|(parts, _)| !parts.is_empty())
            .map(|(parts, historical)| {
                let says = |kind| parts.iter().any(|(new, _)| *new == kind);
                // 玉围村102号 counts through the village: its road and lane are not said.
                let own_count = says(ComponentKind::Estate) && says(ComponentKind::RoadNumber);
                let replaced = |kind: &ComponentKind| {
                    says(*kind)
                        || own_count
                            && !says(ComponentKind::Road)
                            && matches!(kind, ComponentKind::Road | ComponentKind::Lane)
                };
                let mut components: Parts =
                    address.iter().filter(|(kind, _)| !replaced(kind)).cloned().collect();
                components.extend(parts.iter().cloned());
                address::Alias { components: one_of_each(components), historical }
            })
            .collect()
    }
}

/// The room numbers that units had before, by unit: few, for each was replaced by hand.
async fn former_rooms(register: &Register) -> Result<FxHashMap<[u8; 16], Vec<String>>> {
    let mut rooms: FxHashMap<[u8; 16], Vec<String>> = FxHashMap::default();
    let sql = "SELECT target_id, road_number, text_zh, text_en FROM alias
        WHERE target_kind = 'unit' AND kind = 'former_number' AND stage <> 'retired' ORDER BY id";
    each(&register.database, "read former room numbers", sql, [], |row| {
        let said = [row.text("road_number")?, row.text("text_zh")?, row.text("text_en")?];
        if let Some(room) = said.into_iter().find(|text| !text.is_empty()) {
            rooms.entry(key(&row.get::<Vec<u8>>("target_id")?)).or_default().push(room);
        }
        Ok(())
    })
    .await?;
    Ok(rooms)
}

/// Of two roads, two estates or two places the last alone: the index holds one of each.
fn one_of_each(parts: Parts) -> Parts {
    let name =
        |kind| matches!(kind, ComponentKind::Road | ComponentKind::Estate | ComponentKind::Poi);
    let again = |at: usize| {
        let (kind, _) = &parts[at];
        name(*kind) && parts[at + 1..].iter().any(|(other, _)| other == kind)
    };
    let kept: Vec<bool> = (0..parts.len()).map(|at| !again(at)).collect();
    parts.into_iter().zip(kept).filter_map(|(part, kept)| kept.then_some(part)).collect()
}

fn filled<const N: usize>(parts: [(ComponentKind, &str); N]) -> Parts {
    parts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(kind, text)| (kind, text.to_owned()))
        .collect()
}

/// An alias such as 幸福路18号 as road and number, or 玉围村102号 as village and
/// number; empty where it is neither.
pub(crate) fn place_parts(profile: &Profile, text: &str) -> Parts {
    let kind = |kind| match kind {
        ComponentKind::Road
        | ComponentKind::RoadNumber
        | ComponentKind::Lane
        | ComponentKind::Estate
        | ComponentKind::Building => Some(kind),
        ComponentKind::Community | ComponentKind::Poi => Some(ComponentKind::Estate),
        _ => None,
    };
    let parts = address::parse(profile, text).components;
    parts
        .into_iter()
        .filter(|part| !part.near)
        .filter_map(|part| Some((kind(part.kind)?, part.text)))
        .collect()
}

fn component(level: AreaLevel) -> Option<ComponentKind> {
    Some(match level {
        AreaLevel::Province => ComponentKind::Province,
        AreaLevel::City => ComponentKind::City,
        AreaLevel::District => ComponentKind::County,
        AreaLevel::Street => ComponentKind::Street,
        AreaLevel::Community => ComponentKind::Community,
        AreaLevel::Zone => ComponentKind::Zone,
        AreaLevel::Grid => return None,
    })
}

type Above = BTreeMap<[u8; 16], (Option<[u8; 16]>, Option<ComponentKind>, String)>;

fn chain(areas: &Above, id: [u8; 16]) -> Parts {
    let mut parts = Vec::new();
    let mut at = Some(id);
    // A tree of divisions is never deeper than its levels.
    for _ in 0..AreaLevel::ALL.len() {
        let Some((parent, kind, name)) = at.and_then(|id| areas.get(&id)) else { break };
        if let Some(kind) = kind
            && !name.is_empty()
        {
            parts.push((*kind, name.clone()));
        }
        at = *parent;
    }
    parts.reverse();
    parts
}

pub(crate) fn key(bytes: &[u8]) -> [u8; 16] {
    bytes.try_into().unwrap_or_default()
}
