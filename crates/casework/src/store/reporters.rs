//! Reporters: sealed, read under a grant alone, deleted when their time is over.

use access::{Account, Person};
use database::{Database, UnitOfWork, Via, id_from, id_value, optional_id_from};
use kernel::{Id, Instant};
use sea_orm::{QueryResult, Value};

use super::{get, row, rows};
use crate::{CaseId, Result};

/// A reporter as stored.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Stands for the reporter on the log of reads; drawn for this case alone, so that nothing joins two of them.
    pub(crate) subject: Id<Person>,
    pub(crate) account: Option<Id<Account>>,
    pub(crate) lang: &'static str,
    pub(crate) name: Option<Vec<u8>>,
    pub(crate) phone: Option<Vec<u8>>,
    pub(crate) email: Option<Vec<u8>>,
    pub(crate) secret_hash: [u8; 32],
    pub(crate) created_at: Instant,
}

pub(crate) async fn insert(unit: &mut UnitOfWork, case: CaseId, new: Row) -> Result<()> {
    let columns = [
        "case_id",
        "subject",
        "account_id",
        "lang",
        "name",
        "phone",
        "email",
        "secret_hash",
        "created_at",
    ];
    let values: Vec<Value> = vec![
        id_value(case),
        id_value(new.subject),
        new.account.map(|account| account.to_bytes().to_vec()).into(),
        new.lang.into(),
        new.name.into(),
        new.phone.into(),
        new.email.into(),
        new.secret_hash.to_vec().into(),
        new.created_at.micros().into(),
    ];
    unit.insert_rows("case_reporter", &columns, vec![values], "").await?;
    Ok(())
}

/// What of a reporter is kept, still sealed.
pub(crate) struct Sealed {
    pub(crate) subject: Id<Person>,
    pub(crate) account: Option<Id<Account>>,
    pub(crate) name: Option<Vec<u8>>,
    pub(crate) phone: Option<Vec<u8>>,
    pub(crate) email: Option<Vec<u8>>,
}

const SEALED: &str =
    "SELECT subject, account_id, name, phone, email FROM case_reporter WHERE case_id = ?1";

pub(crate) async fn sealed(database: &Database, case: CaseId) -> Result<Option<Sealed>> {
    let found = row(database, "read a reporter", SEALED, [id_value(case)]).await?;
    found.as_ref().map(of_row).transpose()
}

pub(crate) async fn sealed_within(unit: &UnitOfWork, case: CaseId) -> Result<Option<Sealed>> {
    let found = row(unit, "read a reporter", SEALED, [id_value(case)]).await?;
    found.as_ref().map(of_row).transpose()
}

pub(crate) fn of_row(row: &QueryResult) -> Result<Sealed> {
    let account: Option<Vec<u8>> = get(row, "account_id")?;
    Ok(Sealed {
        account: optional_id_from("case_reporter.account_id", account.as_deref())?,
        subject: id_from("case_reporter.subject", &get::<Vec<u8>>(row, "subject")?)?,
        name: get(row, "name")?,
        phone: get(row, "phone")?,
        email: get(row, "email")?,
    })
}

/// The case of a number, where the hash of its secret is this.
pub(crate) async fn follows(
    database: &Database,
    number: &str,
    secret_hash: [u8; 32],
) -> Result<Option<CaseId>> {
    let sql = "SELECT h.id AS id FROM case_head h JOIN case_reporter r ON r.case_id = h.id
        WHERE h.number = ?1 AND r.secret_hash = ?2";
    let values: [Value; 2] = [number.into(), secret_hash.to_vec().into()];
    let found = row(database, "follow a case", sql, values).await?;
    found.map(|row| Ok(id_from("case_head.id", &get::<Vec<u8>>(&row, "id")?)?)).transpose()
}

/// Cases that an account reported, alone or as one of several, the newest first.
pub(crate) async fn of_account(
    database: &Database,
    account: Id<Account>,
    limit: u32,
) -> Result<Vec<CaseId>> {
    let sql = "SELECT case_id FROM
            (SELECT case_id, created_at FROM case_reporter WHERE account_id = ?1
             UNION ALL SELECT case_id, created_at FROM case_me_too WHERE account_id = ?1) AS own
        ORDER BY created_at DESC LIMIT ?2";
    let values: [Value; 2] = [id_value(account), i64::from(limit).into()];
    let found = rows(database, "read one's own cases", sql, values).await?;
    found
        .iter()
        .map(|row| Ok(id_from("case_reporter.case_id", &get::<Vec<u8>>(row, "case_id")?)?))
        .collect()
}

/// Whether an account reported a case first.
pub(crate) async fn is_of<'a>(
    via: impl Into<Via<'a>>,
    case: CaseId,
    account: Id<Account>,
) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM case_reporter WHERE case_id = ?1 AND account_id = ?2";
    Ok(row(via, "read a reporter", sql, [id_value(case), id_value(account)]).await?.is_some())
}

pub(crate) async fn delete(unit: &mut UnitOfWork, case: CaseId) -> Result<u64> {
    let sql = "DELETE FROM case_reporter WHERE case_id = ?1";
    Ok(unit.execute("erase a reporter", sql, [id_value(case)]).await?)
}

/// Closed cases whose reporters and words were kept long enough.
pub(crate) async fn outlived(
    database: &Database,
    closed_before: Instant,
    limit: u32,
) -> Result<Vec<CaseId>> {
    let sql =
        "SELECT id FROM case_head WHERE NOT erased AND closed_at < ?1 ORDER BY closed_at LIMIT ?2";
    let values: [Value; 2] = [closed_before.micros().into(), i64::from(limit).into()];
    let found = rows(database, "look for cases kept long enough", sql, values).await?;
    found.iter().map(|row| Ok(id_from("case_head.id", &get::<Vec<u8>>(row, "id")?)?)).collect()
}
