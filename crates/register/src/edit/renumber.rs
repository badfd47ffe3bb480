//! New numbers: the thing stays the same, the old number becomes an alias.

use super::deed::Outcome;
use super::kept::Table;
use super::{Deed, Edit, Reason};
use crate::model::{Alias, AliasKind, Building, Head, Name, Target, Thoroughfare, Unit};
use crate::{Error, Register, Result};
use database::id_value;
use kernel::Id;

/// Longest number, characters.
const LONGEST: usize = 40;

impl Register {
    /// Gives a unit another room number. Its id and code stay; the old number becomes an alias.
    pub async fn renumber_unit(&self, id: Id<Unit>, room: &str, reason: &Reason) -> Result<()> {
        let deed = Deed::RenumberUnit { unit: id, room: room.to_owned() };
        self.by_itself(deed, reason).await.map(|_| ())
    }

    /// Gives a building another number on its road. Its id and code stay; the old number becomes an alias.
    pub async fn renumber_building(
        &self,
        id: Id<Building>,
        number: &str,
        reason: &Reason,
    ) -> Result<()> {
        let deed = Deed::RenumberBuilding { building: id, number: number.to_owned() };
        self.by_itself(deed, reason).await.map(|_| ())
    }
}

impl Edit<'_> {
    pub(super) async fn renumber_room(&mut self, id: Id<Unit>, room: &str) -> Result<Outcome> {
        let sql = "SELECT room AS old FROM unit WHERE id = ?1 AND stage <> 'retired'";
        let row = self.one("read a unit", sql, [id_value(id)]).await?;
        let old = row
            .ok_or_else(|| Error::Missing { entity: "unit", id: id.to_string() })?
            .text("old")?;
        check(&old, room)?;
        self.keep(Table::Unit, id, &["room"]).await?;
        former(self, Target::Unit(id), None, &old).await?;
        let values = [id_value(id), room.trim().into(), self.version.into()];
        let update = "UPDATE unit SET room = ?2, version = ?3 WHERE id = ?1";
        self.unit.execute("renumber a unit", update, values).await?;
        let detail = serde_json::json!({ "from": old, "to": room.trim() });
        Ok(Outcome { kind: "unit.renumber", subject: format!("unit:{id}"), detail })
    }

    pub(super) async fn renumber_house(
        &mut self,
        id: Id<Building>,
        number: &str,
    ) -> Result<Outcome> {
        let sql = "SELECT road_number AS old, thoroughfare_id FROM building WHERE id = ?1 AND stage <> 'retired'";
        let row = self.one("read a building", sql, [id_value(id)]).await?;
        let row = row.ok_or_else(|| Error::Missing { entity: "building", id: id.to_string() })?;
        let (old, road) = (row.text("old")?, row.optional_id::<Thoroughfare>("thoroughfare_id")?);
        check(&old, number)?;
        self.keep(Table::Building, id, &["road_number"]).await?;
        former(self, Target::Building(id), road, &old).await?;
        let values = [id_value(id), number.trim().into(), self.version.into()];
        let update = "UPDATE building SET road_number = ?2, version = ?3 WHERE id = ?1";
        self.unit.execute("renumber a building", update, values).await?;
        let detail = serde_json::json!({ "from": old, "to": number.trim() });
        Ok(Outcome { kind: "building.renumber", subject: format!("building:{id}"), detail })
    }
}

fn check(old: &str, new: &str) -> Result<()> {
    if new.trim().is_empty() || new.trim() == old || new.chars().count() > LONGEST {
        return Err(Error::refused(
            "新号码不能为空，也不能与原号码相同。",
            "The new number must differ from the old and not be empty.",
        ));
    }
    Ok(())
}

/// The old number as an alias.
async fn former(
    edit: &mut Edit<'_>,
    target: Target,
    road: Option<Id<Thoroughfare>>,
    old: &str,
) -> Result<()> {
    if old.is_empty() {
        return Ok(());
    }
    let id = edit.register.ids.next::<Alias>();
    let alias = Alias {
        head: Head { valid_to: Some(edit.today.clone()), ..Head::current(format!("former:{id}")) },
        target,
        kind: AliasKind::FormerNumber,
        text: Name::of(old),
        thoroughfare: road,
        road_number: old.to_owned(),
    };
    edit.insert(id, &alias).await
}
