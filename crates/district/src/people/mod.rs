//! Who lives, owns, lets and works in one community, over 36 months.

mod homes;
pub(crate) mod model;
mod owners;
mod papers;
mod work;

use rustc_hash::FxHashSet;

use crate::calendar::{AS_OF, Day};
use crate::chance::{Dice, Topic};
use crate::layout::Layout;
use crate::naming::people as names;
use crate::plan::Plan;
pub(crate) use model::*;

/// Serials reserved for each community, so that no two people share an id or a phone.
const PEOPLE_PER_COMMUNITY: u32 = 400_000;

/// Everyone with a tie to one community.
pub(crate) struct Society {
    pub(crate) community: usize,
    pub(crate) people: Vec<Person>,
    pub(crate) households: Vec<Household>,
    pub(crate) residences: Vec<Residence>,
    /// Owner of each unit of the layout.
    pub(crate) owners: Vec<Party>,
    pub(crate) owned_since: Vec<Day>,
    pub(crate) tenancies: Vec<Tenancy>,
    pub(crate) organisations: Vec<Organisation>,
    pub(crate) jobs: Vec<Job>,
}

/// Work in progress.
pub(crate) struct Census<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) dice: Dice,
    pub(crate) out: Society,
    identities: FxHashSet<String>,
    arrivals: Vec<Leaver>,
}

impl Society {
    /// `arrivals`: households that left the community before, some of which settle here.
    pub(crate) fn new(plan: &Plan, layout: &Layout, arrivals: Vec<Leaver>) -> Self {
        let community = layout.community;
        let out = Society {
            community,
            people: Vec::new(),
            households: Vec::new(),
            residences: Vec::new(),
            owners: vec![Party::None; layout.units.len()],
            owned_since: vec![Day::NEVER; layout.units.len()],
            tenancies: Vec::new(),
            organisations: Vec::new(),
            jobs: Vec::new(),
        };
        let dice = Dice::new(plan.seed, Topic::People, community as u64 + 1);
        let mut census = Census { layout, dice, out, identities: FxHashSet::default(), arrivals };
        census.found_organisations();
        census.settle();
        census.own();
        census.employ();
        census.out
    }

    /// `P` + community (1-based) + serial.
    pub(crate) fn person_id(&self, p: usize) -> String {
        self.people[p].origin.clone().unwrap_or_else(|| format!("P{:03}{p:06}", self.community + 1))
    }

    pub(crate) fn household_id(&self, h: usize) -> String {
        self.households[h]
            .origin
            .clone()
            .unwrap_or_else(|| format!("H{:03}{h:06}", self.community + 1))
    }

    /// Households that left, for the next community: tenants who went elsewhere
    /// in the district, with the day they left.
    pub(crate) fn leavers(&self) -> Vec<Leaver> {
        let left = |h: &usize| {
            let household = &self.households[*h];
            household.gone
                && household.origin.is_none()
                && self.residences[household.residences.start].tenure == Tenure::Tenant
        };
        (0..self.households.len())
            .filter(left)
            .take(600)
            .map(|h| {
                let household = &self.households[h];
                let people = household
                    .people
                    .clone()
                    .map(|p| Person { origin: Some(self.person_id(p)), ..self.people[p].clone() });
                Leaver {
                    household: self.household_id(h),
                    people: people.collect(),
                    left: self.residences[household.residences.start].to,
                }
            })
            .collect()
    }

    pub(crate) fn organisation_id(&self, o: usize) -> String {
        format!("O{:03}{o:06}", self.community + 1)
    }
}

impl Census<'_> {
    /// A new person. `local`: registered in this district.
    pub(crate) fn person(
        &mut self,
        surname: &str,
        male: bool,
        born: Day,
        local: bool,
        household: Option<usize>,
        role: Role,
    ) -> usize {
        let serial = self.out.people.len();
        let name = names::full(&mut self.dice, surname, male, born.ymd().0);
        let (identity, born) = self.identity(male, born, local);
        let global = self.out.community as u32 * PEOPLE_PER_COMMUNITY + serial as u32;
        let age = age_on(born, AS_OF);
        let education = self.education(age);
        let former_phone = self.dice.chance(0.12).then(|| papers::phone(global, true));
        self.out.people.push(Person {
            name,
            male,
            born,
            identity,
            phone: if age >= 12 { papers::phone(global, false) } else { String::new() },
            former_phone: former_phone.filter(|_| age >= 16),
            local,
            household,
            role,
            education,
            origin: None,
        });
        serial
    }

    fn education(&mut self, age: i32) -> usize {
        match age {
            ..7 => 0,
            7..13 => 1,
            13..16 => 2,
            16..19 => 3,
            _ if age > 55 => self.dice.weighted(&[0.04, 0.3, 0.4, 0.18, 0.06, 0.02]),
            _ => self.dice.weighted(&[0.0, 0.06, 0.36, 0.26, 0.17, 0.15]),
        }
    }

    /// A birth day for someone of about that age at the end of the window.
    pub(crate) fn born(&mut self, low: i32, high: i32) -> Day {
        let age = self.dice.between(low, high);
        AS_OF.plus(-(age * 365 + age / 4) - self.dice.between(0, 364))
    }
}

/// Whole years.
pub(crate) fn age_on(born: Day, on: Day) -> i32 {
    let ((y, m, d), (by, bm, bd)) = (on.ymd(), born.ymd());
    y - by - i32::from((m, d) < (bm, bd))
}
