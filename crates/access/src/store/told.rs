//! Accounts that are to be told of something.

use database::{Database, Error as DbError, id_from, id_value};
use kernel::{AreaPath, Id, Instant};
use sea_orm::{ConnectionTrait as _, Value};

use crate::{Account, Emergency, EmergencyMark, Error, Person, Role};

/// Ids in the one column of a query.
async fn ids<E: kernel::Entity>(
    database: &Database,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<Id<E>>, Error> {
    let doing = || DbError::query("find who is to be told");
    let query = database.statement(sql, values);
    let rows = database.reader().query_all_raw(query).await.map_err(doing())?;
    let id = |row: &sea_orm::QueryResult| -> Result<Id<E>, Error> {
        let bytes: Vec<u8> = row.try_get("", "id").map_err(doing())?;
        Ok(id_from("id", &bytes)?)
    };
    rows.iter().map(id).collect()
}

/// Open accounts that hold one of `roles` in an area that contains `area`.
pub(crate) async fn holders(
    database: &Database,
    roles: &[Role],
    area: &AreaPath,
) -> Result<Vec<Id<Account>>, Error> {
    if roles.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = roles.iter().map(|role| role.name().into()).collect();
    let mut areas = vec![String::new()];
    for code in area.as_str().split('/').filter(|code| !code.is_empty()) {
        let above = areas.last().map_or("", String::as_str);
        let path = if above.is_empty() { code.to_owned() } else { format!("{above}/{code}") };
        areas.push(path);
    }
    values.extend(areas.into_iter().map(Value::from));
    let mark = |n: usize| format!("?{n}");
    let in_roles: Vec<String> = (1..=roles.len()).map(mark).collect();
    let in_areas: Vec<String> = (roles.len() + 1..=values.len()).map(mark).collect();
    let sql = format!(
        "SELECT DISTINCT a.id AS id FROM access_assignment r JOIN access_account a ON a.id = r.account_id
         WHERE r.role IN ({}) AND r.area IN ({}) AND a.closed_at IS NULL AND a.disabled_at IS NULL
         ORDER BY a.id",
        in_roles.join(", "),
        in_areas.join(", ")
    );
    ids(database, &sql, values).await
}

/// Open accounts of a person.
pub(crate) async fn accounts_of(
    database: &Database,
    person: Id<Person>,
) -> Result<Vec<Id<Account>>, Error> {
    let sql = "SELECT id FROM access_account
         WHERE person_id = ?1 AND closed_at IS NULL AND disabled_at IS NULL ORDER BY id";
    ids(database, sql, vec![id_value(person)]).await
}

/// Emergencies that ended in `[from, to)`, the earliest first.
pub(crate) async fn ended(
    database: &Database,
    from: Instant,
    to: Instant,
) -> Result<Vec<Id<EmergencyMark>>, Error> {
    let sql = "SELECT id FROM access_emergency WHERE ends_at >= ?1 AND ends_at < ?2
        ORDER BY ends_at, id";
    ids(database, sql, vec![from.micros().into(), to.micros().into()]).await
}

/// Open accounts of the people whom an emergency's reader read on its ground while it lasted.
pub(crate) async fn read_in(
    database: &Database,
    emergency: &Emergency,
) -> Result<Vec<Id<Account>>, Error> {
    let sql = "SELECT DISTINCT a.id AS id FROM access_read r
        JOIN access_read_subject s ON s.read_id = r.id
        JOIN access_account a ON a.person_id = s.person_id
        WHERE r.read_at >= ?1 AND r.read_at <= ?2 AND r.account_id = ?3 AND r.basis = 'emergency'
            AND a.closed_at IS NULL AND a.disabled_at IS NULL
        ORDER BY a.id";
    let values = vec![
        emergency.opened_at.micros().into(),
        emergency.ends_at.micros().into(),
        id_value(emergency.account),
    ];
    ids(database, sql, values).await
}

/// Who invited an account.
pub(crate) async fn inviter_of(
    database: &Database,
    account: Id<Account>,
) -> Result<Option<Id<Account>>, Error> {
    let sql = "SELECT inviter_id AS id FROM access_invitation WHERE account_id = ?1
        ORDER BY accepted_at DESC";
    Ok(ids(database, sql, vec![id_value(account)]).await?.into_iter().next())
}
