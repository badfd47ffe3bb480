//! What was done to a building, the last first.

use super::EditId;
use super::undo::UNDO;
use crate::model::{Building, Name};
use crate::store::{fetch, one};
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

/// What a building is called on its own, as it is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its name.
    pub name: Name,
    /// Its number on its road.
    pub number: String,
}

impl Register {
    /// What a building is called on its own.
    pub async fn own_names(&self, building: Id<Building>) -> Result<Option<Own>> {
        let sql = "SELECT name_zh, name_en, road_number FROM building WHERE id = ?1";
        let found =
            one(&self.database, "read a building's names", sql, [id_value(building)]).await?;
        let Some(row) = found else { return Ok(None) };
        let name = Name { zh: row.text("name_zh")?, en: row.text("name_en")? };
        Ok(Some(Own { name, number: row.text("road_number")? }))
    }

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
