//! From a draft to a mapping.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use kernel::Text;

use super::{Draft, DraftColumn, Field, field::Owner, roles};
use crate::{
    FusionError,
    mapping::{
        AddressRole, AsOf, Column, ColumnType, EventRole, Identity, Mapping, OrganisationRole,
        PersonRole, RelationRole, check, ruled_out,
    },
};

/// Relations that say where a person lives.
const HOMES: [&str; 6] =
    ["lives_in", "lodges_in", "rents", "residence_permit_at", "sublets", "registered_at"];
/// Relations that say where an organisation is.
const SEATS: [&str; 2] = ["operates_at", "seat_registered_at"];

impl Draft {
    /// The mapping it stands for, checked as a run checks it.
    ///
    /// # Errors
    /// What is still wrong with it, and what to do, for the person who edits it.
    pub fn assemble(&self) -> Result<Mapping, Text> {
        self.whole()?;
        let mapping = Mapping {
            source: self.source.clone(),
            title: self.title.clone(),
            office: self.office.clone(),
            rank: self.rank,
            legal_basis: self.legal_basis.clone(),
            files: self.files.clone(),
            record_id: self.column(Field::RecordId).map(|column| column.name.clone()),
            as_of: self.column(Field::AsOf).map(|column| AsOf::Column(column.name.clone())),
            unique_person: false,
            serves: self.serves.iter().copied().collect::<BTreeSet<_>>().into_iter().collect(),
            unnamed: self.unnamed,
            columns: self.columns(),
            persons: self.persons(),
            organisations: self.organisations(),
            addresses: self.addresses(),
            relations: self.relations(),
            event: self.event(),
        };
        check(Path::new(&self.source), &mapping).map_err(|error| said(&error))?;
        Ok(mapping)
    }

    /// What can be told before anything is put together, in the words of the screen.
    fn whole(&self) -> Result<(), Text> {
        let wrong = |zh: String, en: String| Err(Text::new(zh, en));
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.source.is_empty() || !self.source.chars().all(fits) {
            return wrong(
                "来源编号只能用小写字母、数字和下划线。".to_owned(),
                "The source's id is made of a-z, 0-9 and _.".to_owned(),
            );
        }
        for column in self.read() {
            let name = &column.name;
            if let Some(ground) = ruled_out(name) {
                let ground = ground.text();
                return wrong(
                    format!("列“{name}”不予读入：linli 不保存{}。", ground.zh),
                    format!("Column `{name}` is refused: linli keeps nothing about {}.", ground.en),
                );
            }
            if !column.field.types().contains(&column.kind) {
                return wrong(
                    format!("列“{name}”的类型与用途不符，请更改其中之一。"),
                    format!(
                        "The type of column `{name}` does not fit its use: change one of them."
                    ),
                );
            }
            if column.role.is_empty() && column.field.owner() != Owner::Row {
                return wrong(
                    format!("列“{name}”还没有角色，请说明它讲的是谁或哪处。"),
                    format!("Column `{name}` has no role: say whom or which place it speaks of."),
                );
            }
        }
        for role in self.roles(Owner::Person) {
            let has = |field| self.of(role, field).is_some();
            if !(has(Field::Name) || has(Field::GivenName) && has(Field::FamilyName)) {
                return wrong(
                    format!("人员角色“{role}”没有姓名列。请指定姓名列，或不读入该角色的其他列。"),
                    format!(
                        "Person `{role}` has no name: choose its column, or leave out the role's other columns."
                    ),
                );
            }
        }
        for role in self.roles(Owner::Organisation) {
            if self.of(role, Field::OrganisationName).is_none() {
                return wrong(
                    format!("单位角色“{role}”没有名称列。请指定名称列，或不读入该角色的其他列。"),
                    format!(
                        "Organisation `{role}` has no name: choose its column, or leave out the role's other columns."
                    ),
                );
            }
        }
        let event = self.column(Field::EventCategory).is_some();
        if event != self.column(Field::EventOn).is_some() {
            return wrong(
                "事项需要类别列和日期列。".to_owned(),
                "An event needs a column of its category and one of its day.".to_owned(),
            );
        }
        if event && !self.roles(Owner::Person).is_empty() {
            return wrong(
                "事项表不读入人员：谁反映了什么，不与人关联。请把人员列设为不读入。".to_owned(),
                "A table of events names no person: nobody is linked to what they reported. Leave the columns of people out.".to_owned(),
            );
        }
        if event && self.roles(Owner::Address).is_empty() {
            return wrong(
                "事项需要地址列。".to_owned(),
                "An event needs a column of its address.".to_owned(),
            );
        }
        let nothing = [Owner::Person, Owner::Organisation, Owner::Address]
            .iter()
            .all(|owner| self.roles(*owner).is_empty());
        if nothing {
            return wrong(
                "还没有读入任何人员、单位或地址。请至少指定一列。".to_owned(),
                "Nothing of a person, an organisation or an address is read yet: choose at least one column.".to_owned(),
            );
        }
        Ok(())
    }

