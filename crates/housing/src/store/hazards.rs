//! Hazards as they stand.

use std::collections::BTreeMap;

use database::{Dialect, UnitOfWork, id_value};
use kernel::AreaPath;
use sea_orm::Value;

use super::{Via, Where, json, row, rows, some_bytes, to_json};
use crate::{BuildingId, Hazard, HazardId, Place, Result, UnitId};

/// Hazards that the file of a building lists.
pub(crate) const MOST: u32 = 200;

/// Columns that follow from the hazard, in order; the last is the hazard itself. `due_at` is after when it counts as
/// overdue.
const STATE: [&str; 9] =
    ["version", "kind", "severity", "state", "is_open", "area", "office", "due_at", "body"];

fn state(hazard: &Hazard, area: &AreaPath) -> Result<Vec<Value>> {
    Ok(vec![
        i64::from(hazard.version).into(),
        hazard.kind.clone().into(),
        hazard.severity.name().into(),
        hazard.state.name().into(),
        hazard.is_open().into(),
        area.as_str().into(),
        hazard.office.clone().into(),
        hazard.overdue_after().micros().into(),
        to_json("housing_hazard.body", hazard)?.into(),
    ])
}

/// Writes a new one.
pub(crate) async fn insert(unit: &mut UnitOfWork, hazard: &Hazard, area: &AreaPath) -> Result<()> {
    let columns: Vec<&str> = ["id", "building_id", "unit_id"].into_iter().chain(STATE).collect();
    let mut values: Vec<Value> =
        vec![id_value(hazard.id), id_value(hazard.place.building), some_bytes(hazard.place.unit)];
    values.extend(state(hazard, area)?);
    unit.insert_rows("housing_hazard", &columns, vec![values], "").await?;
    Ok(())
}

/// Writes what became of one; false where somebody else was first.
pub(crate) async fn update(
    unit: &mut UnitOfWork,
    before: u32,
    hazard: &Hazard,
    area: &AreaPath,
) -> Result<bool> {
    let set: Vec<String> =
        STATE.iter().enumerate().map(|(n, column)| format!("{column} = ?{}", n + 3)).collect();
    let sql =
        format!("UPDATE housing_hazard SET {} WHERE id = ?1 AND version = ?2", set.join(", "));
    let mut values: Vec<Value> = vec![id_value(hazard.id), i64::from(before).into()];
    values.extend(state(hazard, area)?);
    Ok(unit.execute("write what became of a hazard", &sql, values).await? == 1)
}

/// A hazard and the path of its area.
pub(crate) async fn find(from: Via<'_>, id: HazardId) -> Result<Option<(Hazard, AreaPath)>> {
    let sql = "SELECT body, area FROM housing_hazard WHERE id = ?1";
    one(from, sql, id).await
}

/// A hazard to act on, locked until the unit of work ends.
pub(crate) async fn to_act_on(
    unit: &UnitOfWork,
    id: HazardId,
) -> Result<Option<(Hazard, AreaPath)>> {
    let sql = match unit.dialect() {
        Dialect::Sqlite => "SELECT body, area FROM housing_hazard WHERE id = ?1",
        Dialect::Postgres => "SELECT body, area FROM housing_hazard WHERE id = ?1 FOR UPDATE",
    };
    one(unit.into(), sql, id).await
}

async fn one(from: Via<'_>, sql: &str, id: HazardId) -> Result<Option<(Hazard, AreaPath)>> {
    let found = row(from, "read a hazard", sql, [id_value(id)]).await?;
    let Some(row) = found else { return Ok(None) };
    let area: String = super::get(&row, "area")?;
    Ok(Some((json(&row, "body")?, area.parse().unwrap_or_default())))
}

/// Those of these ids that are there.
pub(crate) async fn of_ids(from: Via<'_>, ids: &[HazardId]) -> Result<BTreeMap<HazardId, Hazard>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "id", ids);
    let sql = format!("SELECT body FROM housing_hazard WHERE {}", all.text());
    let found = rows(from, "read some hazards", &sql, all.values).await?;
    found.iter().map(|row| json(row, "body").map(|one: Hazard| (one.id, one))).collect()
}

