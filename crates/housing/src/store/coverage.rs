//! Inspections by area and building.

use casework::Visited;
use database::{Via, Where, count, get, id, rows};
use kernel::{AreaPath, Day};
use sea_orm::QueryResult;

use crate::{BuildingId, Error, Result};

/// Buildings of an area that were inspected between two days, both of them included.
pub(crate) async fn visits(
    from: Via<'_>,
    area: &AreaPath,
    first: Day,
    last: Day,
) -> Result<Vec<Visited>> {
    let mut all = Where::default();
    all.add("i.on_day >= ?", [first.epoch_days().into()]);
    all.add("i.on_day <= ?", [last.epoch_days().into()]);
    all.within("b.area_path", area);
    let sql = format!(
        "SELECT b.area_path AS area, i.building_id AS building_id, CAST(COUNT(*) AS BIGINT) AS visits,
            MAX(i.on_day) AS last_on
        FROM housing_inspection i JOIN building b ON b.id = i.building_id
        WHERE {} GROUP BY b.area_path, i.building_id ORDER BY 1, 2",
        all.text()
    );
    let found = rows(from, "read what was inspected", &sql, all.values).await?;
    found.iter().map(visited).collect()
}

fn visited(row: &QueryResult) -> Result<Visited> {
    let area: String = get(row, "area")?;
    let building: BuildingId = id(row, "building_id")?;
    Ok(Visited {
        area: parsed(area)?,
        building: Some(building.to_bytes()),
        visits: count(row, "visits")?,
        last_on: Day::from_epoch_days(get(row, "last_on")?),
    })
}

fn parsed(area: String) -> Result<AreaPath> {
    area.parse().map_err(|_| Error::Stored { what: "building.area_path", problem: area })
}
