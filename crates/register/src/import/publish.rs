//! The last step: everything comes into sight at once.

use super::shelf::{Shelf, TABLES};
use super::{ImportReport, Loader, codes, place};
use crate::store::{Found, publish_table};
use crate::{Error, Result};
use database::{Action, Change, UnitOfWork};
use sea_orm::{ConnectionTrait as _, Value};

/// Rows retired by one statement.
const RETIRED: usize = 500;

impl Loader<'_> {
    /// Ends the import: one transaction, one action, one version, one entry of the feed.
    pub(crate) async fn publish(
        mut self,
        kind: &'static str,
        subject: &str,
    ) -> Result<ImportReport> {
        self.flush().await?;
        let missing = if self.options.complete { self.missing().await? } else { Vec::new() };
        for (table, keys) in &missing {
            if let Some(shelf) = self.shelves.get_mut(table) {
                shelf.tally.retired = keys.len() as u64;
            }
        }
        self.tally();
        let changed = !self.session.report.is_unchanged();
        if self.options.dry_run {
            self.session.report.version = self.register.version().await? + i64::from(changed);
            return Ok(self.session.report);
        }
        let mut unit = self.register.database.begin().await?;
        let version = number(&mut unit, changed).await?;
        self.session.report.version = version;
        let areas_changed = self.shelves.get("area").is_some_and(|area| area.made);
        for (table, _) in TABLES {
            let Some(shelf) = self.shelves.get(table).filter(|shelf| shelf.made) else { continue };
            count_units(&mut unit, shelf, true).await?;
            codes::raise_marks(&mut unit, shelf).await?;
            publish_table(&mut unit, shelf.table, shelf.staged, shelf.columns, version).await?;
            count_units(&mut unit, shelf, false).await?;
        }
        for (table, keys) in &missing {
            retire(&mut unit, table, self.session.dataset, keys, &self.register.today(), version)
                .await?;
        }
        if areas_changed {
            place::place_buildings(&mut unit, &mut self.session.report, version).await?;
        }
        let detail = serde_json::json!({
            "version": version,
            "import": self.session.id,
            "dataset": self.options.dataset.name,
            "tallies": self.session.report.tallies,
        })
        .to_string();
        let action = Action {
            kind,
            account: self.options.account,
            subject: format!("import:{}", self.session.id),
            reason: subject.to_owned(),
            detail: detail.clone(),
        };
        let (ids, clock) = (&self.register.ids, &*self.register.clock);
        let done = unit.record(&action, ids, clock).await?;
        if changed {
            let change = Change {
                topic: "register",
                kind: "register.imported".into(),
                subject: format!("import:{}", self.session.id),
                detail,
            };
            unit.publish(&change, ids, clock).await?;
        }
        let report = serde_json::to_string(&self.session.report).unwrap_or_default();
        let id = database::id_value(self.session.id);
        unit.execute(
            "end an import",
            "UPDATE register_import SET state = 'published', version = ?2, action_id = ?3, report = ?4, ended_at = ?5
             WHERE id = ?1",
            [id.clone(), version.into(), database::id_value(done), report.into(), clock.now().micros().into()],
        )
        .await?;
        unit.execute(
            "say how a data set writes addresses",
            "UPDATE dataset SET profile = ?2 WHERE number = ?1",
            [self.session.dataset.into(), self.options.profile.clone().into()],
        )
        .await?;
        unit.execute(
            "forget an import's progress",
            "DELETE FROM import_progress WHERE import_id = ?1",
            [id],
        )
        .await?;
        unit.commit().await?;
        Ok(self.session.report)
    }

    /// Keys of this data set that the input no longer has, by table.
    async fn missing(&self) -> Result<Vec<(&'static str, Vec<String>)>> {
        let mut out = Vec::new();
        for shelf in self.shelves.values().filter(|shelf| shelf.tally.read > 0) {
            let mut keys = Vec::new();
            let sql = format!(
                "SELECT source_key FROM {} WHERE dataset = ?1 AND stage <> 'retired'",
                shelf.table
            );
            let database = &self.register.database;
            crate::store::each(
                database,
                "look for what is gone",
                &sql,
                [self.session.dataset.into()],
                |row| {
                    let key = row.text("source_key")?;
                    let seen = match shelf.known.get(key.as_str()) {
                        Some(known) => known.seen,
                        None => shelf.met.contains(&super::shelf::hash(&key)),
                    };
                    if !seen {
                        keys.push(key);
                    }
                    Ok(())
                },
            )
            .await?;
            out.push((shelf.table, keys));
        }
        Ok(out)
    }
}

/// The version that this makes, or the present one where nothing changed. It is taken before anything is written, and
/// whoever else takes one waits for the end of this: no version is given twice, and none comes into sight after a
/// later one, which whoever follows the register by its versions would miss.
async fn number(unit: &mut UnitOfWork, changed: bool) -> Result<i64> {
    if changed {
        let next = "UPDATE register_head SET version = version + 1";
        unit.execute("number the register", next, []).await?;
    }
    let version = "SELECT version FROM register_head";
    let row = database::row(&*unit, "read the register's version", version, []).await?;
    row.map(Found).map_or(Ok(0), |row| row.get("version"))
}

async fn retire(
    unit: &mut UnitOfWork,
    table: &str,
    dataset: i32,
    keys: &[String],
    today: &str,
    version: i64,
) -> Result<()> {
    for some in keys.chunks(RETIRED) {
        let marks: Vec<String> = (4..some.len() + 4).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "UPDATE {table} SET stage = 'retired', valid_to = COALESCE(valid_to, ?2), version = ?3, digest = 0
             WHERE dataset = ?1 AND source_key IN ({})",
            marks.join(", ")
        );
        let head = [Value::from(dataset), today.into(), version.into()];
        let values = head.into_iter().chain(some.iter().map(|key| key.as_str().into()));
        unit.execute("retire what is gone", &sql, values).await?;
    }
    Ok(())
}

/// Counts the units of the buildings that loaded units or loaded buildings touch.
async fn count_units(unit: &mut UnitOfWork, shelf: &Shelf, before: bool) -> Result<()> {
    let sql = match (shelf.table, before) {
        // A building that changed keeps the counts it had.
        ("building", true) => {
            "UPDATE building_next SET (unit_count, dwelling_count) =
                (SELECT b.unit_count, b.dwelling_count FROM building b WHERE b.id = building_next.id)
             WHERE id IN (SELECT id FROM building)"
        }
        ("unit", true) => {
            "CREATE TEMPORARY TABLE touched AS SELECT building_id, COUNT(*) AS n FROM unit_next GROUP BY building_id"
        }
        ("unit", false) => {
            "UPDATE building SET (unit_count, dwelling_count) =
                (SELECT COUNT(*), COALESCE(SUM(CASE WHEN u.use_class = 'dwelling' THEN 1 ELSE 0 END), 0)
                 FROM unit u WHERE u.building_id = building.id AND u.stage <> 'retired')
             WHERE id IN (SELECT building_id FROM touched); DROP TABLE touched"
        }
        _ => return Ok(()),
    };
    unit.connection()
        .execute_unprepared(sql)
        .await
        .map(|_| ())
        .map_err(Error::query("count a building's units"))
}
