//! Keys, quotas and exchanges of partners' systems.

use database::{Database, UnitOfWork, Via, get, id, id_value, row, rows};
use kernel::{AreaPath, Id, Instant};
use sea_orm::{QueryResult, Value};

use super::unknown;
use crate::{
    Account, Action, Error, PartnerAnswer, PartnerExchange, PartnerExchangeMark, PartnerKey,
    PartnerKeyMark, PartnerQuota, PartnerRequest, PartnerUse,
};

const KEY: &str = "id, account_id, name, public_key, actions, area, added_at, valid_from, \
     valid_until, revoked_at, used_at";

/// Keeps a key; false where somebody has it.
pub(crate) async fn add_key(unit: &mut UnitOfWork, key: &PartnerKey) -> Result<bool, Error> {
    let sql = "INSERT INTO access_partner_key
                   (id, account_id, name, public_key, actions, area, added_at, valid_from, valid_until)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING";
    let actions: Vec<&str> = key.actions.iter().map(|action| action.name()).collect();
    let values = [
        id_value(key.id),
        id_value(key.account),
        key.name.as_str().into(),
        key.public_key.to_vec().into(),
        actions.join(" ").into(),
        key.area.as_str().into(),
        key.added_at.micros().into(),
        key.valid_from.micros().into(),
        key.valid_until.micros().into(),
    ];
    Ok(unit.execute("keep a partner's key", sql, values).await? > 0)
}

/// Revokes a key of an account; false where there is none that stands.
pub(crate) async fn revoke_key(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    key: Id<PartnerKeyMark>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_partner_key SET revoked_at = ?3
               WHERE id = ?1 AND account_id = ?2 AND revoked_at IS NULL";
    let values = [id_value(key), id_value(account), now.micros().into()];
    Ok(unit.execute("revoke a partner's key", sql, values).await? > 0)
}

/// The key with this id.
pub(crate) async fn key(
    database: &Database,
    key: Id<PartnerKeyMark>,
) -> Result<Option<PartnerKey>, Error> {
    let sql = format!("SELECT {KEY} FROM access_partner_key WHERE id = ?1");
    let found = row(database, "find a partner's key", &sql, [id_value(key)]).await?;
    found.as_ref().map(read_key).transpose()
}

/// The keys of an account, the newest first.
pub(crate) async fn keys_of(
    database: &Database,
    account: Id<Account>,
) -> Result<Vec<PartnerKey>, Error> {
    let sql = format!(
        "SELECT {KEY} FROM access_partner_key WHERE account_id = ?1 ORDER BY added_at DESC, id DESC"
    );
    let found = rows(database, "list a partner's keys", &sql, [id_value(account)]).await?;
    found.iter().map(read_key).collect()
}

fn read_key(row: &QueryResult) -> Result<PartnerKey, Error> {
    let instant =
        |column| -> Result<Instant, Error> { Ok(Instant::from_micros(get(row, column)?)) };
    let some = |column| -> Result<Option<Instant>, Error> {
        Ok(get::<Option<i64>>(row, column)?.map(Instant::from_micros))
    };
    let what = "partner's key";
    let public_key: Vec<u8> = get(row, "public_key")?;
    let written: String = get(row, "actions")?;
    // An action that this version no longer knows is none that a key may be used for.
    let actions = written.split(' ').filter_map(|name| name.parse::<Action>().ok()).collect();
    let area =
        get::<String>(row, "area")?.parse::<AreaPath>().map_err(|error| unknown(what)(&error))?;
    Ok(PartnerKey {
        id: id(row, "id")?,
        account: id(row, "account_id")?,
        name: get(row, "name")?,
        public_key: public_key.try_into().map_err(|_| unknown(what)(&"not 32 bytes"))?,
        actions,
        area,
        added_at: instant("added_at")?,
        valid_from: instant("valid_from")?,
        valid_until: instant("valid_until")?,
        revoked_at: some("revoked_at")?,
        used_at: some("used_at")?,
    })
}

/// Keeps a nonce; false where it was kept before. Those that are over are forgotten.
pub(crate) async fn use_nonce(
    unit: &mut UnitOfWork,
    nonce: &[u8; 32],
    expires_at: Instant,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "DELETE FROM access_partner_nonce WHERE expires_at < ?1";
    unit.execute("forget nonces that are over", sql, [now.micros().into()]).await?;
    let sql = "INSERT INTO access_partner_nonce (id, expires_at) VALUES (?1, ?2)
               ON CONFLICT DO NOTHING";
    let values: [Value; 2] = [nonce.to_vec().into(), expires_at.micros().into()];
    Ok(unit.execute("keep a nonce", sql, values).await? > 0)
}

/// Sets a quota; what was used of the day stands.
pub(crate) async fn set_quota(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    quota: PartnerQuota,
    day: i64,
) -> Result<(), Error> {
    let sql = "INSERT INTO access_partner_quota (account_id, requests_a_minute, rows_a_day, day, used)
               VALUES (?1, ?2, ?3, ?4, 0)
               ON CONFLICT (account_id) DO UPDATE
               SET requests_a_minute = excluded.requests_a_minute, rows_a_day = excluded.rows_a_day";
    let values = [
        id_value(account),
        i64::from(quota.requests_a_minute).into(),
        i64::from(quota.rows_a_day).into(),
        day.into(),
    ];
    unit.execute("set a partner's quota", sql, values).await?;
    Ok(())
}

