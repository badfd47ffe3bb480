//! Visits by area and building.

use database::Database;
use kernel::{AreaPath, Instant};
use sea_orm::{QueryResult, Value};

use super::{get, number, rows, within};
use crate::{Error, Result, Visited};

pub(crate) async fn visits(
    database: &Database,
    area: &AreaPath,
    from: Instant,
    to: Instant,
    offset_minutes: i32,
) -> Result<Vec<Visited>> {
    let mut values: Vec<Value> = vec![from.micros().into(), to.micros().into()];
    let inside = within("v.area", area, &mut values);
    let sql = format!(
        "SELECT v.area AS area, COALESCE(u.building_id, v.place_id) AS building,
            CAST(COUNT(*) AS BIGINT) AS visits, MAX(v.looked_at) AS last_at
        FROM (
            SELECT h.area AS area, h.place_id AS place_id, a.recorded_at AS looked_at
            FROM case_action a JOIN case_head h ON h.id = a.case_id
            WHERE a.recorded_at >= ?1 AND a.recorded_at < ?2 AND a.deed IN ('visit', 'evidence')
                AND (a.deed = 'visit' OR a.detail LIKE '%\"location_near\"%')
            UNION ALL
            SELECT m.area, m.place_id, m.found_at FROM micro_event m
            WHERE m.found_at >= ?1 AND m.found_at < ?2
        ) AS v LEFT JOIN unit u ON u.id = v.place_id
        WHERE {inside} GROUP BY 1, 2 ORDER BY 1, 2"
    );
    let found = rows(database, "read what was visited", &sql, values).await?;
    found.iter().map(|row| visited(row, offset_minutes)).collect()
}

fn visited(row: &QueryResult, offset_minutes: i32) -> Result<Visited> {
    let area: String = get(row, "area")?;
    let building: Option<Vec<u8>> = get(row, "building")?;
    Ok(Visited {
        area: parsed(area)?,
        building: building.and_then(|bytes| bytes.try_into().ok()),
        visits: number(row, "visits")?,
        last_on: Instant::from_micros(get(row, "last_at")?).day(offset_minutes),
    })
}

fn parsed(area: String) -> Result<AreaPath> {
    area.parse().map_err(|_| Error::Stored { what: "area", problem: area })
}
