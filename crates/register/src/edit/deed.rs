//! What an officer does to a building or its units, once, by whoever saw how it stands.

use super::kept::Table;
use super::names::Called;
use super::{Edit, NewUnit, Reason};
use crate::model::{Alias, AliasKind, Building, Unit};
use crate::store::one;
use crate::{Error, Register, Result};
use database::id_value;
use kernel::{AreaPath, Entity, Id};
use serde::{Deserialize, Serialize};

/// Marks the ids of edits.
#[derive(Debug)]
pub struct EditMark;

impl Entity for EditMark {
    const NAME: &'static str = "edit";
}

/// The id of an edit, made by whoever does it: sent twice, it is done once.
pub type EditId = Id<EditMark>;

/// Longest reason, characters.
const LONGEST_REASON: usize = 1_000;

/// What is done. Everything is of one building.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
pub enum Deed {
    /// A unit becomes several.
    SplitUnit {
        /// The unit.
        unit: Id<Unit>,
        /// What it becomes, two at least.
        into: Vec<NewUnit>,
    },
    /// Units become one.
    MergeUnits {
        /// The units, two at least.
        units: Vec<Id<Unit>>,
        /// What they become.
        into: NewUnit,
    },
    /// A unit gets another room number; the old one becomes an alias.
    RenumberUnit {
        /// The unit.
        unit: Id<Unit>,
        /// The new number.
        room: String,
    },
    /// A building gets another number on its road; the old one becomes an alias.
    RenumberBuilding {
        /// The building.
        building: Id<Building>,
        /// The new number.
        number: String,
    },
    /// A building gets another name of its own, or none.
    NameBuilding {
        /// The building.
        building: Id<Building>,
        /// The Chinese name.
        #[serde(default)]
        zh: String,
        /// The English name.
        #[serde(default)]
        en: String,
        /// Whether the former name was right and stays as an alias.
        former: bool,
    },
    /// A unit is no more.
    RetireUnit {
        /// The unit.
        unit: Id<Unit>,
    },
    /// A building is no more, with its units.
    RetireBuilding {
        /// The building.
        building: Id<Building>,
    },
    /// A building, or a unit of it, gets another name beside its own.
    AddAlias {
        /// The building.
        building: Id<Building>,
        /// The unit, where the name is of one.
        #[serde(default)]
        unit: Option<Id<Unit>>,
        /// What sort of name.
        kind: AliasKind,
        /// The name.
        text: String,
    },
    /// An alias was written wrongly: it is withdrawn, and stands anew as it is right.
    CorrectAlias {
        /// The alias.
        alias: Id<Alias>,
        /// The name as it is right.
        text: String,
    },
    /// An alias is withdrawn.
    WithdrawAlias {
        /// The alias.
        alias: Id<Alias>,
    },
    /// An edit is undone.
    Undo {
        /// The edit.
        edit: EditId,
    },
}

/// An edit to be done.
#[derive(Clone, Debug)]
pub struct NewEdit {
    /// Its id: sent twice, it is done once.
    pub id: EditId,
    /// How the building stood that was seen ([`Register::stands`]); none for the installation itself.
    pub seen: Option<i64>,
    /// What is done.
    pub deed: Deed,
    /// By whom, and why.
    pub reason: Reason,
}

/// An edit that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The version of the register that it made.
    pub version: i64,
    /// The building.
    pub building: Id<Building>,
    /// The units that it made.
    pub made: Vec<Id<Unit>>,
}

/// What a deed came to, before it is recorded.
pub(super) struct Outcome {
    /// Its kind in the feed.
    pub(super) kind: &'static str,
    /// To what, as `kind:id`.
    pub(super) subject: String,
    pub(super) detail: serde_json::Value,
}

