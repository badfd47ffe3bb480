//! What stands against an inspection, and visits that could not be entered.

use database::id_value;
use kernel::{Day, Instant};
use sea_orm::Value;

use super::{Via, id, json, row, rows, some_id};
use crate::{
    AccountId, ActionId, BuildingId, Place, Result, UnitId,
    facts::{Barred, BarredVisit},
};

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
            let Barred { on, bar } = json(row, "body")?;
            let unit: Option<UnitId> = some_id(row, "unit_id")?;
            Ok(BarredVisit { id: action, unit, on, bar })
        })
        .collect()
}
