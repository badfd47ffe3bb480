//! Which code of a unit holds.

use database::{UnitOfWork, id_value};
use kernel::Instant;
use sea_orm::{QueryResult, Value};

use super::{Via, get, id, row, rows};
use crate::{BuildingId, Result, UnitId};

/// The code of a unit that holds, or held last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The unit.
    pub unit: UnitId,
    /// Which of its codes, counted from 1.
    pub number: u16,
    /// Whether it was withdrawn, and none holds.
    pub withdrawn: bool,
    /// Since when it stands so.
    pub since: Instant,
}

const COLUMNS: &str = "unit_id, number, withdrawn, since";

/// Writes which code holds.
pub(crate) async fn put(unit: &mut UnitOfWork, building: BuildingId, held: &[Held]) -> Result<()> {
    let rows: Vec<Vec<Value>> = held
        .iter()
        .map(|held| {
            vec![
                id_value(held.unit),
                id_value(building),
                i32::from(held.number).into(),
                held.withdrawn.into(),
                held.since.micros().into(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let columns = ["unit_id", "building_id", "number", "withdrawn", "since"];
    let suffix = "ON CONFLICT (unit_id) DO UPDATE SET number = excluded.number,
        withdrawn = excluded.withdrawn, since = excluded.since";
    unit.insert_rows("housing_code", &columns, rows, suffix).await?;
    Ok(())
}

/// The code of a unit.
pub(crate) async fn find(via: Via<'_>, of: UnitId) -> Result<Option<Held>> {
    let sql = format!("SELECT {COLUMNS} FROM housing_code WHERE unit_id = ?1");
    let found = row(via, "read a unit's code", &sql, [id_value(of)]).await?;
    found.as_ref().map(held).transpose()
}

/// The codes of a building's units.
pub(crate) async fn of(via: Via<'_>, building: BuildingId) -> Result<Vec<Held>> {
    let sql = format!("SELECT {COLUMNS} FROM housing_code WHERE building_id = ?1");
    let found = rows(via, "read a building's codes", &sql, [id_value(building)]).await?;
    found.iter().map(held).collect()
}

fn held(row: &QueryResult) -> Result<Held> {
    Ok(Held {
        unit: id(row, "unit_id")?,
        number: u16::try_from(get::<i32>(row, "number")?).unwrap_or(0),
        withdrawn: get(row, "withdrawn")?,
        since: Instant::from_micros(get(row, "since")?),
    })
}
