//! People, read only through [`crate::dwelling`] and what asks for a grant.

use std::collections::BTreeMap;

use access::Person;
use database::{Database, id_from, id_value};
use kernel::{Day, Id};
use sea_orm::Value;

use super::{Slot, count, get, placeholders, rows};
use crate::{Error, PersonRow, Result};

/// Ids of one query: under every bind limit.
const MOST: usize = 1_000;

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
            "SELECT id, name, sex, born_on, registered_here, occupation_class, education_class, document, number_token,
                record_count, provenance, others
             FROM {table} WHERE generation = ?1 AND id IN ({})",
            placeholders(2, part.len())
        );
        let values =
            std::iter::once(Value::from(generation)).chain(part.iter().map(|id| id_value(*id)));
        for row in rows(database, "read people", &sql, values).await? {
            let id = id_from("block_person.id", &get::<Vec<u8>>(&row, "id")?)?;
            let provenance: String = get(&row, "provenance")?;
            let token: Option<Vec<u8>> = get(&row, "number_token")?;
            let person = PersonRow {
                id,
                name: get(&row, "name")?,
                sex: get(&row, "sex")?,
                born_on: day(get(&row, "born_on")?)?,
                registered_here: get(&row, "registered_here")?,
                occupation_class: get(&row, "occupation_class")?,
                education_class: get(&row, "education_class")?,
                document: get(&row, "document")?,
                number_token: token.and_then(|token| token.try_into().ok()),
                records: count(&row, "record_count")?,
                provenance: read_json(&provenance)?,
                others: read_json(&get::<String>(&row, "others")?)?,
            };
            found.insert(id, person);
        }
    }
    Ok(found)
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
