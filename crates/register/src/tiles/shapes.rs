//! What is held in memory for drawing: areas, roads, map features.

use crate::geometry::{Shape, from_wkb};
use crate::store::{Found, each};
use crate::{Register, Result};
use geo_types::Coord;
use kernel::{Box4326, Id};
use rstar::{AABB, RTree, RTreeObject};

/// A thing to draw.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) layer: &'static str,
    pub(crate) id: String,
    /// Level of an area, class of a road, kind of a feature.
    pub(crate) kind: String,
    pub(crate) zh: String,
    pub(crate) en: String,
    pub(crate) shape: Shape,
    pub(crate) point: Coord<f64>,
    bounds: AABB<[f64; 2]>,
    /// The longer side of its box in degrees.
    pub(crate) size: f64,
}

impl RTreeObject for Drawn {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.bounds
    }
}

/// Everything but buildings, at one version.
pub(crate) struct Shapes {
    pub(crate) version: i64,
    tree: RTree<Drawn>,
}

const SOURCES: [(&str, &str); 3] = [
    (
        "area",
        "SELECT id, 'area' AS layer, level AS kind, name_zh, name_en, lon, lat, west, south, east, north, shape FROM area",
    ),
    (
        "road",
        "SELECT id, 'road' AS layer, class AS kind, name_zh, name_en, lon, lat, west, south, east, north, shape FROM thoroughfare",
    ),
    (
        "feature",
        "SELECT id, layer, kind, name_zh, name_en, lon, lat, west, south, east, north, shape FROM feature",
    ),
];

impl Shapes {
    pub(crate) async fn read(register: &Register, version: i64) -> Result<Self> {
        let mut drawn = Vec::new();
        for (_, sql) in SOURCES {
            let sql = format!("{sql} WHERE stage <> 'retired' AND lon IS NOT NULL");
            each(&register.database, "read shapes to draw", &sql, [], |row| {
                if let Some(one) = read(row)? {
                    drawn.push(one);
                }
                Ok(())
            })
            .await?;
        }
        Ok(Self { version, tree: RTree::bulk_load(drawn) })
    }

    /// What touches a box, in a fixed order.
    pub(crate) fn within(&self, bounds: Box4326) -> Vec<&Drawn> {
        let envelope = AABB::from_corners([bounds.west, bounds.south], [bounds.east, bounds.north]);
        let mut found: Vec<&Drawn> = self.tree.locate_in_envelope_intersecting(envelope).collect();
        found.sort_unstable_by(|a, b| (a.layer, &a.id).cmp(&(b.layer, &b.id)));
        found
    }
}

fn read(row: &Found) -> Result<Option<Drawn>> {
    let layer = match row.text("layer")?.as_str() {
        "area" => "area",
        "road" => "road",
        "water" => "water",
        "green" => "green",
        "rail" => "rail",
        _ => "poi",
    };
    let point = Coord { x: row.get("lon")?, y: row.get("lat")? };
    let shape = match row.bytes("shape")?.as_deref().and_then(from_wkb) {
        Some(shape) => shape,
        None if layer == "poi" => Shape::Point(point.into()),
        None => return Ok(None),
    };
    let (west, south, east, north): (f64, f64, f64, f64) =
        (row.get("west")?, row.get("south")?, row.get("east")?, row.get("north")?);
    Ok(Some(Drawn {
        layer,
        id: row.id::<Mark>("id")?.to_string(),
        kind: row.text("kind")?,
        zh: row.text("name_zh")?,
        en: row.text("name_en")?,
        shape,
        point,
        bounds: AABB::from_corners([west, south], [east, north]),
        size: (east - west).max(north - south),
    }))
}

struct Mark;

impl kernel::Entity for Mark {
    const NAME: &'static str = "shape";
}

/// An id as text.
pub(crate) fn id_text(bytes: [u8; 16]) -> String {
    Id::<Mark>::from_bytes(bytes).to_string()
}
