//! Counts of things by place and by area: organisations and events. People are not counted here.

use database::{Database, within};
use kernel::{AreaPath, Id};
use sea_orm::Value;

use super::{Slot, count, get, placeholders, review::sixteen, row, rows};
use crate::Result;

/// Organisations that are joined to a place in `area`, and events there.
pub(crate) async fn in_area(
    database: &Database,
    generation: i64,
    area: &AreaPath,
) -> Result<(u64, u64)> {
    let Slot { relations, events, .. } = Slot::of(generation);
    let mut values: Vec<Value> = vec![generation.into()];
    let inside = within("b.area_path", area, &mut values);
    let places = format!(
        "SELECT b.id FROM building b WHERE {inside}
         UNION ALL SELECT u.id FROM unit u JOIN building b ON b.id = u.building_id WHERE {inside}"
    );
    let sql = format!(
        "SELECT COUNT(DISTINCT from_id) AS total FROM {relations}
         WHERE generation = ?1 AND from_kind = 'organisation' AND to_id IN ({places})"
    );
    let organisations = row(database, "count organisations", &sql, values.clone()).await?;
    let sql = format!(
        "SELECT COUNT(*) AS total FROM {events} WHERE generation = ?1 AND place_id IN ({places})"
    );
    let events = row(database, "count events", &sql, values).await?;
    let total =
        |found: Option<sea_orm::QueryResult>| found.map_or(Ok(0), |row| count(&row, "total"));
    Ok((total(organisations)?, total(events)?))
}

/// An organisation at a place.
pub(crate) struct AtPlace {
    pub(crate) place: [u8; 16],
    pub(crate) organisation: Id<crate::Organisation>,
    pub(crate) name: String,
}

/// The organisations at each of these places, by name.
pub(crate) async fn organisations_at(
    database: &Database,
    generation: i64,
    places: &[[u8; 16]],
) -> Result<Vec<AtPlace>> {
    let Slot { relations, organisations, .. } = Slot::of(generation);
    let mut found = Vec::new();
    for part in places.chunks(1_000) {
        let sql = format!(
            "SELECT DISTINCT r.to_id AS place, o.id AS id, o.name AS name, o.folded AS folded
             FROM {relations} r JOIN {organisations} o ON o.generation = r.generation AND o.id = r.from_id
             WHERE r.generation = ?1 AND r.from_kind = 'organisation' AND r.to_id IN ({}) ORDER BY folded, id",
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(generation))
            .chain(part.iter().map(|id| id.to_vec().into()));
        for row in rows(database, "read organisations at places", &sql, values).await? {
            found.push(AtPlace {
                place: sixteen("block_relation.to_id", get(&row, "place")?)?,
                organisation: database::id_from(
                    "block_organisation.id",
                    &get::<Vec<u8>>(&row, "id")?,
                )?,
                name: get(&row, "name")?,
            });
        }
    }
    Ok(found)
}

/// How many events there were at each of these places; those without one are absent.
pub(crate) async fn events_at(
    database: &Database,
    generation: i64,
    places: &[[u8; 16]],
) -> Result<Vec<([u8; 16], u64)>> {
    let table = Slot::of(generation).events;
    let mut found = Vec::new();
    for part in places.chunks(1_000) {
        let sql = format!(
            "SELECT place_id, COUNT(*) AS total FROM {table}
             WHERE generation = ?1 AND place_id IN ({}) GROUP BY place_id",
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(generation))
            .chain(part.iter().map(|id| id.to_vec().into()));
        for row in rows(database, "count events at places", &sql, values).await? {
            found.push((
                sixteen("block_event.place_id", get(&row, "place_id")?)?,
                count(&row, "total")?,
            ));
        }
    }
    Ok(found)
}
