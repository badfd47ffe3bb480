//! Which area a point lies in.

use geo::{Contains as _, Intersects as _};
use geo_types::{MultiPolygon, Point, Polygon};
use kernel::{AreaPath, Id, Point4326};
use rstar::{AABB, RTree, RTreeObject};

use super::Shape;
use crate::model::{Area, AreaLevel};

/// Areas with a shape, found by point.
#[derive(Debug, Default)]
pub struct Places {
    tree: RTree<Entry>,
    levels: Vec<AreaLevel>,
}

/// The area a point was placed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The area.
    pub id: Id<Area>,
    /// Its path.
    pub path: AreaPath,
    /// Whether other areas of the same level hold the point too.
    pub shared: bool,
}

#[derive(Debug)]
struct Entry {
    id: Id<Area>,
    path: AreaPath,
    level: AreaLevel,
    shape: MultiPolygon<f64>,
    bounds: AABB<[f64; 2]>,
}

impl RTreeObject for Entry {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.bounds
    }
}

impl Places {
    /// Gathers areas; those without ground, and zones, are left out.
    #[must_use]
    pub fn new(areas: impl IntoIterator<Item = (Id<Area>, AreaPath, AreaLevel, Shape)>) -> Self {
        let mut entries = Vec::new();
        for (id, path, level, shape) in areas {
            let shape = match shape {
                Shape::Polygon(polygon) => MultiPolygon::<f64>(vec![polygon]),
                Shape::MultiPolygon(parts) => parts,
                _ => continue,
            };
            let corners: Vec<[f64; 2]> = shape
                .0
                .iter()
                .flat_map(|p: &Polygon<f64>| p.exterior().0.iter().map(|c| [c.x, c.y]))
                .collect();
            if level != AreaLevel::Zone && !corners.is_empty() {
                entries.push(Entry { id, path, level, bounds: AABB::from_points(&corners), shape });
            }
        }
        let mut levels: Vec<AreaLevel> = entries.iter().map(|e| e.level).collect();
        levels.sort_unstable();
        levels.dedup();
        levels.reverse();
        Self { tree: RTree::bulk_load(entries), levels }
    }

    /// Whether there is no area to place anything in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// Whether there are grids.
    #[must_use]
    pub fn has_grids(&self) -> bool {
        self.levels.first() == Some(&AreaLevel::Grid)
    }

    /// The smallest area that holds a point.
    ///
    /// A point inside two of one level, or exactly on the border between
    /// them, is given to the one whose path sorts first and marked as shared
    /// when it is inside both.
    #[must_use]
    pub fn find(&self, at: Point4326) -> Option<Placed> {
        let point = Point::new(at.lon, at.lat);
        let near: Vec<&Entry> =
            self.tree.locate_in_envelope_intersecting(AABB::from_point([at.lon, at.lat])).collect();
        for level in &self.levels {
            let of_level = near.iter().filter(|e| e.level == *level);
            let mut inside: Vec<&&Entry> =
                of_level.clone().filter(|e| e.shape.contains(&point)).collect();
            let shared = inside.len() > 1;
            if inside.is_empty() {
                inside = of_level.filter(|e| e.shape.intersects(&point)).collect();
            }
            if let Some(first) = inside.into_iter().min_by(|a, b| a.path.cmp(&b.path)) {
                return Some(Placed { id: first.id, path: first.path.clone(), shared });
            }
        }
        None
    }
}
