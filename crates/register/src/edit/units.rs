//! Units split and merged.

use super::{Edit, Reason};
use crate::model::{Building, Head, Stage, Unit};
use crate::store::Found;
use crate::{Error, Register, Result};
use database::id_value;
use kernel::Id;

/// A unit that is to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewUnit {
    /// Room or door number.
    pub room: String,
    /// Floor area in square metres.
    pub area_m2: Option<f64>,
    /// What it is used for; as before where empty.
    pub use_class: String,
}

/// A unit as it stands.
struct Standing {
    id: Id<Unit>,
    building: Id<Building>,
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
        if into.len() < 2 {
            return Err(Error::refused(
                "拆分至少得到两个单元。",
                "A split makes two units at least.",
            ));
        }
        let mut edit = Edit::begin(self).await?;
        let old = standing(&edit, id).await?;
        let mut made = Vec::new();
        for new in into {
            let next = make(&mut edit, &old, new).await?;
            edit.link("split", id, next).await?;
            made.push(next);
        }
        retire(&mut edit, id).await?;
        recount(&mut edit, old.building).await?;
        let detail = serde_json::json!({ "from": id, "to": made });
        edit.finish("unit.split", format!("unit:{id}"), reason, detail).await?;
        Ok(made)
    }

    /// Merges units of one building into one. They are retired; the new one's id is returned.
    pub async fn merge_units(
        &self,
        ids: &[Id<Unit>],
        into: &NewUnit,
        reason: &Reason,
    ) -> Result<Id<Unit>> {
        let different: std::collections::BTreeSet<_> = ids.iter().collect();
        if different.len() < 2 || different.len() != ids.len() {
            return Err(Error::refused(
                "合并需要至少两个不同的单元。",
                "A merge takes two different units at least.",
            ));
        }
        let mut edit = Edit::begin(self).await?;
        let mut olds = Vec::new();
        for id in ids {
            olds.push(standing(&edit, *id).await?);
        }
        let first = &olds[0];
        if olds.iter().any(|old| old.building != first.building) {
            return Err(Error::refused(
                "只能合并同一楼栋的单元。",
                "Only units of one building can be merged.",
            ));
        }
        let made = make(&mut edit, first, into).await?;
        for old in &olds {
            edit.link("merge", old.id, made).await?;
            retire(&mut edit, old.id).await?;
        }
        recount(&mut edit, first.building).await?;
        let detail = serde_json::json!({ "from": ids, "to": made });
        edit.finish("unit.merge", format!("unit:{made}"), reason, detail).await?;
        Ok(made)
    }
}

async fn standing(edit: &Edit<'_>, id: Id<Unit>) -> Result<Standing> {
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
    if new.room.trim().is_empty() {
        return Err(Error::refused("新单元需要房号。", "A new unit needs a room number."));
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

async fn retire(edit: &mut Edit<'_>, id: Id<Unit>) -> Result<()> {
    let values = [id_value(id), edit.today.clone().into(), edit.version.into()];
    let sql = "UPDATE unit SET stage = 'retired', valid_to = ?2, version = ?3 WHERE id = ?1";
    edit.unit.execute("retire a unit", sql, values).await?;
    Ok(())
}

async fn recount(edit: &mut Edit<'_>, building: Id<Building>) -> Result<()> {
    let sql = "UPDATE building SET version = ?2, (unit_count, dwelling_count) =
            (SELECT COUNT(*), COALESCE(SUM(CASE WHEN u.use_class = 'dwelling' THEN 1 ELSE 0 END), 0)
             FROM unit u WHERE u.building_id = ?1 AND u.stage <> 'retired') WHERE id = ?1";
    edit.unit
        .execute("count a building's units", sql, [id_value(building), edit.version.into()])
        .await?;
    Ok(())
}
