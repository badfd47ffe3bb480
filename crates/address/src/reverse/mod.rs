//! From a point to the nearest buildings: a packed Hilbert R-tree in the file.
//!
//! Buildings are sorted along a Hilbert curve and packed sixteen to a node, so
//! the tree is a flat array without pointers. Method: I. Kamel and
//! C. Faloutsos, "On packing R-trees" (CIKM 1993); best-first search after
//! G. Hjaltason and H. Samet, "Distance browsing in spatial databases" (1999).

mod hilbert;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::index::AddressIndex;
use crate::index::layout::{Section, narrow, number, push, wide};
use hilbert::place_on_curve;

/// Children of a node.
const FANOUT: usize = 16;
/// Numbers per building: longitude, latitude, entry.
const ITEM: usize = 3;
/// Numbers per node: west, south, east, north.
const NODE: usize = 4;
/// Metres of one unit (1e-7 degrees) along a meridian.
const UNIT_M: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0 * 1e-7;

/// A building as the tree holds it: longitude and latitude in 1e-7 degrees, entry.
pub(crate) type Item = (i32, i32, u32);

/// Writes the tree: the count, the buildings, then each level of nodes.
pub(crate) fn pack(mut items: Vec<Item>, out: &mut Vec<u8>) {
    let bounds = bounds(items.iter().map(|item| [item.0, item.1, item.0, item.1]));
    items.sort_by_cached_key(|item| (place_on_curve(item.0, item.1, bounds), *item));
    push(out, &[narrow(items.len())]);
    for (lon, lat, entry) in &items {
        push(out, &[lon.cast_unsigned(), lat.cast_unsigned(), *entry]);
    }
    let mut level: Vec<[i32; 4]> =
        items.iter().map(|item| [item.0, item.1, item.0, item.1]).collect();
    while level.len() > 1 {
        level = level.chunks(FANOUT).map(|group| self::bounds(group.iter().copied())).collect();
        for node in &level {
            push(out, &node.map(i32::cast_unsigned));
        }
    }
}

fn bounds(boxes: impl Iterator<Item = [i32; 4]>) -> [i32; 4] {
    boxes.fold(
        [i32::MAX, i32::MAX, i32::MIN, i32::MIN],
        |[w, s, e, n], [west, south, east, north]| {
            [w.min(west), s.min(south), e.max(east), n.max(north)]
        },
    )
}

impl AddressIndex {
    /// The `n` entries nearest to a point in EPSG:4326, with their distance in
    /// metres, nearest first: for each building one entry, its own where the
    /// register lists the building, else its first unit.
    #[must_use]
    pub fn reverse(&self, lon: f64, lat: f64, n: usize) -> Vec<(u64, f64)> {
        let tree = Tree::new(self.section(Section::Tree));
        let scale = lat.to_radians().cos();
        let distance = |[west, south, east, north]: [i32; 4]| {
            let gap = |at: f64, low: i32, high: i32| {
                (f64::from(low) - at).max(at - f64::from(high)).max(0.0)
            };
            (gap(lon * 1e7, west, east) * scale).hypot(gap(lat * 1e7, south, north)) * UNIT_M
        };
        let mut found: Vec<(u32, f64)> = Vec::new();
        let mut queue = BinaryHeap::new();
        if let Some(root) = tree.root() {
            // A register of one building has no node above it.
            queue.push(Reverse(Step { metres: distance(tree.bounds(root)), at: root }));
        }
        while let Some(Reverse(Step { metres, at })) = queue.pop() {
            if found.len() >= n {
                break;
            }
            if at.level == 0 {
                let entry = tree.entry(at.index);
                if !self.overlay().is_some_and(|over| over.drops(entry)) {
                    found.push((entry, metres));
                }
            } else {
                let children = tree.children(at);
                queue.extend(children.map(|child| {
                    Reverse(Step { metres: distance(tree.bounds(child)), at: child })
                }));
            }
        }
        if let Some(over) = self.overlay() {
            let own = over.buildings().iter().filter_map(|entry| {
                let (lon, lat) = self.scaled_point(*entry)?;
                Some((*entry, distance([lon, lat, lon, lat])))
            });
            found.extend(own);
            found.sort_by(|(a, near), (b, far)| {
                near.total_cmp(far).then_with(|| self.order(*a).cmp(&self.order(*b)))
            });
            found.truncate(n);
        }
        found.into_iter().map(|(entry, metres)| (u64::from(entry), metres)).collect()
    }
}

/// A node, or on level 0 a building.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct At {
    level: usize,
    index: usize,
}

/// A node waiting to be opened, nearest first.
struct Step {
    metres: f64,
    at: At,
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Step {}
impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Step {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.metres.total_cmp(&other.metres).then(self.at.cmp(&other.at))
    }
}

struct Tree<'a> {
    bytes: &'a [u8],
    /// Nodes per level and where the level starts (in numbers).
    levels: Vec<(usize, usize)>,
}

impl<'a> Tree<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut count = wide(number(bytes, 0));
        let mut levels = Vec::new();
        let mut start = 1;
        if count > 0 {
            levels.push((count, start));
            start += count * ITEM;
        }
        while count > 1 {
            count = count.div_ceil(FANOUT);
            levels.push((count, start));
            start += count * NODE;
        }
        Self { bytes, levels }
    }

    fn root(&self) -> Option<At> {
        Some(At { level: self.levels.len().checked_sub(1)?, index: 0 })
    }

    fn children(&self, at: At) -> impl Iterator<Item = At> + use<> {
        let level = at.level - 1;
        let first = at.index * FANOUT;
        let end = self.levels[level].0.min(first + FANOUT);
        (first..end).map(move |index| At { level, index })
    }

    fn bounds(&self, at: At) -> [i32; 4] {
        let (_, start) = self.levels[at.level];
        let column = |offset: usize| number(self.bytes, offset).cast_signed();
        if at.level == 0 {
            let item = start + at.index * ITEM;
            let (lon, lat) = (column(item), column(item + 1));
            return [lon, lat, lon, lat];
        }
        let node = start + at.index * NODE;
        [column(node), column(node + 1), column(node + 2), column(node + 3)]
    }

    fn entry(&self, index: usize) -> u32 {
        self.levels.first().map_or(0, |(_, start)| number(self.bytes, start + index * ITEM + 2))
    }
}

#[cfg(test)]
mod tests;
