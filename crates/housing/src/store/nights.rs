//! Runs of the night, one a day, and the buildings that may be rated again.

use database::UnitOfWork;
use kernel::{Day, Instant};
use sea_orm::Value;

use super::{Via, id, rows};
use crate::{BuildingId, EventKind, HazardState, Result, stars::StarRules};

/// Takes the run of a day; false where somebody took it before.
pub(crate) async fn begin(unit: &mut UnitOfWork, day: Day, now: Instant) -> Result<bool> {
    let values: Vec<Value> = vec![day.epoch_days().into(), now.micros().into()];
    let columns = ["of_day", "begun_at"];
    let once = "ON CONFLICT DO NOTHING";
    Ok(unit.insert_rows("housing_night_run", &columns, vec![values], once).await? > 0)
}

/// Writes down how much the run of a day drafted.
pub(crate) async fn finish(unit: &mut UnitOfWork, day: Day, drafted: u32) -> Result<()> {
    let sql = "UPDATE housing_night_run SET drafted = ?2 WHERE of_day = ?1";
    let values: [Value; 2] = [day.epoch_days().into(), i64::from(drafted).into()];
    unit.execute("end the run of a night", sql, values).await?;
    Ok(())
}

/// Buildings with published stars of which the row says that they may be due again, after this one, in the order of ids.
/// Whether one is due, the rules say.
pub(crate) async fn candidates(
    from: Via<'_>,
    rules: &StarRules,
    (today, now): (Day, Instant),
    after: Option<BuildingId>,
    limit: u32,
) -> Result<Vec<BuildingId>> {
    let days = rules.published().rerate_days;
    let days: Vec<String> =
        (1..).zip(days).map(|(stars, days)| format!(" WHEN {stars} THEN {days}")).collect();
    let days = days.concat();
    let sql = format!(
        "SELECT h.id AS id FROM housing_building h
         WHERE h.id > ?1 AND h.rating_id IS NOT NULL AND h.under_way IS NULL
            AND (h.next_due_at < ?2
                OR h.rated_on + (CASE h.stars{days} ELSE 0 END) <= ?3
                OR EXISTS (SELECT 1 FROM housing_event e WHERE e.building_id = h.id
                    AND e.kind IN (?4, ?5) AND e.on_day > h.rated_on)
                OR (h.open_count = 0 AND EXISTS (SELECT 1 FROM housing_hazard z
                    WHERE z.building_id = h.id AND z.state = ?6)))
         ORDER BY h.id LIMIT ?7"
    );
    let after = after.map_or_else(|| vec![0; 16], |id| id.to_bytes().to_vec());
    let values: [Value; 7] = [
        after.into(),
        now.micros().into(),
        today.epoch_days().into(),
        EventKind::Fire.name().into(),
        EventKind::Breach.name().into(),
        HazardState::Verified.name().into(),
        i64::from(limit).into(),
    ];
    let found = rows(from, "look for buildings to rate again", &sql, values).await?;
    found.iter().map(|row| Ok(id(row, "id")?)).collect()
}
