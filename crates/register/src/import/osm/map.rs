//! Water, green, railways and places of interest.

use super::rings;
use super::scan::Extract;
use super::tags::{self, Role, Tags};
use crate::Result;
use crate::geometry::Shape;
use crate::import::{Loader, shapes};
use crate::model::{Feature, Head, Layer};
use geo_types::{LineString, Point, Polygon};

/// Loads what only the map shows.
pub(crate) async fn load(loader: &mut Loader<'_>, extract: &Extract, file: &str) -> Result<()> {
    loader.part("map", 0);
    for way in extract.ways_of(|role| matches!(role, Role::Map(_) | Role::Building)) {
        let Some(layer) = layer_of(way.role, &way.tags) else { continue };
        let points = extract.points(way);
        let closed = way.refs.first() == way.refs.last() && points.len() > 3;
        let line = LineString(points);
        let shape = match layer {
            Layer::Rail | Layer::Road => Shape::LineString(line),
            _ if closed => Shape::Polygon(Polygon::new(line, Vec::new())),
            _ => Shape::LineString(line),
        };
        put(loader, format!("w{}", way.id), way.id, layer, &way.tags, shape, file).await?;
    }
    for relation in &extract.relations {
        let Some(layer) = layer_of(Some(relation.role), &relation.tags) else { continue };
        if let Some(ground) = rings::ground(extract, relation) {
            let shape = Shape::MultiPolygon(ground);
            put(
                loader,
                format!("r{}", relation.id),
                relation.id,
                layer,
                &relation.tags,
                shape,
                file,
            )
            .await?;
        }
    }
    for node in extract.nodes.iter().filter(|node| tags::poi_kind(&node.tags).is_some()) {
        let shape = Shape::Point(Point(node.at));
        put(loader, format!("n{}", node.id), node.id, Layer::Poi, &node.tags, shape, file).await?;
    }
    loader.flush().await
}

/// The layer an object is drawn in; a building with a named use is a place of interest too.
fn layer_of(role: Option<Role>, tags: &Tags) -> Option<Layer> {
    match role? {
        Role::Map(layer) => Some(layer),
        Role::Building => tags::poi_kind(tags).map(|_| Layer::Poi),
        Role::Road | Role::Area => None,
    }
}

async fn put(
    loader: &mut Loader<'_>,
    key: String,
    id: i64,
    layer: Layer,
    tags: &Tags,
    shape: Shape,
    file: &str,
) -> Result<()> {
    match shapes::extent(loader, shape, file, id.unsigned_abs()) {
        Ok(mut extent) => {
            if layer == Layer::Poi {
                extent.wkb = None;
                let at = extent.point;
                extent.bounds =
                    kernel::Box4326 { west: at.lon, south: at.lat, east: at.lon, north: at.lat };
            }
            loader.put(&Feature {
                head: Head::current(key),
                layer,
                kind: tags::map_kind(layer, tags),
                name: tags::name(tags),
                extent: Some(extent),
            });
        }
        Err(_) => loader.report().count("map features without a usable shape", 1),
    }
    loader.record().await
}