/// Counts rows of a day; the quota with them.
pub(crate) async fn take_rows(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    taken: u32,
    day: i64,
) -> Result<PartnerUse, Error> {
    let sql =
        "INSERT INTO access_partner_quota (account_id, requests_a_minute, rows_a_day, day, used)
               VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (account_id) DO UPDATE
               SET used = CASE WHEN access_partner_quota.day = excluded.day
                       THEN access_partner_quota.used + excluded.used ELSE excluded.used END,
                   day = excluded.day";
    let usual = PartnerQuota::default();
    let values = [
        id_value(account),
        i64::from(usual.requests_a_minute).into(),
        i64::from(usual.rows_a_day).into(),
        day.into(),
        i64::from(taken).into(),
    ];
    unit.execute("count a partner's rows", sql, values).await?;
    used_via(&*unit, account, day).await
}

/// The quota of an account, with what was used of the day.
pub(crate) async fn used(
    database: &Database,
    account: Id<Account>,
    day: i64,
) -> Result<PartnerUse, Error> {
    used_via(database, account, day).await
}

async fn used_via<'a>(
    via: impl Into<Via<'a>>,
    account: Id<Account>,
    day: i64,
) -> Result<PartnerUse, Error> {
    let sql = "SELECT requests_a_minute, rows_a_day, day, used FROM access_partner_quota
               WHERE account_id = ?1";
    let found = row(via, "read a partner's quota", sql, [id_value(account)]).await?;
    let Some(found) = found else {
        return Ok(PartnerUse { quota: PartnerQuota::default(), rows_today: 0 });
    };
    let is_today = get::<i64>(&found, "day")? == day;
    let quota = PartnerQuota {
        requests_a_minute: small(&found, "requests_a_minute")?,
        rows_a_day: small(&found, "rows_a_day")?,
    };
    let rows_today = if is_today { small(&found, "used")? } else { 0 };
    Ok(PartnerUse { quota, rows_today })
}

/// Writes a request down, and that its key was used.
pub(crate) async fn begin_exchange(
    unit: &mut UnitOfWork,
    exchange: Id<PartnerExchangeMark>,
    key: &PartnerKey,
    request: &PartnerRequest,
    now: Instant,
) -> Result<(), Error> {
    let sql = "INSERT INTO access_partner_exchange
                   (id, account_id, key_id, at, method, path, rows_in, digest, signature)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let values = [
        id_value(exchange),
        id_value(key.account),
        id_value(key.id),
        now.micros().into(),
        request.method.as_str().into(),
        request.path.as_str().into(),
        i64::from(request.rows).into(),
        request.digest.as_str().into(),
        request.signature.as_str().into(),
    ];
    unit.execute("write an exchange down", sql, values).await?;
    let sql = "UPDATE access_partner_key SET used_at = ?2 WHERE id = ?1";
    unit.execute("use a partner's key", sql, [id_value(key.id), now.micros().into()]).await?;
    Ok(())
}

/// Writes down what was answered.
pub(crate) async fn end_exchange(
    unit: &mut UnitOfWork,
    exchange: Id<PartnerExchangeMark>,
    answer: &PartnerAnswer,
) -> Result<(), Error> {
    let sql = "UPDATE access_partner_exchange
               SET status = ?2, rows_out = ?3, answer_digest = ?4, answer_signature = ?5
               WHERE id = ?1";
    let values = [
        id_value(exchange),
        i64::from(answer.status).into(),
        i64::from(answer.rows).into(),
        answer.digest.as_str().into(),
        answer.signature.as_str().into(),
    ];
    unit.execute("write an answer down", sql, values).await?;
    Ok(())
}

/// The latest exchanges of an account, the newest first.
pub(crate) async fn exchanges(
    database: &Database,
    account: Id<Account>,
    most: u32,
) -> Result<Vec<PartnerExchange>, Error> {
    let sql = "SELECT id, key_id, at, method, path, rows_in, digest, signature, status, rows_out,
                   answer_digest, answer_signature
               FROM access_partner_exchange WHERE account_id = ?1
               ORDER BY at DESC, id DESC LIMIT ?2";
    let values = [id_value(account), i64::from(most).into()];
    let found = rows(database, "list exchanges", sql, values).await?;
    found.iter().map(read_exchange).collect()
}

fn read_exchange(row: &QueryResult) -> Result<PartnerExchange, Error> {
    let status: Option<i64> = get(row, "status")?;
    let answer = match status {
        None => None,
        Some(status) => Some(PartnerAnswer {
            status: u16::try_from(status).unwrap_or_default(),
            rows: small(row, "rows_out")?,
            digest: get(row, "answer_digest")?,
            signature: get(row, "answer_signature")?,
        }),
    };
    Ok(PartnerExchange {
        id: id(row, "id")?,
        key: id(row, "key_id")?,
        at: Instant::from_micros(get(row, "at")?),
        method: get(row, "method")?,
        path: get(row, "path")?,
        rows_in: small(row, "rows_in")?,
        digest: get(row, "digest")?,
        signature: get(row, "signature")?,
        answer,
    })
}

fn small(row: &QueryResult, column: &'static str) -> Result<u32, Error> {
    Ok(u32::try_from(get::<i64>(row, column)?).unwrap_or(u32::MAX))
}
