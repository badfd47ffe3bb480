//! Accounts and their roles.

use database::{Database, Error as DbError, UnitOfWork, get, id_from, id_value, optional_id_from};
use kernel::{AreaPath, Id, Instant, Lang, Text};
use sea_orm::{ConnectionTrait as _, QueryResult};

use super::unknown;
use crate::{Account, Assignment, Error, Person, Principal};

/// An account with what signing in needs.
pub(crate) struct Stored {
    pub(crate) principal: Principal,
    pub(crate) password_hash: String,
    pub(crate) created_at: Instant,
    pub(crate) closed_at: Option<Instant>,
    pub(crate) disabled_at: Option<Instant>,
}

impl Stored {
    /// Whether it may be signed in with.
    pub(crate) const fn is_open(&self) -> bool {
        self.closed_at.is_none() && self.disabled_at.is_none()
    }
}

/// Columns of [`fold`], from `access_account a` and `access_assignment r`.
pub(crate) const COLUMNS: &str = "a.id, a.login, a.name, a.office_zh, a.office_en, a.lang, \
     a.password_hash, a.person_id, a.created_at, a.closed_at, a.disabled_at, r.role, r.area";

const FROM: &str = "FROM access_account a LEFT JOIN access_assignment r ON r.account_id = a.id";

pub(crate) async fn by_login(database: &Database, login: &str) -> Result<Option<Stored>, Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE a.login = ?1 ORDER BY r.role, r.area");
    let rows = database
        .reader()
        .query_all_raw(database.statement(&sql, [login.into()]))
        .await
        .map_err(DbError::query("find an account"))?;
    Ok(fold(&rows)?.pop())
}

pub(crate) async fn by_id(
    database: &Database,
    account: Id<Account>,
) -> Result<Option<Stored>, Error> {
    Ok(by_ids(database, &[account]).await?.pop())
}

/// Those of these accounts that there are, in no order.
pub(crate) async fn by_ids(database: &Database, ids: &[Id<Account>]) -> Result<Vec<Stored>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE a.id IN ({}) ORDER BY a.id, r.role, r.area",
        marks.join(", ")
    );
    let query = database.statement(&sql, ids.iter().map(|id| id_value(*id)));
    let rows = database.reader().query_all_raw(query).await;
    fold(&rows.map_err(DbError::query("find accounts"))?)
}

/// Names and offices of accounts.
pub(crate) async fn called(
    database: &Database,
    ids: &[Id<Account>],
) -> Result<std::collections::BTreeMap<Id<Account>, (String, Text)>, Error> {
    if ids.is_empty() {
        return Ok(std::collections::BTreeMap::new());
    }
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "SELECT id, name, office_zh, office_en FROM access_account WHERE id IN ({})",
        marks.join(", ")
    );
    let query = database.statement(&sql, ids.iter().map(|id| id_value(*id)));
    let rows = database.reader().query_all_raw(query).await;
    let rows = rows.map_err(DbError::query("read what accounts are called"))?;
    let one = |row: &QueryResult| -> Result<_, Error> {
        let text =
            |column| row.try_get::<String>("", column).map_err(DbError::query("read an account"));
        let id: Vec<u8> = row.try_get("", "id").map_err(DbError::query("read an account"))?;
        let office = Text::new(text("office_zh")?, text("office_en")?);
        Ok((id_from("access_account.id", &id)?, (text("name")?, office)))
    };
    rows.iter().map(one).collect()
}

/// The person to whom an account belongs.
pub(crate) async fn person_of(
    database: &Database,
    account: Id<Account>,
) -> Result<Option<Id<Person>>, Error> {
    let doing = || DbError::query("read whose an account is");
    let sql = "SELECT person_id FROM access_account WHERE id = ?1";
    let query = database.statement(sql, [id_value(account)]);
    let Some(row) = database.reader().query_one_raw(query).await.map_err(doing())? else {
        return Ok(None);
    };
    let person: Option<Vec<u8>> = row.try_get("", "person_id").map_err(doing())?;
    Ok(optional_id_from("access_account.person_id", person.as_deref())?)
}

pub(crate) async fn all(database: &Database) -> Result<Vec<Stored>, Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} ORDER BY a.login, r.role, r.area");
    let rows = database
        .reader()
        .query_all_raw(database.statement(&sql, []))
        .await
        .map_err(DbError::query("list the accounts"))?;
    fold(&rows)
}

/// One account per run of rows with the same id. What it is stands in each of its rows, one a role, and is read from the first:
/// every request of somebody with many roles passes here.
pub(crate) fn fold(rows: &[QueryResult]) -> Result<Vec<Stored>, Error> {
    let mut found: Vec<Stored> = Vec::new();
    for row in rows {
        let id: Vec<u8> = get(row, "id")?;
        let account: Id<Account> = id_from("id", &id)?;
        if found.last().is_none_or(|last| last.principal.account != account) {
            found.push(stored(row, account)?);
        }
        let (role, area): (Option<String>, Option<String>) = (get(row, "role")?, get(row, "area")?);
        if let (Some(last), Some(role), Some(area)) = (found.last_mut(), role, area) {
            let role = role.parse().map_err(|error| unknown("role")(&error))?;
            let area: AreaPath = area.parse().map_err(|error| unknown("area")(&error))?;
            last.principal.assignments.push(Assignment { role, area });
        }
    }
    Ok(found)
}

