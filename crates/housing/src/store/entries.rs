//! What stands against an inspection, and visits that could not be entered.

use std::collections::BTreeMap;

use database::id_value;
use kernel::{AreaPath, Day, Instant};
use sea_orm::Value;

use super::{Via, Where, get, id, json, row, rows, some_id};
use crate::{
    AccountId, ActionId, BuildingId, Place, Result, UnitId,
    campaign::Bar,
    facts::{Barred, BarredVisit, TryAgain},
    plan::{Attempt, Attempts},
};

/// Attempts that are read at the most.
const MOST: i64 = 50_000;

/// Whether an id is that of a hazard, a rating or a notice: photos are kept under it, and seen in its area.
pub(crate) async fn is_taken(from: Via<'_>, of: ActionId) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM housing_hazard WHERE id = ?1
        UNION ALL SELECT 1 AS one FROM housing_rating WHERE id = ?1
        UNION ALL SELECT 1 AS one FROM housing_notice WHERE id = ?1 LIMIT 1";
    Ok(row(from, "look for what has an id", sql, [id_value(of)]).await?.is_some())
}

/// Whether somebody else recorded an inspection of the same place since.
pub(crate) async fn inspected_since(
    from: Via<'_>,
    place: Place,
    me: AccountId,
    since: Instant,
) -> Result<bool> {
    let what = "look for an inspection by somebody else";
    let found = if let Some(unit) = place.unit {
        let sql = "SELECT 1 AS one FROM housing_inspection
            WHERE unit_id = ?1 AND inspector <> ?2 AND at > ?3 LIMIT 1";
        let values: [Value; 3] = [id_value(unit), id_value(me), since.micros().into()];
        row(from, what, sql, values).await?
    } else {
        let sql = "SELECT 1 AS one FROM housing_inspection
            WHERE building_id = ?1 AND unit_id IS NULL AND inspector <> ?2 AND at > ?3 LIMIT 1";
        let values: [Value; 3] = [id_value(place.building), id_value(me), since.micros().into()];
        row(from, what, sql, values).await?
    };
    Ok(found.is_some())
}

/// Whether the visit to a building on a day is in somebody else's round, and in none of one's own.
pub(crate) async fn is_of_others(
    from: Via<'_>,
    building: BuildingId,
    me: AccountId,
    on: Day,
) -> Result<bool> {
    let sql = "SELECT inspector FROM housing_plan_visit
        WHERE building_id = ?1 AND on_day = ?2 AND inspector IS NOT NULL";
    let values: [Value; 2] = [id_value(building), on.epoch_days().into()];
    let found = rows(from, "read whose visit it is", sql, values).await?;
    let mut whose = Vec::with_capacity(found.len());
    for row in &found {
        let one: AccountId = id(row, "inspector")?;
        whose.push(one);
    }
    Ok(!whose.is_empty() && !whose.contains(&me))
}

/// Visits to a building and its units, or to one unit, that could not be entered, the last first.
pub(crate) async fn barred(
    from: Via<'_>,
    building: BuildingId,
    of: Option<UnitId>,
) -> Result<Vec<BarredVisit>> {
    let (which, key) = match of {
        Some(unit) => ("a.subject_id = ?1", id_value(unit)),
        None => (
            "(a.subject_id = ?1 OR a.subject_id IN (SELECT h.id FROM housing_unit h WHERE h.building_id = ?1))",
            id_value(building),
        ),
    };
    let sql = format!(
        "SELECT a.id AS id, u.id AS unit_id, a.body AS body FROM housing_action a
         LEFT JOIN housing_unit u ON u.id = a.subject_id
         WHERE a.deed = 'no_entry' AND {which} ORDER BY a.at DESC, a.id DESC LIMIT 20"
    );
    let found = rows(from, "read where nobody could enter", &sql, [key]).await?;
    found
        .iter()
        .map(|row| {
            let action: ActionId = id(row, "id")?;
            let Barred { on, bar, .. } = json(row, "body")?;
            let unit: Option<UnitId> = some_id(row, "unit_id")?;
            Ok(BarredVisit { id: action, unit, on, bar })
        })
        .collect()
}

/// Attempts at buildings of an area as a whole at which nobody could enter, since they were inspected, or somebody decided,
/// last: those at which there was one, or of which somebody decided.
pub(crate) async fn attempts(
    from: Via<'_>,
    area: &AreaPath,
) -> Result<BTreeMap<BuildingId, Attempts>> {
    let mut all = Where::default();
    all.within("h.area", area);
    since(from, all).await
}

/// Attempts at one building.
pub(crate) async fn attempts_at(from: Via<'_>, building: BuildingId) -> Result<Attempts> {
    let mut all = Where::default();
    all.add("h.id = ?", [id_value(building)]);
    Ok(since(from, all).await?.remove(&building).unwrap_or_default())
}

async fn since(from: Via<'_>, mut all: Where) -> Result<BTreeMap<BuildingId, Attempts>> {
    let which = all.text();
    let limit = all.push(MOST);
    let sql = format!(
        "SELECT h.id AS id, a.deed AS deed, a.body AS body
         FROM housing_action a JOIN housing_building h ON h.id = a.subject_id
         WHERE a.deed IN ('no_entry', 'try_again') AND {which} AND NOT EXISTS (
            SELECT 1 FROM housing_inspection i WHERE i.building_id = a.subject_id AND i.at > a.at)
         ORDER BY h.id, a.at, a.id LIMIT ?{limit}"
    );
    let found = rows(from, "read where nobody could enter since", &sql, all.values).await?;
    let mut attempts: BTreeMap<BuildingId, Attempts> = BTreeMap::new();
    for row in &found {
        let one = attempts.entry(id(row, "id")?).or_default();
        let deed: String = get(row, "deed")?;
        if deed == "try_again" {
            let TryAgain { from } = json(row, "body")?;
            *one = Attempts { tried: Vec::new(), from: Some(from) };
        } else {
            let Barred { on, minute, bar } = json(row, "body")?;
            one.tried.push(Attempt { on, minute, bar });
        }
    }
    Ok(attempts)
}

/// Why these buildings as a whole could not be entered on a day, where they could not; the last reason.
pub(crate) async fn barred_on(
    from: Via<'_>,
    buildings: &[BuildingId],
    on: Day,
) -> Result<BTreeMap<BuildingId, Bar>> {
    if buildings.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "subject_id", buildings);
    let sql = format!(
        "SELECT subject_id, body FROM housing_action
         WHERE deed = 'no_entry' AND {} ORDER BY at, id",
        all.text()
    );
    let found = rows(from, "read where nobody could enter on a day", &sql, all.values).await?;
    let mut bars = BTreeMap::new();
    for row in &found {
        let barred: Barred = json(row, "body")?;
        if barred.on == on {
            bars.insert(id(row, "subject_id")?, barred.bar);
        }
    }
    Ok(bars)
}