impl Register {
    /// Does a deed: durable when this returns, and the same again where it was done under this id already.
    pub async fn edit(&self, new: NewEdit) -> Result<Done> {
        let reason = reasoned(&new.reason)?;
        let asked = serde_json::to_string(&new.deed).unwrap_or_default();
        let mut edit = Edit::begin(self).await?;
        if let Some(done) = edit.done_already(new.id, &asked).await? {
            return Ok(done);
        }
        let building = edit.building_of(&new.deed).await?;
        if let Some(seen) = new.seen {
            let row = edit.one("see how it stands", STANDS, [id_value(building)]).await?;
            if row.map_or(Ok(0), |row| row.get::<i64>("stands"))? != seen {
                return Err(Error::refused(
                    "该楼栋刚刚被其他人修改。请刷新后再决定。",
                    "Somebody else has just changed this building. Look at it again, then decide.",
                ));
            }
        }
        let Outcome { kind, subject, detail } = edit.perform(&new.deed, new.id).await?;
        edit.keep_left().await?;
        let made = edit.kept.units();
        let done = Done { version: edit.version, building, made };
        let values = [
            id_value(new.id),
            id_value(building),
            kind.into(),
            asked.into(),
            edit.version.into(),
            reason.account.map(|account| account.to_vec()).into(),
            reason.text.clone().into(),
            serde_json::to_string(&edit.kept).unwrap_or_default().into(),
            self.clock.now().micros().into(),
        ];
        let sql = "INSERT INTO register_edit
            (id, building_id, kind, asked, version, account_id, reason, kept, done_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        edit.unit.execute("record an edit", sql, values).await?;
        edit.finish(kind, subject, &reason, detail).await?;
        Ok(done)
    }

    /// The building that a deed is about, and its area: for whoever asks who may do it.
    pub async fn place_of(&self, deed: &Deed) -> Result<(Id<Building>, AreaPath)> {
        let (sql, id, entity, shown) = lookup(deed)?;
        let row = one(&self.database, "find the building of a deed", sql, [id]).await?;
        let row = row.ok_or(Error::Missing { entity, id: shown })?;
        Ok((row.id("id")?, row.text("area_path")?.parse().unwrap_or_default()))
    }

    /// How a building stands: a number that grows with every change of it, its units and their aliases.
    pub async fn stands(&self, building: Id<Building>) -> Result<i64> {
        let row = one(&self.database, "see how it stands", STANDS, [id_value(building)]).await?;
        row.map_or(Ok(0), |row| row.get("stands"))
    }
}

/// The last version of a building, its units, and the aliases of both.
const STANDS: &str = "SELECT COALESCE(MAX(v), 0) AS stands FROM (
    SELECT version AS v FROM building WHERE id = ?1
    UNION ALL SELECT version AS v FROM unit WHERE building_id = ?1
    UNION ALL SELECT version AS v FROM alias WHERE target_id = ?1
    UNION ALL SELECT a.version AS v FROM alias a JOIN unit u ON u.id = a.target_id WHERE u.building_id = ?1
) AS rows_of_it";

/// How the building of a deed is found: the query, its value, and what it is called where there is none.
fn lookup(deed: &Deed) -> Result<(&'static str, sea_orm::Value, &'static str, String)> {
    const BUILDING: &str = "SELECT id, area_path FROM building WHERE id = ?1";
    const UNIT: &str = "SELECT b.id AS id, b.area_path AS area_path FROM unit u
        JOIN building b ON b.id = u.building_id WHERE u.id = ?1";
    const ALIAS: &str = "SELECT b.id AS id, b.area_path AS area_path FROM alias a
        JOIN building b ON b.id =
            COALESCE((SELECT u.building_id FROM unit u WHERE u.id = a.target_id), a.target_id)
        WHERE a.id = ?1";
    const EDIT: &str = "SELECT b.id AS id, b.area_path AS area_path FROM register_edit e
        JOIN building b ON b.id = e.building_id WHERE e.id = ?1";
    Ok(match deed {
        Deed::SplitUnit { unit, .. }
        | Deed::RenumberUnit { unit, .. }
        | Deed::RetireUnit { unit } => (UNIT, id_value(*unit), "unit", unit.to_string()),
        Deed::MergeUnits { units, .. } => {
            let first = units.first().ok_or_else(too_few)?;
            (UNIT, id_value(*first), "unit", first.to_string())
        }
        Deed::RenumberBuilding { building, .. }
        | Deed::NameBuilding { building, .. }
        | Deed::RetireBuilding { building }
        | Deed::AddAlias { building, .. } => {
            (BUILDING, id_value(*building), "building", building.to_string())
        }
        Deed::CorrectAlias { alias, .. } | Deed::WithdrawAlias { alias } => {
            (ALIAS, id_value(*alias), "alias", alias.to_string())
        }
        Deed::Undo { edit } => (EDIT, id_value(*edit), "edit", edit.to_string()),
    })
}

