//! Water, power and gas accounts, and property-management fees. Of use, the
//! last month's sum and no more.

use super::papers::Holder;
use super::{Department, Desk};
use crate::Error;
use crate::calendar::AS_OF;
use crate::layout::{BuildingKind, UnitUse};
use crate::people::{Party, Tenure};
use crate::spelling::people::Care;
use crate::spelling::{Errors, Habit, Locator};

const WATER_HABIT: Habit = Habit {
    levels: [false, false, true, false],
    locator: Locator::Plain,
    drop_level: 0.4,
    no_road: 0.5,
    alias: 0.22,
    typo: 0.03,
    ..Habit::FORMAL
};

const POWER_HABIT: Habit = Habit {
    levels: [false, false, false, false],
    locator: Locator::Hyphen,
    no_road: 0.9,
    alias: 0.12,
    full_width: 0.04,
    typo: 0.02,
    ..Habit::FORMAL
};

const GAS_HABIT: Habit = Habit {
    levels: [false, true, false, false],
    locator: Locator::Plain,
    no_road: 0.35,
    numerals: 0.3,
    traditional: 0.12,
    note: 0.04,
    ..Habit::FORMAL
};

impl Desk<'_> {
    pub(super) fn meters(&mut self) -> Result<(), Error> {
        let occupants = self.occupants();
        for (u, occupant) in occupants.iter().enumerate() {
            let unit = self.layout.units[u];
            if unit.use_ == UnitUse::Public {
                continue;
            }
            let kind = self.layout.buildings[unit.building as usize].kind;
            let lived = occupant.is_some() || !unit.use_.is_home();
            // In a village one meter often serves the house; rooms have their own for power.
            if self.dice.chance(if kind == BuildingKind::House { 0.55 } else { 0.95 }) {
                let holder = self.holder(u, &occupants, 0.22);
                self.water(u, &holder, lived)?;
            }
            if self.dice.chance(0.96) {
                let holder = self.holder(u, &occupants, 0.35);
                self.power(u, &holder, lived)?;
            }
            if unit.use_ == UnitUse::Dwelling
                && self.dice.chance(if kind == BuildingKind::House { 0.25 } else { 0.8 })
            {
                let holder = self.holder(u, &occupants, 0.55);
                self.gas(u, &holder, lived)?;
            }
        }
        Ok(())
    }

    fn month(&mut self, lived: bool, low: f64, high: f64) -> String {
        if lived { format!("{:.1}", self.dice.range(low, high)) } else { "0.0".to_owned() }
    }

    fn water(&mut self, u: usize, holder: &Holder, lived: bool) -> Result<(), Error> {
        let (mut place, mut slips) = (Errors::default(), Errors::default());
        let record = self.record("SH");
        let (name, _) = self.party(holder.party, &Care::LOW, &mut slips);
        let address = self.address(u, &WATER_HABIT, &mut place);
        let kind = if self.layout.units[u].use_.is_home() { "居民生活" } else { "非居民" };
        let used = self.month(lived, 2.0, 24.0);
        let meter = format!("S{:09}", self.dice.below(1_000_000_000));
        self.sheets.row(
            Department::Water,
            &[
                &record,
                &name,
                &address,
                &meter,
                kind,
                &holder.since.iso(),
                &holder.until.iso(),
                &used,
            ],
        )?;
        self.link(Department::Water, &record, "holder", holder.party, Some(u), [&place, &slips])
    }

    fn power(&mut self, u: usize, holder: &Holder, lived: bool) -> Result<(), Error> {
        let (mut place, mut slips) = (Errors::default(), Errors::default());
        let record = self.record("DH");
        let (name, phone) = match holder.party {
            Party::Person(p) => {
                let w = self.person(p, &Care::LOW, &mut slips);
                (w.name, w.phone)
            }
            other => (self.party(other, &Care::LOW, &mut slips).0, String::new()),
        };
        let address = self.address(u, &POWER_HABIT, &mut place);
        let kind =
            if self.layout.units[u].use_.is_home() { "城镇居民" } else { "一般工商业" };
        let used = self.month(lived, 40.0, 420.0);
        let meter = format!("D{:011}", self.dice.below(100_000_000_000));
        self.sheets.row(
            Department::Power,
            &[&record, &name, &address, &meter, &phone, kind, &holder.since.dashed('/'), &used],
        )?;
        self.link(Department::Power, &record, "holder", holder.party, Some(u), [&place, &slips])
    }

    fn gas(&mut self, u: usize, holder: &Holder, lived: bool) -> Result<(), Error> {
        let (mut place, mut slips) = (Errors::default(), Errors::default());
        let record = self.record("RQ");
        let (name, phone) = match holder.party {
            Party::Person(p) => {
                let w = self.person(p, &Care::FAIR, &mut slips);
                (w.name, w.phone)
            }
            other => (self.party(other, &Care::FAIR, &mut slips).0, String::new()),
        };
        let address = self.address(u, &GAS_HABIT, &mut place);
        let used = self.month(lived, 4.0, 34.0);
        let meter = format!("G{:010}", self.dice.below(10_000_000_000));
        self.sheets.row(
            Department::Gas,
            &[
                &record,
                &name,
                &phone,
                &address,
                &meter,
                &holder.since.iso(),
                &holder.until.iso(),
                &used,
            ],
        )?;
        self.link(Department::Gas, &record, "holder", holder.party, Some(u), [&place, &slips])
    }

    /// Only managed estates pay fees; the columns are split, the spelling is not clean.
    pub(super) fn property_fees(&mut self) -> Result<(), Error> {
        let occupants = self.occupants();
        for (u, occupant) in occupants.iter().enumerate() {
            let unit = self.layout.units[u];
            let building = &self.layout.buildings[unit.building as usize];
            let Some(estate) = building.estate.map(|e| &self.layout.estates[e]) else { continue };
            let managed = match building.kind {
                BuildingKind::Tower => 0.97,
                BuildingKind::Slab => 0.6,
                _ => 0.0,
            };
            if !self.dice.chance(managed) {
                continue;
            }
            let (mut place, mut slips) = (Errors::default(), Errors::default());
            let tenant =
                occupant.map(|i| self.society.residences[i]).filter(|r| r.tenure == Tenure::Tenant);
            let tenant = if self.dice.chance(0.4) { tenant } else { None };
            let (party, role, since) = match tenant {
                Some(r) => (
                    Party::Person(self.society.households[r.household].people.start),
                    "租户",
                    r.from,
                ),
                None => (self.society.owners[u], "业主", self.society.owned_since[u]),
            };
            let record = self.record("WY");
            let (name, phone) = match party {
                Party::Person(p) => {
                    let w = self.person(p, &Care::LOW, &mut slips);
                    (w.name, w.phone)
                }
                other => (self.party(other, &Care::LOW, &mut slips).0, String::new()),
            };
            let nick =
                estate.nickname.as_ref().filter(|_| self.dice.chance(self.difficulty.rate(0.15)));
            if nick.is_some() {
                place.add("nickname");
            }
            let estate_name = nick.map_or(&estate.name.zh, |n| &n.zh);
            let label =
                if self.dice.chance(0.5) { building.label.value() } else { building.label.zh() };
            let entrance =
                if unit.entrance > 0 { unit.entrance.to_string() } else { String::new() };
            let paid = AS_OF.plus(-self.dice.between(0, 200));
            self.sheets.row(
                Department::PropertyFees,
                &[
                    &record,
                    estate_name,
                    &label,
                    &entrance,
                    &unit.room.to_string(),
                    &name,
                    &phone,
                    role,
                    &unit.area_m2.to_string(),
                    &since.iso(),
                    &paid.iso(),
                ],
            )?;
            let word = if tenant.is_some() { "tenant" } else { "owner" };
            self.link(Department::PropertyFees, &record, word, party, Some(u), [&place, &slips])?;
        }
        Ok(())
    }
}
