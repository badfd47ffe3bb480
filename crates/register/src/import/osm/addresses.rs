//! Addresses in tags, and the building an address point lies in.

use super::buildings::Draft;
use super::tags::Tags;
use crate::geometry::{Shape, from_wkb};
use geo::{Contains as _, Intersects as _};
use geo_types::{Coord, MultiPolygon, Point};
use rstar::{AABB, RTree, RTreeObject};

/// An address as tags give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) key: String,
    pub(crate) number: String,
    pub(crate) street: String,
    pub(crate) unit: String,
    pub(crate) city: String,
    pub(crate) state: String,
    pub(crate) postcode: String,
}

impl Address {
    pub(crate) fn same_place(&self, other: &Self) -> bool {
        self.number == other.number && self.street == other.street
    }
}

/// The addresses of an object; several numbers (`12;14`) are several addresses.
pub(crate) fn of_tags(tags: &Tags, key: &str) -> Vec<Address> {
    let get = |name: &str| tags.get(name).cloned().unwrap_or_default();
    let street =
        tags.get("addr:street").or_else(|| tags.get("addr:place")).cloned().unwrap_or_default();
    let Some(numbers) = tags.get("addr:housenumber") else { return Vec::new() };
    numbers
        .split([';', ','])
        .map(str::trim)
        .filter(|number| !number.is_empty())
        .enumerate()
        .map(|(n, number)| Address {
            key: if n == 0 { key.to_owned() } else { format!("{key}+{n}") },
            number: number.to_owned(),
            street: street.clone(),
            unit: get("addr:unit"),
            city: get("addr:city"),
            state: get("addr:state"),
            postcode: get("addr:postcode"),
        })
        .collect()
}

/// Footprints, found by point.
pub(crate) struct Footprints(RTree<Entry>);

struct Entry {
    at: usize,
    shape: MultiPolygon<f64>,
    bounds: AABB<[f64; 2]>,
}

impl RTreeObject for Entry {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.bounds
    }
}

impl Footprints {
    pub(crate) fn new(drafts: &[Draft]) -> Self {
        let entries = drafts.iter().enumerate().filter_map(|(at, draft)| {
            let shape = match draft.extent.wkb.as_deref().and_then(from_wkb)? {
                Shape::Polygon(polygon) => MultiPolygon(vec![polygon]),
                Shape::MultiPolygon(parts) => parts,
                _ => return None,
            };
            let b = draft.extent.bounds;
            Some(Entry {
                at,
                shape,
                bounds: AABB::from_corners([b.west, b.south], [b.east, b.north]),
            })
        });
        Self(RTree::bulk_load(entries.collect()))
    }

    /// The footprint that holds a point, or has it on its outline.
    pub(crate) fn find(&self, at: Coord<f64>) -> Option<usize> {
        let point = Point(at);
        let near = || self.0.locate_in_envelope_intersecting(AABB::from_point([at.x, at.y]));
        near()
            .filter(|e| e.shape.contains(&point))
            .map(|e| e.at)
            .min()
            .or_else(|| near().filter(|e| e.shape.intersects(&point)).map(|e| e.at).min())
    }
}
