//! Gated estates of towers, and walk-up estates of slabs.

use super::block::{Block, Rect};
use super::model::{Building, BuildingKind, Estate, EstateKind, Label, RoadRef, Zone, ZoneKind};
use super::{Site, shapes};
use crate::calendar::Day;
use crate::geometry::{P, ring};
use crate::naming::Text;
use crate::naming::places::{ESTATE_SUFFIXES, WALKUP_SUFFIXES};

/// What a new building is, before its code and number.
pub(crate) struct Draft {
    pub(crate) kind: BuildingKind,
    pub(crate) ring: Vec<P>,
    pub(crate) floors: u8,
    pub(crate) entrances: u8,
    pub(crate) per_floor: u8,
    pub(crate) shops_below: bool,
    pub(crate) years: (i32, i32),
}

/// The rows of a block: along `u`, from the south.
pub(crate) struct Rows<'a> {
    pub(crate) ring: &'a [P],
    pub(crate) u: P,
}

impl Rows<'_> {
    pub(crate) fn bounds(&self) -> (f64, f64, f64, f64) {
        let f = ring::frame_along(self.ring, self.u);
        (f.long_low, f.long_high, f.short_low, f.short_high)
    }

    pub(crate) fn rect(&self, s: f64, t: f64, length: f64, depth: f64) -> Rect {
        Rect { corner: self.u.times(s).plus(self.u.left().times(t)), u: self.u, length, depth }
    }
}

