//! Standardise: rows become mentions of people and organisations, the relations between them, contact points and events.

mod address;
mod organisation;
mod person;
pub mod schema;

pub use address::Washed;
pub(crate) use address::{WashedColumns, WashedRow};
pub use organisation::{name_key, names_organisation};

use std::{fs, ops::AddAssign, path::Path};

use kernel::Day;
use serde::{Deserialize, Serialize};

use crate::{
    FusionError,
    intake::RECORD,
    lake::{Fields, TableSink, Value, open_parquet},
    mapping::{AsOf, Mapping},
    parts::{Rows, Step},
};

/// What the stage made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// Mentions of people.
    pub people: u64,
    /// Mentions of organisations.
    pub organisations: u64,
    /// Relations stated.
    pub relations: u64,
    /// Contact points stated.
    pub contacts: u64,
    /// Events.
    pub events: u64,
    /// Addresses written.
    pub addresses: u64,
}

impl AddAssign for Prepared {
    fn add_assign(&mut self, other: Self) {
        self.people += other.people;
        self.organisations += other.organisations;
        self.relations += other.relations;
        self.contacts += other.contacts;
        self.events += other.events;
        self.addresses += other.addresses;
    }
}

impl Prepared {
    /// The prepared tables and how many rows each has.
    pub(crate) const fn tables(&self) -> [(&'static str, u64); 6] {
        [
            ("people", self.people),
            ("organisations", self.organisations),
            ("relations", self.relations),
            ("contacts", self.contacts),
            ("events", self.events),
            ("addresses", self.addresses),
        ]
    }
}

/// The prepared tables of one source being written.
#[derive(Debug)]
pub struct Preparing {
    people: TableSink,
    organisations: TableSink,
    relations: TableSink,
    contacts: TableSink,
    events: TableSink,
    addresses: TableSink,
}

/// A row and what is known about it before its roles are read.
#[derive(Clone, Copy)]
pub(crate) struct RowView<'a> {
    pub(crate) mapping: &'a Mapping,
    pub(crate) fields: Fields<'a>,
    pub(crate) washed: WashedRow<'a>,
    pub(crate) record: &'a str,
    pub(crate) as_of: Option<Day>,
}

impl RowView<'_> {
    /// The key of a role of this record.
    pub(crate) fn mention(&self, role: &str) -> String {
        format!("{}/{}/{role}", self.mapping.source, self.record)
    }
}

impl Preparing {
    /// Creates the part of one source in each table: `<folder>/<table>/<part>.parquet`.
    pub fn create(folder: &Path, part: &str) -> Result<Self, FusionError> {
        let sink = |table: &str, columns| {
            let folder = folder.join(table);
            fs::create_dir_all(&folder).map_err(FusionError::file(&folder))?;
            TableSink::create("standardise", &folder.join(format!("{part}.parquet")), columns)
        };
        Ok(Self {
            people: sink("people", schema::PEOPLE)?,
            organisations: sink("organisations", schema::ORGANISATIONS)?,
            relations: sink("relations", schema::RELATIONS)?,
            contacts: sink("contacts", schema::CONTACTS)?,
            events: sink("events", schema::EVENTS)?,
            addresses: sink("addresses", schema::ADDRESSES)?,
        })
    }

    /// Reads one source: its rows as taken in, beside their washed addresses.
    pub fn source(
        &mut self,
        mapping: &Mapping,
        intake: &Path,
        washed: &Path,
    ) -> Result<(), FusionError> {
        self.rows(mapping, open_parquet(intake)?, open_parquet(washed)?, &|| Ok(())).map(drop)
    }

    /// Reads rows of one source beside the washed addresses of the same rows; how many there were. `step` is told of
    /// each batch and may end it.
    pub(crate) fn rows<R: Rows>(
        &mut self,
        mapping: &Mapping,
        rows: R,
        mut washed_rows: R,
        step: &Step<'_>,
    ) -> Result<u64, FusionError> {
        let mut count = 0;
        let uneven = || FusionError::Uneven { source_id: mapping.source.clone() };
        for batch in rows {
            step()?;
            let batch = batch.map_err(FusionError::arrow("standardise"))?;
            let washed = washed_rows.next().transpose();
            let washed = washed.map_err(FusionError::arrow("standardise"))?;
            let washed =
                washed.filter(|washed| washed.num_rows() == batch.num_rows()).ok_or_else(uneven)?;
            count += batch.num_rows() as u64;
            let roles = mapping.addresses.iter().map(|address| address.role.as_str());
            let columns = WashedColumns::of(&washed, roles);
            for row in 0..batch.num_rows() {
                let fields = Fields::new(&batch, row);
                let view = RowView {
                    mapping,
                    fields,
                    washed: WashedRow { columns: &columns, row },
                    record: fields.text(RECORD).unwrap_or_default(),
                    as_of: as_of(mapping, fields),
                };
                self.row(view)?;
            }
        }
        if washed_rows.next().is_some() { Err(uneven()) } else { Ok(count) }
    }

