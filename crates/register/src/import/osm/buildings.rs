//! Buildings with their addresses.

use super::addresses::{Address, Footprints, of_tags};
use super::rings;
use super::roads::Roads;
use super::scan::Extract;
use super::tags::{self, Role, Tags};
use crate::Result;
use crate::geometry::{Places, Shape};
use crate::import::{Loader, shapes};
use crate::model::{Alias, AliasKind, Building, Extent, Head, Name, Target, Unit};
use geo_types::{LineString, Point, Polygon};

/// A building on its way in.
pub(crate) struct Draft {
    key: String,
    row: u64,
    tags: Tags,
    pub(crate) extent: Extent,
    /// The first is its own, the others are aliases.
    pub(crate) addresses: Vec<Address>,
}

/// Loads footprints, the addresses on and in them, and addresses outside any.
pub(crate) async fn load(
    loader: &mut Loader<'_>,
    extract: &Extract,
    file: &str,
    places: &Places,
    roads: &Roads,
) -> Result<()> {
    let mut drafts = footprints(loader, extract, file);
    let index = Footprints::new(&drafts);
    for node in &extract.nodes {
        for address in of_tags(&node.tags, &format!("n{}", node.id)) {
            if let Some(at) = index.find(node.at) {
                drafts[at].addresses.push(address);
            } else {
                let mut shape = Shape::Point(Point(node.at));
                loader.options.datum.bring(&mut shape);
                if let Some(extent) = Extent::of(&shape) {
                    drafts.push(Draft {
                        key: address.key.clone(),
                        row: node.id.unsigned_abs(),
                        tags: Tags::new(),
                        extent,
                        addresses: vec![address],
                    });
                }
            }
        }
    }
    loader.part("buildings", drafts.len() as u64);
    for draft in drafts {
        put(loader, draft, file, places, roads);
        loader.record().await?;
    }
    loader.flush().await
}

fn footprints(loader: &mut Loader<'_>, extract: &Extract, file: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut add = |loader: &mut Loader<'_>, key: String, id: i64, tags: &Tags, shape: Shape| {
        let row = id.unsigned_abs();
        match shapes::extent(loader, shape, file, row) {
            Ok(extent) => {
                let addresses = of_tags(tags, &key);
                drafts.push(Draft { key, row, tags: tags.clone(), extent, addresses });
            }
            Err(fault) => {
                let (zh, en) = shapes::hint(fault);
                loader.reject_at(file, row, "geometry", zh, en);
            }
        }
    };
    for way in extract.ways_of(|role| role == Role::Building) {
        let ring = Polygon::new(LineString(extract.points(way)), Vec::new());
        add(loader, format!("w{}", way.id), way.id, &way.tags, Shape::Polygon(ring));
    }
    let mut broken = 0;
    for relation in extract.relations.iter().filter(|r| r.role == Role::Building) {
        match rings::ground(extract, relation) {
            Some(ground) => {
                let key = format!("r{}", relation.id);
                add(loader, key, relation.id, &relation.tags, Shape::MultiPolygon(ground));
            }
            None => broken += 1,
        }
    }
    if broken > 0 {
        loader.report().count("buildings whose outline is not whole in the extract", broken);
    }
    drafts
}

fn put(loader: &mut Loader<'_>, draft: Draft, file: &str, places: &Places, roads: &Roads) {
    let Draft { key, row, tags, extent, addresses } = draft;
    let (area, area_path) = if places.is_empty() {
        (None, String::new())
    } else {
        loader.place(places, extent.point, file, row)
    };
    let main = addresses.first().cloned().unwrap_or_default();
    let name = tags::name(&tags);
    let kind = tags.get("building").filter(|kind| *kind != "yes").cloned().unwrap_or_default();
    let building = Building {
        head: Head::current(key.clone()),
        area,
        area_path,
        thoroughfare: roads.named(&main.street),
        road_number: main.number.clone(),
        name: if name.is_empty() {
            Name::of(tags.get("addr:housename").map_or("", String::as_str))
        } else {
            name
        },
        locality: main.city.clone(),
        region: main.state.clone(),
        postcode: main.postcode.clone(),
        use_class: kind,
        floors: tags
            .get("building:levels")
            .and_then(|t| crate::import::fields::leading_number(t))
            .map(floors),
        height_m: tags
            .get("height")
            .or_else(|| tags.get("building:height"))
            .and_then(|t| tags::metres(t)),
        extent: Some(extent),
        ..Building::keyed("", key.clone())
    };
    let Some(id) = loader.put(&building) else { return };
    if !main.number.is_empty() {
        loader.report().count("addresses with a house number", 1);
        if building.thoroughfare.is_none() {
            loader.report().count("addresses with a house number and no street", 1);
        }
    }
    let mut others: Vec<&Address> =
        addresses.iter().skip(1).filter(|a| !a.same_place(&main)).collect();
    others.dedup_by(|a, b| a.same_place(b));
    for other in others {
        loader.report().count("addresses with a house number", 1);
        loader.put(&Alias {
            head: Head::current(other.key.clone()),
            target: Target::Building(id),
            kind: AliasKind::Address,
            text: Name::of(&format!("{} {}", other.number, other.street)),
            thoroughfare: roads.named(&other.street),
            road_number: other.number.clone(),
        });
    }
    for with_unit in addresses.iter().filter(|a| !a.unit.is_empty()) {
        let key = format!("{}/{}", with_unit.key, with_unit.unit);
        loader.put(&Unit {
            head: Head::current(key.clone()),
            code: key,
            building: id,
            entrance: String::new(),
            floor: None,
            room: with_unit.unit.clone(),
            use_class: String::new(),
            area_m2: None,
        });
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped first")]
fn floors(number: f64) -> i32 {
    number.clamp(-20.0, 300.0).round() as i32
}
