//! The accounts of an area, page by page.

use database::{Database, Error as DbError, id_from};
use kernel::{AreaPath, Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::{
    accounts::{COLUMNS, fold},
    unknown,
};
use crate::{Account, AccountFilter, AccountRow, Error, Role, RoleKind};

/// What is asked for, and where it may be seen.
pub(crate) struct Asked<'a> {
    pub(crate) filter: &'a AccountFilter,
    pub(crate) scopes: &'a [AreaPath],
}

/// A page, by login, and how many there are.
pub(crate) async fn page(
    database: &Database,
    asked: &Asked<'_>,
) -> Result<(Vec<AccountRow>, u64), Error> {
    let doing = || DbError::query("list the accounts of an area");
    let mut values = Vec::new();
    let wanted = wanted(asked, &mut values);
    let counted = format!("SELECT COUNT(*) AS n FROM access_account a WHERE {wanted}");
    let query = database.statement(&counted, values.clone());
    let row = database.reader().query_one_raw(query).await.map_err(doing())?;
    let total: i64 = row.map_or(Ok(0), |row| row.try_get("", "n")).map_err(doing())?;

    let size = mark(&mut values, i64::from(asked.filter.size));
    let skip = mark(&mut values, i64::from(asked.filter.skip));
    let sql = format!(
        "SELECT {COLUMNS}, a.signed_in_at, f.confirmed_at
         FROM (SELECT a.* FROM access_account a WHERE {wanted}
               ORDER BY a.login LIMIT {size} OFFSET {skip}) a
         LEFT JOIN access_assignment r ON r.account_id = a.id
         LEFT JOIN access_second_factor f ON f.account_id = a.id
         ORDER BY a.login, r.role, r.area"
    );
    let query = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(query).await.map_err(doing())?;
    Ok((listed(&rows)?, u64::try_from(total).unwrap_or_default()))
}

/// Open accounts that hold `role` for an area within `area`, and for which: by area, then login.
pub(crate) async fn held_within(
    database: &Database,
    role: Role,
    area: &AreaPath,
) -> Result<Vec<(AreaPath, Id<Account>)>, Error> {
    let doing = || DbError::query("read who holds a role within an area");
    let mut values: Vec<Value> = vec![role.name().into()];
    let here = within("r.area", area, &mut values);
    let sql = format!(
        "SELECT r.area AS area, a.id AS id FROM access_assignment r
         JOIN access_account a ON a.id = r.account_id
         WHERE r.role = ?1 AND {here} AND a.closed_at IS NULL AND a.disabled_at IS NULL
         ORDER BY r.area, a.login"
    );
    let query = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(query).await.map_err(doing())?;
    let held = |row: &QueryResult| -> Result<(AreaPath, Id<Account>), Error> {
        let id: Vec<u8> = row.try_get("", "id").map_err(doing())?;
        let area: String = row.try_get("", "area").map_err(doing())?;
        Ok((area.parse().map_err(|error| unknown("area")(&error))?, id_from("id", &id)?))
    };
    rows.iter().map(held).collect()
}

fn listed(rows: &[QueryResult]) -> Result<Vec<AccountRow>, Error> {
    let doing = || DbError::query("read an account of the list");
    let mut more = Vec::new();
    let mut last: Option<Vec<u8>> = None;
    for row in rows {
        let id: Vec<u8> = row.try_get("", "id").map_err(doing())?;
        if last.as_ref() != Some(&id) {
            let time = |column| row.try_get::<Option<i64>>("", column).map_err(doing());
            let signed_in_at = time("signed_in_at")?.map(Instant::from_micros);
            more.push((signed_in_at, time("confirmed_at")?.is_some()));
            last = Some(id);
        }
    }
    let row = |(stored, (signed_in_at, second_factor)): (super::accounts::Stored, _)| AccountRow {
        principal: stored.principal,
        created_at: stored.created_at,
        signed_in_at,
        disabled_at: stored.disabled_at,
        second_factor,
        keeps: false,
    };
    Ok(fold(rows)?.into_iter().zip(more).map(row).collect())
}

/// The condition on `access_account a`.
fn wanted(asked: &Asked<'_>, values: &mut Vec<Value>) -> String {
    // Residents' accounts are people: they are read under a grant, not listed.
    let people = Role::templates().iter().filter(|role| role.kind == RoleKind::Resident);
    let people: Vec<String> = people.map(|role| mark(values, role.id.name())).collect();
    let scopes: Vec<String> =
        asked.scopes.iter().map(|scope| within("s.area", scope, values)).collect();
    let mut wanted = format!(
        "a.closed_at IS NULL AND EXISTS (SELECT 1 FROM access_assignment s
             WHERE s.account_id = a.id AND s.role NOT IN ({}) AND ({}))",
        people.join(", "),
        scopes.join(" OR ")
    );
    let filter = asked.filter;
    if !filter.q.is_empty() {
        let escaped = filter.q.to_lowercase().replace('\\', "\\\\");
        let escaped = escaped.replace('%', "\\%").replace('_', "\\_");
        let like = mark(values, format!("%{escaped}%"));
        let fits = |column: &str| format!("{column} LIKE {like} ESCAPE '\\'");
        wanted = format!("{wanted} AND ({} OR {})", fits("a.login"), fits("LOWER(a.name)"));
    }
    match filter.disabled {
        Some(true) => wanted += " AND a.disabled_at IS NOT NULL",
        Some(false) => wanted += " AND a.disabled_at IS NULL",
        None => {}
    }
    wanted
}

/// That `column` is `scope` or lies within it.
pub(crate) fn within(column: &str, scope: &AreaPath, values: &mut Vec<Value>) -> String {
    if scope.as_str().is_empty() {
        return "1 = 1".to_owned();
    }
    let here = mark(values, scope.as_str());
    let below = format!("{scope}/");
    let length = below.len();
    let below = mark(values, below);
    format!("({column} = {here} OR SUBSTR({column}, 1, {length}) = {below})")
}

/// The next placeholder, which stands for `value`.
pub(crate) fn mark(values: &mut Vec<Value>, value: impl Into<Value>) -> String {
    values.push(value.into());
    format!("?{}", values.len())
}
