//! People, read only through [`crate::dwelling`] and what asks for a grant.

use std::collections::BTreeMap;

use access::Person;
use database::{Database, id_from, id_value};
use kernel::{Day, Id};
use sea_orm::{QueryResult, Value};

use super::{Slot, count, get, placeholders, rows};
use crate::{EndKind, Error, PersonRow, Result, vault::NUMBER};

/// Ids of one query: under every bind limit.
const MOST: usize = 1_000;

/// Columns of [`person`], of `p`.
const COLUMNS: &str =
    "p.id, p.name, p.sex, p.born_on, p.registered_here, p.occupation_class, p.education_class,
    p.document, p.number_token, p.record_count, p.provenance, p.others";

/// The people of these ids, by id.
pub(crate) async fn by_ids(
    database: &Database,
    generation: i64,
    ids: &[Id<Person>],
) -> Result<BTreeMap<Id<Person>, PersonRow>> {
    let table = Slot::of(generation).people;
    let mut found = BTreeMap::new();
    for part in ids.chunks(MOST) {
        let sql = format!(
            "SELECT {COLUMNS} FROM {table} p WHERE p.generation = ?1 AND p.id IN ({})",
            placeholders(2, part.len())
        );
        let values =
            std::iter::once(Value::from(generation)).chain(part.iter().map(|id| id_value(*id)));
        for row in rows(database, "read people", &sql, values).await? {
            let person = person(&row)?;
            found.insert(person.id, person);
        }
    }
    Ok(found)
}

/// A person as a page needs them.
pub(crate) struct OfPage {
    pub(crate) row: PersonRow,
    /// The sealed original of the number that stands, where one is kept.
    pub(crate) number: Option<Vec<u8>>,
    /// Whether their records merged with others or split from them: it is rare, and told by what costs much to ask.
    pub(crate) has_lineage: bool,
}

/// The people of these ids, by id, with what a page needs beside: one question.
pub(crate) async fn of_page(
    database: &Database,
    generation: i64,
    ids: &[Id<Person>],
) -> Result<BTreeMap<Id<Person>, OfPage>> {
    let table = Slot::of(generation).people;
    let mut found = BTreeMap::new();
    for part in ids.chunks(MOST) {
        let sql = format!(
            "SELECT {COLUMNS}, s.sealed,
                CAST(CASE WHEN EXISTS (SELECT 1 FROM block_lineage l WHERE l.kind = ?3 AND l.from_id = p.id)
                        OR EXISTS (SELECT 1 FROM block_lineage l WHERE l.kind = ?3 AND l.to_id = p.id)
                    THEN 1 ELSE 0 END AS BIGINT) AS has_lineage
             FROM {table} p LEFT JOIN block_sealed s ON s.kind = ?2 AND s.token = p.number_token
             WHERE p.generation = ?1 AND p.id IN ({})",
            placeholders(4, part.len())
        );
        let values = [Value::from(generation), NUMBER.into(), EndKind::Person.name().into()];
        let values = values.into_iter().chain(part.iter().map(|id| id_value(*id)));
        for row in rows(database, "read people", &sql, values).await? {
            let person = OfPage {
                row: person(&row)?,
                number: get(&row, "sealed")?,
                has_lineage: get::<i64>(&row, "has_lineage")? == 1,
            };
            found.insert(person.row.id, person);
        }
    }
    Ok(found)
}

fn person(row: &QueryResult) -> Result<PersonRow> {
    let provenance: String = get(row, "provenance")?;
    let token: Option<Vec<u8>> = get(row, "number_token")?;
    Ok(PersonRow {
        id: id_from("block_person.id", &get::<Vec<u8>>(row, "id")?)?,
        name: get(row, "name")?,
        sex: get(row, "sex")?,
        born_on: day(get(row, "born_on")?)?,
        registered_here: get(row, "registered_here")?,
        occupation_class: get(row, "occupation_class")?,
        education_class: get(row, "education_class")?,
        document: get(row, "document")?,
        number_token: token.and_then(|token| token.try_into().ok()),
        records: count(row, "record_count")?,
        provenance: read_json(&provenance)?,
        others: read_json(&get::<String>(row, "others")?)?,
    })
}

/// A day in a text column.
pub(crate) fn day(text: Option<String>) -> Result<Option<Day>> {
    text.map(|text| text.parse().map_err(|_| Error::Stored { what: "a day", found: text }))
        .transpose()
}

/// Provenance, or values that did not stand, in a text column.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|cause| Error::Stored { what: "provenance", found: cause.to_string() })
}