impl Site<'_> {
    pub(crate) fn day_between(&mut self, years: (i32, i32)) -> Day {
        let (from, to) = (Day::of(years.0, 1, 1), Day::of(years.1, 12, 31));
        Day(self.dice.between(from.0, to.0))
    }

    pub(crate) fn add_building(
        &mut self,
        g: usize,
        draft: Draft,
        estate: Option<usize>,
        road: RoadRef,
        number: u32,
        label: Label,
    ) -> usize {
        let built = self.day_between(draft.years);
        let former = number > 0 && self.dice.chance(0.06);
        let former_number = former.then(|| number + 2 * self.dice.between(150, 400) as u32);
        self.out.buildings.push(Building {
            serial: self.out.buildings.len() as u32 + 1,
            grid: g,
            estate,
            kind: draft.kind,
            ring: draft.ring,
            floors: draft.floors,
            entrances: draft.entrances,
            per_floor: draft.per_floor,
            shops_below: draft.shops_below,
            road,
            number,
            label,
            built,
            name: None,
            former_number,
            plate: None,
            units: 0..0,
        });
        self.out.buildings.len() - 1
    }

    /// An estate over a block, with a number at its gate.
    pub(crate) fn add_estate(&mut self, block: &Block, name: Text, kind: EstateKind) -> usize {
        let (road, at) = self.gate(block);
        let centre = ring::centroid(&block.ring);
        let number = self.number(road, at.towards(centre, 0.15));
        let stem: String = name.zh.chars().take(2).collect();
        let stem_en = name.en.split(' ').next().unwrap_or_default().to_owned();
        let old_name = (matches!(kind, EstateKind::Walkup | EstateKind::IndustrialPark)
            && self.dice.chance(0.5))
        .then(|| {
            let n = self.dice.between(2, 9) as u32;
            match kind {
                EstateKind::Walkup => Text::new(
                    format!("{stem}{}厂宿舍", crate::naming::chinese_number(n)),
                    format!("{stem_en} No. {n} Works Quarters"),
                ),
                _ => Text::new(
                    format!("{stem}第{}工业区", crate::naming::chinese_number(n)),
                    format!("{stem_en} Industrial Zone {n}"),
                ),
            }
        });
        let nickname = (matches!(kind, EstateKind::Gated | EstateKind::Commercial)
            && self.dice.chance(0.4))
        .then(|| {
            let (zh, en) = *self.dice.pick(&[
                ("小区", "Estate"),
                ("大院", "Compound"),
                ("那边新楼", "New Blocks"),
                ("城", "Town"),
                ("1号", "No. 1"),
            ]);
            Text::new(format!("{stem}{zh}"), format!("{stem_en} {en}"))
        });
        let community = &self.plan.communities[self.out.community];
        let code = format!("{}E{:03}", community.code, self.out.estates.len() + 1);
        self.out.estates.push(Estate {
            code,
            name,
            kind,
            grid: block.grid,
            ring: block.ring.clone(),
            road,
            number,
            old_name,
            nickname,
        });
        self.out.estates.len() - 1
    }

    pub(crate) fn estate_name(&mut self, g: usize, part: usize, suffixes: &[(&str, &str)]) -> Text {
        let stem = &self.plan.grids[g].estate;
        let (zh, en) = *self.dice.pick(suffixes);
        let wing = [
            ("", ""),
            ("二期", " Phase 2"),
            ("三期", " Phase 3"),
            ("四期", " Phase 4"),
            ("五期", " Phase 5"),
        ][part.min(4)];
        Text::new(format!("{}{zh}{}", stem.zh, wing.0), format!("{} {en}{}", stem.en, wing.1))
    }

    pub(crate) fn towers(&mut self, g: usize) {
        let area = self.plan.grids[g].cell.area();
        let blocks = self.blocks(g, (area / 52_000.0).round().max(1.0) as usize);
        for (part, mut block) in blocks.into_iter().enumerate() {
            let name = self.estate_name(g, part, ESTATE_SUFFIXES);
            let estate = self.add_estate(&block, name, EstateKind::Gated);
            self.shop_front(&mut block, 0.35);
            self.garden(&block);
            let style = self.dice.between(0, 2);
            let floors = *self.dice.pick(&[11, 17, 18, 18, 24, 26, 28, 32, 33]);
            let years = [(2001, 2010), (2008, 2017), (2014, 2024)][self.dice.below(3)];
            let Some(ring_) = block.inner(self, 12.5) else { continue };
            let rows = Rows { ring: &ring_, u: block.east().turned(self.dice.range(-0.03, 0.03)) };
            let (s0, s1, t0, t1) = rows.bounds();
            let (length, depth, gap_s, gap_t) =
                [(28.0, 23.0, 17.0, 24.0), (40.0, 16.0, 12.0, 28.0), (25.0, 25.0, 18.0, 22.0)]
                    [style as usize];
            let (mut t, mut row, mut serial) = (t0 + 1.0, 0, 0);
            while t + depth < t1 {
                let mut s = s0 + if row % 2 == 1 { f64::midpoint(length, gap_s) } else { 0.0 };
                let mut any = false;
                while s + length < s1 {
                    let rect = rows.rect(s, t, length, depth);
                    if !block.place(&ring_, rect) {
                        s += 4.0;
                        continue;
                    }
                    any = true;
                    serial += 1;
                    let entrances = if style == 1 { 2 } else { 1 };
                    let draft = Draft {
                        kind: BuildingKind::Tower,
                        ring: if style == 1 {
                            shapes::slab(&rect, 2)
                        } else {
                            shapes::cross(&rect, &mut self.dice)
                        },
                        floors: (floors + self.dice.between(-2, 1)) as u8,
                        entrances,
                        per_floor: if style == 1 {
                            2
                        } else {
                            4 + (self.dice.below(4) as u8 / 3) * 2
                        },
                        shops_below: false,
                        years,
                    };
                    let e = &self.out.estates[estate];
                    let (road, number) = (e.road, e.number);
                    let label = if style == 2 {
                        Label::Zuo((b'A' + (serial - 1) as u8 % 26) as char)
                    } else {
                        Label::Dong(serial)
                    };
                    self.add_building(g, draft, Some(estate), road, number, label);
                    s += length + gap_s;
                }
                t += if any { depth + gap_t } else { 4.0 };
                row += i32::from(any);
            }
        }
    }

    /// The green heart of an estate, under its buildings.
    fn garden(&mut self, block: &Block) {
        if let Some(cell) = block.cell.inset(|_| 12.0) {
            let ring = self.plan.warp.ring(&ring::smooth(&cell.ring, 2), 20.0);
            self.out.zones.push(Zone {
                kind: ZoneKind::Garden,
                grid: block.grid,
                ring,
                name: Text::default(),
            });
        }
    }

    pub(crate) fn walkups(&mut self, g: usize) {
        let area = self.plan.grids[g].cell.area();
        let blocks = self.blocks(g, (area / 24_000.0).round().clamp(1.0, 6.0) as usize);
        for (part, mut block) in blocks.into_iter().enumerate() {
            let name = self.estate_name(g, part, WALKUP_SUFFIXES);
            let estate = self.add_estate(&block, name, EstateKind::Walkup);
            self.shop_front(&mut block, 0.4);
            let Some(ring_) = block.inner(self, 14.0) else { continue };
            let rows = Rows { ring: &ring_, u: block.east() };
            let (s0, s1, t0, t1) = rows.bounds();
            let floors = self.dice.between(5, 7) as u8;
            let (depth, years) = (
                self.dice.range(11.5, 13.0),
                *self.dice.pick(&[(1984, 1992), (1990, 1999), (1996, 2004)]),
            );
            let form = self.dice.between(0, 2);
            let (mut t, mut serial) = (t0 + 0.5, 0);
            while t + depth < t1 {
                let (mut s, mut any) = (s0, false);
                while s < s1 {
                    let entrances = self.dice.between(2, 5) as u8;
                    let wide = |entrances: u8| rows.rect(s, t, f64::from(entrances) * 14.0, depth);
                    let Some(entrances) =
                        (2..=entrances).rev().find(|&fewer| block.place(&ring_, wide(fewer)))
                    else {
                        s += 3.0;
                        continue;
                    };
                    let rect = wide(entrances);
                    (any, serial) = (true, serial + 1);
                    let draft = Draft {
                        kind: BuildingKind::Slab,
                        ring: shapes::slab(&rect, entrances),
                        floors,
                        entrances,
                        per_floor: 2,
                        shops_below: false,
                        years,
                    };
                    let label = [Label::Dong(serial), Label::Zhuang(serial), Label::Lou(serial)]
                        [form as usize];
                    let e = &self.out.estates[estate];
                    let (road, number) = (e.road, e.number);
                    self.add_building(g, draft, Some(estate), road, number, label);
                    s += rect.length + 7.0;
                }
                t += if any { depth + f64::from(floors) * 2.4 + 2.0 } else { 3.0 };
            }
        }
    }
}