pub(super) fn too_few() -> Error {
    Error::refused("合并需要至少两个不同的单元。", "A merge takes two different units at least.")
}

/// The reason as it is kept; refused where there is none.
fn reasoned(reason: &Reason) -> Result<Reason> {
    let text: String = reason.text.trim().chars().take(LONGEST_REASON).collect();
    if text.is_empty() {
        return Err(Error::input("请写明原因。", "Say why."));
    }
    Ok(Reason { account: reason.account, text })
}

impl Edit<'_> {
    /// What was done under this id; refused where that was something else.
    async fn done_already(&self, id: EditId, asked: &str) -> Result<Option<Done>> {
        let sql = "SELECT building_id, asked, version, kept FROM register_edit WHERE id = ?1";
        let Some(row) = self.one("look for the edit", sql, [id_value(id)]).await? else {
            return Ok(None);
        };
        if row.text("asked")? != asked {
            return Err(Error::refused(
                "这个操作编号已用于另一操作。",
                "The id of this action was used for another.",
            ));
        }
        let kept: super::Kept = serde_json::from_str(&row.text("kept")?).unwrap_or_default();
        let (version, building) = (row.get("version")?, row.id("building_id")?);
        Ok(Some(Done { version, building, made: kept.units() }))
    }

    async fn building_of(&self, deed: &Deed) -> Result<Id<Building>> {
        let (sql, id, entity, shown) = lookup(deed)?;
        let row = self.one("find the building of a deed", sql, [id]).await?;
        row.ok_or(Error::Missing { entity, id: shown })?.id("id")
    }

    async fn perform(&mut self, deed: &Deed, id: EditId) -> Result<Outcome> {
        match deed {
            Deed::SplitUnit { unit, into } => self.split(*unit, into).await,
            Deed::MergeUnits { units, into } => self.merge(units, into).await,
            Deed::RenumberUnit { unit, room } => self.renumber_room(*unit, room).await,
            Deed::RenumberBuilding { building, number } => {
                self.renumber_house(*building, number).await
            }
            Deed::NameBuilding { building, zh, en, former } => {
                self.name_building(*building, zh, en, *former).await
            }
            Deed::RetireUnit { unit } => self.retire_unit(*unit).await,
            Deed::RetireBuilding { building } => self.retire_building(*building).await,
            Deed::AddAlias { building, unit, kind, text } => {
                self.add_alias(&Called { building: *building, unit: *unit, kind: *kind }, text)
                    .await
            }
            Deed::CorrectAlias { alias, text } => self.correct_alias(*alias, text).await,
            Deed::WithdrawAlias { alias } => self.withdraw_alias(*alias).await,
            Deed::Undo { edit } => self.undo(*edit, id).await,
        }
    }
}

impl super::Kept {
    /// The units among what was made.
    pub(super) fn units(&self) -> Vec<Id<Unit>> {
        let units = self.made.iter().filter(|row| row.table == Table::Unit);
        units.map(|row| Id::from_bytes(row.id.to_bytes())).collect()
    }
}
