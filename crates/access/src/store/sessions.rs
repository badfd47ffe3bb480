//! Sessions, by the hash of their token.

use database::{Database, Error as DbError, UnitOfWork, get, id_from, id_value};
use kernel::{Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult};

use super::accounts::{COLUMNS, fold};
use crate::{Account, Error, Principal, Session, SessionFacts};

/// A session that is still good, with its account.
pub(crate) struct Live {
    pub(crate) principal: Principal,
    pub(crate) seen_at: Instant,
    pub(crate) expires_at: Instant,
    /// Whether a second factor of the account stands.
    pub(crate) has_factor: bool,
}

/// The session of `token_hash` if it was used after `idle_since`, is not over
/// at `now`, and its account is open.
pub(crate) async fn find(
    database: &Database,
    token_hash: &[u8; 32],
    now: Instant,
    idle_since: Instant,
) -> Result<Option<Live>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, s.seen_at, s.expires_at, f.confirmed_at FROM access_session s
         JOIN access_account a ON a.id = s.account_id
         LEFT JOIN access_assignment r ON r.account_id = a.id
         LEFT JOIN access_second_factor f ON f.account_id = a.id
         WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND s.seen_at > ?3
             AND a.closed_at IS NULL AND a.disabled_at IS NULL
         ORDER BY r.role, r.area"
    );
    let values = [token_hash.to_vec().into(), now.micros().into(), idle_since.micros().into()];
    let doing = "find a session";
    let rows = database
        .reader()
        .query_all_raw(database.statement(&sql, values))
        .await
        .map_err(DbError::query(doing))?;
    let Some(first) = rows.first() else { return Ok(None) };
    let time = |column: &str| first.try_get("", column).map(Instant::from_micros);
    let seen_at = time("seen_at").map_err(DbError::query(doing))?;
    let expires_at = time("expires_at").map_err(DbError::query(doing))?;
    let confirmed_at: Option<i64> = get(first, "confirmed_at")?;
    let account = fold(&rows)?.pop();
    Ok(account.map(|stored| Live {
        principal: stored.principal,
        seen_at,
        expires_at,
        has_factor: confirmed_at.is_some(),
    }))
}

/// Whether the session of `token_hash` is `account`'s and still good, within a unit.
pub(crate) async fn lasts(
    unit: &UnitOfWork,
    token_hash: &[u8; 32],
    account: Id<Account>,
    now: Instant,
    idle_since: Instant,
) -> Result<bool, Error> {
    let sql = "SELECT id FROM access_session
               WHERE token_hash = ?1 AND account_id = ?2 AND expires_at > ?3 AND seen_at > ?4";
    let values = [
        token_hash.to_vec().into(),
        id_value(account),
        now.micros().into(),
        idle_since.micros().into(),
    ];
    let query = unit.statement(sql, values);
    let row = unit.connection().query_one_raw(query).await;
    Ok(row.map_err(DbError::query("look whether a session lasts"))?.is_some())
}

/// A session that begins.
pub(crate) struct Fresh<'a> {
    pub(crate) id: Id<Session>,
    pub(crate) token_hash: [u8; 32],
    pub(crate) account: Id<Account>,
    pub(crate) now: Instant,
    pub(crate) expires_at: Instant,
    pub(crate) origin: &'a str,
    pub(crate) agent: &'a str,
}

pub(crate) async fn insert(unit: &mut UnitOfWork, fresh: &Fresh<'_>) -> Result<(), Error> {
    unit.execute(
        "begin a session",
        "INSERT INTO access_session
             (id, token_hash, account_id, created_at, seen_at, expires_at, origin, agent)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)",
        [
            id_value(fresh.id),
            fresh.token_hash.to_vec().into(),
            id_value(fresh.account),
            fresh.now.micros().into(),
            fresh.expires_at.micros().into(),
            fresh.origin.into(),
            fresh.agent.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The sessions of `account` that are still good, the latest first.
pub(crate) async fn list_of(
    database: &Database,
    account: Id<Account>,
    token_hash: &[u8; 32],
    now: Instant,
    idle_since: Instant,
) -> Result<Vec<SessionFacts>, Error> {
    let doing = "list sessions";
    let sql = "SELECT id, token_hash, created_at, seen_at, expires_at, origin, agent
               FROM access_session WHERE account_id = ?1 AND expires_at > ?2 AND seen_at > ?3
               ORDER BY created_at DESC, id";
    let values = [id_value(account), now.micros().into(), idle_since.micros().into()];
    let query = database.statement(sql, values);
    let rows = database.reader().query_all_raw(query).await.map_err(DbError::query(doing))?;
    rows.iter().map(|row| facts(row, token_hash)).collect()
}

fn facts(row: &QueryResult, token_hash: &[u8; 32]) -> Result<SessionFacts, Error> {
    let doing = || DbError::query("read a session");
    let time = |column| row.try_get("", column).map(Instant::from_micros).map_err(doing());
    let text = |column| row.try_get::<String>("", column).map_err(doing());
    let bytes = |column| row.try_get::<Vec<u8>>("", column).map_err(doing());
    Ok(SessionFacts {
        id: id_from("id", &bytes("id")?)?,
        begun_at: time("created_at")?,
        seen_at: time("seen_at")?,
        expires_at: time("expires_at")?,
        origin: text("origin")?,
        agent: text("agent")?,
        current: bytes("token_hash")? == token_hash,
    })
}

/// Ends one session of `account`; how many there were.
pub(crate) async fn delete_one(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    session: Id<Session>,
) -> Result<u64, Error> {
    let sql = "DELETE FROM access_session WHERE account_id = ?1 AND id = ?2";
    Ok(unit.execute("end a session", sql, [id_value(account), id_value(session)]).await?)
}

pub(crate) async fn touch(
    unit: &mut UnitOfWork,
    token_hash: &[u8; 32],
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_session SET seen_at = ?2 WHERE token_hash = ?1";
    unit.execute("keep a session", sql, [token_hash.to_vec().into(), now.micros().into()]).await?;
    Ok(())
}

pub(crate) async fn delete(unit: &mut UnitOfWork, token_hash: &[u8; 32]) -> Result<u64, Error> {
    let sql = "DELETE FROM access_session WHERE token_hash = ?1";
    Ok(unit.execute("end a session", sql, [token_hash.to_vec().into()]).await?)
}

pub(crate) async fn delete_of(unit: &mut UnitOfWork, account: Id<Account>) -> Result<u64, Error> {
    let sql = "DELETE FROM access_session WHERE account_id = ?1";
    Ok(unit.execute("end an account's sessions", sql, [id_value(account)]).await?)
}

/// Ends the sessions of `account` but the one of `token_hash`.
pub(crate) async fn delete_others(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    token_hash: &[u8; 32],
) -> Result<u64, Error> {
    let sql = "DELETE FROM access_session WHERE account_id = ?1 AND token_hash <> ?2";
    let values = [id_value(account), token_hash.to_vec().into()];
    Ok(unit.execute("end an account's other sessions", sql, values).await?)
}

pub(crate) async fn delete_over(
    unit: &mut UnitOfWork,
    now: Instant,
    idle_since: Instant,
) -> Result<u64, Error> {
    let sql = "DELETE FROM access_session WHERE expires_at <= ?1 OR seen_at <= ?2";
    let values = [now.micros().into(), idle_since.micros().into()];
    Ok(unit.execute("end sessions that are over", sql, values).await?)
}
