//! How stood what an edit changed, so that it can be undone.

use super::Edit;
use crate::{Error, Result};
use database::id_value;
use kernel::{Entity, Id};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Marks the ids of rows of any table.
#[derive(Debug)]
pub(super) struct RowMark;

impl Entity for RowMark {
    const NAME: &'static str = "row";
}

/// A table that edits change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Table {
    Building,
    Unit,
    Alias,
}

impl Table {
    /// The one of this name.
    pub(super) fn of(name: &str) -> Option<Self> {
        [Self::Building, Self::Unit, Self::Alias].into_iter().find(|table| table.name() == name)
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Unit => "unit",
            Self::Alias => "alias",
        }
    }
}

/// Columns of text that an edit changes, besides stage and valid time.
const TEXTS: [&str; 5] = ["room", "road_number", "name_zh", "name_en", "initials"];

/// A row that an edit made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) table: Table,
    pub(super) id: Id<RowMark>,
}

/// A row as it stood before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Former {
    pub(super) table: Table,
    pub(super) id: Id<RowMark>,
    pub(super) stage: String,
    pub(super) valid_to: Option<String>,
    /// Its texts that were changed, by column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) texts: BTreeMap<String, String>,
}

/// All that an edit made and changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) made: Vec<Row>,
    pub(super) former: Vec<Former>,
}

impl Edit<'_> {
    /// Keeps how a row stands, with some of its texts, before it is changed.
    pub(super) async fn keep(
        &mut self,
        table: Table,
        id: Id<impl Entity>,
        texts: &[&'static str],
    ) -> Result<()> {
        let columns = [&["stage", "valid_to"], texts].concat().join(", ");
        let sql = format!("SELECT {columns} FROM {} WHERE id = ?1", table.name());
        let row = self.one("read what is changed", &sql, [id_value(id)]).await?;
        let row = row.ok_or_else(|| Error::Missing { entity: table.name(), id: id.to_string() })?;
        let mut kept = BTreeMap::new();
        for &column in texts {
            kept.insert(column.to_owned(), row.text(column)?);
        }
        self.kept.former.push(Former {
            table,
            id: Id::from_bytes(id.to_bytes()),
            stage: row.text("stage")?,
            valid_to: row.get("valid_to")?,
            texts: kept,
        });
        Ok(())
    }

    /// Retires a row from today on.
    pub(super) async fn retire_row(&mut self, table: Table, id: Id<impl Entity>) -> Result<()> {
        let sql = format!(
            "UPDATE {} SET stage = 'retired', valid_to = ?2, version = ?3 WHERE id = ?1",
            table.name()
        );
        let values = [id_value(id), self.today.clone().into(), self.version.into()];
        self.unit.execute("retire a row", &sql, values).await?;
        Ok(())
    }

    /// Puts a row back as it stood.
    pub(super) async fn restore(&mut self, former: &Former) -> Result<()> {
        let mut values = vec![
            id_value(former.id),
            former.stage.clone().into(),
            former.valid_to.clone().into(),
            self.version.into(),
        ];
        let mut set = vec!["stage = ?2, valid_to = ?3, version = ?4".to_owned()];
        for column in TEXTS {
            if let Some(text) = former.texts.get(column) {
                values.push(text.clone().into());
                set.push(format!("{column} = ?{}", values.len()));
            }
        }
        let (table, set) = (former.table.name(), set.join(", "));
        let sql = format!("UPDATE {table} SET {set} WHERE id = ?1");
        self.unit.execute("put a row back", &sql, values).await?;
        Ok(())
    }

    /// The version that a row bears.
    pub(super) async fn version_of(&self, table: Table, id: Id<RowMark>) -> Result<Option<i64>> {
        let sql = format!("SELECT version FROM {} WHERE id = ?1", table.name());
        let row = self.one("read a row's version", &sql, [id_value(id)]).await?;
        row.map(|row| row.get("version")).transpose()
    }
}
