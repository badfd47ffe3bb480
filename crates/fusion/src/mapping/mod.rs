//! Mapping files: what a department's table holds, said once, as data.
//!
//! A mapping is one TOML file. It names the columns that linli may read, their
//! types, and the roles they play: the persons, organisations, addresses,
//! relations and events a row states. A column that no role uses is refused, and
//! so is one that linli never keeps ([`ruled_out`]); a column that the mapping does
//! not name is not read at all.

mod check;
mod column;
pub mod draft;
mod load;
mod place;
mod role;
mod ruled_out;

pub use blocks::tags::Title;
pub use check::{check, check_headers};
pub(crate) use check::{nearest, source_name};
pub use column::{Column, ColumnType, DayFormat, NumberScheme};
pub use load::{Bundle, load_bundle, parse_mapping};
pub use place::{Place, TruthTable};
pub use role::{
    AddressRole, EventRole, Identity, OrganisationRole, PersonRole, RelationRole, When,
};
pub(crate) use ruled_out::words;
pub use ruled_out::{Ground, ruled_out};

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One department's table: where its rows are and what they say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Short id of the source, `a-z`, `0-9` and `_`; part of every record's key.
    pub source: String,
    /// What the table is called.
    pub title: Title,
    /// The office that keeps it.
    pub office: Title,
    /// Authority: where sources differ, the higher rank's value is shown first.
    pub rank: u16,
    /// The law or rule the office collects by, where one was read; left out it is shown as "not stated".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<Title>,
    /// The file or files under the sources folder; `*` stands for any characters of a name.
    pub files: String,
    /// The column that identifies a record in its source; without one the file's row number does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_id: Option<String>,
    /// The day the rows speak of: a column of type `day` or `year`, or a fixed day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOf>,
    /// A person stands in this table at most once.
    #[serde(default)]
    pub unique_person: bool,
    /// What the table is for, where rules of tags ask: `residence_register`, `letting_filing`, `utility_account` …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<blocks::Duty>,
    /// Other offices are told of the table as "another office" alone, since its name says something of a person: a
    /// clinic's, a tax office's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unnamed: bool,
    /// The columns that are read, by their header.
    pub columns: BTreeMap<String, Column>,
    /// The persons in a row.
    #[serde(default, rename = "person", skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<PersonRole>,
    /// The organisations in a row.
    #[serde(default, rename = "organisation", skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<OrganisationRole>,
    /// The addresses in a row.
    #[serde(default, rename = "address", skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<AddressRole>,
    /// The relations a row states.
    #[serde(default, rename = "relation", skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationRole>,
    /// The event a row is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventRole>,
}

/// The day a row speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum AsOf {
    /// From a column of type `day` or `year` (a year is read as its first day).
    Column(String),
    /// The same day for the whole table, `YYYY-MM-DD`.
    Day(String),
}

impl Mapping {
    /// Whether a column says when something happened: the day of the row, a birth, an event.
    #[must_use]
    pub(crate) fn is_of_the_past(&self, column: &str) -> bool {
        matches!(&self.as_of, Some(AsOf::Column(day)) if day == column)
            || self.persons.iter().any(|person| person.birth_on.as_deref() == Some(column))
            || self.event.as_ref().is_some_and(|event| event.on == column)
    }

    /// Every column that a role, the record id or the day refers to, with where it is used.
    #[must_use]
    pub fn uses(&self) -> Vec<(String, String)> {
        let mut uses = Vec::new();
        let mut add = |column: Option<&String>, place: &str| {
            uses.extend(column.map(|column| (column.clone(), place.to_owned())));
        };
        add(self.record_id.as_ref(), "record_id");
        if let Some(AsOf::Column(column)) = &self.as_of {
            add(Some(column), "as_of");
        }
        for person in &self.persons {
            person.each_column(|column| add(Some(column), &format!("person `{}`", person.role)));
        }
        for organisation in &self.organisations {
            let place = format!("organisation `{}`", organisation.role);
            organisation.each_column(|column| add(Some(column), &place));
        }
        for address in &self.addresses {
            let place = format!("address `{}`", address.role);
            address.each_column(|column| add(Some(column), &place));
        }
        for relation in &self.relations {
            let place = format!("relation `{}`", relation.kind);
            relation.each_column(|column| add(Some(column), &place));
        }
        if let Some(event) = &self.event {
            event.each_column(|column| add(Some(column), "event"));
        }
        uses
    }
}

/// The JSON schema of a mapping file, as committed in `schemas/mapping.schema.json`.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Mapping).to_value()
}

#[cfg(test)]
mod tests;
