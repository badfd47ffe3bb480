//! What people ask about facts on them: corrections on the word of the person.

use std::collections::BTreeMap;

use access::Person;
use database::{Database, UnitOfWork, id_from, id_value};
use kernel::{Id, Instant};

use super::{
    corrections::{fault, field},
    count, get, placeholders, row, rows,
};
use crate::{
    Error, Result,
    corrections::{CorrectionMark, CorrectionState, Fault, Item, OwnRequest},
    store,
};

/// How many requests of this person wait.
pub(crate) async fn waiting(unit: &UnitOfWork, person: Id<Person>) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS total FROM block_claim l
        JOIN block_correction c ON c.id = l.correction_id
        WHERE l.person_id = ?1 AND c.state = 'offered'";
    let found = row(unit, "count requests", sql, [id_value(person)]).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "total"))?)
}

/// Keeps a request and the value beside it; false where the same waits already. One that was answered before is asked anew.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    source: &str,
    item: &Item,
    (person, sealed): (Id<Person>, Vec<u8>),
    now: Instant,
) -> Result<bool> {
    let key = [source.into(), item.record.clone().into(), item.role.clone().into()];
    let doing = "keep a request";
    let sql = "DELETE FROM block_correction
        WHERE source = ?1 AND record = ?2 AND role = ?3 AND state <> 'offered'";
    unit.execute(doing, sql, key).await?;
    let sql = "INSERT INTO block_correction (id, source, record, role, field, column_name, fault,
            about_kind, about_id, evidence_on, state, reason, found_at, round)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'offered', '', ?11, ?1)
        ON CONFLICT DO NOTHING";
    let values = [
        id_value(item.id),
        source.into(),
        item.record.clone().into(),
        item.role.clone().into(),
        item.field.name().into(),
        item.column.clone().into(),
        item.fault.name().into(),
        item.about.map(|about| about.0.name()).into(),
        item.about.map(|about| about.1.to_vec()).into(),
        item.evidence_at.into(),
        now.micros().into(),
    ];
    if unit.execute(doing, sql, values).await? == 0 {
        return Ok(false);
    }
    let sql = "INSERT INTO block_claim (correction_id, person_id, value, asked_at)
        VALUES (?1, ?2, ?3, ?4)";
    let values = [id_value(item.id), id_value(person), sealed.into(), now.micros().into()];
    unit.execute(doing, sql, values).await?;
    Ok(true)
}

/// Withdraws a request of this person that waits.
pub(crate) async fn withdraw(
    unit: &mut UnitOfWork,
    id: Id<CorrectionMark>,
    person: Id<Person>,
    now: Instant,
) -> Result<bool> {
    let sql = "UPDATE block_correction SET state = 'withdrawn', decided_at = ?3
        WHERE id = ?1 AND state = 'offered'
            AND id IN (SELECT correction_id FROM block_claim WHERE person_id = ?2)";
    let values = [id_value(id), id_value(person), now.micros().into()];
    Ok(unit.execute("take a request back", sql, values).await? > 0)
}

/// The requests of this person with their sealed values, the latest first.
pub(crate) async fn of_person(
    database: &Database,
    person: Id<Person>,
) -> Result<Vec<(OwnRequest, Vec<u8>)>> {
    let sql = "SELECT c.id, c.source, c.role, c.field, c.fault, c.state, c.reason, c.decided_at,
            c.exchange, l.value, l.asked_at
        FROM block_claim l JOIN block_correction c ON c.id = l.correction_id
        WHERE l.person_id = ?1 ORDER BY l.asked_at DESC, c.id LIMIT 500";
    let (_, sources) = store::sources::told(database).await?;
    let found = rows(database, "list requests", sql, [id_value(person)]).await?;
    let each = found.iter().map(|row| {
        let (state, role): (String, String) = (get(row, "state")?, get(row, "role")?);
        let request = OwnRequest {
            id: id_from("block_correction.id", &get::<Vec<u8>>(row, "id")?)?,
            fact: role.trim_start_matches('@').to_owned(),
            field: field(row)?,
            source: sources.title(&get::<String>(row, "source")?),
            deletes: fault(row)? == Fault::Unwanted,
            value: None,
            state: CorrectionState::from_name(&state)
                .ok_or(Error::Stored { what: "block_correction.state", found: state })?,
            reason: get(row, "reason")?,
            asked_at: Instant::from_micros(get(row, "asked_at")?),
            sent: get::<Option<i64>>(row, "exchange")?.is_some(),
            decided_at: get::<Option<i64>>(row, "decided_at")?.map(Instant::from_micros),
        };
        Ok((request, get(row, "value")?))
    });
    each.collect()
}

/// The sealed values of these corrections that are on the word of the person, by id.
pub(crate) async fn values(
    database: &Database,
    ids: &[Id<CorrectionMark>],
) -> Result<BTreeMap<Id<CorrectionMark>, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for part in ids.chunks(1_000) {
        let sql = format!(
            "SELECT correction_id, value FROM block_claim WHERE correction_id IN ({})",
            placeholders(1, part.len())
        );
        let values = part.iter().map(|id| id_value(*id));
        for row in rows(database, "read what people say", &sql, values).await? {
            let id: Vec<u8> = get(&row, "correction_id")?;
            found.insert(id_from("block_claim.correction_id", &id)?, get(&row, "value")?);
        }
    }
    Ok(found)
}
