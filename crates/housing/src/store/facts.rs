//! What inspections found, and what happened.

use std::collections::BTreeMap;

use database::{UnitOfWork, id_value};
use kernel::{Day, Instant};
use sea_orm::{QueryResult, Value};

use super::{Via, Where, get, id, json, row, rows, some_bytes, some_id, to_json};
use crate::{
    AccountId, ActionId, BuildingId, FileId, Result, UnitId,
    facts::{Event, EventKind, Inspection, Seen, SeenFact},
};

/// Writes an inspection and what it found; of each fact what was seen last stands.
pub(crate) async fn insert(unit: &mut UnitOfWork, new: &Inspection) -> Result<()> {
    let columns = ["id", "building_id", "unit_id", "on_day", "at", "clean", "inspector", "facts"];
    let values: Vec<Value> = vec![
        id_value(new.id),
        id_value(new.building),
        some_bytes(new.unit),
        new.on.epoch_days().into(),
        new.at.micros().into(),
        new.clean.into(),
        id_value(new.inspector),
        to_json("housing_inspection.facts", &new.facts)?.into(),
    ];
    unit.insert_rows("housing_inspection", &columns, vec![values], "").await?;
    let rows: Vec<Vec<Value>> = new
        .facts
        .iter()
        .map(|seen| {
            vec![
                id_value(new.building),
                seen.fact.clone().into(),
                seen.answer.clone().into(),
                new.on.epoch_days().into(),
                id_value(new.inspector),
                id_value(new.id),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let columns = ["building_id", "fact", "answer", "on_day", "inspector", "inspection_id"];
    let suffix = "ON CONFLICT (building_id, fact) DO UPDATE SET answer = excluded.answer,
        on_day = excluded.on_day, inspector = excluded.inspector, inspection_id = excluded.inspection_id
        WHERE excluded.on_day >= housing_fact.on_day";
    unit.insert_rows("housing_fact", &columns, rows, suffix).await?;
    Ok(())
}

/// What was seen of a building, fact by fact.
pub(crate) async fn seen(from: Via<'_>, building: BuildingId) -> Result<Vec<SeenFact>> {
    let sql = "SELECT fact, answer, on_day, inspector FROM housing_fact WHERE building_id = ?1";
    let found = rows(from, "read what was seen", sql, [id_value(building)]).await?;
    found
        .iter()
        .map(|row| {
            Ok(SeenFact {
                seen: Seen { fact: get(row, "fact")?, answer: get(row, "answer")? },
                on: Day::from_epoch_days(get(row, "on_day")?),
                inspector: id(row, "inspector")?,
            })
        })
        .collect()
}

/// Inspections of a building and its units, or of a unit, the last first.
pub(crate) async fn inspections(
    from: Via<'_>,
    building: BuildingId,
    of: Option<UnitId>,
) -> Result<Vec<Inspection>> {
    let (column, key) = match of {
        Some(unit) => ("unit_id", id_value(unit)),
        None => ("building_id", id_value(building)),
    };
    let sql = format!(
        "SELECT id, building_id, unit_id, on_day, at, clean, inspector, facts FROM housing_inspection
         WHERE {column} = ?1 ORDER BY on_day DESC, at DESC LIMIT 50"
    );
    let found = rows(from, "read inspections", &sql, [key]).await?;
    let mut found: Vec<Inspection> = found.iter().map(inspection).collect::<Result<_>>()?;
    let mut photos = shown(from, &found).await?;
    for one in &mut found {
        one.photos = photos.remove(&one.id).unwrap_or_default();
    }
    Ok(found)
}

/// An inspection by its id; without its photos.
pub(crate) async fn find(from: Via<'_>, of: ActionId) -> Result<Option<Inspection>> {
    let sql = "SELECT id, building_id, unit_id, on_day, at, clean, inspector, facts FROM housing_inspection
         WHERE id = ?1";
    let found = row(from, "read an inspection", sql, [id_value(of)]).await?;
    found.as_ref().map(inspection).transpose()
}

/// The photos of each of these inspections that has some.
async fn shown(from: Via<'_>, of: &[Inspection]) -> Result<BTreeMap<ActionId, Vec<FileId>>> {
    let mut photos: BTreeMap<ActionId, Vec<FileId>> = BTreeMap::new();
    if of.is_empty() {
        return Ok(photos);
    }
    let ids: Vec<ActionId> = of.iter().map(|one| one.id).collect();
    let mut all = Where::default();
    super::among(&mut all, "subject_id", &ids);
    let sql = format!("SELECT subject_id, id FROM housing_file WHERE {} ORDER BY id", all.text());
    for row in &rows(from, "read photos of inspections", &sql, all.values).await? {
        let inspection: ActionId = id(row, "subject_id")?;
        photos.entry(inspection).or_default().push(id(row, "id")?);
    }
    Ok(photos)
}

fn inspection(row: &QueryResult) -> Result<Inspection> {
    let inspector: AccountId = id(row, "inspector")?;
    Ok(Inspection {
        id: id(row, "id")?,
        building: id(row, "building_id")?,
        unit: some_id(row, "unit_id")?,
        on: Day::from_epoch_days(get(row, "on_day")?),
        at: Instant::from_micros(get(row, "at")?),
        clean: get(row, "clean")?,
        inspector,
        facts: json(row, "facts")?,
        photos: Vec::new(),
    })
}

/// Writes what happened.
pub(crate) async fn happened(unit: &mut UnitOfWork, new: &Event, at: Instant) -> Result<()> {
    let columns = ["id", "building_id", "unit_id", "kind", "on_day", "recorded_at"];
    let values: Vec<Value> = vec![
        id_value(new.id),
        id_value(new.building),
        some_bytes(new.unit),
        new.kind.name().into(),
        new.on.epoch_days().into(),
        at.micros().into(),
    ];
    unit.insert_rows("housing_event", &columns, vec![values], "").await?;
    Ok(())
}

/// What happened at a building and its units, the last first.
pub(crate) async fn events(from: Via<'_>, building: BuildingId) -> Result<Vec<Event>> {
    let sql = "SELECT id, building_id, unit_id, kind, on_day FROM housing_event
        WHERE building_id = ?1 ORDER BY on_day DESC, id DESC LIMIT 200";
    let found = rows(from, "read what happened", sql, [id_value(building)]).await?;
    found.iter().map(event).collect()
}

/// The same, each with the words that went with it.
pub(crate) async fn told(
    from: Via<'_>,
    building: BuildingId,
) -> Result<Vec<(Event, Option<String>)>> {
    let sql =
        "SELECT e.id AS id, e.building_id AS building_id, e.unit_id AS unit_id, e.kind AS kind,
            e.on_day AS on_day, t.words AS words
        FROM housing_event e LEFT JOIN housing_text t ON t.action_id = e.id
        WHERE e.building_id = ?1 ORDER BY e.on_day DESC, e.id DESC LIMIT 200";
    let found = rows(from, "read what happened", sql, [id_value(building)]).await?;
    found.iter().map(|row| Ok((event(row)?, get(row, "words")?))).collect()
}

fn event(row: &QueryResult) -> Result<Event> {
    let kind: String = get(row, "kind")?;
    let action: ActionId = id(row, "id")?;
    Ok(Event {
        id: action,
        building: id(row, "building_id")?,
        unit: some_id(row, "unit_id")?,
        kind: EventKind::from_name(&kind)
            .ok_or(crate::Error::Stored { what: "housing_event.kind", problem: kind })?,
        on: Day::from_epoch_days(get(row, "on_day")?),
    })
}
