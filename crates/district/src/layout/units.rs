//! Units of every building, floor by floor.

use super::Site;
use super::model::{BuildingKind, Unit, UnitUse};

impl Site<'_> {
    pub(crate) fn cut_units(&mut self) {
        for b in 0..self.out.buildings.len() {
            let first = self.out.units.len();
            let building = &self.out.buildings[b];
            let (kind, floors, entrances, per_floor, below) = (
                building.kind,
                building.floors,
                building.entrances,
                building.per_floor,
                building.shops_below,
            );
            let mut serial = 0;
            for entrance in 1..=entrances {
                for floor in 1..=floors {
                    let use_ = use_of(kind, floor, below);
                    let n = rooms(kind, use_, per_floor);
                    for room in 1..=n {
                        serial += 1;
                        let area_m2 = self.unit_area(kind, use_);
                        self.out.units.push(Unit {
                            building: b as u32,
                            serial,
                            entrance: if entrances > 1 { entrance } else { 0 },
                            floor,
                            room: u16::from(floor) * 100 + u16::from(room),
                            area_m2,
                            use_,
                        });
                    }
                }
            }
            self.out.buildings[b].units = first..self.out.units.len();
        }
    }

    fn unit_area(&mut self, kind: BuildingKind, use_: UnitUse) -> u16 {
        let (low, high) = match (use_, kind) {
            (UnitUse::Dwelling, BuildingKind::Tower) => (68, 143),
            (UnitUse::Dwelling, BuildingKind::Slab) => (45, 92),
            (UnitUse::Dwelling, _) => (16, 48),
            (UnitUse::Shop, _) => (18, 90),
            (UnitUse::Office, _) => (60, 260),
            (UnitUse::Workshop | UnitUse::Warehouse, _) => (600, 2400),
            (UnitUse::Dormitory, _) => (18, 32),
            (UnitUse::SiteHut, _) => (15, 18),
            (UnitUse::Public, _) => (300, 900),
        };
        self.dice.between(low, high) as u16
    }
}

fn use_of(kind: BuildingKind, floor: u8, shops_below: bool) -> UnitUse {
    match kind {
        _ if floor == 1 && shops_below => UnitUse::Shop,
        BuildingKind::Tower | BuildingKind::Slab | BuildingKind::House => UnitUse::Dwelling,
        BuildingKind::Factory => UnitUse::Workshop,
        BuildingKind::Warehouse => UnitUse::Warehouse,
        BuildingKind::Dormitory => UnitUse::Dormitory,
        BuildingKind::Shops if floor < 3 => UnitUse::Shop,
        BuildingKind::Shops | BuildingKind::Office => UnitUse::Office,
        BuildingKind::Market => UnitUse::Shop,
        BuildingKind::SiteHuts => UnitUse::SiteHut,
        BuildingKind::School | BuildingKind::Clinic | BuildingKind::CommunityCentre => {
            UnitUse::Public
        }
    }
}

fn rooms(kind: BuildingKind, use_: UnitUse, per_floor: u8) -> u8 {
    match (kind, use_) {
        (BuildingKind::House, UnitUse::Shop) => per_floor.min(2),
        (BuildingKind::Dormitory, UnitUse::Shop) => 5,
        (BuildingKind::Office, UnitUse::Shop) => 4,
        _ => per_floor,
    }
}