    /// Columns that are read. The days of a spell are, where a relation takes them.
    fn read(&self) -> impl Iterator<Item = &DraftColumn> {
        let dated = self.relations.iter().any(|relation| relation.dated);
        self.columns.iter().filter(move |column| match column.field {
            Field::Nothing => false,
            Field::ValidFrom | Field::ValidTo => dated,
            _ => true,
        })
    }

    fn column(&self, field: Field) -> Option<&DraftColumn> {
        self.columns.iter().find(|column| column.field == field)
    }

    fn of(&self, role: &str, field: Field) -> Option<String> {
        let found = self.columns.iter().find(|c| c.field == field && c.role == role);
        found.map(|column| column.name.clone())
    }

    fn roles(&self, owner: Owner) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for column in self.read().filter(|column| column.field.owner() == owner) {
            if !found.contains(&column.role.as_str()) {
                found.push(&column.role);
            }
        }
        found
    }

    fn columns(&self) -> BTreeMap<String, Column> {
        let column = |draft: &DraftColumn| Column {
            formats: kept(draft.kind == ColumnType::Day, &draft.formats),
            scheme: draft
                .scheme
                .filter(|_| matches!(draft.kind, ColumnType::IdentityNumber | ColumnType::Phone)),
            male: kept(draft.kind == ColumnType::Sex, &draft.male),
            female: kept(draft.kind == ColumnType::Sex, &draft.female),
            yes: kept(draft.kind == ColumnType::Flag, &draft.yes),
            no: kept(draft.kind == ColumnType::Flag, &draft.no),
            required: draft.required,
            ..Column::of(draft.kind)
        };
        self.read().map(|draft| (draft.name.clone(), column(draft))).collect()
    }

    fn persons(&self) -> Vec<PersonRole> {
        let person = |role: &str| PersonRole {
            role: role.to_owned(),
            name: self.of(role, Field::Name),
            given_name: self.of(role, Field::GivenName),
            middle_name: self.of(role, Field::MiddleName),
            family_name: self.of(role, Field::FamilyName),
            sex: self.of(role, Field::Sex),
            birth_on: self.of(role, Field::BirthOn),
            age: self.of(role, Field::Age),
            identity: self.identity(role),
            phone: self.of(role, Field::Phone),
            email: self.of(role, Field::Email),
            registered_here: self.of(role, Field::RegisteredHere),
            occupation_class: self.of(role, Field::OccupationClass),
            education_class: self.of(role, Field::EducationClass),
            household: self.of(role, Field::Household),
            household_role: self.of(role, Field::HouseholdRole),
            home: self.end(role, &HOMES),
            when: None,
            or_organisation: self.mixed(role).then(|| in_place_of(role)),
            works_for: self.end(role, &["works_for"]),
        };
        self.roles(Owner::Person).into_iter().map(person).collect()
    }

    /// The document is told by how the number is written.
    fn identity(&self, role: &str) -> Option<Identity> {
        let column = self
            .columns
            .iter()
            .find(|column| column.field == Field::IdentityNumber && column.role == role)?;
        let document = match column.scheme {
            Some(crate::mapping::NumberScheme::Cn) => "resident_id",
            Some(crate::mapping::NumberScheme::Us) => "ssn",
            _ => "permit",
        };
        Some(Identity { number: column.name.clone(), document: document.to_owned(), issues: false })
    }

    fn mixed(&self, role: &str) -> bool {
        self.columns.iter().any(|c| c.field == Field::Name && c.role == role && c.mixed)
    }

    fn organisations(&self) -> Vec<OrganisationRole> {
        let own = self.roles(Owner::Organisation).into_iter().map(|role| OrganisationRole {
            role: role.to_owned(),
            name: self.of(role, Field::OrganisationName).unwrap_or_default(),
            number: self.of(role, Field::OrganisationNumber),
            industry: self.of(role, Field::Industry),
            phone: self.of(role, Field::OrganisationPhone),
            address: self.end(role, &SEATS),
        });
        let people = self.roles(Owner::Person);
        let mixed =
            people.into_iter().filter(|role| self.mixed(role)).map(|role| OrganisationRole {
                role: in_place_of(role),
                name: self.of(role, Field::Name).unwrap_or_default(),
                ..OrganisationRole::default()
            });
        own.chain(mixed).collect()
    }

    fn addresses(&self) -> Vec<AddressRole> {
        let address = |role: &str| AddressRole {
            role: role.to_owned(),
            line: self
                .columns
                .iter()
                .filter(|column| column.field == Field::Address && column.role == role)
                .map(|column| column.name.clone())
                .collect(),
            street_number: self.of(role, Field::StreetNumber),
            street_name: self.of(role, Field::StreetName),
            estate: self.of(role, Field::Estate),
            building: self.of(role, Field::Building),
            entrance: self.of(role, Field::Entrance),
            floor: self.of(role, Field::Floor),
            unit: self.of(role, Field::Unit),
            po_box: self.of(role, Field::PoBox),
            city: self.of(role, Field::City),
            state: self.of(role, Field::State),
            postcode: self.of(role, Field::Postcode),
        };
        self.roles(Owner::Address).into_iter().map(address).collect()
    }

    fn relations(&self) -> Vec<RelationRole> {
        let day = |field| self.column(field).map(|column| column.name.clone());
        let (from_on, to_on) = (day(Field::ValidFrom), day(Field::ValidTo));
        let mut found = Vec::new();
        for relation in &self.relations {
            let dated = |on: &Option<String>| on.clone().filter(|_| relation.dated);
            let row = RelationRole {
                kind: relation.kind.clone(),
                from: relation.from.clone(),
                to: relation.to.clone(),
                valid_from: dated(&from_on),
                valid_to: dated(&to_on),
            };
            // An organisation that stands in a person's place has the same to do with the address.
            let instead = roles::of_role(&relation.from)
                .filter(|known| self.mixed(&relation.from) && known.person == Some(&relation.kind))
                .and_then(|known| known.organisation);
            if let Some(kind) = instead {
                let from = in_place_of(&relation.from);
                found.push(RelationRole { kind: kind.to_owned(), from, ..row.clone() });
            }
            found.push(row);
        }
        found
    }

    fn event(&self) -> Option<EventRole> {
        Some(EventRole {
            category: self.column(Field::EventCategory)?.name.clone(),
            on: self.column(Field::EventOn)?.name.clone(),
            place: (*self.roles(Owner::Address).first()?).to_owned(),
        })
    }

    fn end(&self, from: &str, kinds: &[&str]) -> Option<String> {
        let found = kinds.iter().find_map(|kind| {
            self.relations.iter().find(|relation| relation.from == from && relation.kind == *kind)
        });
        found.map(|relation| relation.to.clone())
    }
}

/// The role of an organisation whose name stands where a person's would.
fn in_place_of(role: &str) -> String {
    format!("{role}_organisation")
}

fn kept(of_the_type: bool, words: &[String]) -> Vec<String> {
    if of_the_type { words.to_vec() } else { Vec::new() }
}

/// What the check of a run says, without a path; the screen's own words come before.
fn said(error: &FusionError) -> Text {
    let Text { zh, en } = match error {
        FusionError::Mapping { what, .. } => what.clone(),
        other => other.message(),
    };
    Text::new(format!("映射还不能使用：{zh}"), format!("The mapping cannot be used yet: {en}"))
}
