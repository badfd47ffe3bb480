//! What a deed would come to, before it is done.

use super::kept::{Kept, Table};
use super::{Deed, EditId, NewUnit};
use crate::model::{Building, Unit};
use crate::store::{Found, fetch, one};
use crate::{Error, Register, Result};
use database::id_value;
use kernel::{AreaPath, Id};

/// A unit by its code and room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRef {
    /// Its id.
    pub id: Id<Unit>,
    /// Its code.
    pub code: String,
    /// Its room number.
    pub room: String,
}

/// What follows from a deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follows {
    /// The building.
    pub building: Id<Building>,
    /// Its area.
    pub area: AreaPath,
    /// How it stands: goes with the deed, so that it is done to what was seen.
    pub seen: i64,
    /// Units that would be retired.
    pub retires: Vec<UnitRef>,
    /// Units that would be again.
    pub restores: Vec<UnitRef>,
    /// Other names of what would be retired: they stay with it, and lead there no more.
    pub aliases: Vec<String>,
    /// Room numbers that another unit of the building has already.
    pub taken: Vec<String>,
}

impl Register {
    /// Looks at what a deed would come to. Nothing is written.
    pub async fn follows(&self, deed: &Deed) -> Result<Follows> {
        let (building, area) = self.place_of(deed).await?;
        let seen = self.stands(building).await?;
        let rooms = self.rooms(building).await?;
        let stand = |id: &Id<Unit>| {
            let room = rooms.iter().find(|room| room.id == *id);
            room.map(|room| UnitRef {
                id: room.id,
                code: room.code.clone(),
                room: room.room.clone(),
            })
        };
        let mut restores = Vec::new();
        let retires: Vec<UnitRef> = match deed {
            Deed::SplitUnit { unit, .. } | Deed::RetireUnit { unit } => {
                stand(unit).into_iter().collect()
            }
            Deed::MergeUnits { units, .. } => units.iter().filter_map(stand).collect(),
            Deed::RetireBuilding { .. } => {
                rooms.iter().filter_map(|room| stand(&room.id)).collect()
            }
            Deed::Undo { edit } => {
                let kept = self.kept_of(*edit).await?;
                let former = kept.former.iter().filter(|former| former.table == Table::Unit);
                for former in former {
                    restores.extend(self.unit_ref(Id::from_bytes(former.id.to_bytes())).await?);
                }
                kept.units().iter().filter_map(stand).collect()
            }
            Deed::RenumberUnit { .. }
            | Deed::RenumberBuilding { .. }
            | Deed::NameBuilding { .. }
            | Deed::AddAlias { .. }
            | Deed::CorrectAlias { .. }
            | Deed::WithdrawAlias { .. } => Vec::new(),
        };
        // A unit that only changes its number is not said to be restored.
        restores.retain(|unit| !rooms.iter().any(|room| room.id == unit.id));
        let mut aliases = Vec::new();
        for unit in &retires {
            aliases.extend(self.aliases_of(&unit.id.to_bytes()).await?.into_iter().map(|a| a.text));
        }
        if matches!(deed, Deed::RetireBuilding { .. }) {
            let of_house = self.aliases_of(&building.to_bytes()).await?;
            aliases.extend(of_house.into_iter().map(|alias| alias.text));
        }
        let others = rooms.iter().filter(|room| !retires.iter().any(|unit| unit.id == room.id));
        let others: Vec<&str> = others.map(|room| room.room.as_str()).collect();
        let new = numbers(deed);
        let twice = |at: usize, room: &String| new[..at].contains(room);
        let taken = new.iter().enumerate();
        let taken = taken.filter(|(at, room)| others.contains(&room.as_str()) || twice(*at, room));
        let taken = taken.map(|(_, room)| room.clone()).collect();
        Ok(Follows { building, area, seen, retires, restores, aliases, taken })
    }

    async fn kept_of(&self, edit: EditId) -> Result<Kept> {
        let sql = "SELECT kept FROM register_edit WHERE id = ?1";
        let row = one(&self.database, "read an edit", sql, [id_value(edit)]).await?;
        let row = row.ok_or_else(|| Error::Missing { entity: "edit", id: edit.to_string() })?;
        Ok(serde_json::from_str(&row.text("kept")?).unwrap_or_default())
    }

    async fn unit_ref(&self, id: Id<Unit>) -> Result<Option<UnitRef>> {
        let sql = "SELECT id, code, room FROM unit WHERE id = ?1";
        let rows = fetch(&self.database, "read a unit", sql, [id_value(id)]).await?;
        let shape = |row: &Found| -> Result<UnitRef> {
            Ok(UnitRef { id: row.id("id")?, code: row.text("code")?, room: row.text("room")? })
        };
        rows.first().map(shape).transpose()
    }
}

/// The room numbers that a deed gives.
fn numbers(deed: &Deed) -> Vec<String> {
    let of = |unit: &NewUnit| unit.room.trim().to_owned();
    match deed {
        Deed::SplitUnit { into, .. } => into.iter().map(of).collect(),
        Deed::MergeUnits { into, .. } => vec![of(into)],
        Deed::RenumberUnit { room, .. } => vec![room.trim().to_owned()],
        _ => Vec::new(),
    }
}
