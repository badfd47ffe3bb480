//! Who an account is in the name of.

use super::Desk;
use crate::calendar::Day;
use crate::people::{Party, Tenure};

/// An account at a unit.
pub(super) struct Holder {
    pub(super) party: Party,
    pub(super) since: Day,
    pub(super) until: Day,
}

impl Desk<'_> {
    /// The last known residents of every unit, by unit.
    pub(super) fn occupants(&self) -> Vec<Option<usize>> {
        let mut out = vec![None; self.layout.units.len()];
        for (i, r) in self.society.residences.iter().enumerate() {
            if r.to == Day::NEVER {
                out[r.unit] = Some(i);
            }
        }
        out
    }

    /// With chance `tenant` the tenant's, otherwise the owner's.
    pub(super) fn holder(
        &mut self,
        unit: usize,
        occupants: &[Option<usize>],
        tenant: f64,
    ) -> Holder {
        if let Some(r) = occupants[unit].map(|i| self.society.residences[i])
            && (r.tenure == Tenure::Owner
                || (r.tenure == Tenure::Tenant && self.dice.chance(tenant)))
        {
            let head = self.society.households[r.household].people.start;
            return Holder { party: Party::Person(head), since: r.from, until: Day::NEVER };
        }
        Holder {
            party: self.society.owners[unit],
            since: self.society.owned_since[unit],
            until: Day::NEVER,
        }
    }
}
