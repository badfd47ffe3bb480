//! Names: a building's own, and what it and its units are called besides.

use super::Edit;
use super::deed::Outcome;
use super::kept::Table;
use crate::model::{Alias, AliasKind, Building, Head, Name, Target, Thoroughfare, Unit};
use crate::{Error, Result};
use database::id_value;
use kernel::Id;

/// Longest name, characters.
const LONGEST: usize = 200;

/// What gets another name, and of what sort.
pub(super) struct Called {
    pub(super) building: Id<Building>,
    pub(super) unit: Option<Id<Unit>>,
    pub(super) kind: AliasKind,
}

/// An alias that stands.
struct Standing {
    target: Target,
    kind: AliasKind,
    /// Until when it was right.
    ended: Option<String>,
    /// The road, where the alias says no more than a number on one.
    road: Option<Id<Thoroughfare>>,
}

impl Edit<'_> {
    pub(super) async fn name_building(
        &mut self,
        id: Id<Building>,
        zh: &str,
        en: &str,
        former: bool,
    ) -> Result<Outcome> {
        let sql = "SELECT name_zh, name_en FROM building WHERE id = ?1 AND stage <> 'retired'";
        let row = self.one("read a building", sql, [id_value(id)]).await?;
        let row = row.ok_or_else(|| Error::Missing { entity: "building", id: id.to_string() })?;
        let old = Name { zh: row.text("name_zh")?, en: row.text("name_en")? };
        let new = Name { zh: zh.trim().to_owned(), en: en.trim().to_owned() };
        if new == old || too_long(&new.zh) || too_long(&new.en) {
            return Err(Error::refused(
                "新名称须与原名称不同，且不超过200个字。",
                "The new name must differ from the old and have 200 characters at most.",
            ));
        }
        self.keep(Table::Building, id, &["name_zh", "name_en", "initials"]).await?;
        if former && !old.is_empty() {
            let today = self.today.clone();
            let of = Standing {
                target: Target::Building(id),
                kind: AliasKind::OldName,
                ended: Some(today),
                road: None,
            };
            self.call(of, old.clone()).await?;
        }
        let values = [
            id_value(id),
            new.zh.clone().into(),
            new.en.clone().into(),
            new.initials().into(),
            self.version.into(),
        ];
        let update = "UPDATE building SET name_zh = ?2, name_en = ?3, initials = ?4, version = ?5
            WHERE id = ?1";
        self.unit.execute("name a building", update, values).await?;
        let detail = serde_json::json!({ "from": old.shown(), "to": new.shown() });
        Ok(Outcome { kind: "building.name", subject: format!("building:{id}"), detail })
    }

    pub(super) async fn add_alias(&mut self, called: &Called, text: &str) -> Result<Outcome> {
        let target = match called.unit {
            None => {
                let sql = "SELECT id FROM building WHERE id = ?1 AND stage <> 'retired'";
                let found = self.one("read a building", sql, [id_value(called.building)]).await?;
                found.map(|_| Target::Building(called.building)).ok_or_else(|| Error::Missing {
                    entity: "building",
                    id: called.building.to_string(),
                })?
            }
            Some(unit) => {
                let sql = "SELECT id FROM unit
                    WHERE id = ?1 AND building_id = ?2 AND stage <> 'retired'";
                let values = [id_value(unit), id_value(called.building)];
                let found = self.one("read a unit", sql, values).await?;
                let missing = || Error::Missing { entity: "unit", id: unit.to_string() };
                found.map(|_| Target::Unit(unit)).ok_or_else(missing)?
            }
        };
        let name = named(text)?;
        let ended = called.kind.is_historical().then(|| self.today.clone());
        let of = Standing { target, kind: called.kind, ended, road: None };
        let id = self.call(of, name).await?;
        let detail = serde_json::json!({ "alias": id, "kind": called.kind.word() });
        Ok(Outcome { kind: "alias.add", subject: subject(target), detail })
    }

    pub(super) async fn correct_alias(&mut self, id: Id<Alias>, text: &str) -> Result<Outcome> {
        let old = self.standing_alias(id).await?;
        let target = old.target;
        let name = named(text)?;
        self.keep(Table::Alias, id, &[]).await?;
        self.retire_row(Table::Alias, id).await?;
        let next = self.call(old, name).await?;
        let detail = serde_json::json!({ "from": id, "to": next });
        Ok(Outcome { kind: "alias.correct", subject: subject(target), detail })
    }

    pub(super) async fn withdraw_alias(&mut self, id: Id<Alias>) -> Result<Outcome> {
        let target = self.standing_alias(id).await?.target;
        self.keep(Table::Alias, id, &[]).await?;
        self.retire_row(Table::Alias, id).await?;
        let detail = serde_json::json!({ "alias": id });
        Ok(Outcome { kind: "alias.withdraw", subject: subject(target), detail })
    }

    /// An alias of a building or a unit that stands.
    async fn standing_alias(&self, id: Id<Alias>) -> Result<Standing> {
        let sql = "SELECT target_kind, target_id, kind, valid_to, text_zh, text_en, thoroughfare_id, road_number
            FROM alias WHERE id = ?1 AND stage <> 'retired' AND target_kind IN ('building', 'unit')";
        let row = self.one("read an alias", sql, [id_value(id)]).await?;
        let row = row.ok_or_else(|| Error::Missing { entity: "alias", id: id.to_string() })?;
        let target = if row.text("target_kind")? == "unit" {
            Target::Unit(row.id("target_id")?)
        } else {
            Target::Building(row.id("target_id")?)
        };
        let kind = AliasKind::from_word(&row.text("kind")?).unwrap_or(AliasKind::Nickname);
        let number = row.text("road_number")?;
        let said = [row.text("text_zh")?, row.text("text_en")?];
        let is_number = !number.is_empty() && said.contains(&number);
        let road = row.optional_id::<Thoroughfare>("thoroughfare_id")?.filter(|_| is_number);
        Ok(Standing { target, kind, ended: row.get("valid_to")?, road })
    }

    /// Writes an alias, unless the place is called so already.
    async fn call(&mut self, of: Standing, text: Name) -> Result<Id<Alias>> {
        let Standing { target, kind, ended, road } = of;
        let sql = "SELECT id FROM alias WHERE target_id = ?1 AND stage <> 'retired'
            AND kind = ?2 AND text_zh = ?3 AND text_en = ?4";
        let called = match target {
            Target::Unit(id) => id_value(id),
            Target::Building(id) => id_value(id),
            Target::Area(id) => id_value(id),
            Target::Thoroughfare(id) => id_value(id),
            Target::Estate(id) => id_value(id),
        };
        let values = [called, kind.word().into(), text.zh.clone().into(), text.en.clone().into()];
        if self.one("look for the alias", sql, values).await?.is_some() {
            return Err(Error::refused("已有这个别名。", "It is called so already."));
        }
        let id = self.register.ids.next::<Alias>();
        let from = ended.is_none().then(|| self.today.clone());
        let head =
            Head { valid_from: from, valid_to: ended, ..Head::current(format!("edit:{id}")) };
        let road_number = if road.is_some() { text.shown().to_owned() } else { String::new() };
        let alias = Alias { head, target, kind, text, thoroughfare: road, road_number };
        self.insert(id, &alias).await?;
        Ok(id)
    }
}

fn subject(target: Target) -> String {
    match target {
        Target::Unit(id) => format!("unit:{id}"),
        Target::Building(id) => format!("building:{id}"),
        Target::Area(id) => format!("area:{id}"),
        Target::Thoroughfare(id) => format!("thoroughfare:{id}"),
        Target::Estate(id) => format!("estate:{id}"),
    }
}

fn named(text: &str) -> Result<Name> {
    let name = Name::of(text);
    if name.is_empty() || too_long(text) {
        return Err(Error::refused(
            "名称不能为空，也不能超过200个字。",
            "A name must not be empty, nor longer than 200 characters.",
        ));
    }
    Ok(name)
}

fn too_long(text: &str) -> bool {
    text.chars().count() > LONGEST
}
