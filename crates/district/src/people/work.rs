//! Organisations in shops, offices and works; who runs them and who works there.

use rustc_hash::FxHashMap;

use super::{Census, Job, Organisation, Role, Tenure, age_on, papers};
use crate::calendar::{AS_OF, Day};
use crate::layout::{BuildingKind, UnitUse};
use crate::naming::firms;

impl Census<'_> {
    pub(crate) fn found_organisations(&mut self) {
        for u in 0..self.layout.units.len() {
            let unit = &self.layout.units[u];
            let p = match unit.use_ {
                UnitUse::Shop => 0.9,
                UnitUse::Office => 0.92,
                UnitUse::Workshop | UnitUse::Warehouse => 0.95,
                UnitUse::Dwelling => 0.046,
                UnitUse::SiteHut => {
                    if unit.serial == 1 {
                        1.0
                    } else {
                        0.0
                    }
                }
                UnitUse::Dormitory | UnitUse::Public => 0.0,
            };
            if !self.dice.chance(p) {
                continue;
            }
            let use_ = unit.use_;
            // A shop that closed leaves its record behind.
            if use_ == UnitUse::Shop && self.dice.chance(0.22) {
                let closed = AS_OF.plus(-self.dice.between(30, 1000));
                let opened = closed.plus(-self.dice.between(200, 2500));
                self.found(u, opened, closed);
            }
            let opened = AS_OF
                .plus(-(-1500.0 * (1.0 - self.dice.unit()).ln()) as i32 - 10)
                .max(self.built(u));
            self.found(u, opened.min(AS_OF.plus(-3)), Day::NEVER);
            // Offices are shared by several registered firms.
            if use_ == UnitUse::Office && self.dice.chance(0.3) {
                let opened = AS_OF.plus(-self.dice.between(20, 1500)).max(self.built(u));
                self.found(u, opened.min(AS_OF.plus(-3)), Day::NEVER);
            }
        }
    }

    fn found(&mut self, unit: usize, opened: Day, closed: Day) {
        let serial = self.out.organisations.len();
        let use_ = self.layout.units[unit].use_;
        let (name, company) = firms::name(&mut self.dice, use_);
        let credit_code = self.credit_code(serial, company);
        let global =
            (self.out.community as u32 + 1) * super::PEOPLE_PER_COMMUNITY - 1 - serial as u32;
        self.out.organisations.push(Organisation {
            name,
            credit_code,
            company,
            unit,
            operator: None,
            opened,
            closed,
            phone: papers::phone(global, false),
        });
    }

    /// The oldest firm of a building.
    pub(crate) fn firm_of(&self, b: usize) -> Option<usize> {
        let range = &self.layout.buildings[b].units;
        let first = self.out.organisations.partition_point(|o| o.unit < range.start);
        (first..self.out.organisations.len())
            .find(|&o| self.out.organisations[o].closed == Day::NEVER)
            .filter(|&o| {
                let unit = self.out.organisations[o].unit;
                range.contains(&unit) || self.layout.buildings[b].kind == BuildingKind::Dormitory
            })
    }

    pub(crate) fn employ(&mut self) {
        let alive: Vec<usize> = (0..self.out.organisations.len())
            .filter(|&o| self.out.organisations[o].closed == Day::NEVER)
            .collect();
        if alive.is_empty() {
            return;
        }
        let works: Vec<usize> = alive
            .iter()
            .copied()
            .filter(|&o| {
                matches!(
                    self.layout.units[self.out.organisations[o].unit].use_,
                    UnitUse::Workshop | UnitUse::Warehouse
                )
            })
            .collect();
        let mut rooms: FxHashMap<usize, usize> = FxHashMap::default();
        for h in 0..self.out.households.len() {
            let residence = self.out.residences[self.out.households[h].residences.end - 1];
            let building = self.layout.units[residence.unit].building as usize;
            for p in self.out.households[h].people.clone() {
                let age = age_on(self.out.people[p].born, AS_OF);
                if !(18..62).contains(&age)
                    || self.out.people[p].role == Role::Parent
                    || !self.dice.chance(0.8)
                {
                    continue;
                }
                // A dormitory houses the people of one firm, floor by floor.
                let tied = matches!(residence.tenure, Tenure::Dormitory | Tenure::Site);
                let organisation = if tied && !works.is_empty() {
                    let floor =
                        building * 64 + usize::from(self.layout.units[residence.unit].floor);
                    let drawn = *self.dice.pick(&works);
                    *rooms.entry(floor).or_insert(drawn)
                } else if self.dice.chance(0.55) {
                    *self.dice.pick(&alive)
                } else {
                    continue;
                };
                let from = if tied {
                    residence.from
                } else {
                    AS_OF.plus(-(-700.0 * (1.0 - self.dice.unit()).ln()) as i32 - 5)
                };
                let opened = self.out.organisations[organisation].opened;
                self.out.jobs.push(Job {
                    person: p,
                    organisation,
                    from: from.max(opened),
                    to: residence.to,
                });
            }
        }
        self.name_operators(&alive);
    }

    /// Every firm has someone who runs it, as a rule one of its own people.
    fn name_operators(&mut self, alive: &[usize]) {
        for j in 0..self.out.jobs.len() {
            let (o, p) = (self.out.jobs[j].organisation, self.out.jobs[j].person);
            if self.out.organisations[o].operator.is_none()
                && self.out.people[p].role != Role::Sharer
            {
                self.out.organisations[o].operator = Some(p);
            }
        }
        let heads = self.out.households.len();
        for o in 0..self.out.organisations.len() {
            if self.out.organisations[o].operator.is_none() && heads > 0 && (!alive.is_empty()) {
                let h = self.dice.below(heads);
                self.out.organisations[o].operator = Some(self.out.households[h].people.start);
            }
        }
    }
}
