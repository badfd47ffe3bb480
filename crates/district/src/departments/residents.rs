//! Population registration, residence permits, clinic enrolment.

use super::{Department, Desk};
use crate::Error;
use crate::calendar::{AS_OF, Day};
use crate::people::{EDUCATION, Party, Residence, Role, Tenure, age_on};
use crate::spelling::people::Care;
use crate::spelling::{Errors, Habit, Locator};

const REGISTER_HABIT: Habit = Habit { drop_level: 0.015, ..Habit::FORMAL };

const PERMIT_HABIT: Habit = Habit {
    levels: [false, true, true, true],
    locator: Locator::Plain,
    numerals: 0.05,
    traditional: 0.01,
    full_width: 0.06,
    no_road: 0.15,
    alias: 0.06,
    typo: 0.02,
    ..Habit::FORMAL
};

const CLINIC_HABIT: Habit = Habit {
    levels: [false, false, true, true],
    locator: Locator::Short,
    no_road: 0.7,
    drop_level: 0.3,
    alias: 0.16,
    note: 0.03,
    typo: 0.04,
    no_room: 0.03,
    ..Habit::FORMAL
};

impl Desk<'_> {
    pub(super) fn population_registration(&mut self) -> Result<(), Error> {
        for h in 0..self.society.households.len() {
            let residences = self.residences(h);
            let book = self.record("HK");
            for p in self.society.households[h].people.clone() {
                let local = self.society.people[p].local;
                let known = if local { 0.98 } else { 0.84 };
                if !self.dice.chance(known) {
                    continue;
                }
                // Registered people often stay on the books at their former home.
                let stale = residences.len() > 1
                    && self.dice.chance(self.rate(if local { 0.22 } else { 0.12 }));
                for (i, r) in residences.iter().enumerate() {
                    let last = i + 1 == residences.len();
                    if (stale && last) || !Self::in_window(r) {
                        continue;
                    }
                    self.register_person(&book, p, r, !last)?;
                }
            }
        }
        Ok(())
    }

    fn register_person(
        &mut self,
        book: &str,
        p: usize,
        r: &Residence,
        former: bool,
    ) -> Result<(), Error> {
        let born = self.society.people[p].born;
        let Some(on) = self.delayed(r.from.max(born), 45.0) else { return Ok(()) };
        let person = &self.society.people[p];
        let (sex, role, education) =
            (if person.male { "男" } else { "女" }, person.role.zh(), EDUCATION[person.education]);
        let kind = if person.local { "户籍" } else { "流动" };
        // Departures are reported late or never.
        let ended = (r.to != Day::NEVER && self.dice.chance(0.55))
            .then_some(r.to)
            .and_then(|d| self.delayed(d, 60.0));
        let twice = self.dice.chance(self.rate(0.012));
        for copy in 0..=usize::from(twice) {
            let (mut place, mut slips) = (Errors::default(), Errors::default());
            let record = self.record("RK");
            let written = self.person(p, &Care::HIGH, &mut slips);
            let address = self.address(r.unit, &REGISTER_HABIT, &mut place);
            if former && ended.is_none() {
                place.add("stale");
            }
            if copy > 0 {
                slips.add("duplicate");
            }
            let on = on.plus(copy as i32 * 90).0.min(AS_OF.0);
            self.sheets.row(
                Department::PopulationRegistration,
                &[
                    &record,
                    book,
                    &written.name,
                    sex,
                    &written.born,
                    &written.identity,
                    role,
                    kind,
                    &address,
                    &written.phone,
                    education,
                    &Day(on).iso(),
                    &ended.unwrap_or(Day::NEVER).iso(),
                ],
            )?;
            self.link(
                Department::PopulationRegistration,
                &record,
                "self",
                Party::Person(p),
                Some(r.unit),
                [&place, &slips],
            )?;
        }
        Ok(())
    }

    pub(super) fn residence_permits(&mut self) -> Result<(), Error> {
        for h in 0..self.society.households.len() {
            for p in self.society.households[h].people.clone() {
                let person = &self.society.people[p];
                let (local, age, male) = (person.local, age_on(person.born, AS_OF), person.male);
                let role = person.role;
                if local || age < 16 || !self.dice.chance(0.56) {
                    continue;
                }
                for r in self.residences(h) {
                    if !Self::in_window(r) || !self.dice.chance(0.85) {
                        continue;
                    }
                    let Some(on) = self.delayed(r.from.plus(170), 60.0) else { continue };
                    if on > r.to.plus(60) {
                        continue;
                    }
                    let (mut place, mut slips) = (Errors::default(), Errors::default());
                    let record = self.record("JZ");
                    let written =
                        self.person(p, &Care { phone_missing: 0.02, ..Care::HIGH }, &mut slips);
                    let address = self.address(r.unit, &PERMIT_HABIT, &mut place);
                    let reason = match (r.tenure, role) {
                        (Tenure::Dormitory | Tenure::Site, _) => "就业",
                        (_, Role::Child) if age < 23 => "就读",
                        (_, Role::Parent) => "投靠亲属",
                        (Tenure::Owner, _) => "自有住房",
                        _ => "就业",
                    };
                    self.sheets.row(
                        Department::ResidencePermits,
                        &[
                            &record,
                            &written.name,
                            if male { "男" } else { "女" },
                            &written.identity,
                            &address,
                            &written.phone,
                            reason,
                            &on.dashed('/'),
                            &on.plus(365).dashed('/'),
                        ],
                    )?;
                    self.link(
                        Department::ResidencePermits,
                        &record,
                        "self",
                        Party::Person(p),
                        Some(r.unit),
                        [&place, &slips],
                    )?;
                }
            }
        }
        Ok(())
    }

    /// Bare evidence of residence: name, number, address, date; nothing of health.
    pub(super) fn clinic_enrolment(&mut self) -> Result<(), Error> {
        for h in 0..self.society.households.len() {
            let residences = self.residences(h);
            for p in self.society.households[h].people.clone() {
                let age = age_on(self.society.people[p].born, AS_OF);
                let p_known = if (7..60).contains(&age) { 0.24 } else { 0.75 };
                if !self.dice.chance(p_known) {
                    continue;
                }
                let r = if residences.len() > 1 && self.dice.chance(0.4) {
                    &residences[0]
                } else {
                    &residences[residences.len() - 1]
                };
                let Some(on) = self
                    .delayed(r.from.max(self.society.people[p].born), 200.0)
                    .filter(|d| *d < r.to)
                else {
                    continue;
                };
                let (mut place, mut slips) = (Errors::default(), Errors::default());
                let record = self.record("WS");
                let written = self.person(p, &Care::FAIR, &mut slips);
                let address = self.address(r.unit, &CLINIC_HABIT, &mut place);
                self.sheets.row(
                    Department::ClinicEnrolment,
                    &[&record, &written.name, &written.identity, &address, &on.iso()],
                )?;
                self.link(
                    Department::ClinicEnrolment,
                    &record,
                    "self",
                    Party::Person(p),
                    Some(r.unit),
                    [&place, &slips],
                )?;
            }
        }
        Ok(())
    }
}
