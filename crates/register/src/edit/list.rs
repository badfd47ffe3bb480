//! What was done to a building, the last first.

use super::EditId;
use super::undo::UNDO;
use crate::model::Building;
use crate::store::fetch;
use crate::{Register, Result};
use database::id_value;
use kernel::{Id, Instant};

/// An edit that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRow {
    /// Its id.
    pub id: EditId,
    /// Its kind in the feed: `unit.split`, `building.renumber`, `edit.undo` …
    pub kind: String,
    /// Why.
    pub reason: String,
    /// When.
    pub done_at: Instant,
    /// Whether it was undone.
    pub undone: bool,
    /// Whether it is one that can be undone, as far as nothing else has changed what it changed.
    pub can_undo: bool,
}

impl Register {
    /// The edits of a building and its units, the last first, at most `most`.
    pub async fn edits_of(&self, building: Id<Building>, most: u32) -> Result<Vec<EditRow>> {
        let sql = "SELECT id, kind, reason, done_at, undone_by FROM register_edit
            WHERE building_id = ?1 ORDER BY version DESC LIMIT ?2";
        let values = [id_value(building), i64::from(most).into()];
        let rows = fetch(&self.database, "list a building's edits", sql, values).await?;
        rows.iter()
            .map(|row| {
                let kind = row.text("kind")?;
                let undone = row.bytes("undone_by")?.is_some();
                Ok(EditRow {
                    id: row.id("id")?,
                    can_undo: !undone && kind != UNDO,
                    kind,
                    reason: row.text("reason")?,
                    done_at: Instant::from_micros(row.get("done_at")?),
                    undone,
                })
            })
            .collect()
    }
}
