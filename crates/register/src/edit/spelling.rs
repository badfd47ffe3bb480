//! What the wash learns: a spelling that a person said is this building's, as
//! an alias with its source; and a wrong one withdrawn.

use super::{Edit, Reason};
use crate::model::{Alias, AliasKind, Building, Head, Name, Target};
use crate::store::{Found, fetch};
use crate::wash::{place_parts, profile};
use crate::{Error, Register, Result};
use address::Profile;
use database::id_value;
use kernel::Id;
use sea_orm::Value;
use serde::Serialize;
use std::collections::HashMap;

/// A spelling that was learned and stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Learned {
    /// The alias.
    pub id: String,
    /// As it is written, down to the building.
    pub text: String,
    /// The building's code.
    pub code: String,
}

/// A spelling with who told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sourced {
    /// The spelling.
    #[serde(flatten)]
    pub learned: Learned,
    /// Where it was learned, in the words of whoever took it in.
    pub source: String,
    /// Since when it stands, ISO.
    pub since: Option<String>,
}

/// How the keys of learned aliases begin.
const LEARNED: &str = "learned:";
/// Longest line that something is learned from, in characters: as long as one that is washed.
const LONGEST: usize = 1_000;

impl Register {
    /// Learns that an address written so is the building of `code` (or of the
    /// unit of that code). What the line says below the building is left out:
    /// the spelling serves every unit. The wash index knows it once it is
    /// brought up to date.
    pub async fn learn_spelling(
        &self,
        written: &str,
        code: &str,
        reason: &Reason,
    ) -> Result<Learned> {
        let sql = "SELECT b.id, b.code FROM building b WHERE b.stage <> 'retired' AND (b.code = ?1
            OR b.id IN (SELECT u.building_id FROM unit u WHERE u.code = ?1 AND u.stage <> 'retired'))";
        self.learn(written, sql, code.into(), code, reason).await
    }

    /// The same, of the building of this id and no other.
    pub async fn learn_spelling_of(
        &self,
        written: &str,
        building: Id<Building>,
        reason: &Reason,
    ) -> Result<Learned> {
        let sql = "SELECT b.id, b.code FROM building b WHERE b.stage <> 'retired' AND b.id = ?1";
        self.learn(written, sql, id_value(building), &building.to_string(), reason).await
    }

    /// Learns it of the building that `sql` finds by `key`, which is `called` so.
    async fn learn(
        &self,
        written: &str,
        sql: &str,
        key: Value,
        called: &str,
        reason: &Reason,
    ) -> Result<Learned> {
        let text = spelled(&profile(self).await?, written)?;
        let mut edit = Edit::begin(self).await?;
        let missing = || Error::Missing { entity: "building", id: called.to_owned() };
        let row = edit.one("find the building", sql, [key]).await?.ok_or_else(missing)?;
        let building: Id<Building> = row.optional_id("id")?.ok_or_else(missing)?;
        let code = row.text("code")?;
        let name = Name::of(&text);
        free(&edit, &name, building).await?;
        let id = edit.register.ids.next::<Alias>();
        let alias = Alias {
            head: Head {
                valid_from: Some(edit.today.clone()),
                ..Head::current(format!("{LEARNED}{id}"))
            },
            target: Target::Building(building),
            kind: AliasKind::Department,
            text: name,
            thoroughfare: None,
            road_number: String::new(),
        };
        edit.insert(id, &alias).await?;
        let detail = serde_json::json!({ "alias": id.to_string(), "text": text, "code": code });
        edit.finish("alias.learn", format!("building:{building}"), reason, detail).await?;
        Ok(Learned { id: id.to_string(), text, code })
    }

    /// Withdraws a learned spelling: it stays on record, retired from today on.
    pub async fn withdraw_spelling(&self, id: Id<Alias>, reason: &Reason) -> Result<()> {
        let mut edit = Edit::begin(self).await?;
        let sql = "SELECT text_zh, text_en FROM alias
            WHERE id = ?1 AND stage <> 'retired' AND source_key LIKE 'learned:%'";
        let row = edit.one("read an alias", sql, [id_value(id)]).await?;
        let row = row.ok_or_else(|| Error::Missing { entity: "alias", id: id.to_string() })?;
        let text = row.text("text_zh")? + &row.text("text_en")?;
        let update =
            "UPDATE alias SET stage = 'retired', valid_to = ?2, version = ?3 WHERE id = ?1";
        let values = [id_value(id), edit.today.clone().into(), edit.version.into()];
        edit.unit.execute("withdraw an alias", update, values).await?;
        let detail = serde_json::json!({ "text": text });
        edit.finish("alias.withdraw", format!("alias:{id}"), reason, detail).await
    }

    /// The building of a learned spelling that stands.
    pub async fn spelled_building(&self, id: Id<Alias>) -> Result<Option<Id<Building>>> {
        let sql = "SELECT target_id FROM alias
            WHERE id = ?1 AND stage <> 'retired' AND source_key LIKE 'learned:%'";
        let rows = fetch(&self.database, "read a learned alias", sql, [id_value(id)]).await?;
        rows.first().map_or(Ok(None), |row| row.optional_id("target_id"))
    }

    /// The spellings that were learned of a building and stand, the latest first, each with its source.
    pub async fn spellings_of(&self, building: Id<Building>) -> Result<Vec<Sourced>> {
        let sql = "SELECT a.id, a.text_zh, a.text_en, a.valid_from, b.code FROM alias a
            JOIN building b ON b.id = a.target_id
            WHERE a.target_kind = 'building' AND a.target_id = ?1
            AND a.source_key LIKE 'learned:%' AND a.stage <> 'retired' ORDER BY a.id DESC";
        let rows = fetch(&self.database, "read learned aliases", sql, [id_value(building)]).await?;
        let sql = "SELECT reason, detail FROM action WHERE subject = ?1 AND kind = 'alias.learn'";
        let subject = format!("building:{building}");
        let actions = fetch(&self.database, "read their sources", sql, [subject.into()]).await?;
        let mut sources = HashMap::new();
        for action in &actions {
            let detail: serde_json::Value =
                serde_json::from_str(&action.text("detail")?).unwrap_or_default();
            if let Some(alias) = detail["change"]["alias"].as_str() {
                sources.insert(alias.to_owned(), action.text("reason")?);
            }
        }
        rows.iter()
            .map(|row| {
                let learned = learned(row)?;
                let source = sources.remove(&learned.id).unwrap_or_default();
                Ok(Sourced { source, since: row.get("valid_from")?, learned })
            })
            .collect()
    }

    /// The spellings that were learned and stand, the latest first, at most `most`.
    pub async fn learned_spellings(&self, most: u32) -> Result<Vec<Learned>> {
        let sql = "SELECT a.id, a.text_zh, a.text_en, b.code FROM alias a
            JOIN building b ON b.id = a.target_id
            WHERE a.source_key LIKE 'learned:%' AND a.stage <> 'retired' ORDER BY a.id DESC LIMIT ?1";
        let rows =
            fetch(&self.database, "read learned aliases", sql, [i64::from(most).into()]).await?;
        rows.iter().map(learned).collect()
    }
}

