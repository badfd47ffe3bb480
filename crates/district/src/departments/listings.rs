//! Agencies' listings: a dwelling, a rent, dates; nobody's name.

use super::{Department, Desk};
use crate::Error;
use crate::calendar::{Day, WINDOW};
use crate::naming::firms;
use crate::people::Party;
use crate::spelling::{Errors, Habit, Locator};

const LISTING_HABIT: Habit = Habit {
    levels: [false, false, false, false],
    locator: Locator::Short,
    no_road: 0.95,
    alias: 0.4,
    note: 0.35,
    typo: 0.03,
    no_room: 0.2,
    ..Habit::FORMAL
};

impl Desk<'_> {
    pub(super) fn agency_listings(&mut self) -> Result<(), Error> {
        let agencies: Vec<String> =
            (0..6).map(|_| firms::service(&mut self.dice, "房产经纪")).collect();
        for t in 0..self.society.tenancies.len() {
            let tenancy = &self.society.tenancies[t];
            if tenancy.from < WINDOW || !self.dice.chance(0.3) {
                continue;
            }
            let (unit, to, rent) =
                (tenancy.unit, tenancy.from.plus(-self.dice.between(0, 6)), tenancy.monthly_yuan);
            let from = to.plus(-self.dice.between(3, 60));
            // The same flat with two agencies, or twice with one.
            let copies = 1 + self.dice.weighted(&[0.7, 0.25, 0.05]);
            for _ in 0..copies {
                let mut place = Errors::default();
                let record = self.record("FY");
                let address = self.address(unit, &LISTING_HABIT, &mut place);
                let building = &self.layout.buildings[self.layout.units[unit].building as usize];
                let road = &self.layout.road_name(self.plan, building.road).zh;
                let near = building.estate.map_or(road, |e| &self.layout.estates[e].name.zh);
                let gone = if self.dice.chance(0.75) { to } else { Day::NEVER };
                let area = format!("{}平", self.layout.units[unit].area_m2);
                let asked = (rent + rent / 20 * self.dice.below(4) as u32) / 50 * 50;
                let agency = self.dice.pick(&agencies);
                self.sheets.row(
                    Department::AgencyListings,
                    &[
                        &record,
                        agency,
                        near,
                        &address,
                        &area,
                        &asked.to_string(),
                        &from.iso(),
                        &gone.iso(),
                    ],
                )?;
                self.link(
                    Department::AgencyListings,
                    &record,
                    "unit",
                    Party::None,
                    Some(unit),
                    [&place, &Errors::default()],
                )?;
            }
        }
        Ok(())
    }
}
