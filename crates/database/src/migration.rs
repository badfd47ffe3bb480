//! Schema changes: timestamped per crate, forward only, expand then contract.

use std::collections::BTreeMap;

use kernel::Clock;
use sea_orm::{ConnectionTrait as _, DbErr, QueryResult};

use crate::{Database, Dialect, Error, Result, UnitOfWork};

/// One step of the schema, in portable SQL (see the crate's page).
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `YYYYMMDD_HHMM_capability_what`; steps run in the order of their names.
    pub name: &'static str,
    /// Statements, separated by `;`.
    pub sql: &'static str,
}

/// The tables of this crate itself.
const OWN: &[Migration] = &[Migration {
    name: "20261121_0000_database_actions_and_feed",
    sql: include_str!("migrations/20261121_0000_actions_and_feed.sql"),
}];

impl Migration {
    /// Of all that [`Database::migrate`] would apply to an empty database, by its texts: databases with the same digest were
    /// made alike, so that one may be a copy of the other.
    #[must_use]
    pub fn digest(dialect: Dialect, lists: &[&[Self]]) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |text: &str| {
            // Its length first: no two lists run together to the same bytes.
            hasher.update(&text.len().to_le_bytes());
            hasher.update(text.as_bytes());
        };
        add(CREATE);
        for step in steps(lists) {
            add(step.name);
            add(step.sql);
            add(&dialect.schema(step.sql));
        }
        hasher.finalize().to_hex().to_string()
    }
}

impl Database {
    /// Applies what is missing of `lists` (one per capability) and of this
    /// crate's own, each step in a transaction with its line in `migration`.
    pub async fn migrate(&self, lists: &[&[Migration]], clock: &dyn Clock) -> Result<()> {
        let mut unit = self.begin().await?;
        run(&mut unit, "migration", CREATE).await?;
        let known = known(&unit).await?;
        unit.commit_unnumbered().await?;
        for step in steps(lists) {
            if is_same(step, known.get(step.name).map(String::as_str))? {
                continue;
            }
            let mut unit = self.begin().await?;
            // Another process may have been quicker.
            if applied(&unit, step).await? {
                unit.rollback().await?;
            } else {
                apply(&mut unit, step, clock).await?;
                unit.commit_unnumbered().await?;
            }
        }
        Ok(())
    }
}

const CREATE: &str = "CREATE TABLE IF NOT EXISTS migration (
    name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

/// All steps, in the order in which they run.
fn steps<'a>(lists: &[&'a [Migration]]) -> Vec<&'a Migration> {
    let mut steps: Vec<&Migration> = OWN.iter().chain(lists.iter().copied().flatten()).collect();
    steps.sort_by_key(|step| step.name);
    steps
}

/// The checksum of each step that was applied, by its name.
async fn known(unit: &UnitOfWork) -> Result<BTreeMap<String, String>> {
    let query = unit.statement("SELECT name, checksum FROM migration", []);
    let rows = unit.connection().query_all_raw(query).await.map_err(failed("migration"))?;
    let pair = |row: &QueryResult| -> Result<(String, String), DbErr> {
        Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
    };
    rows.iter().map(pair).collect::<Result<_, DbErr>>().map_err(failed("migration"))
}

async fn applied(unit: &UnitOfWork, step: &Migration) -> Result<bool> {
    let query =
        unit.statement("SELECT checksum FROM migration WHERE name = ?1", [step.name.into()]);
    let row = unit.connection().query_one_raw(query).await.map_err(failed(step.name))?;
    let Some(row) = row else { return Ok(false) };
    let known: String = row.try_get_by_index(0).map_err(failed(step.name))?;
    is_same(step, Some(&known))
}

/// Whether this step is the one that was applied under its name; none was, where nothing is known of it.
fn is_same(step: &Migration, known: Option<&str>) -> Result<bool> {
    match known {
        None => Ok(false),
        Some(known) if known == checksum(step) => Ok(true),
        Some(_) => Err(Error::MigrationChanged { name: step.name.to_owned() }),
    }
}

async fn apply(unit: &mut UnitOfWork, step: &Migration, clock: &dyn Clock) -> Result<()> {
    run(unit, step.name, step.sql).await?;
    let line = unit.statement(
        "INSERT INTO migration (name, checksum, applied_at) VALUES (?1, ?2, ?3)",
        [step.name.into(), checksum(step).into(), clock.now().micros().into()],
    );
    unit.connection().execute_raw(line).await.map_err(failed(step.name))?;
    Ok(())
}

async fn run(unit: &mut UnitOfWork, name: &str, sql: &str) -> Result<()> {
    let text = unit.dialect().schema(sql);
    unit.connection().execute_unprepared(&text).await.map_err(failed(name))?;
    Ok(())
}

fn failed(name: &str) -> impl FnOnce(DbErr) -> Error {
    let name = name.to_owned();
    move |source| Error::Migrate { name, source }
}

fn checksum(step: &Migration) -> String {
    blake3::hash(step.sql.as_bytes()).to_hex().to_string()
}
