//! Every building in exactly one grid.

use super::{ImportReport, Loader, Reject};
use crate::geometry::{Placed, Places, Shape, from_wkb};
use crate::model::{Area, AreaLevel};
use crate::store::{Found, each};
use crate::{Error, Result};
use database::{Database, UnitOfWork};
use kernel::{AreaPath, Id, Point4326, Text};
use sea_orm::{ConnectionTrait as _, Value};

const PAGE: i64 = 5_000;

impl Loader<'_> {
    /// The areas of the register and of this import.
    pub(crate) async fn places(&mut self) -> Result<Places> {
        self.flush().await?;
        let staged = self.shelves.get("area").is_some_and(|area| area.made);
        places_of(&self.register.database, staged).await
    }

    /// The area a point lies in; where it lies in no grid or in several, that is said.
    pub(crate) fn place(
        &mut self,
        places: &Places,
        at: Point4326,
        file: &str,
        row: u64,
    ) -> (Option<Id<Area>>, String) {
        let placed = places.find(at);
        if places.has_grids() {
            judge(self.report(), placed.as_ref(), file, row);
        }
        placed.map_or((None, String::new()), |p| (Some(p.id), p.path.to_string()))
    }
}

fn judge(report: &mut ImportReport, placed: Option<&Placed>, file: &str, row: u64) {
    let message = match placed {
        Some(placed) if placed.shared => {
            report.count("buildings in several grids", 1);
            Text::new(
                format!("楼栋位于多个重叠的网格，暂归{}。请修正网格边界。", placed.path),
                format!(
                    "the building lies in several grids; {} has it for now. Mend the grids' borders.",
                    placed.path
                ),
            )
        }
        None => {
            report.count("buildings in no grid", 1);
            Text::new(
                "楼栋不在任何网格内。请补充网格或修正位置。",
                "the building lies in no grid. Add a grid there or mend its position.",
            )
        }
        Some(_) => return report.count("buildings in one grid", 1),
    };
    report.warn(Reject { file: file.into(), row, column: String::new(), message });
}

/// Areas with their shapes.
pub(crate) async fn places_of(database: &Database, staged: bool) -> Result<Places> {
    let mut areas: Vec<(Id<Area>, AreaPath, AreaLevel, Shape)> = Vec::new();
    for table in ["area", "area_next"].into_iter().take(1 + usize::from(staged)) {
        let sql = format!(
            "SELECT id, path, level, shape FROM {table} WHERE stage <> 'retired' AND shape IS NOT NULL"
        );
        each(database, "read areas", &sql, [], |row| {
            let id: Id<Area> = row.id("id")?;
            let path: Option<AreaPath> = row.text("path")?.parse().ok();
            let level = AreaLevel::from_word(&row.text("level")?);
            let shape = row.bytes("shape")?.as_deref().and_then(from_wkb);
            if let (Some(path), Some(level), Some(shape)) = (path, level, shape) {
                // What is loaded stands in place of what is there.
                areas.retain(|(known, ..)| table == "area" || *known != id);
                areas.push((id, path, level, shape));
            }
            Ok(())
        })
        .await?;
    }
    Ok(Places::new(areas))
}

/// Places all buildings anew, after areas changed.
pub(crate) async fn place_buildings(
    unit: &mut UnitOfWork,
    report: &mut ImportReport,
    version: i64,
) -> Result<()> {
    let areas = unit.statement(
        "SELECT id, path, level, shape FROM area WHERE stage <> 'retired' AND shape IS NOT NULL",
        [],
    );
    let rows = unit.connection().query_all_raw(areas).await.map_err(Error::query("read areas"))?;
    let mut list = Vec::new();
    for row in rows.into_iter().map(Found) {
        let path: Option<AreaPath> = row.text("path")?.parse().ok();
        let level = AreaLevel::from_word(&row.text("level")?);
        let shape = row.bytes("shape")?.as_deref().and_then(from_wkb);
        if let (Some(path), Some(level), Some(shape)) = (path, level, shape) {
            list.push((row.id("id")?, path, level, shape));
        }
    }
    let places = Places::new(list);
    if places.is_empty() {
        return Ok(());
    }
    let mut after: Vec<u8> = Vec::new();
    loop {
        let page = unit.statement(
            "SELECT id, lon, lat, area_id, area_path FROM building
             WHERE id > ?1 AND lon IS NOT NULL ORDER BY id LIMIT ?2",
            [after.clone().into(), PAGE.into()],
        );
        let rows =
            unit.connection().query_all_raw(page).await.map_err(Error::query("read buildings"))?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows.into_iter().map(Found) {
            after = row.get("id")?;
            let (lon, lat) = (row.get("lon")?, row.get("lat")?);
            let placed = places.find(Point4326 { lon, lat });
            let id = placed.as_ref().map(|p| p.id);
            if id != row.optional_id::<Area>("area_id")? {
                let path = placed.map_or_else(String::new, |p| p.path.to_string());
                let values = [
                    after.clone().into(),
                    crate::model::id_column(id),
                    path.into(),
                    Value::from(version),
                ];
                unit.execute(
                    "place a building",
                    "UPDATE building SET area_id = ?2, area_path = ?3, version = ?4 WHERE id = ?1",
                    values,
                )
                .await?;
                report.count("buildings placed anew", 1);
            }
        }
    }
}
