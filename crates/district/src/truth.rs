//! The truth: which person, organisation, household and unit each record is
//! about, and what was done to it. For scorers alone.

use std::path::Path;

use crate::Error;
use crate::departments::Department;
use crate::departments::sheets::ALL;
use crate::layout::Layout;
use crate::people::{Party, Society};
use crate::plan::Plan;
use crate::register::{building_code, unit_code};
use crate::writing::table::{Format, Table};

/// Columns of what the records of a table are about.
pub(crate) const LINK: [&str; 10] = [
    "record_id",
    "role",
    "person_id",
    "organisation_id",
    "household_id",
    "unit_code",
    "building_code",
    "address_code",
    "address_errors",
    "person_errors",
];

/// One role in one record.
pub(crate) struct Link<'a> {
    pub(crate) department: Department,
    pub(crate) record: &'a str,
    pub(crate) role: &'a str,
    pub(crate) party: Party,
    pub(crate) unit: Option<usize>,
    pub(crate) address_errors: &'a str,
    pub(crate) person_errors: &'a str,
}

pub(crate) struct TruthFiles {
    links: Vec<Table>,
    people: Table,
    households: Table,
    residences: Table,
    tenancies: Table,
    ownerships: Table,
    organisations: Table,
    employments: Table,
}

impl TruthFiles {
    pub(crate) fn create(folder: &Path) -> Result<Self, Error> {
        let records = folder.join("records");
        let table =
            |name: &str, headers: &[&str]| Table::create(folder, name, Format::Utf8, headers);
        Ok(Self {
            links: ALL
                .iter()
                .map(|d| Table::create(&records, d.table(), Format::Utf8, &LINK))
                .collect::<Result<_, _>>()?,
            people: table(
                "people",
                &[
                    "person_id",
                    "household_id",
                    "name",
                    "sex",
                    "birth_date",
                    "identity_number",
                    "registered_here",
                    "role",
                ],
            )?,
            households: table("households", &["household_id", "head_person_id", "size"])?,
            residences: table(
                "residences",
                &["household_id", "unit_code", "tenure", "valid_from", "valid_to"],
            )?,
            tenancies: table(
                "tenancies",
                &[
                    "unit_code",
                    "landlord_id",
                    "sub_landlord_id",
                    "household_id",
                    "tenant_person_id",
                    "valid_from",
                    "valid_to",
                    "monthly_rent_cny",
                ],
            )?,
            ownerships: table("ownerships", &["unit_code", "owner_id", "valid_from"])?,
            organisations: table(
                "organisations",
                &[
                    "organisation_id",
                    "name",
                    "credit_code",
                    "unit_code",
                    "operator_person_id",
                    "valid_from",
                    "valid_to",
                ],
            )?,
            employments: table(
                "employments",
                &["person_id", "organisation_id", "valid_from", "valid_to"],
            )?,
        })
    }

    pub(crate) fn link(
        &mut self,
        plan: &Plan,
        layout: &Layout,
        society: &Society,
        link: &Link<'_>,
    ) -> Result<(), Error> {
        let (mut person, mut organisation, mut household) =
            (String::new(), String::new(), String::new());
        match link.party {
            Party::Person(p) => {
                person = society.person_id(p);
                household = society.people[p]
                    .household
                    .map(|h| society.household_id(h))
                    .unwrap_or_default();
            }
            Party::Organisation(o) => organisation = society.organisation_id(o),
            Party::None => {}
        }
        let unit = link.unit.map(|u| unit_code(plan, layout, &layout.units[u])).unwrap_or_default();
        let building = unit.get(..19).unwrap_or_default();
        self.links[link.department as usize].row(&[
            link.record,
            link.role,
            &person,
            &organisation,
            &household,
            &unit,
            building,
            written(&unit, building, link.address_errors),
            link.address_errors,
            link.person_errors,
        ])
    }

    /// A record that names a building and no unit.
    pub(crate) fn place(
        &mut self,
        plan: &Plan,
        layout: &Layout,
        department: Department,
        record: &str,
        building: usize,
        errors: &str,
    ) -> Result<(), Error> {
        let code = building_code(plan, layout.community, layout.buildings[building].serial);
        self.links[department as usize].row(&[
            record,
            "place",
            "",
            "",
            "",
            "",
            &code,
            written("", &code, errors),
            errors,
            "",
        ])
    }

    /// Who and what is true in one community.
    pub(crate) fn write_community(
        &mut self,
        plan: &Plan,
        layout: &Layout,
        society: &Society,
    ) -> Result<(), Error> {
        let unit = |u: usize| unit_code(plan, layout, &layout.units[u]);
        let party = |p: Party| match p {
            Party::None => String::new(),
            Party::Person(p) => society.person_id(p),
            Party::Organisation(o) => society.organisation_id(o),
        };
        for (p, person) in society.people.iter().enumerate() {
            if person.origin.is_some() {
                continue;
            }
            let household = person.household.map(|h| society.household_id(h)).unwrap_or_default();
            let sex = if person.male { "male" } else { "female" };
            let here = if person.local { "yes" } else { "no" };
            self.people.row(&[
                &society.person_id(p),
                &household,
                &person.name,
                sex,
                &person.born.iso(),
                &person.identity,
                here,
                person.role.word(),
            ])?;
        }
        for (h, household) in society.households.iter().enumerate() {
            let (id, head) = (society.household_id(h), society.person_id(household.people.start));
            if household.origin.is_none() {
                self.households.row(&[&id, &head, &household.people.len().to_string()])?;
            }
            for r in &society.residences[household.residences.clone()] {
                self.residences.row(&[
                    &id,
                    &unit(r.unit),
                    r.tenure.word(),
                    &r.from.iso(),
                    &r.to.iso(),
                ])?;
            }
        }
        for t in &society.tenancies {
            self.tenancies.row(&[
                &unit(t.unit),
                &party(t.landlord),
                &party(t.sub_landlord),
                &society.household_id(t.household),
                &society.person_id(t.tenant),
                &t.from.iso(),
                &t.to.iso(),
                &t.monthly_yuan.to_string(),
            ])?;
        }
        for (u, owner) in society.owners.iter().enumerate() {
            if *owner != Party::None {
                self.ownerships.row(&[&unit(u), &party(*owner), &society.owned_since[u].iso()])?;
            }
        }
        for (o, organisation) in society.organisations.iter().enumerate() {
            let operator = organisation.operator.map(|p| society.person_id(p)).unwrap_or_default();
            self.organisations.row(&[
                &society.organisation_id(o),
                &organisation.name,
                &organisation.credit_code,
                &unit(organisation.unit),
                &operator,
                &organisation.opened.iso(),
                &organisation.closed.iso(),
            ])?;
        }
        for job in &society.jobs {
            let ids = (society.person_id(job.person), society.organisation_id(job.organisation));
            self.employments.row(&[&ids.0, &ids.1, &job.from.iso(), &job.to.iso()])?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<(), Error> {
        let others = [
            self.people,
            self.households,
            self.residences,
            self.tenancies,
            self.ownerships,
            self.organisations,
            self.employments,
        ];
        self.links.into_iter().chain(others).try_for_each(Table::finish)
    }
}

/// The finest place that the written address names: the building where it
/// gives no room, nothing where nothing is written.
fn written<'a>(unit: &'a str, building: &'a str, errors: &str) -> &'a str {
    let has = |kind: &str| errors.split('+').any(|error| error == kind);
    match (has("address_missing"), unit.is_empty() || has("missing_room")) {
        (true, _) => "",
        (false, true) => building,
        (false, false) => unit,
    }
}
