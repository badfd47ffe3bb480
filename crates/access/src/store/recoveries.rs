//! Recoveries: who asked, who agreed, and what became of it.

use database::{Database, Error as DbError, UnitOfWork, id_from, id_value};
use kernel::{Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::unknown;
use crate::{Account, Error, Lost, Recovery, RecoveryMark, RecoveryState};

const COLUMNS: &str = "r.id, r.account_id, h.login, r.lost, r.reason, r.asked_by, a.login AS asker, \
     r.asked_at, r.expires_at, b.login AS agreer, r.agreed_at, r.withdrawn_at, r.done_at";
const FROM: &str = "FROM access_recovery r JOIN access_account h ON h.id = r.account_id \
     JOIN access_account a ON a.id = r.asked_by LEFT JOIN access_account b ON b.id = r.agreed_by";
/// That a recovery waits for its next step; `?2` is now.
const WAITS: &str = "r.withdrawn_at IS NULL AND r.done_at IS NULL AND r.expires_at > ?2";

/// Writes a new one; false where one of the same kind waits already.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    recovery: &Recovery,
    hash: Option<&[u8; 32]>,
) -> Result<bool, Error> {
    let doing = "ask for a recovery";
    let sql = format!(
        "SELECT 1 AS found FROM access_recovery r WHERE r.account_id = ?1 AND r.lost = ?3 AND {WAITS}"
    );
    let now = recovery.asked_at.micros();
    let values = [id_value(recovery.account), now.into(), recovery.lost.name().into()];
    let query = unit.statement(&sql, values);
    let found = unit.connection().query_one_raw(query).await.map_err(DbError::query(doing))?;
    if found.is_some() {
        return Ok(false);
    }
    unit.execute(
        doing,
        "INSERT INTO access_recovery
             (id, account_id, lost, reason, asked_by, asked_at, expires_at, first_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        [
            id_value(recovery.id),
            id_value(recovery.account),
            recovery.lost.name().into(),
            recovery.reason.clone().into(),
            id_value(recovery.asked_by),
            now.into(),
            recovery.expires_at.micros().into(),
            hash.map(|hash| hash.to_vec()).into(),
        ],
    )
    .await?;
    Ok(true)
}

/// Forgets those that were over before `then`.
pub(crate) async fn delete_over(unit: &mut UnitOfWork, then: Instant) -> Result<(), Error> {
    let sql = "DELETE FROM access_recovery WHERE expires_at < ?1";
    unit.execute("forget recoveries", sql, [then.micros().into()]).await?;
    Ok(())
}

/// Agrees to one that waits, for somebody else than who asked and whose account it is.
pub(crate) async fn agree(
    unit: &mut UnitOfWork,
    id: Id<RecoveryMark>,
    officer: Id<Account>,
    hash: Option<&[u8; 32]>,
    now: Instant,
    until: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_recovery
               SET agreed_by = ?3, agreed_at = ?2, second_hash = ?4, expires_at = ?5
               WHERE id = ?1 AND agreed_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?2
                   AND asked_by <> ?3 AND account_id <> ?3";
    let values = [
        id_value(id),
        now.micros().into(),
        id_value(officer),
        hash.map(|hash| hash.to_vec()).into(),
        until.micros().into(),
    ];
    Ok(unit.execute("agree to a recovery", sql, values).await? > 0)
}

pub(crate) async fn withdraw(
    unit: &mut UnitOfWork,
    id: Id<RecoveryMark>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_recovery SET withdrawn_at = ?2
               WHERE id = ?1 AND withdrawn_at IS NULL AND done_at IS NULL AND expires_at > ?2";
    let values = [id_value(id), now.micros().into()];
    Ok(unit.execute("take a recovery back", sql, values).await? > 0)
}

/// Ends one that two agreed to; false where it is over.
pub(crate) async fn finish(
    unit: &mut UnitOfWork,
    id: Id<RecoveryMark>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_recovery SET done_at = ?2, first_hash = NULL, second_hash = NULL
               WHERE id = ?1 AND agreed_at IS NOT NULL AND withdrawn_at IS NULL
                   AND done_at IS NULL AND expires_at > ?2";
    let values = [id_value(id), now.micros().into()];
    Ok(unit.execute("end a recovery", sql, values).await? > 0)
}

/// One that two agreed to, with the hashes of both words.
pub(crate) struct Agreed {
    pub(crate) id: Id<RecoveryMark>,
    pub(crate) account: Id<Account>,
    pub(crate) hashes: [[u8; 32]; 2],
}

/// The one of a password that two agreed to, for the open account of `login`.
pub(crate) async fn agreed_of(
    database: &Database,
    login: &str,
    now: Instant,
) -> Result<Option<Agreed>, Error> {
    let doing = || DbError::query("find a recovery");
    let sql = format!(
        "SELECT r.id, r.account_id, r.first_hash, r.second_hash {FROM}
         WHERE h.login = ?1 AND h.closed_at IS NULL AND h.disabled_at IS NULL
             AND r.first_hash IS NOT NULL AND r.second_hash IS NOT NULL AND {WAITS}"
    );
    let rows = query(database, &sql, vec![login.into(), now.micros().into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let bytes = |column| row.try_get::<Vec<u8>>("", column).map_err(doing());
    let hash = |column| -> Result<[u8; 32], Error> {
        let wrong = |_| unknown("hash")(&"it has not 32 bytes");
        bytes(column)?.try_into().map_err(wrong)
    };
    Ok(Some(Agreed {
        id: id_from("id", &bytes("id")?)?,
        account: id_from("account_id", &bytes("account_id")?)?,
        hashes: [hash("first_hash")?, hash("second_hash")?],
    }))
}

pub(crate) async fn by_id(
    database: &Database,
    id: Id<RecoveryMark>,
    now: Instant,
) -> Result<Option<Recovery>, Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE r.id = ?1");
    let rows = query(database, &sql, vec![id_value(id)]).await?;
    rows.first().map(|row| recovery(row, now)).transpose()
}

/// The latest, those that wait first.
pub(crate) async fn latest(
    database: &Database,
    limit: u32,
    now: Instant,
) -> Result<Vec<Recovery>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM}
         ORDER BY CASE WHEN {WAITS} THEN 0 ELSE 1 END, r.asked_at DESC, r.id LIMIT ?1"
    );
    let rows = query(database, &sql, vec![i64::from(limit).into(), now.micros().into()]).await?;
    rows.iter().map(|row| recovery(row, now)).collect()
}

