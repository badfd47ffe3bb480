//! House numbers: odd on the left and even on the right of a road, growing
//! with the distance from its start, never given twice.

use rustc_hash::FxHashSet;

use super::Site;
use super::block::Block;
use super::model::RoadRef;
use crate::geometry::{P, ring};

#[derive(Default)]
pub(crate) struct Numbers {
    used: FxHashSet<(RoadRef, u32)>,
}

impl Site<'_> {
    /// The next free number on `road` for a building at `at`.
    pub(crate) fn number(&mut self, road: RoadRef, at: P) -> u32 {
        let (origin, dir) = match road {
            RoadRef::Plan(r) => {
                let road = &self.plan.roads[r];
                let (a, b) = (
                    self.plan.warp.ground(road.origin),
                    self.plan.warp.ground(road.origin.plus(road.dir.times(80.0))),
                );
                (a, b.minus(a).unit())
            }
            RoadRef::Lane(l) => {
                let line = &self.out.lanes[l].line;
                (line[0], line[line.len() - 1].minus(line[0]).unit())
            }
        };
        let left = dir.cross(at.minus(self.nearest_on(road, at))) > 0.0;
        let step = (at.minus(origin).dot(dir) / 7.0).max(0.0) as u32;
        let mut number = step * 2 + if left { 1 } else { 2 };
        while !self.numbers.used.insert((road, number)) {
            number += 2;
        }
        number
    }

    fn nearest_on(&self, road: RoadRef, at: P) -> P {
        let mut best = (f64::MAX, at);
        let mut consider = |a: P, b: P| {
            let d = b.minus(a);
            let k = (at.minus(a).dot(d) / d.dot(d).max(1e-9)).clamp(0.0, 1.0);
            let p = a.towards(b, k);
            let far = p.minus(at).length();
            if far < best.0 {
                best = (far, p);
            }
        };
        match road {
            RoadRef::Plan(r) => {
                for &c in &self.plan.roads[r].chords {
                    let chord = &self.plan.chords[c];
                    let mut line = Vec::new();
                    self.plan.warp.line(chord.a, chord.b, 60.0, &mut line);
                    line.push(self.plan.warp.ground(chord.b));
                    line.windows(2).for_each(|w| consider(w[0], w[1]));
                }
            }
            RoadRef::Lane(l) => {
                self.out.lanes[l].line.windows(2).for_each(|w| consider(w[0], w[1]));
            }
        }
        best.1
    }

    /// The road nearest to a point among those around the block.
    pub(crate) fn road_near(&self, block: &Block, at: P) -> RoadRef {
        let fronts = block.fronts(self);
        let far = |line: &[P]| line.iter().map(|p| p.minus(at).length()).fold(f64::MAX, f64::min);
        let near = fronts.iter().min_by(|x, y| far(&x.0).total_cmp(&far(&y.0))).map(|f| f.1);
        near.unwrap_or_else(|| self.any_road(block.grid))
    }

    /// For a block with water or the district's edge on every side: the road
    /// whose middle is nearest.
    pub(crate) fn any_road(&self, g: usize) -> RoadRef {
        let at = self.plan.grids[g].cell.centroid();
        let far = |c: &crate::plan::divide::Chord| c.a.towards(c.b, 0.5).minus(at).length();
        let roads = self.plan.chords.iter().filter(|c| c.road.is_some());
        let near = roads.min_by(|x, y| far(x).total_cmp(&far(y)));
        RoadRef::Plan(near.and_then(|c| c.road).unwrap_or(0))
    }

    /// The road at the estate's gate: its longest side on a road.
    pub(crate) fn gate(&self, block: &Block) -> (RoadRef, P) {
        let fronts = block.fronts(self);
        fronts.first().map_or_else(
            || (self.any_road(block.grid), ring::centroid(&block.ring)),
            |(line, road, _)| (*road, line[line.len() / 2]),
        )
    }
}
