//! How far the sealing of each table has come.

use database::{Error as DbError, UnitOfWork};
use sea_orm::ConnectionTrait as _;

use crate::{
    Error,
    keys::hex,
    seal::{Behind, unhex_any},
};

/// Where to go on in `table` under the key `number`; `None` at the beginning.
pub(crate) async fn place(
    unit: &UnitOfWork,
    table: &str,
    number: u32,
) -> Result<Option<Behind>, Error> {
    let doing = "read how far the sealing came";
    let sql = "SELECT behind FROM access_reseal WHERE table_name = ?1 AND key_number = ?2";
    let statement = unit.statement(sql, [table.into(), i64::from(number).into()]);
    let row = unit.connection().query_one_raw(statement).await.map_err(DbError::query(doing))?;
    let Some(row) = row else { return Ok(None) };
    let behind: String = row.try_get("", "behind").map_err(DbError::query(doing))?;
    let mut words: Vec<String> = serde_json::from_str(&behind).unwrap_or_default();
    let bytes = words.pop().and_then(|last| unhex_any(&last));
    Ok(bytes.map(|bytes| (words, bytes)))
}

/// Remembers that all up to `behind` is done, or, without it, the whole table.
pub(crate) async fn keep_place(
    unit: &mut UnitOfWork,
    table: &str,
    number: u32,
    behind: Option<&Behind>,
) -> Result<(), Error> {
    let text = behind.map_or_else(String::new, |(words, bytes)| {
        let mut words = words.clone();
        words.push(hex(bytes));
        serde_json::to_string(&words).unwrap_or_default()
    });
    unit.execute(
        "remember how far the sealing came",
        "INSERT INTO access_reseal (table_name, key_number, behind, finished)
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (table_name) DO UPDATE SET
             key_number = excluded.key_number, behind = excluded.behind,
             finished = excluded.finished",
        [table.into(), i64::from(number).into(), text.into(), behind.is_none().into()],
    )
    .await?;
    Ok(())
}
