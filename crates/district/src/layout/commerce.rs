//! Shopping streets, malls, offices and markets.

use super::Site;
use super::block::{Block, Rect};
use super::estates::{Draft, Rows};
use super::model::{BuildingKind, EstateKind, Label};
use super::shapes;
use crate::naming::places::TOWER_SUFFIXES;

impl Site<'_> {
    /// A row of shops along the block's roads; `fill` is the share of lots built.
    pub(crate) fn shop_front(&mut self, block: &mut Block, fill: f64) {
        let ring_ = block.ring.clone();
        for (line, road, length) in block.fronts(self).into_iter().take(2) {
            if length < 50.0 {
                continue;
            }
            for pair in line.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let u = b.minus(a).unit();
                let run = b.minus(a).length();
                let mut s = 1.0;
                while s + 9.0 < run {
                    let want = self.dice.range(13.0, 26.0).min(run - s - 0.5);
                    let depth = self.dice.range(9.0, 11.0);
                    let rect = Rect {
                        corner: a.plus(u.times(s)).plus(u.left().times(0.4)),
                        u,
                        length: want,
                        depth,
                    };
                    if self.dice.chance(fill) && block.place(&ring_, rect) {
                        let number = self.number(road, rect.centre());
                        let draft = Draft {
                            kind: BuildingKind::Shops,
                            ring: shapes::plain(&rect),
                            floors: *self.dice.pick(&[1, 2, 2, 2, 3]),
                            entrances: 1,
                            per_floor: (want / 9.0).max(1.0) as u8,
                            shops_below: true,
                            years: (1995, 2018),
                        };
                        self.add_building(block.grid, draft, None, road, number, Label::None);
                    }
                    s += want + 1.5;
                }
            }
        }
    }

    pub(crate) fn commerce(&mut self, g: usize) {
        let area = self.plan.grids[g].cell.area();
        let blocks = self.blocks(g, (area / 15_000.0).round().clamp(2.0, 6.0) as usize);
        for (part, mut block) in blocks.into_iter().enumerate() {
            match self.dice.weighted(&[0.5, 0.3, 0.2]) {
                0 => self.offices(&mut block, part),
                1 => self.mall(&mut block, part),
                _ => self.shopping_street(&mut block),
            }
        }
    }

    fn offices(&mut self, block: &mut Block, part: usize) {
        let name = self.estate_name(block.grid, part, TOWER_SUFFIXES);
        let estate = self.add_estate(block, name, EstateKind::Commercial);
        let floors = self.dice.between(9, 22) as u8;
        let placed = self.set_out(block, (34.0, 30.0), 10.0, 22.0, 3);
        for (i, rect) in placed.iter().enumerate() {
            let draft = Draft {
                kind: BuildingKind::Office,
                ring: shapes::chamfered(rect),
                floors: floors + self.dice.between(0, 6) as u8,
                entrances: 1,
                per_floor: 3,
                shops_below: true,
                years: (2002, 2023),
            };
            let label =
                if placed.len() > 1 { Label::Zuo((b'A' + i as u8) as char) } else { Label::None };
            let e = &self.out.estates[estate];
            let (road, number) = (e.road, e.number);
            self.add_building(block.grid, draft, Some(estate), road, number, label);
        }
    }

    fn mall(&mut self, block: &mut Block, part: usize) {
        let name = self.estate_name(
            block.grid,
            part,
            &[("购物中心", "Mall"), ("天地", "Galleria"), ("农贸市场", "Market")],
        );
        let market = name.zh.contains("市场");
        let estate = self.add_estate(block, name.clone(), EstateKind::Commercial);
        let sides = [(84.0, 60.0), (64.0, 46.0), (46.0, 34.0), (32.0, 24.0), (22.0, 16.0)];
        for rect in self.largest(block, &sides, 7.0) {
            let draft = Draft {
                kind: if market { BuildingKind::Market } else { BuildingKind::Shops },
                ring: shapes::chamfered(&rect),
                floors: if market { 2 } else { self.dice.between(4, 6) as u8 },
                entrances: 1,
                per_floor: (rect.length * rect.depth / 260.0).clamp(3.0, 18.0) as u8,
                shops_below: true,
                years: (2000, 2022),
            };
            let e = &self.out.estates[estate];
            let (road, number) = (e.road, e.number);
            let b = self.add_building(block.grid, draft, Some(estate), road, number, Label::None);
            self.poi(if market { "market" } else { "mall" }, name.clone(), rect.centre(), Some(b));
        }
    }

    fn shopping_street(&mut self, block: &mut Block) {
        self.shop_front(block, 0.95);
        let placed = self.set_out(block, (44.0, 13.0), 16.0, 12.0, 4);
        for rect in placed {
            let road = self.road_near(block, rect.centre());
            let number = self.number(road, rect.centre());
            let draft = Draft {
                kind: BuildingKind::Slab,
                ring: shapes::slab(&rect, 3),
                floors: 6,
                entrances: 3,
                per_floor: 2,
                shops_below: true,
                years: (1988, 2003),
            };
            self.add_building(block.grid, draft, None, road, number, Label::None);
        }
    }

    /// One rectangle of the first sides that fit.
    pub(crate) fn largest(
        &mut self,
        block: &mut Block,
        sides: &[(f64, f64)],
        margin_m: f64,
    ) -> Vec<Rect> {
        sides
            .iter()
            .map(|s| self.set_out(block, *s, margin_m, 0.0, 1))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Up to `most` equal rectangles, in rows, `margin_m` inside the block.
    pub(crate) fn set_out(
        &mut self,
        block: &mut Block,
        sides: (f64, f64),
        margin_m: f64,
        gap_m: f64,
        most: usize,
    ) -> Vec<Rect> {
        let mut out = Vec::new();
        let Some(ring_) = block.inner(self, margin_m) else { return out };
        let rows = Rows { ring: &ring_, u: block.east() };
        let (s0, s1, t0, t1) = rows.bounds();
        let mut t = t0 + 0.5;
        while t + sides.1 < t1 && out.len() < most {
            let (mut s, mut any) = (s0, false);
            while s + sides.0 < s1 && out.len() < most {
                let rect = rows.rect(s, t, sides.0, sides.1);
                if block.place(&ring_, rect) {
                    any = true;
                    out.push(rect);
                    s += sides.0 + gap_m;
                } else {
                    s += 4.0;
                }
            }
            t += if any { sides.1 + gap_m } else { 4.0 };
        }
        out
    }
}
