//! Changes by hand: a unit split, units merged, a unit or house renumbered,
//! retired, named, called by another name.
//!
//! What is changed is never overwritten: a unit that is split or merged away
//! is retired and keeps its id and code, its lineage names what followed, and
//! a number that was replaced stays as an alias. Each change is one action,
//! one version and one entry of the feed. A [`Deed`] is done once under the id
//! of its [`NewEdit`], by whoever saw how the building stands now, and can be
//! undone as long as nothing else has changed what it changed.

mod deed;
mod kept;
mod list;
mod names;
mod preview;
mod renumber;
mod retire;
mod spelling;
mod undo;
mod units;

pub use deed::{Deed, Done, EditId, EditMark, NewEdit};
pub use list::{EditRow, Own};
pub use preview::{Follows, UnitRef};
pub use spelling::{Learned, Sourced};
pub use units::NewUnit;

use crate::import::codes;
use crate::model::{Code, CodeLevel, HEAD_COLUMNS, Record};
use crate::store::Found;
use crate::{Error, Register, Result};
use database::{Action, Change, UnitOfWork, id_value};
use kept::{Kept, Row, Table};
use kernel::{Entity, Id};
use sea_orm::{ConnectionTrait as _, Value};

/// Who changes the register, and why.
#[derive(Clone, Debug, Default)]
pub struct Reason {
    /// The account; none for the installation itself.
    pub account: Option<[u8; 16]>,
    /// In their words.
    pub text: String,
}

/// Marks the ids of lineage links.
struct LineageMark;

impl Entity for LineageMark {
    const NAME: &'static str = "lineage";
}

/// A change under way: its transaction and the version it makes.
pub(crate) struct Edit<'a> {
    register: &'a Register,
    unit: UnitOfWork,
    version: i64,
    today: String,
    dataset: i32,
    /// What it made, and how stood what it changed.
    kept: Kept,
}

impl<'a> Edit<'a> {
    pub(crate) async fn begin(register: &'a Register) -> Result<Self> {
        let mut unit = register.database.begin().await?;
        let own = "INSERT INTO dataset (number, name, source, licence, profile)
            SELECT (SELECT COALESCE(MAX(number), 0) + 1 FROM dataset), 'linli', 'linli', '', 'cn'
            WHERE NOT EXISTS (SELECT 1 FROM dataset WHERE name = 'linli')";
        unit.execute("name the register's own data set", own, []).await?;
        let today = register.today();
        let mut edit =
            Self { register, unit, version: 0, today, dataset: 0, kept: Kept::default() };
        let head = "UPDATE register_head SET version = version + 1";
        edit.unit.execute("number the register", head, []).await?;
        let row = edit.one("read the version", "SELECT version FROM register_head", []).await?;
        edit.version = row.map_or(Ok(0), |row| row.get("version"))?;
        let row = edit
            .one("read the data set", "SELECT number FROM dataset WHERE name = 'linli'", [])
            .await?;
        edit.dataset = row.map_or(Ok(0), |row| row.get("number"))?;
        Ok(edit)
    }

    pub(crate) async fn one(
        &self,
        doing: &'static str,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<Found>> {
        let statement = self.unit.statement(sql, values);
        let row =
            self.unit.connection().query_one_raw(statement).await.map_err(Error::query(doing))?;
        Ok(row.map(Found))
    }

    /// The next unit code of a building; a code of another scheme gets a serial after a dash.
    pub(crate) async fn unit_code(&mut self, building: &str) -> Result<String> {
        match building.parse::<Code>() {
            Ok(code) if code.level() == CodeLevel::Building => {
                Ok(codes::draw(&mut self.unit, &code).await?.to_string())
            }
            _ => Ok(format!("{building}-{}", codes::draw_serial(&mut self.unit, building).await?)),
        }
    }

    pub(crate) async fn link(
        &mut self,
        event: &str,
        from: Id<impl Entity>,
        to: Id<impl Entity>,
    ) -> Result<()> {
        let values = [
            id_value(self.register.ids.next::<LineageMark>()),
            "unit".into(),
            event.into(),
            id_value(from),
            id_value(to),
            self.today.clone().into(),
            self.version.into(),
        ];
        let sql = "INSERT INTO lineage (id, entity, event, from_id, to_id, on_day, version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.unit.execute("link what came before", sql, values).await?;
        Ok(())
    }

    /// Writes a record that is made here.
    pub(crate) async fn insert<R: Record + Entity>(&mut self, id: Id<R>, made: &R) -> Result<()> {
        let head = made.head();
        let mut row: Vec<Value> = vec![
            id_value(id),
            self.dataset.into(),
            head.key.clone().into(),
            made.digest().into(),
            self.version.into(),
            head.stage.word().into(),
            head.valid_from.clone().into(),
            head.valid_to.clone().into(),
        ];
        row.extend(made.body());
        let columns: Vec<&str> = HEAD_COLUMNS.iter().chain(R::COLUMNS).copied().collect();
        self.unit.insert_rows(R::TABLE, &columns, vec![row], "").await?;
        if let Some(table) = Table::of(R::TABLE) {
            self.kept.made.push(Row { table, id: Id::from_bytes(id.to_bytes()) });
        }
        Ok(())
    }

    /// Records, publishes and commits.
    pub(crate) async fn finish(
        mut self,
        kind: &'static str,
        subject: String,
        reason: &Reason,
        detail: serde_json::Value,
    ) -> Result<()> {
        let detail = serde_json::json!({ "version": self.version, "change": detail }).to_string();
        let (ids, clock) = (&self.register.ids, &*self.register.clock);
        let action = Action {
            kind,
            account: reason.account,
            subject: subject.clone(),
            reason: reason.text.clone(),
            detail: detail.clone(),
        };
        self.unit.record(&action, ids, clock).await?;
        let change = Change { topic: "register", kind: kind.into(), subject, detail };
        self.unit.publish(&change, ids, clock).await?;
        self.unit.commit().await?;
        Ok(())
    }
}
