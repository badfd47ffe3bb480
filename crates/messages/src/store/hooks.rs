//! Webhooks of accounts, their secrets sealed.

use access::Account;
use database::{Database, UnitOfWork, id_from, id_value};
use kernel::{Id, Instant};
use sea_orm::{QueryResult, Value};

use super::{get, rows};
use crate::{Hook, Result};

/// What the secrets are sealed for.
pub(crate) const PLACE: &str = "message_hook.secret";

const COLUMNS: &str = "account_id, url, secret, set_by, set_at, gone_at";

fn hook(row: &QueryResult) -> Result<Hook> {
    let id = |column| -> Result<Id<Account>> {
        Ok(id_from("message_hook.account_id", &get::<Vec<u8>>(row, column)?)?)
    };
    Ok(Hook {
        account: id("account_id")?,
        url: get(row, "url")?,
        set_by: id("set_by")?,
        set_at: Instant::from_micros(get(row, "set_at")?),
        gone_at: get::<Option<i64>>(row, "gone_at")?.map(Instant::from_micros),
    })
}

/// Every webhook.
pub(crate) async fn all(database: &Database) -> Result<Vec<Hook>> {
    let sql = format!("SELECT {COLUMNS} FROM message_hook ORDER BY set_at, account_id");
    rows(database, "list webhooks", &sql, []).await?.iter().map(hook).collect()
}

/// The webhook of an account, with its sealed secret.
pub(crate) async fn of(
    database: &Database,
    account: Id<Account>,
) -> Result<Option<(Hook, Vec<u8>)>> {
    let sql = format!("SELECT {COLUMNS} FROM message_hook WHERE account_id = ?1");
    let found = rows(database, "read a webhook", &sql, [id_value(account)]).await?;
    found.first().map(|row| Ok((hook(row)?, get(row, "secret")?))).transpose()
}

/// Whether an account has a webhook that answers.
pub(crate) async fn stands_within(unit: &UnitOfWork, account: Id<Account>) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM message_hook WHERE account_id = ?1 AND gone_at IS NULL";
    Ok(!rows(unit, "look for a webhook", sql, [id_value(account)]).await?.is_empty())
}

/// Sets the webhook of an account.
pub(crate) async fn set(unit: &mut UnitOfWork, hook: &Hook, secret: Vec<u8>) -> Result<()> {
    let columns = ["account_id", "url", "secret", "set_by", "set_at"];
    let values: Vec<Value> = vec![
        id_value(hook.account),
        hook.url.clone().into(),
        secret.into(),
        id_value(hook.set_by),
        hook.set_at.micros().into(),
    ];
    let suffix =
        "ON CONFLICT (account_id) DO UPDATE SET url = excluded.url, secret = excluded.secret,
        set_by = excluded.set_by, set_at = excluded.set_at, gone_at = NULL";
    unit.insert_rows("message_hook", &columns, vec![values], suffix).await?;
    Ok(())
}

/// Remembers that a webhook said it is gone for good.
pub(crate) async fn gone(unit: &mut UnitOfWork, account: Id<Account>, now: Instant) -> Result<()> {
    let sql = "UPDATE message_hook SET gone_at = ?2 WHERE account_id = ?1 AND gone_at IS NULL";
    unit.execute("close a webhook", sql, [id_value(account), now.micros().into()]).await?;
    Ok(())
}

/// Takes a webhook away.
pub(crate) async fn delete(unit: &mut UnitOfWork, account: Id<Account>) -> Result<bool> {
    let sql = "DELETE FROM message_hook WHERE account_id = ?1";
    Ok(unit.execute("take a webhook away", sql, [id_value(account)]).await? > 0)
}
