//! Market supervision; employers' dormitories and building sites.

use super::{Department, Desk};
use crate::Error;
use crate::calendar::Day;
use crate::people::{Party, Tenure};
use crate::spelling::people::Care;
use crate::spelling::{Errors, Habit, Locator};

const LICENCE_HABIT: Habit = Habit {
    levels: [true, true, true, true],
    locator: Locator::Plain,
    drop_level: 0.05,
    repeat_level: 0.03,
    numerals: 0.04,
    note: 0.05,
    typo: 0.02,
    no_room: 0.06,
    ..Habit::FORMAL
};

const DORMITORY_HABIT: Habit = Habit {
    levels: [false, false, true, false],
    locator: Locator::Short,
    no_road: 0.75,
    alias: 0.2,
    drop_level: 0.4,
    typo: 0.03,
    no_room: 0.05,
    ..Habit::FORMAL
};

impl Desk<'_> {
    pub(super) fn market_supervision(&mut self) -> Result<(), Error> {
        for o in 0..self.society.organisations.len() {
            let organisation = &self.society.organisations[o];
            if !self.dice.chance(0.97) {
                continue;
            }
            let (mut place, mut slips) = (Errors::default(), Errors::default());
            let record = self.record("SJ");
            let operator = organisation.operator.map_or(Party::None, Party::Person);
            let (name, identity) = self.party(operator, &Care::HIGH, &mut slips);
            let address = self.address(organisation.unit, &LICENCE_HABIT, &mut place);
            let kind = if organisation.company { "有限责任公司" } else { "个体工商户" };
            // A third of the closed were never struck off.
            let struck = organisation.closed != Day::NEVER && self.dice.chance(0.66);
            let closed = if struck { organisation.closed } else { Day::NEVER };
            self.sheets.row(
                Department::MarketSupervision,
                &[
                    &record,
                    &organisation.credit_code,
                    &organisation.name,
                    kind,
                    &name,
                    &identity,
                    &address,
                    &organisation.phone,
                    &organisation.opened.chinese(),
                    if struck { "注销" } else { "存续" },
                    &closed.chinese(),
                ],
            )?;
            let unit = Some(organisation.unit);
            self.link(
                Department::MarketSupervision,
                &record,
                "organisation",
                Party::Organisation(o),
                unit,
                [&place, &Errors::default()],
            )?;
            self.link(
                Department::MarketSupervision,
                &record,
                "operator",
                operator,
                unit,
                [&place, &slips],
            )?;
        }
        Ok(())
    }

    pub(super) fn employer_dormitories(&mut self) -> Result<(), Error> {
        for j in 0..self.society.jobs.len() {
            let job = &self.society.jobs[j];
            let Some(h) = self.society.people[job.person].household else { continue };
            for r in self.residences(h) {
                if Self::settled(r) || !Self::in_window(r) || !self.dice.chance(0.88) {
                    continue;
                }
                let (mut place, mut slips) = (Errors::default(), Errors::default());
                let record = self.record("SS");
                let employer = &self.society.organisations[job.organisation];
                let written = self.person(job.person, &Care::LOW, &mut slips);
                let address = self.address(r.unit, &DORMITORY_HABIT, &mut place);
                let kind = if r.tenure == Tenure::Site { "工地" } else { "宿舍" };
                // Employers shorten their own name, and leave out the code.
                let name = if self.dice.chance(0.3) {
                    employer
                        .name
                        .trim_start_matches("云汀市")
                        .trim_start_matches("砚溪区")
                        .trim_end_matches("有限公司")
                        .to_owned()
                } else {
                    employer.name.clone()
                };
                let code = if self.dice.chance(0.7) { employer.credit_code.as_str() } else { "" };
                let left =
                    if r.to != Day::NEVER && self.dice.chance(0.7) { r.to } else { Day::NEVER };
                self.sheets.row(
                    Department::EmployerDormitories,
                    &[
                        &record,
                        &name,
                        code,
                        kind,
                        &address,
                        &written.name,
                        &written.identity,
                        &written.phone,
                        &r.from.iso(),
                        &left.iso(),
                    ],
                )?;
                self.link(
                    Department::EmployerDormitories,
                    &record,
                    "self",
                    Party::Person(job.person),
                    Some(r.unit),
                    [&place, &slips],
                )?;
                let employer = Party::Organisation(job.organisation);
                self.link(
                    Department::EmployerDormitories,
                    &record,
                    "employer",
                    employer,
                    None,
                    [&Errors::default(), &Errors::default()],
                )?;
            }
        }
        Ok(())
    }
}