/// What a line says down to the building.
fn spelled(profile: &Profile, written: &str) -> Result<String> {
    if written.chars().nth(LONGEST).is_some() {
        return Err(Error::input(
            format!("这一行超过{LONGEST}个字，请只写地址。"),
            format!("The line is longer than {LONGEST} characters: write the address alone."),
        ));
    }
    let text: String = place_parts(profile, written).into_iter().map(|(_, text)| text).collect();
    if text.is_empty() {
        return Err(Error::refused(
            "这一行没有道路、小区或地点的名称，无法学习。",
            "The line names no road, estate or place: there is nothing to learn.",
        ));
    }
    Ok(text)
}

/// Refuses a spelling that a building has.
async fn free(edit: &Edit<'_>, name: &Name, building: Id<Building>) -> Result<()> {
    let taken = "SELECT target_id FROM alias WHERE target_kind = 'building' AND stage <> 'retired'
        AND text_zh = ?1 AND text_en = ?2 LIMIT 1";
    let values = [name.zh.clone().into(), name.en.clone().into()];
    let Some(row) = edit.one("look for the spelling", taken, values).await? else { return Ok(()) };
    let own = row.optional_id::<Building>("target_id")? == Some(building);
    Err(if own {
        Error::refused("这个写法已经学过。", "This spelling is known already.")
    } else {
        Error::refused(
            "这个写法已属于另一栋楼，请先撤回原来的。",
            "This spelling is another building's: withdraw that one first.",
        )
    })
}

fn learned(row: &Found) -> Result<Learned> {
    let id = row.optional_id::<Alias>("id")?.map_or_else(String::new, |id| id.to_string());
    let text = row.text("text_zh")? + &row.text("text_en")?;
    Ok(Learned { id, text, code: row.text("code")? })
}
