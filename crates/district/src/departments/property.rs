//! Property titles, rental filings, rental tax.

use super::{Department, Desk};
use crate::Error;
use crate::calendar::{AS_OF, Day, WINDOW};
use crate::layout::{BuildingKind, UnitUse};
use crate::people::Party;
use crate::spelling::people::Care;
use crate::spelling::{Errors, Habit, Locator};

const TITLE_HABIT: Habit = Habit {
    levels: [false, true, false, false],
    locator: Locator::Deed,
    drop_level: 0.1,
    alias: 0.1,
    ..Habit::FORMAL
};

const FILING_HABIT: Habit = Habit {
    levels: [true, true, true, false],
    locator: Locator::Formal,
    no_road: 0.25,
    drop_level: 0.15,
    repeat_level: 0.05,
    numerals: 0.06,
    alias: 0.06,
    typo: 0.025,
    ..Habit::FORMAL
};

const TAX_HABIT: Habit = Habit {
    levels: [false, true, true, false],
    locator: Locator::Plain,
    no_road: 0.4,
    drop_level: 0.25,
    full_width: 0.25,
    traditional: 0.02,
    no_room: 0.05,
    ..Habit::FORMAL
};

impl Desk<'_> {
    pub(super) fn property_titles(&mut self) -> Result<(), Error> {
        for u in 0..self.layout.units.len() {
            let unit = self.layout.units[u];
            let kind = self.layout.buildings[unit.building as usize].kind;
            let titled = match kind {
                BuildingKind::Tower => 0.96,
                BuildingKind::Slab | BuildingKind::Office => 0.88,
                BuildingKind::Shops | BuildingKind::Factory | BuildingKind::Warehouse => 0.7,
                // Self-built houses rarely have titles for their rooms.
                _ => 0.0,
            };
            let owner = self.society.owners[u];
            if owner == Party::None || !self.dice.chance(titled) {
                continue;
            }
            let Some(on) = self.delayed(self.society.owned_since[u], 120.0) else { continue };
            let (mut place, mut slips) = (Errors::default(), Errors::default());
            let record = self.record("BDC");
            let (name, identity) = self.party(owner, &Care::HIGH, &mut slips);
            let address = self.address(u, &TITLE_HABIT, &mut place);
            let use_ = match unit.use_ {
                UnitUse::Dwelling => "住宅",
                UnitUse::Shop => "商业",
                UnitUse::Office => "办公",
                _ => "工业",
            };
            let area = format!("{}.{:02}", unit.area_m2, self.dice.below(100));
            self.sheets.row(
                Department::PropertyTitles,
                &[&record, &name, &identity, &address, use_, &area, &on.chinese()],
            )?;
            self.link(
                Department::PropertyTitles,
                &record,
                "owner",
                owner,
                Some(u),
                [&place, &slips],
            )?;
        }
        Ok(())
    }

    pub(super) fn rental_filings(&mut self) -> Result<(), Error> {
        for t in 0..self.society.tenancies.len() {
            let tenancy = &self.society.tenancies[t];
            if tenancy.to <= WINDOW || !self.dice.chance(0.34) {
                continue;
            }
            let Some(on) = self.delayed(tenancy.from, 40.0) else { continue };
            let record = self.record("ZL");
            let mut place = Errors::default();
            let [mut s1, mut s2, mut s3] =
                [Errors::default(), Errors::default(), Errors::default()];
            let tenancy = &self.society.tenancies[t];
            let (landlord, landlord_id) = self.party(tenancy.landlord, &Care::FAIR, &mut s1);
            // Sub-letting is seldom declared.
            let chain = if self.dice.chance(0.6) { tenancy.sub_landlord } else { Party::None };
            let (sub, sub_id) = self.party(chain, &Care::FAIR, &mut s2);
            let tenant = self.person(tenancy.tenant, &Care::FAIR, &mut s3);
            let address = self.address(tenancy.unit, &FILING_HABIT, &mut place);
            self.sheets.row(
                Department::RentalFilings,
                &[
                    &record,
                    &landlord,
                    &landlord_id,
                    &sub,
                    &sub_id,
                    &tenant.name,
                    &tenant.identity,
                    &tenant.phone,
                    &address,
                    &tenancy.from.iso(),
                    &tenancy.to.iso(),
                    &tenancy.monthly_yuan.to_string(),
                    &on.iso(),
                ],
            )?;
            let unit = Some(tenancy.unit);
            self.link(
                Department::RentalFilings,
                &record,
                "landlord",
                tenancy.landlord,
                unit,
                [&place, &s1],
            )?;
            self.link(
                Department::RentalFilings,
                &record,
                "tenant",
                Party::Person(tenancy.tenant),
                unit,
                [&place, &s3],
            )?;
            if chain != Party::None {
                self.link(
                    Department::RentalFilings,
                    &record,
                    "sub_landlord",
                    chain,
                    unit,
                    [&place, &s2],
                )?;
            }
        }
        Ok(())
    }

    pub(super) fn rental_tax(&mut self) -> Result<(), Error> {
        for t in 0..self.society.tenancies.len() {
            let tenancy = &self.society.tenancies[t];
            if tenancy.from > AS_OF.plus(-60) || tenancy.to <= WINDOW || !self.dice.chance(0.16) {
                continue;
            }
            let record = self.record("SW");
            let (mut place, mut slips, mut tenant_slips) =
                (Errors::default(), Errors::default(), Errors::default());
            let payer = tenancy.landlord;
            let (name, identity) = self.party(payer, &Care::FAIR, &mut slips);
            // The tenant is named in half of the returns, without a number.
            let named = self.dice.chance(0.5);
            let tenant = if named {
                self.person(tenancy.tenant, &Care::LOW, &mut tenant_slips).name
            } else {
                String::new()
            };
            let address = self.address(tenancy.unit, &TAX_HABIT, &mut place);
            let on: Day = tenancy.from.max(WINDOW).plus(self.dice.between(20, 50));
            let (y, m, _) = on.ymd();
            self.sheets.row(
                Department::RentalTax,
                &[
                    &record,
                    &name,
                    &identity,
                    &address,
                    &tenant,
                    &format!("{y}{m:02}"),
                    &on.compact(),
                ],
            )?;
            let unit = Some(tenancy.unit);
            self.link(Department::RentalTax, &record, "landlord", payer, unit, [&place, &slips])?;
            if named {
                self.link(
                    Department::RentalTax,
                    &record,
                    "tenant",
                    Party::Person(tenancy.tenant),
                    unit,
                    [&place, &tenant_slips],
                )?;
            }
        }
        Ok(())
    }
}
