//! Identities that accounts are signed in by, and sign-ons that were used up.

use database::{Database, Error as DbError, UnitOfWork, id_from, id_value};
use kernel::{Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult};

use crate::{Account, Error, Identity, IdentityMark, SignOnMark};

/// An identity that is bound.
pub(crate) struct Bound<'a> {
    pub(crate) id: Id<IdentityMark>,
    pub(crate) account: Id<Account>,
    pub(crate) issuer: &'a str,
    pub(crate) subject_hash: [u8; 32],
    pub(crate) at: Instant,
}

/// Binds an identity; false where somebody has it, or the account has one of this issuer.
pub(crate) async fn bind(unit: &mut UnitOfWork, bound: &Bound<'_>) -> Result<bool, Error> {
    let sql = "INSERT INTO access_identity (id, account_id, issuer, subject_hash, bound_at)
               VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    let values = [
        id_value(bound.id),
        id_value(bound.account),
        bound.issuer.into(),
        bound.subject_hash.to_vec().into(),
        bound.at.micros().into(),
    ];
    Ok(unit.execute("bind an identity", sql, values).await? > 0)
}

/// The account of an identity.
pub(crate) async fn account_of(
    database: &Database,
    issuer: &str,
    subject_hash: &[u8; 32],
) -> Result<Option<Id<Account>>, Error> {
    let doing = || DbError::query("find the account of an identity");
    let sql = "SELECT account_id FROM access_identity WHERE issuer = ?1 AND subject_hash = ?2";
    let query = database.statement(sql, [issuer.into(), subject_hash.to_vec().into()]);
    let row = database.reader().query_one_raw(query).await.map_err(doing())?;
    let Some(row) = row else { return Ok(None) };
    let account: Vec<u8> = row.try_get("", "account_id").map_err(doing())?;
    Ok(Some(id_from("access_identity.account_id", &account)?))
}

/// The identities of an account, by issuer.
pub(crate) async fn list_of(
    database: &Database,
    account: Id<Account>,
) -> Result<Vec<Identity>, Error> {
    let doing = || DbError::query("list identities");
    let sql = "SELECT issuer, bound_at, used_at FROM access_identity
               WHERE account_id = ?1 ORDER BY issuer";
    let query = database.statement(sql, [id_value(account)]);
    let rows = database.reader().query_all_raw(query).await.map_err(doing())?;
    let one = |row: &QueryResult| -> Result<Identity, Error> {
        let used: Option<i64> = row.try_get("", "used_at").map_err(doing())?;
        Ok(Identity {
            issuer: row.try_get("", "issuer").map_err(doing())?,
            bound_at: Instant::from_micros(row.try_get("", "bound_at").map_err(doing())?),
            used_at: used.map(Instant::from_micros),
        })
    };
    rows.iter().map(one).collect()
}

/// Remembers that an identity was signed in by; false where it is the account's no more.
pub(crate) async fn used(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    issuer: &str,
    subject_hash: &[u8; 32],
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_identity SET used_at = ?4
               WHERE account_id = ?1 AND issuer = ?2 AND subject_hash = ?3";
    let values =
        [id_value(account), issuer.into(), subject_hash.to_vec().into(), now.micros().into()];
    Ok(unit.execute("use an identity", sql, values).await? > 0)
}

/// Forgets the identity of an account at one issuer; whether there was one.
pub(crate) async fn unbind(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    issuer: &str,
) -> Result<bool, Error> {
    let sql = "DELETE FROM access_identity WHERE account_id = ?1 AND issuer = ?2";
    Ok(unit.execute("unbind an identity", sql, [id_value(account), issuer.into()]).await? > 0)
}

/// Forgets every identity of an account.
pub(crate) async fn unbind_all(unit: &mut UnitOfWork, account: Id<Account>) -> Result<(), Error> {
    let sql = "DELETE FROM access_identity WHERE account_id = ?1";
    unit.execute("unbind identities", sql, [id_value(account)]).await?;
    Ok(())
}

/// Uses a sign-on up; false where that was done before, or it is over.
pub(crate) async fn use_up(
    unit: &mut UnitOfWork,
    id: Id<SignOnMark>,
    expires_at: Instant,
    now: Instant,
) -> Result<bool, Error> {
    super::use_up(unit, "access_sign_on", id, (expires_at, now)).await
}
