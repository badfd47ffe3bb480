//! Tables a load fills unseen, and how they come into sight in one transaction.

use super::schema;
use crate::model::HEAD_COLUMNS;
use crate::{Error, Result};
use database::{Dialect, UnitOfWork};
use sea_orm::ConnectionTrait as _;

/// Makes the table a load fills beside `table`.
pub(crate) async fn stage_table(unit: &mut UnitOfWork, table: &str, staged: &str) -> Result<()> {
    run(unit, "make a table to load into", &schema::create_like(table, staged, unit.dialect()))
        .await
}

/// Throws away what a load filled.
pub(crate) async fn discard(unit: &mut UnitOfWork, staged: &str) -> Result<()> {
    run(unit, "drop a table that was loaded into", &format!("DROP TABLE IF EXISTS {staged}")).await
}

/// Brings the rows of `staged` into `table`.
///
/// Into an empty table they come by exchanging the two, so that nothing is
/// copied and the indexes are built once, after the load; else by id, row over
/// row.
pub(crate) async fn publish_table(
    unit: &mut UnitOfWork,
    table: &str,
    staged: &str,
    columns: &[&str],
    version: i64,
) -> Result<()> {
    let any = unit.statement(&format!("SELECT 1 AS one FROM {table} LIMIT 1"), []);
    let empty = unit
        .connection()
        .query_one_raw(any)
        .await
        .map_err(Error::query("look for rows"))?
        .is_none();
    if empty {
        return exchange(unit, table, staged, version).await;
    }
    let all: Vec<&str> = HEAD_COLUMNS.iter().chain(columns).copied().collect();
    let chosen: Vec<String> = all
        .iter()
        .map(|c| if *c == "version" { version.to_string() } else { (*c).to_owned() })
        .collect();
    let set: Vec<String> = all.iter().skip(1).map(|c| format!("{c} = excluded.{c}")).collect();
    let sql = format!(
        "INSERT INTO {table} ({}) SELECT {} FROM {staged} WHERE 1 = 1 ON CONFLICT (id) DO UPDATE SET {}",
        all.join(", "),
        chosen.join(", "),
        set.join(", ")
    );
    run(unit, "bring loaded rows in", &sql).await?;
    discard(unit, staged).await
}

async fn exchange(unit: &mut UnitOfWork, table: &str, staged: &str, version: i64) -> Result<()> {
    let stale = format!("UPDATE {staged} SET version = {version} WHERE version <> {version}");
    run(unit, "number loaded rows", &stale).await?;
    run(unit, "drop an empty table", &format!("DROP TABLE {table}")).await?;
    run(unit, "put a loaded table in place", &format!("ALTER TABLE {staged} RENAME TO {table}"))
        .await?;
    if unit.dialect() == Dialect::Postgres {
        let rename = format!("ALTER INDEX {staged}_pkey RENAME TO {table}_pkey");
        run(unit, "name a loaded table's key", &rename).await?;
    }
    for index in schema::indexes_of(table) {
        run(unit, "index a loaded table", index).await?;
    }
    Ok(())
}

async fn run(unit: &mut UnitOfWork, doing: &'static str, sql: &str) -> Result<()> {
    unit.connection().execute_unprepared(sql).await.map(|_| ()).map_err(Error::query(doing))
}
