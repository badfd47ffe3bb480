//! Units split and merged.

use super::deed::Outcome;
use super::kept::Table;
use super::{Deed, Done, Edit, EditMark, NewEdit, Reason};
use crate::model::{Building, Head, Stage, Unit};
use crate::store::Found;
use crate::{Error, Register, Result};
use database::id_value;
use kernel::Id;
use serde::{Deserialize, Serialize};

/// Units that a split makes at most.
const MOST_PARTS: usize = 50;
/// Longest room number, characters.
const LONGEST_ROOM: usize = 40;

/// A unit that is to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewUnit {
    /// Room or door number.
    pub room: String,
    /// Floor area in square metres.
    pub area_m2: Option<f64>,
    /// What it is used for; as before where empty.
    pub use_class: String,
}

/// A unit as it stands.
pub(super) struct Standing {
    id: Id<Unit>,
    pub(super) building: Id<Building>,
    building_code: String,
    entrance: String,
    floor: Option<i32>,
    use_class: String,
}

impl Register {
    /// Splits a unit into two or more. The unit is retired; the new ones' ids are returned in order.
    pub async fn split_unit(
        &self,
        id: Id<Unit>,
        into: &[NewUnit],
        reason: &Reason,
    ) -> Result<Vec<Id<Unit>>> {
        let deed = Deed::SplitUnit { unit: id, into: into.to_vec() };
        Ok(self.by_itself(deed, reason).await?.made)
    }

    /// Merges units of one building into one. They are retired; the new one's id is returned.
    pub async fn merge_units(
        &self,
        ids: &[Id<Unit>],
        into: &NewUnit,
        reason: &Reason,
    ) -> Result<Id<Unit>> {
        let deed = Deed::MergeUnits { units: ids.to_vec(), into: into.clone() };
        let made = self.by_itself(deed, reason).await?.made;
        made.first().copied().ok_or_else(super::deed::too_few)
    }

    /// A deed of whoever runs the machine, who presses no button twice.
    pub(super) async fn by_itself(&self, deed: Deed, reason: &Reason) -> Result<Done> {
        let id = self.ids.next::<EditMark>();
        self.edit(NewEdit { id, seen: None, deed, reason: reason.clone() }).await
    }
}

impl Edit<'_> {
    pub(super) async fn split(&mut self, id: Id<Unit>, into: &[NewUnit]) -> Result<Outcome> {
        if into.len() < 2 || into.len() > MOST_PARTS {
            return Err(Error::refused(
                format!("拆分得到2至{MOST_PARTS}个单元。"),
                format!("A split makes 2 units at least and {MOST_PARTS} at most."),
            ));
        }
        let old = standing(self, id).await?;
        let mut made = Vec::new();
        for new in into {
            let next = make(self, &old, new).await?;
            self.link("split", id, next).await?;
            made.push(next);
        }
        self.keep(Table::Unit, id, &[]).await?;
        self.retire_row(Table::Unit, id).await?;
        self.recount(old.building).await?;
        let detail = serde_json::json!({ "from": id, "to": made });
        Ok(Outcome { kind: "unit.split", subject: format!("unit:{id}"), detail })
    }

    pub(super) async fn merge(&mut self, ids: &[Id<Unit>], into: &NewUnit) -> Result<Outcome> {
        let different: std::collections::BTreeSet<_> = ids.iter().collect();
        if different.len() < 2 || different.len() != ids.len() {
            return Err(super::deed::too_few());
        }
        let mut olds = Vec::new();
        for id in ids {
            olds.push(standing(self, *id).await?);
        }
        let first = &olds[0];
        if olds.iter().any(|old| old.building != first.building) {
            return Err(Error::refused(
                "只能合并同一楼栋的单元。",
                "Only units of one building can be merged.",
            ));
        }
        let made = make(self, first, into).await?;
        for old in &olds {
            self.link("merge", old.id, made).await?;
            self.keep(Table::Unit, old.id, &[]).await?;
            self.retire_row(Table::Unit, old.id).await?;
        }
        self.recount(first.building).await?;
        let detail = serde_json::json!({ "from": ids, "to": made });
        Ok(Outcome { kind: "unit.merge", subject: format!("unit:{made}"), detail })
    }

    /// Counts a building's units anew.
    pub(super) async fn recount(&mut self, building: Id<Building>) -> Result<()> {
        let sql = "UPDATE building SET version = ?2, (unit_count, dwelling_count) =
                (SELECT COUNT(*), COALESCE(SUM(CASE WHEN u.use_class = 'dwelling' THEN 1 ELSE 0 END), 0)
                 FROM unit u WHERE u.building_id = ?1 AND u.stage <> 'retired') WHERE id = ?1";
        let values = [id_value(building), self.version.into()];
        self.unit.execute("count a building's units", sql, values).await?;
        Ok(())
    }
}

pub(super) async fn standing(edit: &Edit<'_>, id: Id<Unit>) -> Result<Standing> {
    let sql = "SELECT u.stage AS stage, u.building_id AS building_id, b.code AS building_code, u.entrance AS entrance,
            u.floor AS floor, u.use_class AS use_class
        FROM unit u JOIN building b ON b.id = u.building_id WHERE u.id = ?1";
    let row: Option<Found> = edit.one("read a unit", sql, [id_value(id)]).await?;
    let row = row.ok_or_else(|| Error::Missing { entity: "unit", id: id.to_string() })?;
    if row.text("stage")? == Stage::Retired.word() {
        return Err(Error::refused(
            "该单元已注销，不能再变更。",
            "The unit is retired and cannot change any more.",
        ));
    }
    Ok(Standing {
        id,
        building: row.id("building_id")?,
        building_code: row.text("building_code")?,
        entrance: row.text("entrance")?,
        floor: row.get("floor")?,
        use_class: row.text("use_class")?,
    })
}

async fn make(edit: &mut Edit<'_>, like: &Standing, new: &NewUnit) -> Result<Id<Unit>> {
    if new.room.trim().is_empty() || new.room.chars().count() > LONGEST_ROOM {
        return Err(Error::refused("新单元需要房号。", "A new unit needs a room number."));
    }
    let is_area = new.area_m2.is_none_or(|area| area.is_finite() && area >= 0.0);
    if !is_area || new.use_class.chars().count() > LONGEST_ROOM {
        return Err(Error::refused(
            "面积不能为负，用途不超过40个字。",
            "An area is not below nothing, and a use has 40 characters at most.",
        ));
    }
    let code = edit.unit_code(&like.building_code).await?;
    let id = edit.register.ids.next::<Unit>();
    let unit = Unit {
        head: Head { valid_from: Some(edit.today.clone()), ..Head::current(code.clone()) },
        code,
        building: like.building,
        entrance: like.entrance.clone(),
        floor: like.floor,
        room: new.room.trim().to_owned(),
        use_class: if new.use_class.is_empty() {
            like.use_class.clone()
        } else {
            new.use_class.clone()
        },
        area_m2: new.area_m2,
    };
    edit.insert(id, &unit).await?;
    Ok(id)
}