/// Hazards of one type at one place, for what came before.
pub(crate) async fn alike(from: Via<'_>, kind: &str, place: Place) -> Result<Vec<Hazard>> {
    let sql = "SELECT body FROM housing_hazard WHERE kind = ?1 AND building_id = ?2
        AND (unit_id = ?3 OR (unit_id IS NULL AND ?4)) ORDER BY seq";
    let values: [Value; 4] = [
        kind.into(),
        id_value(place.building),
        some_bytes(place.unit),
        place.unit.is_none().into(),
    ];
    let found = rows(from, "look for what came before", sql, values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Open hazards of a building and its units.
pub(crate) async fn open_at(from: Via<'_>, building: BuildingId) -> Result<Vec<Hazard>> {
    let sql = "SELECT body FROM housing_hazard WHERE building_id = ?1 AND is_open ORDER BY seq";
    let found = rows(from, "read open hazards", sql, [id_value(building)]).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Open hazards of these buildings and their units.
pub(crate) async fn open_among(from: Via<'_>, buildings: &[BuildingId]) -> Result<Vec<Hazard>> {
    if buildings.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "building_id", buildings);
    let sql =
        format!("SELECT body FROM housing_hazard WHERE {} AND is_open ORDER BY seq", all.text());
    let found = rows(from, "read open hazards of some buildings", &sql, all.values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Open hazards of these buildings and their units, each with the path of its area, `limit` at the most; what is due first
/// is first.
pub(crate) async fn open_there(
    from: Via<'_>,
    buildings: &[BuildingId],
    limit: u32,
) -> Result<Vec<(Hazard, AreaPath)>> {
    if buildings.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "building_id", buildings);
    let sql = format!(
        "SELECT body, area FROM housing_hazard WHERE {} AND is_open ORDER BY due_at, seq LIMIT {limit}",
        all.text()
    );
    let found = rows(from, "read open hazards where somebody goes", &sql, all.values).await?;
    let mut hazards: Vec<(Hazard, AreaPath)> = Vec::with_capacity(found.len());
    for row in &found {
        let area: String = super::get(row, "area")?;
        hazards.push((json(row, "body")?, area.parse().unwrap_or_default()));
    }
    Ok(hazards)
}

/// Hazards of a unit, the last of them first.
pub(crate) async fn of_unit(from: Via<'_>, unit: UnitId) -> Result<Vec<Hazard>> {
    let sql = "SELECT body FROM housing_hazard WHERE unit_id = ?1 ORDER BY seq DESC LIMIT 1000";
    let found = rows(from, "read a unit's hazards", sql, [id_value(unit)]).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Every open hazard of a building and its units, then the last of the others, up to [`MOST`] of all.
pub(crate) async fn open_then_last(from: Via<'_>, building: BuildingId) -> Result<Vec<Hazard>> {
    let sql = "SELECT body FROM housing_hazard WHERE building_id = ?1 AND (is_open OR seq IN (
            SELECT z.seq FROM housing_hazard z WHERE z.building_id = ?1
            ORDER BY z.is_open DESC, z.seq DESC LIMIT ?2))
        ORDER BY is_open DESC, seq DESC";
    let values: [Value; 2] = [id_value(building), i64::from(MOST).into()];
    let found = rows(from, "read a building's hazards", sql, values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Hazards of a building and its units: open ones, then the last; 200 at the most.
pub(crate) async fn all_of(from: Via<'_>, building: BuildingId) -> Result<Vec<Hazard>> {
    let sql = "SELECT body FROM housing_hazard WHERE building_id = ?1 ORDER BY is_open DESC, seq DESC LIMIT 200";
    let found = rows(from, "read a building's hazards", sql, [id_value(building)]).await?;
    found.iter().map(|row| json(row, "body")).collect()
}
