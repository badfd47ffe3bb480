//! People with the place where they live, in order of id.

use database::Database;
use kernel::Day;
use sea_orm::Value;

use super::{Slot, get, people::day, review::sixteen, row, rows};
use crate::{Counted, Error, Result};

/// Relations that say where somebody lives, those that say most first.
const KINDS: [&str; 5] = ["lives_in", "lodges_in", "residence_permit_at", "rents", "registered_at"];

/// The last of the `size` people after `after`; none where fewer are left.
pub(crate) async fn boundary(
    database: &Database,
    generation: i64,
    after: [u8; 16],
    size: u64,
) -> Result<Option<[u8; 16]>> {
    let table = Slot::of(generation).people;
    let sql = format!("SELECT id FROM {table} WHERE id > ?1 ORDER BY id LIMIT 1 OFFSET ?2");
    let skip = i64::try_from(size.saturating_sub(1)).unwrap_or(i64::MAX);
    let found = row(database, "divide people", &sql, [after.to_vec().into(), skip.into()]).await?;
    found.map(|row| sixteen("block_person.id", get(&row, "id")?)).transpose()
}

/// The people after `after` up to `last` who live somewhere on `on`, each once: of two homes of one kind the same,
/// whatever order they were written in.
pub(crate) async fn page(
    database: &Database,
    generation: i64,
    after: [u8; 16],
    last: [u8; 16],
    on: Day,
) -> Result<Vec<Counted>> {
    let Slot { people, relations, .. } = Slot::of(generation);
    let kinds = KINDS.map(|kind| format!("'{kind}'")).join(", ");
    let sql = format!(
        "SELECT p.id, p.sex, p.born_on, p.registered_here, p.education_class, r.kind, b.area_path, u.use_class
         FROM {people} p
         JOIN {relations} r ON r.from_id = p.id
         LEFT JOIN unit u ON u.id = r.to_id
         JOIN building b ON b.id = COALESCE(u.building_id, r.to_id)
         WHERE p.generation = ?1 AND p.id > ?2 AND p.id <= ?3
             AND r.generation = ?1 AND r.from_kind = 'person' AND r.kind IN ({kinds})
             AND (r.valid_from IS NULL OR r.valid_from <= ?4) AND (r.valid_to IS NULL OR r.valid_to > ?4)
         ORDER BY p.id, r.to_id, r.source"
    );
    let values: [Value; 4] =
        [generation.into(), after.to_vec().into(), last.to_vec().into(), on.to_string().into()];
    let mut found: Vec<(usize, Counted)> = Vec::new();
    for row in rows(database, "read people for counting", &sql, values).await? {
        let kind: String = get(&row, "kind")?;
        let rank = KINDS.iter().position(|known| *known == kind).unwrap_or(KINDS.len());
        let person = sixteen("block_person.id", get(&row, "id")?)?;
        let same = found.last_mut().filter(|(_, counted)| counted.person == person);
        if same.as_ref().is_some_and(|(best, _)| *best <= rank) {
            continue;
        }
        let path: String = get(&row, "area_path")?;
        let unreadable = |_| Error::Stored { what: "an area's path", found: path.clone() };
        let counted = Counted {
            person,
            area: path.parse().map_err(unreadable)?,
            unit_use: get(&row, "use_class")?,
            sex: get(&row, "sex")?,
            born_on: day(get(&row, "born_on")?)?,
            registered_here: get(&row, "registered_here")?,
            education_class: get(&row, "education_class")?,
        };
        match same {
            Some(worse) => *worse = (rank, counted),
            None => found.push((rank, counted)),
        }
    }
    Ok(found.into_iter().map(|(_, counted)| counted).collect())
}
