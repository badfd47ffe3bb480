//! The community's own grid: its centre, clinic, school, and homes around them.

use super::block::Block;
use super::estates::Draft;
use super::model::{BuildingKind, EstateKind, Label, Zone, ZoneKind};
use super::{Site, shapes};
use crate::geometry::ring;
use crate::naming::Text;

impl Site<'_> {
    pub(crate) fn civic(&mut self, g: usize) {
        let area = self.plan.grids[g].cell.area();
        let blocks = self.blocks(g, (area / 14_000.0).round().clamp(3.0, 6.0) as usize);
        let mut order: Vec<Block> = blocks;
        order.sort_by(|a, b| b.cell.area().total_cmp(&a.cell.area()));
        for (i, mut block) in order.into_iter().enumerate() {
            match i {
                0 => self.school(&mut block),
                1 => self.community_centre(&mut block),
                _ => self.mixed(&mut block),
            }
        }
    }

    fn school(&mut self, block: &mut Block) {
        let community = self.plan.communities[self.out.community].name.clone();
        let (zh, en) = *self.dice.pick(&[
            ("小学", "Primary School"),
            ("中学", "Secondary School"),
            ("学校", "School"),
        ]);
        let name = public_name(&community, zh, en);
        let estate = self.add_estate(block, name.clone(), EstateKind::Campus);
        let halls = self.largest(
            block,
            &[(62.0, 40.0), (52.0, 34.0), (44.0, 28.0), (34.0, 22.0), (26.0, 18.0)],
            6.0,
        );
        for (i, rect) in halls.iter().enumerate() {
            let draft = Draft {
                kind: BuildingKind::School,
                ring: shapes::court(rect),
                floors: self.dice.between(4, 6) as u8,
                entrances: 1,
                per_floor: 1,
                shops_below: false,
                years: (1998, 2019),
            };
            let e = &self.out.estates[estate];
            let (road, number) = (e.road, e.number);
            let b = self.add_building(block.grid, draft, Some(estate), road, number, Label::None);
            if i == 0 {
                self.poi("school", name.clone(), rect.centre(), Some(b));
            }
        }
        for rect in self.largest(
            block,
            &[(84.0, 48.0), (64.0, 36.0), (46.0, 26.0), (34.0, 20.0), (22.0, 14.0)],
            5.0,
        ) {
            let ring = ring::smooth(&rect.corners(), 3);
            self.out.zones.push(Zone {
                kind: ZoneKind::Pitch,
                grid: block.grid,
                ring,
                name: Text::default(),
            });
        }
    }

    fn community_centre(&mut self, block: &mut Block) {
        let community = self.plan.communities[self.out.community].name.clone();
        let plans: [(BuildingKind, &str, &str, &str, u8); 2] = [
            (
                BuildingKind::CommunityCentre,
                "community_centre",
                "社区服务中心",
                "Community Service Centre",
                4,
            ),
            (BuildingKind::Clinic, "clinic", "社区卫生服务站", "Community Clinic", 3),
        ];
        let sides = [(30.0, 20.0), (24.0, 17.0), (19.0, 14.0), (14.0, 11.0)];
        let rects =
            [self.largest(block, &sides, 6.0), self.largest(block, &sides[1..], 6.0)].concat();
        for (rect, (kind, word, zh, en, floors)) in rects.into_iter().zip(plans) {
            let name = public_name(&community, zh, en);
            let road = self.road_near(block, rect.centre());
            let number = self.number(road, rect.centre());
            let ring = if kind == BuildingKind::Clinic {
                shapes::elbow(&rect, &mut self.dice)
            } else {
                shapes::plain(&rect)
            };
            let draft = Draft {
                kind,
                ring,
                floors,
                entrances: 1,
                per_floor: 1,
                shops_below: false,
                years: (2000, 2020),
            };
            let b = self.add_building(block.grid, draft, None, road, number, Label::None);
            self.out.buildings[b].name = Some(name.clone());
            self.poi(word, name, rect.centre(), Some(b));
        }
        self.square(block);
    }

    /// A small planted square in what is left.
    fn square(&mut self, block: &mut Block) {
        for rect in self.set_out(block, (24.0, 24.0), 7.0, 14.0, 2) {
            let ring = ring::smooth(&rect.corners(), 2);
            self.out.zones.push(Zone {
                kind: ZoneKind::Park,
                grid: block.grid,
                ring,
                name: Text::default(),
            });
        }
    }

    /// Shops on the street, a few homes behind.
    fn mixed(&mut self, block: &mut Block) {
        self.shop_front(block, 0.7);
        for rect in self.set_out(block, (42.0, 12.5), 15.0, 16.0, 5) {
            let road = self.road_near(block, rect.centre());
            let number = self.number(road, rect.centre());
            let draft = Draft {
                kind: BuildingKind::Slab,
                ring: shapes::slab(&rect, 3),
                floors: self.dice.between(6, 7) as u8,
                entrances: 3,
                per_floor: 2,
                shops_below: false,
                years: (1990, 2006),
            };
            self.add_building(block.grid, draft, None, road, number, Label::None);
        }
    }
}

/// The name of a public building: 柳塘小学.
fn public_name(stem: &Text, zh: &str, en: &str) -> Text {
    let base = stem.zh.trim_end_matches("社区");
    let base_en = stem.en.trim_end_matches(" Community");
    Text::new(format!("{base}{zh}"), format!("{base_en} {en}"))
}
