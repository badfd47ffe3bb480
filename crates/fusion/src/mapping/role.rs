//! The roles that columns play: persons, organisations, addresses, relations, an event.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A person in a row. These are all the fields of a person that linli keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRole {
    /// `self`, `spouse`, `landlord`, `tenant` …; unique in the mapping.
    pub role: String,
    /// Column of the whole name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Column of the given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Column of the middle name or its initial.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// Column of the family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// Column of type `sex`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// Column of type `day`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_on: Option<String>,
    /// Column of type `int`: completed years on the day the row speaks of; stands in where the birth date is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<String>,
    /// The identity document's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// Column of type `phone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Column of type `email`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Column of type `flag`: registered here (yes) or elsewhere (no).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_here: Option<String>,
    /// Column of the class of occupation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation_class: Option<String>,
    /// Column of the class of education.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education_class: Option<String>,
    /// Column of the household's number in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<String>,
    /// Column of the person's role in the household (head, spouse, child …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_role: Option<String>,
    /// Which of the mapping's address roles is where this person lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// The role stands only in rows whose column holds one of these texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where the name is an organisation's, the row speaks of this organisation role instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub or_organisation: Option<String>,
    /// Which of the mapping's organisation roles this person works for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub works_for: Option<String>,
}

/// A condition on a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Column of type `text`.
    pub column: String,
    /// Texts of which it must hold one.
    pub is: Vec<String>,
}

/// The number of an identity document and its type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Column of type `identity_number`.
    pub number: String,
    /// The document, such as `resident_id`, `passport`, `ssn`.
    pub document: String,
    /// The source is the office that issues the number: a person has at most one in its rows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub issues: bool,
}

impl PersonRole {
    /// Calls `each` for every column named.
    pub fn each_column(&self, mut each: impl FnMut(&String)) {
        for column in [
            &self.name,
            &self.given_name,
            &self.middle_name,
            &self.family_name,
            &self.sex,
            &self.birth_on,
            &self.age,
            &self.phone,
            &self.email,
            &self.registered_here,
            &self.occupation_class,
            &self.education_class,
            &self.household,
            &self.household_role,
        ]
        .into_iter()
        .flatten()
        {
            each(column);
        }
        if let Some(identity) = &self.identity {
            each(&identity.number);
        }
        if let Some(when) = &self.when {
            each(&when.column);
        }
    }
}

/// An organisation in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationRole {
    /// `employer`, `operator`, `manager` …; unique in the mapping.
    pub role: String,
    /// Column of the name.
    pub name: String,
    /// Column of the organisation's public number (social credit code, licence), kept as written: it is no personal number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Column of the line of business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// Column of type `phone`: the organisation's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Which of the mapping's address roles is where it operates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl OrganisationRole {
    /// Calls `each` for every column named.
    pub fn each_column(&self, mut each: impl FnMut(&String)) {
        each(&self.name);
        for column in [&self.number, &self.industry, &self.phone].into_iter().flatten() {
            each(column);
        }
    }
}

/// An address in a row: one line, or parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressRole {
    /// `home`, `mailing`, `employer`, `place` …; unique in the mapping.
    pub role: String,
    /// Columns that are joined into one written line, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<String>,
    /// Column of the house number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street_number: Option<String>,
    /// Column of the road.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street_name: Option<String>,
    /// Column of the estate or compound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estate: Option<String>,
    /// Column of the building in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    /// Column of the entrance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entrance: Option<String>,
    /// Column of the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// Column of the unit, flat or room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Column of the post-office box.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub po_box: Option<String>,
    /// Column of the city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Column of the state or province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Column of the postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
}

impl AddressRole {
    /// The columns of an address in parts, by what they name.
    #[must_use]
    pub(crate) fn parts(&self) -> [(address::ComponentKind, Option<&String>); 11] {
        use address::ComponentKind as K;
        [
            (K::RoadNumber, self.street_number.as_ref()),
            (K::Road, self.street_name.as_ref()),
            (K::Estate, self.estate.as_ref()),
            (K::Building, self.building.as_ref()),
            (K::Entrance, self.entrance.as_ref()),
            (K::Floor, self.floor.as_ref()),
            (K::Room, self.unit.as_ref()),
            (K::PoBox, self.po_box.as_ref()),
            (K::City, self.city.as_ref()),
            (K::Province, self.state.as_ref()),
            (K::Postcode, self.postcode.as_ref()),
        ]
    }

    /// Calls `each` for every column named.
    pub fn each_column(&self, mut each: impl FnMut(&String)) {
        self.line.iter().for_each(&mut each);
        for column in [
            &self.street_number,
            &self.street_name,
            &self.estate,
            &self.building,
            &self.entrance,
            &self.floor,
            &self.unit,
            &self.po_box,
            &self.city,
            &self.state,
            &self.postcode,
        ]
        .into_iter()
        .flatten()
        {
            each(column);
        }
    }
}

/// A relation that a row states between two of its roles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationRole {
    /// One of the catalogue's types (`catalogues/relations.toml`), such as `lives_in`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Role of the person or organisation it goes from.
    pub from: String,
    /// Role of the person, organisation or address it goes to.
    pub to: String,
    /// Column of type `day` or `year`: first valid day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Column of type `day` or `year`: first day after the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
}

impl RelationRole {
    /// Calls `each` for every column named.
    pub fn each_column(&self, mut each: impl FnMut(&String)) {
        for column in [&self.valid_from, &self.valid_to].into_iter().flatten() {
            each(column);
        }
    }
}

/// An event a row is: what kind, when, where; never who reported it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventRole {
    /// Column of the category.
    pub category: String,
    /// Column of type `day`.
    pub on: String,
    /// Which of the mapping's address roles is the place.
    pub place: String,
}

impl EventRole {
    /// Calls `each` for every column named.
    pub fn each_column(&self, mut each: impl FnMut(&String)) {
        each(&self.category);
        each(&self.on);
    }
}
