//! Ratings as they stand.

use database::{Dialect, UnitOfWork, id_value};
use kernel::{AreaPath, Instant};
use sea_orm::Value;

use super::{Via, Where, get, json, row, rows, to_json};
use crate::{BuildingId, Rating, RatingId, Result};

const STATE: [&str; 4] = ["version", "state", "decide_until", "body"];

fn state(rating: &Rating) -> Result<Vec<Value>> {
    let waiting = rating.appeal.filter(|appeal| appeal.decision.is_none());
    Ok(vec![
        i64::from(rating.version).into(),
        rating.state.name().into(),
        waiting.map(|appeal| appeal.decide_until).map(Instant::micros).into(),
        to_json("housing_rating.body", rating)?.into(),
    ])
}

/// Writes a new one.
pub(crate) async fn insert(unit: &mut UnitOfWork, rating: &Rating, area: &AreaPath) -> Result<()> {
    let columns: Vec<&str> = ["id", "building_id", "area"].into_iter().chain(STATE).collect();
    let mut values: Vec<Value> =
        vec![id_value(rating.id), id_value(rating.building), area.as_str().into()];
    values.extend(state(rating)?);
    unit.insert_rows("housing_rating", &columns, vec![values], "").await?;
    Ok(())
}

/// Writes what became of one; false where somebody else was first.
pub(crate) async fn update(unit: &mut UnitOfWork, before: u32, rating: &Rating) -> Result<bool> {
    let set: Vec<String> =
        STATE.iter().enumerate().map(|(n, column)| format!("{column} = ?{}", n + 3)).collect();
    let sql =
        format!("UPDATE housing_rating SET {} WHERE id = ?1 AND version = ?2", set.join(", "));
    let mut values: Vec<Value> = vec![id_value(rating.id), i64::from(before).into()];
    values.extend(state(rating)?);
    Ok(unit.execute("write what became of a rating", &sql, values).await? == 1)
}

/// A rating and the path of its area.
pub(crate) async fn find(from: Via<'_>, id: RatingId) -> Result<Option<(Rating, AreaPath)>> {
    one(from, "SELECT body, area FROM housing_rating WHERE id = ?1", id).await
}

/// A rating to act on, locked until the unit of work ends.
pub(crate) async fn to_act_on(
    unit: &UnitOfWork,
    id: RatingId,
) -> Result<Option<(Rating, AreaPath)>> {
    let sql = match unit.dialect() {
        Dialect::Sqlite => "SELECT body, area FROM housing_rating WHERE id = ?1",
        Dialect::Postgres => "SELECT body, area FROM housing_rating WHERE id = ?1 FOR UPDATE",
    };
    one(unit.into(), sql, id).await
}

async fn one(from: Via<'_>, sql: &str, id: RatingId) -> Result<Option<(Rating, AreaPath)>> {
    let found = row(from, "read a rating", sql, [id_value(id)]).await?;
    let Some(row) = found else { return Ok(None) };
    let area: String = get(&row, "area")?;
    Ok(Some((json(&row, "body")?, area.parse().unwrap_or_default())))
}

/// Every rating of these buildings, in the order in which they were drafted.
pub(crate) async fn among(from: Via<'_>, buildings: &[BuildingId]) -> Result<Vec<Rating>> {
    if buildings.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "building_id", buildings);
    let sql = format!("SELECT body FROM housing_rating WHERE {} ORDER BY seq", all.text());
    let found = rows(from, "read some buildings' ratings", &sql, all.values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Every rating of a building, in the order in which they were drafted.
pub(crate) async fn of(from: Via<'_>, building: BuildingId) -> Result<Vec<Rating>> {
    let sql = "SELECT body FROM housing_rating WHERE building_id = ?1 ORDER BY seq";
    let found = rows(from, "read a building's ratings", sql, [id_value(building)]).await?;
    found.iter().map(|row| json(row, "body")).collect()
}
