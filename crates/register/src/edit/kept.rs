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

/// A row as it stands, in what an edit changes of it.
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

impl Former {
    fn columns(&self) -> Vec<&'static str> {
        TEXTS.into_iter().filter(|column| self.texts.contains_key(*column)).collect()
    }
}

/// All that an edit made and changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// What it made.
    pub(super) made: Vec<Row>,
    /// How stood before what it changed.
    pub(super) former: Vec<Former>,
    /// How it left both: it is undone as long as they stand so.
    pub(super) left: Vec<Former>,
}

impl Edit<'_> {
    /// Keeps how a row stands, with some of its texts, before it is changed.
    pub(super) async fn keep(
        &mut self,
        table: Table,
        id: Id<impl Entity>,
        texts: &[&'static str],
    ) -> Result<()> {
        let former = self.state(table, Id::from_bytes(id.to_bytes()), texts).await?;
        self.kept.former.push(former);
        Ok(())
    }

    /// Keeps how everything that was made and changed stands now.
    pub(super) async fn keep_left(&mut self) -> Result<()> {
        let mut left = Vec::new();
        for former in &self.kept.former {
            left.push(self.state(former.table, former.id, &former.columns()).await?);
        }
        for made in &self.kept.made {
            let texts: &[&'static str] = if made.table == Table::Unit { &["room"] } else { &[] };
            left.push(self.state(made.table, made.id, texts).await?);
        }
        self.kept.left = left;
        Ok(())
    }

    /// Whether a row stands as it was left.
    pub(super) async fn stands_as(&self, left: &Former) -> Result<bool> {
        Ok(self.state(left.table, left.id, &left.columns()).await? == *left)
    }

    async fn state(&self, table: Table, id: Id<RowMark>, texts: &[&'static str]) -> Result<Former> {
        let columns = [&["stage", "valid_to"][..], texts].concat().join(", ");
        let sql = format!("SELECT {columns} FROM {} WHERE id = ?1", table.name());
        let row = self.one("read what is changed", &sql, [id_value(id)]).await?;
        let row = row.ok_or_else(|| Error::Missing { entity: table.name(), id: id.to_string() })?;
        let mut kept = BTreeMap::new();
        for &column in texts {
            kept.insert(column.to_owned(), row.text(column)?);
        }
        let (stage, valid_to) = (row.text("stage")?, row.get("valid_to")?);
        Ok(Former { table, id, stage, valid_to, texts: kept })
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
        for column in former.columns() {
            values.push(former.texts.get(column).cloned().into());
            set.push(format!("{column} = ?{}", values.len()));
        }
        let (table, set) = (former.table.name(), set.join(", "));
        let sql = format!("UPDATE {table} SET {set} WHERE id = ?1");
        self.unit.execute("put a row back", &sql, values).await?;
        Ok(())
    }
}