/// Those of `account` that its holder was not told of.
pub(crate) async fn untold(
    database: &Database,
    account: Id<Account>,
    now: Instant,
) -> Result<Vec<Recovery>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE r.account_id = ?1 AND r.told_at IS NULL
         ORDER BY r.asked_at, r.id"
    );
    let rows = query(database, &sql, vec![id_value(account)]).await?;
    rows.iter().map(|row| recovery(row, now)).collect()
}

/// Remembers that the holder of `account` was told of all that is over.
pub(crate) async fn told(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_recovery SET told_at = ?2
               WHERE account_id = ?1 AND told_at IS NULL
                   AND (done_at IS NOT NULL OR withdrawn_at IS NOT NULL OR expires_at <= ?2)";
    let values = [id_value(account), now.micros().into()];
    unit.execute("remember who was told", sql, values).await?;
    Ok(())
}

async fn query(
    database: &Database,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, Error> {
    let statement = database.statement(sql, values);
    let rows = database.reader().query_all_raw(statement).await;
    Ok(rows.map_err(DbError::query("list recoveries"))?)
}

fn recovery(row: &QueryResult, now: Instant) -> Result<Recovery, Error> {
    let doing = || DbError::query("read a recovery");
    let text = |column| row.try_get::<String>("", column).map_err(doing());
    let bytes = |column| row.try_get::<Vec<u8>>("", column).map_err(doing());
    let time = |column| row.try_get("", column).map(Instant::from_micros).map_err(doing());
    let maybe = |column| -> Result<Option<Instant>, DbError> {
        let at: Option<i64> = row.try_get("", column).map_err(doing())?;
        Ok(at.map(Instant::from_micros))
    };
    let (agreed_at, expires_at) = (maybe("agreed_at")?, time("expires_at")?);
    let state = if maybe("done_at")?.is_some() {
        RecoveryState::Done
    } else if maybe("withdrawn_at")?.is_some() {
        RecoveryState::Withdrawn
    } else if expires_at <= now {
        RecoveryState::Expired
    } else if agreed_at.is_some() {
        RecoveryState::Agreed
    } else {
        RecoveryState::Asked
    };
    let lost = text("lost")?;
    Ok(Recovery {
        id: id_from("id", &bytes("id")?)?,
        account: id_from("account_id", &bytes("account_id")?)?,
        login: text("login")?,
        lost: Lost::of_name(&lost).ok_or_else(|| unknown("kind of recovery")(&lost))?,
        reason: text("reason")?,
        asked_by: id_from("asked_by", &bytes("asked_by")?)?,
        asker: text("asker")?,
        asked_at: time("asked_at")?,
        expires_at,
        agreer: row.try_get("", "agreer").map_err(doing())?,
        agreed_at,
        state,
    })
}