    fn row(&mut self, view: RowView<'_>) -> Result<(), FusionError> {
        let people = person::mentions(view, &mut self.people, &mut self.contacts)?;
        let organisations =
            organisation::mentions(view, &mut self.organisations, &mut self.contacts)?;
        for role in &view.mapping.addresses {
            let washed = Washed::read(view.washed, &role.role);
            if washed.line.is_some() {
                self.addresses.push(&[
                    Value::Text(&view.mapping.source),
                    Value::Text(view.record),
                    Value::Text(&role.role),
                    Value::Text(washed.class),
                    Value::from(washed.place),
                    Value::from(washed.rule),
                    washed.score.map_or(Value::Null, Value::Float),
                ])?;
            }
        }
        self.relations_of(view, &people, &organisations)?;
        self.event_of(view)
    }

    fn relations_of(
        &mut self,
        view: RowView<'_>,
        people: &[&str],
        organisations: &[&str],
    ) -> Result<(), FusionError> {
        let day = |column: Option<&String>| {
            column.and_then(|column| view.fields.day(column)).map(|day| day.to_string())
        };
        for relation in &view.mapping.relations {
            let to_place = view.mapping.addresses.iter().any(|address| address.role == relation.to)
                && blocks::catalogue::relation_type(&relation.kind)
                    .is_some_and(|kind| kind.to.iter().any(|to| to == "place"));
            let kind_of = |role: &str| match role {
                role if people.contains(&role) => Some("person"),
                role if organisations.contains(&role) => Some("organisation"),
                _ => None,
            };
            let Some(from_kind) = kind_of(&relation.from) else { continue };
            let (to_kind, to, class) = if to_place {
                let washed = Washed::read(view.washed, &relation.to);
                match washed.place {
                    Some(place) => ("place", place.to_owned(), Some(washed.class)),
                    None => continue,
                }
            } else {
                match kind_of(&relation.to) {
                    Some(kind) => (kind, view.mention(&relation.to), None),
                    None => continue,
                }
            };
            let valid_from =
                day(relation.valid_from.as_ref()).or_else(|| view.as_of.map(|day| day.to_string()));
            self.relations.push(&[
                Value::Text(&relation.kind),
                Value::Text(from_kind),
                Value::Own(view.mention(&relation.from)),
                Value::Text(to_kind),
                Value::Own(to),
                Value::from(valid_from),
                Value::from(day(relation.valid_to.as_ref())),
                Value::from(class),
                Value::Text(&view.mapping.source),
                Value::Text(view.record),
            ])?;
        }
        for role in
            view.mapping.persons.iter().filter(|person| people.contains(&person.role.as_str()))
        {
            if let Some(number) = view.fields.text_of(role.household.as_ref()) {
                self.relations.push(&[
                    Value::Text("household_member"),
                    Value::Text("person"),
                    Value::Own(view.mention(&role.role)),
                    Value::Text("household"),
                    Value::Own(format!("{}/{number}", view.mapping.source)),
                    Value::from(view.as_of.map(|day| day.to_string())),
                    Value::Null,
                    Value::Null,
                    Value::Text(&view.mapping.source),
                    Value::Text(view.record),
                ])?;
            }
        }
        Ok(())
    }

    fn event_of(&mut self, view: RowView<'_>) -> Result<(), FusionError> {
        let Some(event) = &view.mapping.event else { return Ok(()) };
        let washed = Washed::read(view.washed, &event.place);
        let found =
            view.fields.text(&event.category).zip(view.fields.day(&event.on)).zip(washed.place);
        let Some(((category, on), place)) = found else { return Ok(()) };
        self.events.push(&[
            Value::Text(category),
            Value::Own(on.to_string()),
            Value::Text(place),
            Value::Text(washed.class),
            Value::Text(&view.mapping.source),
            Value::Text(view.record),
        ])
    }

    /// Closes the files.
    pub fn finish(self) -> Result<Prepared, FusionError> {
        Ok(Prepared {
            people: self.people.finish()?,
            organisations: self.organisations.finish()?,
            relations: self.relations.finish()?,
            contacts: self.contacts.finish()?,
            events: self.events.finish()?,
            addresses: self.addresses.finish()?,
        })
    }
}

fn as_of(mapping: &Mapping, fields: Fields<'_>) -> Option<Day> {
    match mapping.as_of.as_ref()? {
        AsOf::Column(column) => fields.day(column),
        AsOf::Day(day) => day.parse().ok(),
    }
}
