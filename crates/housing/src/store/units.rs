//! Units: their tier, and whether their letting is suspended.

use database::{UnitOfWork, id_value};
use kernel::{AreaPath, Instant};
use sea_orm::{QueryResult, Value};

use super::{Via, get, id, row, rows};
use crate::{BuildingId, Error, Result, Tier, UnitId, tier::TierState};

/// A unit's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFile {
    /// The unit.
    pub id: UnitId,
    /// Its building.
    pub building: BuildingId,
    /// Its tier, and since when.
    pub tier: TierState,
    /// Whether its letting is suspended.
    pub suspended: bool,
    /// The last visit that found nothing.
    pub clean_visit_at: Option<Instant>,
}

const COLUMNS: &str = "id, building_id, tier, since, quiet_since, suspended, clean_visit_at";

/// Begins a unit's row, unless there is one.
pub(crate) async fn ensure(
    unit: &mut UnitOfWork,
    new: UnitId,
    building: BuildingId,
    area: &AreaPath,
    now: Instant,
) -> Result<()> {
    let columns = ["id", "building_id", "area", "tier", "since", "suspended"];
    let values: Vec<Value> = vec![
        id_value(new),
        id_value(building),
        area.as_str().into(),
        Tier::Ordinary.name().into(),
        now.micros().into(),
        false.into(),
    ];
    let suffix = "ON CONFLICT (id) DO UPDATE SET area = excluded.area";
    unit.insert_rows("housing_unit", &columns, vec![values], suffix).await?;
    Ok(())
}

/// Writes what became of a unit.
pub(crate) async fn update(
    unit: &mut UnitOfWork,
    file: &UnitFile,
    turns_at: Option<Instant>,
) -> Result<()> {
    let sql = "UPDATE housing_unit SET tier = ?2, since = ?3, quiet_since = ?4, suspended = ?5,
        clean_visit_at = ?6, turns_at = ?7 WHERE id = ?1";
    let values: [Value; 7] = [
        id_value(file.id),
        file.tier.tier.name().into(),
        file.tier.since.micros().into(),
        file.tier.quiet_since.map(Instant::micros).into(),
        file.suspended.into(),
        file.clean_visit_at.map(Instant::micros).into(),
        turns_at.map(Instant::micros).into(),
    ];
    unit.execute("write a unit's tier", sql, values).await?;
    Ok(())
}

/// A unit's row.
pub(crate) async fn find(from: Via<'_>, of: UnitId) -> Result<Option<UnitFile>> {
    let sql = format!("SELECT {COLUMNS} FROM housing_unit WHERE id = ?1");
    let found = row(from, "read a unit's tier", &sql, [id_value(of)]).await?;
    found.as_ref().map(file).transpose()
}

/// The units of a building that have a row.
pub(crate) async fn of_building(from: Via<'_>, building: BuildingId) -> Result<Vec<UnitFile>> {
    let sql = format!("SELECT {COLUMNS} FROM housing_unit WHERE building_id = ?1");
    let found = rows(from, "read the tiers of a building", &sql, [id_value(building)]).await?;
    found.iter().map(file).collect()
}

/// Units whose tier time alone may have changed.
pub(crate) async fn turning(from: Via<'_>, now: Instant, limit: u32) -> Result<Vec<UnitFile>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM housing_unit WHERE turns_at IS NOT NULL AND turns_at <= ?1
         ORDER BY turns_at LIMIT ?2"
    );
    let values: [Value; 2] = [now.micros().into(), i64::from(limit).into()];
    let found = rows(from, "look for tiers that turn", &sql, values).await?;
    found.iter().map(file).collect()
}

fn file(row: &QueryResult) -> Result<UnitFile> {
    let word: String = get(row, "tier")?;
    let at = |micros: Option<i64>| micros.map(Instant::from_micros);
    let tier = TierState {
        tier: Tier::from_name(&word)
            .ok_or(Error::Stored { what: "housing_unit.tier", problem: word })?,
        since: Instant::from_micros(get(row, "since")?),
        quiet_since: at(get(row, "quiet_since")?),
    };
    Ok(UnitFile {
        id: id(row, "id")?,
        building: id(row, "building_id")?,
        tier,
        suspended: get(row, "suspended")?,
        clean_visit_at: at(get(row, "clean_visit_at")?),
    })
}
