//! What is no more: a unit that was torn out, a building that was torn down.

use super::Edit;
use super::deed::Outcome;
use super::kept::{Former, Table};
use super::units::standing;
use crate::model::{Building, Unit};
use crate::store::Found;
use crate::{Error, Result};
use database::id_value;
use kernel::Id;
use std::collections::BTreeMap;

impl Edit<'_> {
    pub(super) async fn retire_unit(&mut self, id: Id<Unit>) -> Result<Outcome> {
        let old = standing(self, id).await?;
        self.keep(Table::Unit, id, &[]).await?;
        self.retire_row(Table::Unit, id).await?;
        self.recount(old.building).await?;
        let detail = serde_json::json!({ "unit": id });
        Ok(Outcome { kind: "unit.retire", subject: format!("unit:{id}"), detail })
    }

    /// Retires a building with its units.
    pub(super) async fn retire_building(&mut self, id: Id<Building>) -> Result<Outcome> {
        let sql = "SELECT id FROM building WHERE id = ?1 AND stage <> 'retired'";
        if self.one("read a building", sql, [id_value(id)]).await?.is_none() {
            return Err(Error::refused(
                "该楼栋不存在或已注销，不能再变更。",
                "The building is not there or retired, and cannot change any more.",
            ));
        }
        let sql =
            "SELECT id, stage, valid_to FROM unit WHERE building_id = ?1 AND stage <> 'retired'";
        let rows = database::rows(&self.unit, "read its units", sql, [id_value(id)]).await?;
        let units = rows.len();
        for row in rows.into_iter().map(Found) {
            self.kept.former.push(Former {
                table: Table::Unit,
                id: row.id("id")?,
                stage: row.text("stage")?,
                valid_to: row.get("valid_to")?,
                texts: BTreeMap::new(),
            });
        }
        let sql = "UPDATE unit SET stage = 'retired', valid_to = ?2, version = ?3
            WHERE building_id = ?1 AND stage <> 'retired'";
        let values = [id_value(id), self.today.clone().into(), self.version.into()];
        self.unit.execute("retire a building's units", sql, values).await?;
        self.keep(Table::Building, id, &[]).await?;
        self.retire_row(Table::Building, id).await?;
        self.recount(id).await?;
        let detail = serde_json::json!({ "units": units });
        Ok(Outcome { kind: "building.retire", subject: format!("building:{id}"), detail })
    }
}
