//! Households move into homes, stay, move on, or leave.

use super::{Census, Household, Leaver, Residence, Role, Tenure};
use crate::calendar::{AS_OF, Day, WINDOW};
use crate::layout::{BuildingKind, UnitUse};
use crate::naming::people::surname;

/// A unit that someone left before the present occupants came.
struct Slot {
    unit: usize,
    until: Day,
    tenure: Tenure,
}

impl Census<'_> {
    pub(crate) fn settle(&mut self) {
        let mut slots = Vec::new();
        let mut movers = Vec::new();
        for u in 0..self.layout.units.len() {
            let unit = &self.layout.units[u];
            let building = &self.layout.buildings[unit.building as usize];
            let built = building.built;
            let (use_, kind) = (unit.use_, building.kind);
            if !use_.is_home()
                || self.dice.chance(if use_ == UnitUse::Dwelling { 0.1 } else { 0.12 })
            {
                continue;
            }
            let tenure = self.tenure(use_, kind);
            let from = self.moved_in(tenure, built);
            let h = self.out.households.len();
            let household = match self.arrival(tenure, from, h) {
                Some(household) => household,
                None => self.household(tenure, kind),
            };
            self.out.households.push(household);
            if tenure != Tenure::Owner && from > WINDOW.plus(30) && from > built.plus(400) {
                slots.push(Slot { unit: u, until: from.plus(-self.dice.between(3, 40)), tenure });
            }
            movers.push((h, Residence { household: h, unit: u, from, to: Day::NEVER, tenure }));
        }
        self.place(&mut slots, movers);
        self.departed(slots);
    }

    /// A household of the community before, if one left just then.
    fn arrival(&mut self, tenure: Tenure, from: Day, h: usize) -> Option<Household> {
        if tenure != Tenure::Tenant || self.arrivals.is_empty() || !self.dice.chance(0.12) {
            return None;
        }
        let fits = |l: &Leaver| l.left <= from && l.left > from.plus(-40);
        let leaver = self.arrivals.iter().position(fits).map(|i| self.arrivals.swap_remove(i))?;
        let first = self.out.people.len();
        for mut person in leaver.people {
            person.household = Some(h);
            self.out.people.push(person);
        }
        Some(Household {
            people: first..self.out.people.len(),
            residences: 0..0,
            gone: false,
            origin: Some(leaver.household),
        })
    }

    fn tenure(&mut self, use_: UnitUse, kind: BuildingKind) -> Tenure {
        match (use_, kind) {
            (UnitUse::Dormitory, _) => Tenure::Dormitory,
            (UnitUse::SiteHut, _) => Tenure::Site,
            (_, BuildingKind::Tower) if self.dice.chance(0.36) => Tenure::Owner,
            (_, BuildingKind::Slab) if self.dice.chance(0.26) => Tenure::Owner,
            (_, BuildingKind::House) if self.dice.chance(0.025) => Tenure::Owner,
            _ => Tenure::Tenant,
        }
    }

    fn moved_in(&mut self, tenure: Tenure, built: Day) -> Day {
        let earliest = built.plus(60);
        let days = match tenure {
            Tenure::Owner => self.dice.between(100, 5000),
            Tenure::Tenant => (-600.0 * (1.0 - self.dice.unit()).ln()) as i32 + 5,
            Tenure::Dormitory => (-330.0 * (1.0 - self.dice.unit()).ln()) as i32 + 3,
            Tenure::Site => self.dice.between(5, 300),
        };
        AS_OF.plus(-days).max(earliest).min(AS_OF.plus(-2))
    }

    /// Makes the people of a household.
    pub(crate) fn household(&mut self, tenure: Tenure, kind: BuildingKind) -> Household {
        let h = self.out.households.len();
        let first = self.out.people.len();
        let local = match (tenure, kind) {
            (Tenure::Owner, BuildingKind::House) => true,
            (Tenure::Owner, _) => self.dice.chance(0.48),
            (Tenure::Tenant, BuildingKind::Tower | BuildingKind::Slab) => self.dice.chance(0.09),
            (Tenure::Tenant, _) => self.dice.chance(0.015),
            _ => self.dice.chance(0.01),
        };
        match tenure {
            Tenure::Dormitory | Tenure::Site => {
                let n = self.dice.between(2, 6);
                for _ in 0..n {
                    let name = surname(&mut self.dice);
                    let male = self.dice.chance(if tenure == Tenure::Site { 0.94 } else { 0.55 });
                    let born = self.born(18, 52);
                    self.person(name, male, born, local, Some(h), Role::Sharer);
                }
            }
            Tenure::Tenant if kind == BuildingKind::House => {
                let form = self.dice.weighted(&[0.55, 0.23, 0.14, 0.01, 0.07]);
                self.family(h, form, local, true);
            }
            Tenure::Tenant => {
                let form = self.dice.weighted(&[0.28, 0.24, 0.3, 0.05, 0.13]);
                self.family(h, form, local, true);
            }
            Tenure::Owner => {
                let form = self.dice.weighted(&[0.14, 0.26, 0.42, 0.18, 0.0]);
                self.family(h, form, local, false);
            }
        }
        Household {
            people: first..self.out.people.len(),
            residences: 0..0,
            gone: false,
            origin: None,
        }
    }

    /// 0 single, 1 couple, 2 with children, 3 three generations, 4 sharers.
    fn family(&mut self, h: usize, form: usize, local: bool, young: bool) {
        let name = surname(&mut self.dice);
        let male = self.dice.chance(0.68);
        let born = if young { self.born(20, 46) } else { self.born(28, 74) };
        self.person(name, male, born, local, Some(h), Role::Head);
        if form == 4 {
            for _ in 0..self.dice.between(1, 3) {
                let name = surname(&mut self.dice);
                let (male, born) = (self.dice.chance(0.55), self.born(20, 38));
                self.person(name, male, born, local, Some(h), Role::Sharer);
            }
        }
        if !(1..=3).contains(&form) {
            return;
        }
        let spouse_name = surname(&mut self.dice);
        let spouse_born = born.plus(self.dice.between(-1800, 1800));
        let spouse_local = local == self.dice.chance(0.93);
        self.person(spouse_name, !male, spouse_born, spouse_local, Some(h), Role::Spouse);
        if form >= 2 {
            let (father, mother) = if male { (name, spouse_name) } else { (spouse_name, name) };
            let eldest = born.plus(self.dice.between(22 * 365, 31 * 365));
            for i in 0..=self.dice.weighted(&[0.62, 0.33, 0.05]) as i32 {
                let child = eldest.plus(i * self.dice.between(500, 1700));
                if child < AS_OF.plus(-20) && child > AS_OF.plus(-30 * 365) {
                    let given = if self.dice.chance(0.04) { mother } else { father };
                    let boy = self.dice.chance(0.52);
                    self.person(given, boy, child, local, Some(h), Role::Child);
                }
            }
        }
        let old = born.plus(-self.dice.between(22 * 365, 30 * 365));
        if form == 3 && old > AS_OF.plus(-94 * 365) {
            let own = self.dice.chance(0.8);
            self.person(
                if own { name } else { spouse_name },
                own,
                old,
                local,
                Some(h),
                Role::Parent,
            );
            if self.dice.chance(0.6) {
                let other = surname(&mut self.dice);
                let born = old.plus(self.dice.between(-900, 2000));
                self.person(other, !own, born, local, Some(h), Role::Parent);
            }
        }
    }

    /// Writes residences; some households came from another unit of the community.
    fn place(&mut self, slots: &mut Vec<Slot>, movers: Vec<(usize, Residence)>) {
        slots.sort_by_key(|s| (s.until, s.unit));
        let mut taken = vec![false; slots.len()];
        for (h, now) in movers {
            let first = self.out.residences.len();
            if now.from > WINDOW
                && self.out.households[h].origin.is_none()
                && now.tenure != Tenure::Site
                && self.dice.chance(0.4)
            {
                // The unit left last before the move, of the same kind of tenure.
                let end = slots.partition_point(|s| s.until <= now.from);
                let fits = |&i: &usize| {
                    let s = &slots[i];
                    !taken[i]
                        && s.unit != now.unit
                        && (s.tenure == now.tenure || now.tenure == Tenure::Owner)
                        && s.until > now.from.plus(-45)
                };
                if let Some(i) = (end.saturating_sub(60)..end).rev().find(fits) {
                    taken[i] = true;
                    let from = slots[i].until.plus(-self.dice.between(90, 800));
                    let from = from.max(self.built(slots[i].unit));
                    self.out.residences.push(Residence {
                        household: h,
                        unit: slots[i].unit,
                        from,
                        to: slots[i].until,
                        tenure: slots[i].tenure,
                    });
                }
            }
            self.out.residences.push(now);
            self.out.households[h].residences = first..self.out.residences.len();
        }
        let mut keep = taken.iter().map(|t| !t);
        slots.retain(|_| keep.next().unwrap_or(true));
    }

    pub(crate) fn built(&self, unit: usize) -> Day {
        self.layout.buildings[self.layout.units[unit].building as usize].built.plus(30)
    }

    /// Households that lived here in the window and left the district.
    fn departed(&mut self, slots: Vec<Slot>) {
        for slot in slots {
            if !self.dice.chance(0.4) {
                continue;
            }
            let kind = self.layout.buildings[self.layout.units[slot.unit].building as usize].kind;
            let mut household = self.household(slot.tenure, kind);
            let h = self.out.households.len();
            let from = slot.until.plus(-self.dice.between(90, 700)).max(self.built(slot.unit));
            let first = self.out.residences.len();
            self.out.residences.push(Residence {
                household: h,
                unit: slot.unit,
                from,
                to: slot.until,
                tenure: slot.tenure,
            });
            household.residences = first..first + 1;
            household.gone = true;
            self.out.households.push(household);
        }
    }
}