/// The account of a row, without its roles.
fn stored(row: &QueryResult, account: Id<Account>) -> Result<Stored, Error> {
    let person: Option<Vec<u8>> = get(row, "person_id")?;
    let lang: String = get(row, "lang")?;
    let closed_at: Option<i64> = get(row, "closed_at")?;
    let disabled_at: Option<i64> = get(row, "disabled_at")?;
    Ok(Stored {
        principal: Principal {
            account,
            login: get(row, "login")?,
            name: get(row, "name")?,
            office: Text { zh: get(row, "office_zh")?, en: get(row, "office_en")? },
            lang: Lang::from_header(&lang),
            assignments: Vec::new(),
            person: optional_id_from("person_id", person.as_deref())?,
        },
        password_hash: get(row, "password_hash")?,
        created_at: Instant::from_micros(get(row, "created_at")?),
        closed_at: closed_at.map(Instant::from_micros),
        disabled_at: disabled_at.map(Instant::from_micros),
    })
}

/// Writes a new account; false where the login is taken.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    principal: &Principal,
    password_hash: &str,
    now: Instant,
) -> Result<bool, Error> {
    let written = unit
        .execute(
            "create an account",
            "INSERT INTO access_account (id, login, name, office_zh, office_en, lang,
                 password_hash, person_id, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (login) DO NOTHING",
            [
                id_value(principal.account),
                principal.login.clone().into(),
                principal.name.clone().into(),
                principal.office.zh.clone().into(),
                principal.office.en.clone().into(),
                lang_name(principal.lang).into(),
                password_hash.into(),
                principal.person.map(|person| person.to_bytes().to_vec()).into(),
                now.micros().into(),
            ],
        )
        .await?;
    if written == 0 {
        return Ok(false);
    }
    assign(unit, principal.account, &principal.assignments).await?;
    Ok(true)
}

/// Gives an account exactly `assignments`.
pub(crate) async fn assign(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    assignments: &[Assignment],
) -> Result<(), Error> {
    let sql = "DELETE FROM access_assignment WHERE account_id = ?1";
    unit.execute("take roles away", sql, [id_value(account)]).await?;
    let row = |assignment: &Assignment| {
        vec![id_value(account), assignment.role.name().into(), assignment.area.as_str().into()]
    };
    let rows = assignments.iter().map(row).collect();
    let columns = ["account_id", "role", "area"];
    unit.insert_rows("access_assignment", &columns, rows, "ON CONFLICT DO NOTHING").await?;
    Ok(())
}

/// Holds the row of an open account to the end of the unit: what sets its password or shuts it was
/// done before, or waits. False where it is shut.
pub(crate) async fn hold(unit: &mut UnitOfWork, account: Id<Account>) -> Result<bool, Error> {
    let sql = "UPDATE access_account SET closed_at = closed_at
               WHERE id = ?1 AND closed_at IS NULL AND disabled_at IS NULL";
    Ok(unit.execute("hold an account", sql, [id_value(account)]).await? > 0)
}

pub(crate) async fn set_password(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    password_hash: &str,
) -> Result<(), Error> {
    let sql = "UPDATE access_account SET password_hash = ?2 WHERE id = ?1";
    let values = [id_value(account), password_hash.into()];
    unit.execute("set a password", sql, values).await?;
    Ok(())
}

pub(crate) async fn bind_person(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    person: Option<Id<Person>>,
) -> Result<(), Error> {
    let sql = "UPDATE access_account SET person_id = ?2 WHERE id = ?1";
    let person = person.map(|person| person.to_bytes().to_vec());
    unit.execute("bind an account to a person", sql, [id_value(account), person.into()]).await?;
    Ok(())
}

pub(crate) async fn set_lang(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    lang: Lang,
) -> Result<(), Error> {
    let sql = "UPDATE access_account SET lang = ?2 WHERE id = ?1";
    unit.execute("keep a language", sql, [id_value(account), lang_name(lang).into()]).await?;
    Ok(())
}

/// Remembers when an account was last signed in with.
pub(crate) async fn signed_in(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_account SET signed_in_at = ?2 WHERE id = ?1";
    unit.execute("remember a sign-in", sql, [id_value(account), now.micros().into()]).await?;
    Ok(())
}

/// Shuts an account at a time, or opens it again; false where that changes nothing.
pub(crate) async fn set_disabled(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    at: Option<Instant>,
) -> Result<bool, Error> {
    let was = if at.is_some() { "IS NULL" } else { "IS NOT NULL" };
    let sql = format!(
        "UPDATE access_account SET disabled_at = ?2
         WHERE id = ?1 AND closed_at IS NULL AND disabled_at {was}"
    );
    let values = [id_value(account), at.map(Instant::micros).into()];
    Ok(unit.execute("disable or enable an account", &sql, values).await? > 0)
}

pub(crate) async fn close(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_account SET closed_at = ?2 WHERE id = ?1 AND closed_at IS NULL";
    unit.execute("close an account", sql, [id_value(account), now.micros().into()]).await?;
    Ok(())
}

pub(crate) const fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}
