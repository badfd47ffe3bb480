//! Industrial parks: factories, warehouses, dormitories; now and then a building site.

use super::Site;
use super::block::Block;
use super::estates::{Draft, Rows};
use super::model::{BuildingKind, EstateKind, Label};
use super::shapes;
use crate::naming::Text;
use crate::naming::places::PARK_SUFFIXES;

impl Site<'_> {
    pub(crate) fn industry(&mut self, g: usize) {
        let area = self.plan.grids[g].cell.area();
        let blocks = self.blocks(g, (area / 38_000.0).round().clamp(1.0, 5.0) as usize);
        for (part, mut block) in blocks.into_iter().enumerate() {
            if part == 1 && self.dice.chance(0.3) {
                self.building_site(&mut block);
                continue;
            }
            let name = self.estate_name(g, part, PARK_SUFFIXES);
            let estate = self.add_estate(&block, name, EstateKind::IndustrialPark);
            self.works(&mut block, estate);
        }
    }

    fn works(&mut self, block: &mut Block, estate: usize) {
        let Some(ring_) = block.inner(self, 5.0) else { return };
        let rows = Rows { ring: &ring_, u: block.east() };
        let (s0, s1, t0, t1) = rows.bounds();
        let years = *self.dice.pick(&[(1991, 2001), (1998, 2010), (2009, 2020)]);
        let (mut t, mut serial, mut row) = (t0 + 0.5, 0, 0);
        while t + 13.0 < t1 {
            let dormitories = row % 3 == 1;
            let depth =
                if dormitories { 14.0 } else { self.dice.range(26.0, 40.0).min(t1 - t - 0.5) };
            let (mut s, mut any) = (s0, false);
            while s + 20.0 < s1 {
                let length = if dormitories {
                    self.dice.range(38.0, 52.0)
                } else {
                    self.dice.range(38.0, 88.0)
                };
                let rect = rows.rect(s, t, length, depth);
                if !block.place(&ring_, rect) {
                    s += 4.0;
                    continue;
                }
                (any, serial) = (true, serial + 1);
                let warehouse = !dormitories && self.dice.chance(0.2);
                let draft = if dormitories {
                    Draft {
                        kind: BuildingKind::Dormitory,
                        ring: shapes::plain(&rect),
                        floors: self.dice.between(5, 7) as u8,
                        entrances: 1,
                        per_floor: (length / 4.2) as u8,
                        shops_below: self.dice.chance(0.3),
                        years,
                    }
                } else {
                    Draft {
                        kind: if warehouse {
                            BuildingKind::Warehouse
                        } else {
                            BuildingKind::Factory
                        },
                        ring: if depth > 30.0 && self.dice.chance(0.35) {
                            shapes::elbow(&rect, &mut self.dice)
                        } else {
                            shapes::plain(&rect)
                        },
                        floors: if warehouse {
                            self.dice.between(1, 2)
                        } else {
                            self.dice.between(3, 6)
                        } as u8,
                        entrances: 1,
                        per_floor: if length > 60.0 { 2 } else { 1 },
                        shops_below: false,
                        years,
                    }
                };
                let e = &self.out.estates[estate];
                let (road, number) = (e.road, e.number);
                self.add_building(
                    block.grid,
                    draft,
                    Some(estate),
                    road,
                    number,
                    Label::Dong(serial),
                );
                s += length + 12.0;
            }
            t += if any { depth + 13.0 } else { 4.0 };
            row += i32::from(any);
        }
    }

    /// Prefabricated huts on a site that has no building yet.
    fn building_site(&mut self, block: &mut Block) {
        let stem = &self.plan.grids[block.grid].estate;
        let name = Text::new(format!("{}工地", stem.zh), format!("{} Building Site", stem.en));
        let estate = self.add_estate(block, name, EstateKind::IndustrialPark);
        let Some(ring_) = block.inner(self, 6.0) else { return };
        let rows = Rows { ring: &ring_, u: block.east() };
        let (s0, s1, t0, t1) = rows.bounds();
        let (mut t, mut serial) = (t0 + 1.0, 0);
        while t + 6.0 < t1 && serial < 4 {
            let mut s = s0;
            while s + 30.0 < s1 && serial < 4 {
                let rect = rows.rect(s, t, 30.0, 6.0);
                if !block.place(&ring_, rect) {
                    s += 5.0;
                    continue;
                }
                serial += 1;
                let draft = Draft {
                    kind: BuildingKind::SiteHuts,
                    ring: shapes::plain(&rect),
                    floors: 2,
                    entrances: 1,
                    per_floor: 8,
                    shops_below: false,
                    years: (2025, 2025),
                };
                let e = &self.out.estates[estate];
                let (road, number) = (e.road, e.number);
                self.add_building(
                    block.grid,
                    draft,
                    Some(estate),
                    road,
                    number,
                    Label::Lou(serial),
                );
                s += 34.0;
            }
            t += 9.0;
        }
    }
}
