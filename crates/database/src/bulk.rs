//! The one door for many rows: multi-row inserts within the bind limit.

use sea_orm::{ConnectionTrait as _, Value};

use crate::{Dialect, Error, Result, UnitOfWork};

/// Rows of one statement: past this a longer statement is no faster.
const MOST_ROWS: usize = 1_000;

pub(crate) async fn insert_rows(
    unit: &mut UnitOfWork,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
    suffix: &str,
) -> Result<u64> {
    let dialect = unit.dialect();
    let width = columns.len().max(1);
    let most = (dialect.bind_limit() / width).clamp(1, MOST_ROWS);
    let mut written = 0;
    let mut rows = rows.into_iter();
    let mut full_text = String::new();
    loop {
        let batch: Vec<Vec<Value>> = rows.by_ref().take(most).collect();
        if batch.is_empty() {
            return Ok(written);
        }
        let count = batch.len();
        let part_text;
        let sql = if count == most {
            if full_text.is_empty() {
                full_text = text(dialect, table, columns, count, suffix);
            }
            &full_text
        } else {
            part_text = text(dialect, table, columns, count, suffix);
            &part_text
        };
        let statement = unit.statement("", batch.into_iter().flatten());
        let statement = sea_orm::Statement { sql: sql.clone(), ..statement };
        let done = unit
            .connection()
            .execute_raw(statement)
            .await
            .map_err(Error::query("insert many rows"))?;
        written += done.rows_affected();
    }
}

fn text(dialect: Dialect, table: &str, columns: &[&str], rows: usize, suffix: &str) -> String {
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    sql.reserve(rows * columns.len() * 7);
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns.len() {
            if column > 0 {
                sql.push(',');
            }
            match dialect {
                // Each `?7` is a name that the driver looks up along the list
                // of all names: thirty thousand of them take seconds.
                Dialect::Sqlite => sql.push('?'),
                Dialect::Postgres => {
                    sql.push_str(&dialect.placeholder(row * columns.len() + column + 1));
                }
            }
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(suffix);
    sql
}
