//! Owners, landlords with several units, sub-landlords, and tenancies.

use super::{Census, Party, Role, Tenancy, Tenure};
use crate::calendar::{AS_OF, Day};
use crate::layout::BuildingKind;
use crate::naming::people::surname;

impl Census<'_> {
    pub(crate) fn own(&mut self) {
        for i in 0..self.out.residences.len() {
            let r = self.out.residences[i];
            if r.tenure == Tenure::Owner {
                let head = self.out.households[r.household].people.start;
                self.out.owners[r.unit] = Party::Person(head);
                self.out.owned_since[r.unit] =
                    r.from.plus(-self.dice.between(5, 200)).max(self.built(r.unit));
            }
        }
        let mut landlords: Vec<usize> = Vec::new();
        for b in 0..self.layout.buildings.len() {
            self.own_building(b, &mut landlords);
        }
        self.let_units();
    }

    /// What is not lived in by its owner belongs to a landlord, a family of the
    /// village, or the firm that runs the park.
    fn own_building(&mut self, b: usize, landlords: &mut Vec<usize>) {
        let building = &self.layout.buildings[b];
        let (kind, range, built) = (building.kind, building.units.clone(), building.built);
        let whole = match kind {
            BuildingKind::House => {
                let resident = range.clone().find_map(|u| match self.out.owners[u] {
                    Party::Person(p) => Some(p),
                    _ => None,
                });
                Party::Person(resident.unwrap_or_else(|| self.landlord(landlords, 0.25)))
            }
            BuildingKind::Tower | BuildingKind::Slab => Party::None,
            BuildingKind::Shops if self.dice.chance(0.5) => Party::None,
            BuildingKind::School | BuildingKind::Clinic | BuildingKind::CommunityCentre => return,
            _ => self.firm_of(b).map_or(Party::None, Party::Organisation),
        };
        for u in range {
            if self.out.owners[u] == Party::None {
                self.out.owners[u] = if whole == Party::None {
                    Party::Person(self.landlord(landlords, 0.45))
                } else {
                    whole
                };
                self.out.owned_since[u] =
                    built.plus(self.dice.between(40, 1500)).min(AS_OF.plus(-30));
            }
        }
    }

    /// A landlord: with chance `again` one who already has a unit, otherwise a
    /// resident owner or someone who lives outside.
    fn landlord(&mut self, landlords: &mut Vec<usize>, again: f64) -> usize {
        if !landlords.is_empty() && self.dice.chance(again) {
            return *self.dice.pick(landlords);
        }
        let resident =
            self.dice.chance(0.3).then(|| self.dice.below(self.out.households.len())).filter(
                |&h| {
                    let household = &self.out.households[h];
                    let owner = |r: usize| self.out.residences[r].tenure == Tenure::Owner;
                    !household.gone && household.residences.clone().any(owner)
                },
            );
        let who = if let Some(h) = resident {
            self.out.households[h].people.start
        } else {
            let name = surname(&mut self.dice);
            let (male, born, local) =
                (self.dice.chance(0.6), self.born(30, 78), self.dice.chance(0.4));
            self.person(name, male, born, local, None, Role::Absent)
        };
        landlords.push(who);
        who
    }

    fn let_units(&mut self) {
        // A sub-landlord takes a whole village house or a handful of flats.
        let mut sub = vec![Party::None; self.layout.buildings.len()];
        let mut pool: Vec<usize> = Vec::new();
        for (b, sub) in sub.iter_mut().enumerate() {
            let p = match self.layout.buildings[b].kind {
                BuildingKind::House => 0.2,
                BuildingKind::Slab => 0.1,
                _ => 0.0,
            };
            if self.dice.chance(p) {
                let known = !pool.is_empty() && self.dice.chance(0.5);
                let who = if known {
                    *self.dice.pick(&pool)
                } else {
                    let h = self.dice.below(self.out.households.len().max(1));
                    self.out.households.get(h).map_or(0, |h| h.people.start)
                };
                pool.push(who);
                *sub = Party::Person(who);
            }
        }
        for i in 0..self.out.residences.len() {
            let r = self.out.residences[i];
            if r.tenure != Tenure::Tenant {
                continue;
            }
            let unit = &self.layout.units[r.unit];
            let (b, area) = (unit.building as usize, u32::from(unit.area_m2));
            let kind = self.layout.buildings[b].kind;
            let part = if kind == BuildingKind::House { 1.0 } else { 0.5 };
            let tenant = self.out.households[r.household].people.start;
            let chain = if self.dice.chance(part) { sub[b] } else { Party::None };
            let chain = if chain == Party::Person(tenant) { Party::None } else { chain };
            let term = if r.to == Day::NEVER {
                r.from.plus(365 * self.dice.between(1, 3)).max(AS_OF.plus(30))
            } else {
                r.to
            };
            let monthly_yuan = area * self.dice.between(32, 68) as u32 / 10 * 10 + 200;
            self.out.tenancies.push(Tenancy {
                unit: r.unit,
                landlord: self.out.owners[r.unit],
                sub_landlord: chain,
                household: r.household,
                tenant,
                from: r.from,
                to: term,
                monthly_yuan,
            });
        }
    }
}
