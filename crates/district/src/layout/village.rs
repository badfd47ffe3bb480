//! Urban villages: small houses wall to wall along narrow, crooked lanes.

use super::Site;
use super::block::{Block, add_lane};
use super::estates::{Draft, Rows};
use super::model::{BuildingKind, EstateKind, Label, RoadRef};
use super::shapes;
use crate::geometry::P;
use crate::naming::Text;

impl Site<'_> {
    pub(crate) fn village(&mut self, g: usize) {
        let area = self.plan.grids[g].cell.area();
        let blocks = self.blocks(g, (area / 12_000.0).round().clamp(2.0, 8.0) as usize);
        let mut estate = None;
        let mut lanes = 0;
        for mut block in blocks {
            let stem = &self.plan.grids[g].estate;
            let name = Text::new(format!("{}村", stem.zh), format!("{} Village", stem.en));
            let estate = *estate.get_or_insert_with(|| self.add_estate(&block, name, EstateKind::Village));
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
            // The lane runs south of its row.
            if let (Some(first), Some(last)) = (found.first(), found.last()) {
                *lanes += 1;
                let line: Vec<P> = lane_line(first.at(-1.5, -1.6), last.at(last.length + 1.5, -1.6));
                let lane = add_lane(self, block.grid, line, *lanes, 2.6, "lane");
                for (i, rect) in found.iter().enumerate() {
                    let floors = *self.dice.pick(&[4, 5, 5, 6, 6, 6, 7, 7, 8]);
                    let draft = Draft {
                        kind: BuildingKind::House,
                        ring: shapes::house(rect, &mut self.dice),
                        floors,
                        entrances: 1,
                        per_floor: *self.dice.pick(&[1, 2, 2, 3, 3, 4]),
                        shops_below: self.dice.chance(0.3),
                        years: (1989, 2012),
                    };
                    self.add_building(block.grid, draft, Some(estate), RoadRef::Lane(lane), i as u32 + 1, Label::None);
                }
            }
            t += depth + if self.dice.chance(0.2) { 4.6 } else { 3.3 };
        }
    }
}

fn lane_line(a: P, b: P) -> Vec<P> {
    vec![a, a.towards(b, 0.5), b]
}
