//! Urban villages: small houses wall to wall along narrow, crooked lanes.

use super::Site;
use super::block::{Block, Rect, add_lane};
use super::estates::{Draft, Rows};
use super::model::{BuildingKind, EstateKind, Label, RoadRef};
use super::shapes;
use crate::geometry::P;
use crate::naming::Text;

/// Width of a lane, and how far south of its row its middle runs.
const LANE_M: f64 = 2.6;
const LANE_AT_M: f64 = 1.65;

impl Site<'_> {
    pub(crate) fn village(&mut self, g: usize) {
        let area = self.plan.grids[g].cell.area();
        let blocks = self.blocks(g, (area / 12_000.0).round().clamp(2.0, 8.0) as usize);
        let mut estate = None;
        let mut lanes = 0;
        for mut block in blocks {
            let stem = &self.plan.grids[g].estate;
            let name = Text::new(format!("{}村", stem.zh), format!("{} Village", stem.en));
            let estate =
                *estate.get_or_insert_with(|| self.add_estate(&block, name, EstateKind::Village));
            self.shop_front(&mut block, 0.25 * self.plan.scale.village_fill.max(0.5));
            self.houses(&mut block, estate, &mut lanes);
        }
        if let Some(e) = estate
            && let Some(cell) = self.plan.grids[g].cell.inset(|t| self.plan.half_width(t))
        {
            self.out.estates[e].ring = self.plan.warp.ring(&cell.ring, 20.0);
        }
    }

    fn houses(&mut self, block: &mut Block, estate: usize, lanes: &mut usize) {
        let Some(ring_) = block.inner(self, 2.5) else { return };
        let u = block.east().turned(self.dice.range(-0.07, 0.07));
        let rows = Rows { ring: &ring_, u };
        let (s0, s1, t0, t1) = rows.bounds();
        let mut t = t0 + 1.0;
        while t + 8.0 < t1 {
            let depth = self.dice.range(9.5, 13.0);
            let mut found = Vec::new();
            let mut s = s0 + self.dice.range(0.0, 5.0);
            while s + 7.0 < s1 {
                let length = self.dice.range(8.0, 12.5);
                let back = self.dice.range(0.0, 1.2);
                let rect = rows.rect(s, t + back, length, depth - back - self.dice.range(0.0, 0.8));
                if !self.dice.chance(self.plan.scale.village_fill) {
                    s += length;
                } else if block.place(&ring_, rect) {
                    found.push(rect);
                    s += length + self.dice.range(0.9, 2.2);
                } else {
                    s += 2.0;
                }
            }
            for run in runs(block, u, t, &found) {
                *lanes += 1;
                let lane = add_lane(self, block.grid, run.lane, *lanes, LANE_M, "lane");
                for (i, rect) in run.lots.iter().enumerate() {
                    self.house(block.grid, estate, lane, i as u32 + 1, rect);
                }
            }
            t += depth + if self.dice.chance(0.2) { 4.6 } else { 3.3 };
        }
    }

    fn house(&mut self, g: usize, estate: usize, lane: usize, number: u32, rect: &Rect) {
        let draft = Draft {
            kind: BuildingKind::House,
            ring: shapes::house(rect, &mut self.dice),
            floors: *self.dice.pick(&[4, 5, 5, 5, 6, 6, 6, 7, 7]),
            entrances: 1,
            per_floor: *self.dice.pick(&[1, 2, 2, 2, 3, 4]),
            shops_below: self.dice.chance(0.3),
            years: (1989, 2012),
        };
        let b = self.add_building(g, draft, Some(estate), RoadRef::Lane(lane), number, Label::None);
        if self.dice.chance(0.5) {
            self.out.buildings[b].plate = Some(self.out.buildings[b].serial + 100);
        }
    }
}

/// Houses along one lane.
struct Run {
    lots: Vec<Rect>,
    lane: Vec<P>,
}

/// Cuts a row of houses into runs whose lane, in the middle of the gap south of
/// the row, is clear of every building; a house that no lane reaches is not built.
fn runs(block: &Block, u: P, t: f64, row: &[Rect]) -> Vec<Run> {
    let at = |s: f64, t: f64| u.times(s).plus(u.left().times(t));
    let strip = |from: f64, to: f64| Rect {
        corner: at(from, t - LANE_AT_M - LANE_M / 2.0),
        u,
        length: to - from,
        depth: LANE_M,
    };
    let mut out: Vec<(f64, f64, Vec<Rect>)> = Vec::new();
    for lot in row {
        let (from, to) = (lot.corner.dot(u) - 0.2, lot.corner.dot(u) + lot.length + 0.2);
        if let Some(run) = out.last_mut().filter(|run| block.clear(&strip(run.0, to), 0.05)) {
            run.1 = to;
            run.2.push(*lot);
        } else if block.clear(&strip(from, to), 0.05) {
            out.push((from, to, vec![*lot]));
        }
    }
    let line = |from: f64, to: f64| {
        [from, f64::midpoint(from, to), to].map(|s| at(s, t - LANE_AT_M)).to_vec()
    };
    out.into_iter().map(|(from, to, lots)| Run { lots, lane: line(from, to) }).collect()
}
