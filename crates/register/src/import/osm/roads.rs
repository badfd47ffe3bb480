//! Roads: all ways of one name are one thoroughfare; ways without a name are only drawn.

use super::scan::{Extract, Way};
use super::tags::{self, Role};
use crate::Result;
use crate::geometry::{Places, Shape};
use crate::import::{Loader, shapes};
use crate::model::{Feature, Head, Layer, Name, Thoroughfare};
use geo_types::{LineString, MultiLineString};
use kernel::Id;
use std::collections::BTreeMap;

/// Thoroughfares by name.
pub(crate) struct Roads(BTreeMap<String, Id<Thoroughfare>>);

/// Classes from the greatest down.
const CLASSES: [&str; 7] =
    ["motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential"];

impl Roads {
    pub(crate) fn named(&self, name: &str) -> Option<Id<Thoroughfare>> {
        self.0.get(name).copied()
    }
}

/// Loads named roads, the roads that only addresses name, and nameless ways.
pub(crate) async fn load(
    loader: &mut Loader<'_>,
    extract: &Extract,
    file: &str,
    places: &Places,
) -> Result<Roads> {
    loader.part("roads", 0);
    let mut named: BTreeMap<String, Vec<&Way>> = BTreeMap::new();
    for way in extract.ways_of(|role| role == Role::Road) {
        match way.tags.get("name") {
            Some(name) => named.entry(name.clone()).or_default().push(way),
            None => nameless(loader, extract, way, file).await?,
        }
    }
    let addressed =
        extract.ways.values().map(|w| &w.tags).chain(extract.nodes.iter().map(|n| &n.tags));
    for tags in addressed.chain(extract.relations.iter().map(|r| &r.tags)) {
        if let Some(street) = tags.get("addr:street").or_else(|| tags.get("addr:place")) {
            named.entry(street.clone()).or_default();
        }
    }
    let mut roads = Roads(BTreeMap::new());
    for (name, ways) in named {
        let row = ways.first().map_or(0, |way| way.id.unsigned_abs());
        let lines: Vec<LineString<f64>> = ways
            .iter()
            .map(|way| LineString(extract.points(way)))
            .filter(|line| line.0.len() > 1)
            .collect();
        let extent = if lines.is_empty() {
            None
        } else {
            shapes::extent(loader, Shape::MultiLineString(MultiLineString(lines)), file, row).ok()
        };
        let placed = extent.as_ref().and_then(|e| places.find(e.point));
        let class =
            ways.iter().filter_map(|way| way.tags.get("highway")).min_by_key(|class| rank(class));
        let road = Thoroughfare {
            head: Head::current(format!("name:{name}")),
            code: ways.first().map_or_else(String::new, |way| format!("w{}", way.id)),
            class: class.cloned().unwrap_or_default(),
            name: ways.first().map_or_else(|| Name::of(&name), |way| tags::name(&way.tags)),
            area_path: placed.map_or_else(String::new, |p| p.path.to_string()),
            width_m: None,
            extent,
        };
        if let Some(id) = loader.put(&road) {
            roads.0.insert(name, id);
        }
        loader.record().await?;
    }
    Ok(roads)
}

async fn nameless(loader: &mut Loader<'_>, extract: &Extract, way: &Way, file: &str) -> Result<()> {
    let line = LineString(extract.points(way));
    if line.0.len() > 1
        && let Ok(extent) =
            shapes::extent(loader, Shape::LineString(line), file, way.id.unsigned_abs())
    {
        loader.put(&Feature {
            head: Head::current(format!("w{}", way.id)),
            layer: Layer::Road,
            kind: tags::map_kind(Layer::Road, &way.tags),
            name: Name::default(),
            extent: Some(extent),
        });
    }
    loader.record().await
}

fn rank(class: &str) -> usize {
    CLASSES.iter().position(|known| *known == class).unwrap_or(CLASSES.len())
}
