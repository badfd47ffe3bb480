//! Passkeys, and ceremonies that were used up.

use database::{Database, Error as DbError, UnitOfWork, id_from, id_value};
use kernel::{Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult};
use webauthn::Credential;

use super::unknown;
use crate::{Account, Error, Passkey, PasskeyMark, passkeys::PasskeyTicketMark};

/// A passkey as it is kept, for checking an answer.
pub(crate) struct Held {
    pub(crate) id: Id<PasskeyMark>,
    pub(crate) account: Id<Account>,
    /// COSE.
    pub(crate) key: Vec<u8>,
    pub(crate) counter: u32,
    pub(crate) is_cloned: bool,
}

/// Keeps a passkey; false where somebody has it.
pub(crate) async fn add(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    new: &Passkey,
    made: &Credential,
) -> Result<bool, Error> {
    let sql = "INSERT INTO access_passkey
                   (id, account_id, credential_id, public_key, counter, name, added_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
    let values = [
        id_value(new.id),
        id_value(account),
        made.id.clone().into(),
        made.key.clone().into(),
        i64::from(made.counter).into(),
        new.name.as_str().into(),
        new.added_at.micros().into(),
    ];
    Ok(unit.execute("keep a passkey", sql, values).await? > 0)
}

/// The passkey of a credential's id.
pub(crate) async fn find(database: &Database, credential: &[u8]) -> Result<Option<Held>, Error> {
    let doing = || DbError::query("find a passkey");
    let sql = "SELECT id, account_id, public_key, counter, cloned_at FROM access_passkey
               WHERE credential_id = ?1";
    let query = database.statement(sql, [credential.to_vec().into()]);
    let row = database.reader().query_one_raw(query).await.map_err(doing())?;
    let Some(row) = row else { return Ok(None) };
    let bytes = |column| row.try_get::<Vec<u8>>("", column).map_err(doing());
    let counter: i64 = row.try_get("", "counter").map_err(doing())?;
    let cloned_at: Option<i64> = row.try_get("", "cloned_at").map_err(doing())?;
    Ok(Some(Held {
        id: id_from("access_passkey.id", &bytes("id")?)?,
        account: id_from("access_passkey.account_id", &bytes("account_id")?)?,
        key: bytes("public_key")?,
        counter: u32::try_from(counter).map_err(|_| unknown("counter of a passkey")(&counter))?,
        is_cloned: cloned_at.is_some(),
    }))
}

/// The passkeys of an account, in the order they were added.
pub(crate) async fn list_of(
    database: &Database,
    account: Id<Account>,
) -> Result<Vec<Passkey>, Error> {
    let doing = || DbError::query("list passkeys");
    let sql = "SELECT id, name, added_at, used_at, cloned_at FROM access_passkey
               WHERE account_id = ?1 ORDER BY added_at, id";
    let query = database.statement(sql, [id_value(account)]);
    let rows = database.reader().query_all_raw(query).await.map_err(doing())?;
    let one = |row: &QueryResult| -> Result<Passkey, Error> {
        let id: Vec<u8> = row.try_get("", "id").map_err(doing())?;
        let used: Option<i64> = row.try_get("", "used_at").map_err(doing())?;
        let cloned: Option<i64> = row.try_get("", "cloned_at").map_err(doing())?;
        Ok(Passkey {
            id: id_from("access_passkey.id", &id)?,
            name: row.try_get("", "name").map_err(doing())?,
            added_at: Instant::from_micros(row.try_get("", "added_at").map_err(doing())?),
            used_at: used.map(Instant::from_micros),
            cloned_at: cloned.map(Instant::from_micros),
        })
    };
    rows.iter().map(one).collect()
}

/// The ids of an account's credentials.
pub(crate) async fn credentials_of(
    database: &Database,
    account: Id<Account>,
) -> Result<Vec<Vec<u8>>, Error> {
    let doing = || DbError::query("list the credentials of an account");
    let sql =
        "SELECT credential_id FROM access_passkey WHERE account_id = ?1 ORDER BY added_at, id";
    let query = database.statement(sql, [id_value(account)]);
    let rows = database.reader().query_all_raw(query).await.map_err(doing())?;
    let one = |row: &QueryResult| -> Result<Vec<u8>, Error> {
        Ok(row.try_get("", "credential_id").map_err(doing())?)
    };
    rows.iter().map(one).collect()
}

/// How many passkeys an account has, within a unit that holds it.
pub(crate) async fn count_of(unit: &UnitOfWork, account: Id<Account>) -> Result<usize, Error> {
    let doing = || DbError::query("count passkeys");
    let sql = "SELECT COUNT(*) AS n FROM access_passkey WHERE account_id = ?1";
    let query = unit.statement(sql, [id_value(account)]);
    let row = unit.connection().query_one_raw(query).await.map_err(doing())?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "n")).map_err(doing())?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Remembers that a passkey was signed in by; false where it is gone or stopped, or its counter was used meanwhile.
pub(crate) async fn used(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    id: Id<PasskeyMark>,
    counter: u32,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_passkey SET counter = ?3, used_at = ?4
               WHERE id = ?1 AND account_id = ?2 AND cloned_at IS NULL
                   AND (counter < ?3 OR (counter = 0 AND ?3 = 0))";
    let values = [id_value(id), id_value(account), i64::from(counter).into(), now.micros().into()];
    Ok(unit.execute("use a passkey", sql, values).await? > 0)
}

/// Lets a passkey open nothing more; false where that was done before.
pub(crate) async fn stop(
    unit: &mut UnitOfWork,
    id: Id<PasskeyMark>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_passkey SET cloned_at = ?2 WHERE id = ?1 AND cloned_at IS NULL";
    let values = [id_value(id), now.micros().into()];
    Ok(unit.execute("stop a passkey", sql, values).await? > 0)
}

/// Renames a passkey of an account; whether there was one.
pub(crate) async fn rename(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    id: Id<PasskeyMark>,
    name: &str,
) -> Result<bool, Error> {
    let sql = "UPDATE access_passkey SET name = ?3 WHERE id = ?1 AND account_id = ?2";
    let values = [id_value(id), id_value(account), name.into()];
    Ok(unit.execute("rename a passkey", sql, values).await? > 0)
}

/// Forgets a passkey of an account; whether there was one.
pub(crate) async fn remove(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    id: Id<PasskeyMark>,
) -> Result<bool, Error> {
    let sql = "DELETE FROM access_passkey WHERE id = ?1 AND account_id = ?2";
    Ok(unit.execute("forget a passkey", sql, [id_value(id), id_value(account)]).await? > 0)
}

/// Forgets every passkey of an account.
pub(crate) async fn remove_all(unit: &mut UnitOfWork, account: Id<Account>) -> Result<(), Error> {
    let sql = "DELETE FROM access_passkey WHERE account_id = ?1";
    unit.execute("forget passkeys", sql, [id_value(account)]).await?;
    Ok(())
}

/// Uses a ceremony up; false where that was done before, or it is over.
pub(crate) async fn use_up(
    unit: &mut UnitOfWork,
    id: Id<PasskeyTicketMark>,
    expires_at: Instant,
    now: Instant,
) -> Result<bool, Error> {
    super::use_up(unit, "access_passkey_ticket", id, (expires_at, now)).await
}
