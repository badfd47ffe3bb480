//! Second factors and recovery codes.

use database::{Database, Error as DbError, UnitOfWork, id_value};
use kernel::{Id, Instant};
use sea_orm::ConnectionTrait as _;

use super::passkeys;
use crate::{Account, Error, SecondFactor, second_factor::Proof};

/// A secret as it is kept.
pub(crate) struct Held {
    pub(crate) sealed: Vec<u8>,
    /// The step of time of the last code that was used.
    pub(crate) last_step: i64,
}

/// The factor of `account` that is asked for.
pub(crate) async fn standing(
    database: &Database,
    account: Id<Account>,
) -> Result<Option<Held>, Error> {
    let sql = "SELECT secret, last_step FROM access_second_factor
               WHERE account_id = ?1 AND confirmed_at IS NOT NULL AND created_at > ?2";
    find(database, sql, account, Instant::from_micros(i64::MIN)).await
}

/// The factor of `account` that waits for its first code, if it was drawn after `since`.
pub(crate) async fn waiting(
    database: &Database,
    account: Id<Account>,
    since: Instant,
) -> Result<Option<Held>, Error> {
    let sql = "SELECT secret, last_step FROM access_second_factor
               WHERE account_id = ?1 AND confirmed_at IS NULL AND created_at > ?2";
    find(database, sql, account, since).await
}

async fn find(
    database: &Database,
    sql: &str,
    account: Id<Account>,
    since: Instant,
) -> Result<Option<Held>, Error> {
    let doing = || DbError::query("find a second factor");
    let query = database.statement(sql, [id_value(account), since.micros().into()]);
    let row = database.reader().query_one_raw(query).await.map_err(doing())?;
    let Some(row) = row else { return Ok(None) };
    let sealed = row.try_get("", "secret").map_err(doing())?;
    let last_step = row.try_get("", "last_step").map_err(doing())?;
    Ok(Some(Held { sealed, last_step }))
}

/// What the holder of `account` sees.
pub(crate) async fn facts(
    database: &Database,
    account: Id<Account>,
) -> Result<Option<SecondFactor>, Error> {
    let doing = || DbError::query("read a second factor");
    let sql = "SELECT f.confirmed_at, (SELECT COUNT(*) FROM access_recovery_code c
                   WHERE c.account_id = f.account_id AND c.used_at IS NULL) AS left_over
               FROM access_second_factor f
               WHERE f.account_id = ?1 AND f.confirmed_at IS NOT NULL";
    let query = database.statement(sql, [id_value(account)]);
    let row = database.reader().query_one_raw(query).await.map_err(doing())?;
    let Some(row) = row else { return Ok(None) };
    let since = row.try_get("", "confirmed_at").map(Instant::from_micros).map_err(doing())?;
    let left: i64 = row.try_get("", "left_over").map_err(doing())?;
    Ok(Some(SecondFactor { since, recovery_left: u32::try_from(left).unwrap_or_default() }))
}

/// Keeps a new secret, which waits; false where one stands already.
pub(crate) async fn enrol(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    sealed: &[u8],
    now: Instant,
) -> Result<bool, Error> {
    let sql = "INSERT INTO access_second_factor (account_id, secret, created_at, last_step)
               VALUES (?1, ?2, ?3, 0) ON CONFLICT (account_id) DO UPDATE SET
                   secret = excluded.secret, created_at = excluded.created_at, last_step = 0
               WHERE access_second_factor.confirmed_at IS NULL";
    let values = [id_value(account), sealed.to_vec().into(), now.micros().into()];
    Ok(unit.execute("keep a second factor", sql, values).await? > 0)
}

/// Lets the secret `sealed` stand; false where it was replaced or stands already.
pub(crate) async fn confirm(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    sealed: &[u8],
    step: i64,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_second_factor SET confirmed_at = ?3, last_step = ?4
               WHERE account_id = ?1 AND secret = ?2 AND confirmed_at IS NULL";
    let values = [id_value(account), sealed.to_vec().into(), now.micros().into(), step.into()];
    Ok(unit.execute("confirm a second factor", sql, values).await? > 0)
}

/// Keeps the hashes of recovery codes, in the place of earlier ones.
pub(crate) async fn keep_recovery(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    hashes: &[[u8; 32]],
) -> Result<(), Error> {
    let sql = "DELETE FROM access_recovery_code WHERE account_id = ?1";
    unit.execute("forget recovery codes", sql, [id_value(account)]).await?;
    let row = |hash: &[u8; 32]| vec![id_value(account), hash.to_vec().into()];
    let rows = hashes.iter().map(row).collect();
    unit.insert_rows("access_recovery_code", &["account_id", "hash"], rows, "").await?;
    Ok(())
}

/// Uses a code up; false where it was used already, or never was one.
pub(crate) async fn spend(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    proof: Proof,
    now: Instant,
) -> Result<bool, Error> {
    let (sql, values) = match proof {
        Proof::Step(step) => (
            "UPDATE access_second_factor SET last_step = ?2 WHERE account_id = ?1 AND last_step < ?2",
            vec![id_value(account), step.into()],
        ),
        Proof::Recovery(hash) => (
            "UPDATE access_recovery_code SET used_at = ?3
             WHERE account_id = ?1 AND hash = ?2 AND used_at IS NULL",
            vec![id_value(account), hash.to_vec().into(), now.micros().into()],
        ),
        Proof::Passkey { id, counter } => {
            return passkeys::used(unit, account, id, counter, now).await;
        }
    };
    Ok(unit.execute("use a code up", sql, values).await? > 0)
}

/// Forgets the factor of `account` and its recovery codes.
pub(crate) async fn remove(unit: &mut UnitOfWork, account: Id<Account>) -> Result<(), Error> {
    let sql = "DELETE FROM access_recovery_code WHERE account_id = ?1";
    unit.execute("forget recovery codes", sql, [id_value(account)]).await?;
    let sql = "DELETE FROM access_second_factor WHERE account_id = ?1";
    unit.execute("forget a second factor", sql, [id_value(account)]).await?;
    Ok(())
}
