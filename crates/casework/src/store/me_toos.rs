//! Those who reported a case too: sealed as whoever did first, read and deleted with them.

use access::Account;
use database::{Database, UnitOfWork, Via, id_from, id_value};
use kernel::Id;
use sea_orm::Value;

use super::{
    get,
    reporters::{Row, Sealed, of_row},
    row, rows,
};
use crate::{CaseId, MeTooId, Result};

pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    id: MeTooId,
    case: CaseId,
    new: Row,
) -> Result<()> {
    let columns = [
        "id",
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
        id_value(id),
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
    unit.insert_rows("case_me_too", &columns, vec![values], "").await?;
    Ok(())
}

/// All who reported a case too, in the order they did, still sealed.
pub(crate) async fn sealed<'a>(via: impl Into<Via<'a>>, case: CaseId) -> Result<Vec<Sealed>> {
    let sql = "SELECT subject, account_id, name, phone, email FROM case_me_too
        WHERE case_id = ?1 ORDER BY created_at, id";
    let found = rows(via, "read who reported it too", sql, [id_value(case)]).await?;
    found.iter().map(of_row).collect()
}

/// One of them, still sealed.
pub(crate) async fn sealed_one(database: &Database, id: MeTooId) -> Result<Option<Sealed>> {
    let sql = "SELECT subject, account_id, name, phone, email FROM case_me_too WHERE id = ?1";
    let found = row(database, "read who reported it too", sql, [id_value(id)]).await?;
    found.as_ref().map(of_row).transpose()
}

/// The case of a number and who of those who reported it too, where the hash of their secret is this.
pub(crate) async fn follows(
    database: &Database,
    number: &str,
    secret_hash: [u8; 32],
) -> Result<Option<(CaseId, MeTooId)>> {
    let sql = "SELECT h.id AS case_id, m.id AS id FROM case_head h
        JOIN case_me_too m ON m.case_id = h.id WHERE h.number = ?1 AND m.secret_hash = ?2";
    let values: [Value; 2] = [number.into(), secret_hash.to_vec().into()];
    let Some(found) = row(database, "follow a case", sql, values).await? else { return Ok(None) };
    let case = id_from("case_me_too.case_id", &get::<Vec<u8>>(&found, "case_id")?)?;
    Ok(Some((case, id_from("case_me_too.id", &get::<Vec<u8>>(&found, "id")?)?)))
}

/// Which of them an account is.
pub(crate) async fn of_account<'a>(
    via: impl Into<Via<'a>>,
    case: CaseId,
    account: Id<Account>,
) -> Result<Option<MeTooId>> {
    let sql = "SELECT id FROM case_me_too WHERE case_id = ?1 AND account_id = ?2";
    let values = [id_value(case), id_value(account)];
    let found = row(via, "read who reported it too", sql, values).await?;
    found.map(|row| Ok(id_from("case_me_too.id", &get::<Vec<u8>>(&row, "id")?)?)).transpose()
}

pub(crate) async fn delete(unit: &mut UnitOfWork, case: CaseId) -> Result<u64> {
    let sql = "DELETE FROM case_me_too WHERE case_id = ?1";
    Ok(unit.execute("erase who reported it too", sql, [id_value(case)]).await?)
}
