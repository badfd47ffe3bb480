//! An edit undone: what it made is retired, what it changed stands as before, and lineage keeps both ways.

use super::Edit;
use super::deed::{EditId, Outcome};
use super::kept::{Kept, Table};
use crate::model::Building;
use crate::{Error, Result};
use database::id_value;
use kernel::Id;

/// The kind of an edit that undoes another.
pub(super) const UNDO: &str = "edit.undo";

impl Edit<'_> {
    /// Undoes an edit, unless something else changed since what it changed. Codes that it drew stay drawn.
    pub(super) async fn undo(&mut self, id: EditId, by: EditId) -> Result<Outcome> {
        let sql = "SELECT building_id, kind, kept, undone_by FROM register_edit WHERE id = ?1";
        let row = self.one("read an edit", sql, [id_value(id)]).await?;
        let row = row.ok_or_else(|| Error::Missing { entity: "edit", id: id.to_string() })?;
        let kind = row.text("kind")?;
        if row.bytes("undone_by")?.is_some() {
            return Err(Error::refused("这次修改已经撤销。", "The edit was undone already."));
        }
        if kind == UNDO {
            return Err(Error::refused(
                "撤销不能再撤销，请重新办理原来的修改。",
                "What undid an edit is not undone: do that edit again.",
            ));
        }
        let kept: Kept = serde_json::from_str(&row.text("kept")?).unwrap_or_default();
        for left in &kept.left {
            if !self.stands_as(left).await? {
                return Err(Error::refused(
                    "此后又有其他修改，不能直接撤销；请先撤销后来的修改，或另行更正。",
                    "What it changed has changed again since: undo that first, or put it right by another edit.",
                ));
            }
        }
        for made in &kept.made {
            self.retire_row(made.table, made.id).await?;
        }
        for former in &kept.former {
            self.restore(former).await?;
        }
        for made in kept.made.iter().filter(|made| made.table == Table::Unit) {
            for former in kept.former.iter().filter(|former| former.table == Table::Unit) {
                self.link("undo", made.id, former.id).await?;
            }
        }
        let building: Id<Building> = row.id("building_id")?;
        self.recount(building).await?;
        let sql = "UPDATE register_edit SET undone_by = ?2 WHERE id = ?1";
        self.unit.execute("mark an edit", sql, [id_value(id), id_value(by)]).await?;
        let detail = serde_json::json!({ "edit": id, "kind": kind });
        Ok(Outcome { kind: UNDO, subject: format!("building:{building}"), detail })
    }
}
