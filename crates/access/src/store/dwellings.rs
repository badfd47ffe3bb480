//! Dwellings that accounts are bound to, or ask to be.

use database::{
    Database, Dialect, Error as DbError, UnitOfWork, id_from, id_value, optional_id_from,
};
use kernel::{AreaPath, Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::{
    account_list::{mark, within},
    unknown,
};
use crate::{
    Account, Assignment, Binding, BindingMark, BindingState, Dwelling, Error, Person, Shown,
};

const COLUMNS: &str = "id, account_id, unit_id, area, state, asked_at, expires_at, settled_at, \
     settled_by, shown, person_id, reason";

/// Who settled something, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settled {
    pub(crate) by: Id<Account>,
    pub(crate) at: Instant,
}

/// How many requests wait.
pub(crate) struct Waiting {
    pub(crate) at_unit: u64,
    pub(crate) of_account: u64,
}

/// Which account and dwelling an open one is of: there is one at a time.
fn open_of(binding: &Binding) -> Vec<u8> {
    [binding.account.to_bytes(), binding.unit.to_bytes()].concat()
}

/// Writes down that those whose time is over have expired, so that others may be asked for.
pub(crate) async fn expire(unit: &mut UnitOfWork, now: Instant) -> Result<(), Error> {
    let sql = "UPDATE access_dwelling SET state = 'expired', open_of = NULL
               WHERE state = 'waiting' AND expires_at <= ?1";
    unit.execute("let requests expire", sql, [now.micros().into()]).await?;
    Ok(())
}

/// How many wait at a dwelling and of an account, once the expired are gone.
pub(crate) async fn waiting(
    unit: &UnitOfWork,
    of: Id<Dwelling>,
    account: Id<Account>,
) -> Result<Waiting, Error> {
    let doing = || DbError::query("count the requests that wait");
    let sql = "SELECT
            CAST(COALESCE(SUM(CASE WHEN unit_id = ?1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS at_unit,
            CAST(COALESCE(SUM(CASE WHEN account_id = ?2 THEN 1 ELSE 0 END), 0) AS BIGINT)
                AS of_account
        FROM access_dwelling WHERE state = 'waiting' AND (unit_id = ?1 OR account_id = ?2)";
    let query = unit.statement(sql, [id_value(of), id_value(account)]);
    let row = unit.connection().query_one_raw(query).await.map_err(doing())?;
    let count = |column| -> Result<u64, Error> {
        let counted: Option<i64> =
            row.as_ref().map(|row| row.try_get("", column)).transpose().map_err(doing())?;
        Ok(u64::try_from(counted.unwrap_or_default()).unwrap_or_default())
    };
    Ok(Waiting { at_unit: count("at_unit")?, of_account: count("of_account")? })
}

/// Writes a new request; false where one of the account waits or stands there already.
pub(crate) async fn insert(unit: &mut UnitOfWork, binding: &Binding) -> Result<bool, Error> {
    let sql = "INSERT INTO access_dwelling (id, account_id, unit_id, area, state, open_of,
             asked_at, expires_at, over_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) ON CONFLICT (open_of) DO NOTHING";
    let values = [
        id_value(binding.id),
        id_value(binding.account),
        id_value(binding.unit),
        binding.area.as_str().into(),
        binding.state.name().into(),
        open_of(binding).into(),
        binding.asked_at.micros().into(),
        binding.expires_at.micros().into(),
    ];
    Ok(unit.execute("ask to be bound to a dwelling", sql, values).await? > 0)
}

/// Binds, if it still waits.
pub(crate) async fn confirm(
    unit: &mut UnitOfWork,
    id: Id<BindingMark>,
    shown: Shown,
    person: Option<Id<Person>>,
    settled: Settled,
) -> Result<bool, Error> {
    let sql = "UPDATE access_dwelling SET state = 'bound', shown = ?2, person_id = ?3,
             settled_by = ?4, settled_at = ?5, over_at = NULL
         WHERE id = ?1 AND state = 'waiting' AND expires_at > ?5";
    let values = [
        id_value(id),
        shown.name().into(),
        person.map(|person| person.to_bytes().to_vec()).into(),
        id_value(settled.by),
        settled.at.micros().into(),
    ];
    Ok(unit.execute("bind an account to a dwelling", sql, values).await? > 0)
}

/// Ends one, if it still stands as it was seen.
pub(crate) async fn end(
    unit: &mut UnitOfWork,
    id: Id<BindingMark>,
    (was, is): (BindingState, BindingState),
    reason: Option<&str>,
    settled: Settled,
) -> Result<bool, Error> {
    let sql = "UPDATE access_dwelling SET state = ?3, open_of = NULL, reason = ?4,
             settled_by = ?5, settled_at = ?6, over_at = ?6
         WHERE id = ?1 AND state = ?2";
    let values = [
        id_value(id),
        was.name().into(),
        is.name().into(),
        reason.map(str::to_owned).into(),
        id_value(settled.by),
        settled.at.micros().into(),
    ];
    Ok(unit.execute("end a binding to a dwelling", sql, values).await? > 0)
}

/// Ends whatever waits or stands of an account that is closed.
pub(crate) async fn end_all(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_dwelling SET state = 'withdrawn', open_of = NULL, settled_at = ?2,
             settled_by = ?1, over_at = ?2
         WHERE account_id = ?1 AND state IN ('waiting', 'bound')";
    unit.execute("end bindings of an account", sql, [id_value(account), now.micros().into()])
        .await?;
    Ok(())
}

/// PostgreSQL's advisory lock of whoever says whose an account is.
const OWNER: i64 = 0x6C69_6E6C_6902;

/// Says that an account is a person's; false where it is another's, or the person has another open account. Two at once
/// that say so of one person would not see one another: they go one after the other.
pub(crate) async fn take_person(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    person: Id<Person>,
) -> Result<bool, Error> {
    if unit.dialect() == Dialect::Postgres {
        let lock = "SELECT pg_advisory_xact_lock(?1)";
        unit.execute("wait to bind an account to a person", lock, [OWNER.into()]).await?;
    }
    let sql = "UPDATE access_account SET person_id = ?2
         WHERE id = ?1 AND (person_id IS NULL OR person_id = ?2) AND NOT EXISTS (
             SELECT 1 FROM access_account other
             WHERE other.person_id = ?2 AND other.id <> ?1 AND other.closed_at IS NULL)";
    let values = [id_value(account), id_value(person)];
    Ok(unit.execute("bind an account to a person", sql, values).await? > 0)
}

/// Takes a person off an account, unless it stands on another binding too.
pub(crate) async fn leave_person(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    person: Id<Person>,
) -> Result<(), Error> {
    let sql = "UPDATE access_account SET person_id = NULL
         WHERE id = ?1 AND person_id = ?2 AND NOT EXISTS (
             SELECT 1 FROM access_dwelling d
             WHERE d.account_id = ?1 AND d.person_id = ?2 AND d.state = 'bound')";
    let values = [id_value(account), id_value(person)];
    unit.execute("take a person off an account", sql, values).await?;
    Ok(())
}

/// Gives an account one more role, if it has it not.
pub(crate) async fn add_assignment(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    held: &Assignment,
) -> Result<(), Error> {
    let row = vec![id_value(account), held.role.name().into(), held.area.as_str().into()];
    let columns = ["account_id", "role", "area"];
    unit.insert_rows("access_assignment", &columns, vec![row], "ON CONFLICT DO NOTHING").await?;
    Ok(())
}

pub(crate) async fn by_id(
    database: &Database,
    id: Id<BindingMark>,
    now: Instant,
) -> Result<Option<Binding>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM access_dwelling WHERE id = ?1");
    Ok(query(database, &sql, vec![id_value(id)], now).await?.pop())
}

/// Those of an account, the latest first.
pub(crate) async fn of_account(
    database: &Database,
    account: Id<Account>,
    now: Instant,
) -> Result<Vec<Binding>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM access_dwelling WHERE account_id = ?1
         ORDER BY asked_at DESC, id DESC LIMIT 50"
    );
    query(database, &sql, vec![id_value(account)], now).await
}

/// Open accounts that are bound to a dwelling, and were before `then`.
pub(crate) async fn bound_to(
    database: &Database,
    unit: Id<Dwelling>,
    then: Instant,
) -> Result<Vec<Id<Account>>, Error> {
    let doing = || DbError::query("find who is bound to a dwelling");
    let sql =
        "SELECT a.id AS id FROM access_dwelling d JOIN access_account a ON a.id = d.account_id
         WHERE d.unit_id = ?1 AND d.state = 'bound' AND d.settled_at < ?2 AND a.closed_at IS NULL
             AND a.disabled_at IS NULL
         ORDER BY a.id";
    let statement = database.statement(sql, [id_value(unit), then.micros().into()]);
    let rows = database.reader().query_all_raw(statement).await.map_err(doing())?;
    let account = |row: &QueryResult| -> Result<Id<Account>, Error> {
        let bytes: Vec<u8> = row.try_get("", "id").map_err(doing())?;
        Ok(id_from("id", &bytes)?)
    };
    rows.iter().map(account).collect()
}

/// Whether an account is bound to a dwelling, or never asked to be.
pub(crate) async fn bound_or_unasked(
    database: &Database,
    account: Id<Account>,
) -> Result<bool, Error> {
    let doing = || DbError::query("see whether an account is bound");
    let sql = "SELECT COUNT(*) AS asked,
            CAST(COALESCE(SUM(CASE WHEN state = 'bound' THEN 1 ELSE 0 END), 0) AS BIGINT) AS bound
        FROM access_dwelling WHERE account_id = ?1";
    let statement = database.statement(sql, [id_value(account)]);
    let row = database.reader().query_one_raw(statement).await.map_err(doing())?;
    let Some(row) = row else { return Ok(true) };
    let count = |column| row.try_get::<i64>("", column).map_err(doing());
    Ok(count("asked")? == 0 || count("bound")? > 0)
}

/// A page of those within `scopes`, the latest first, and how many there are.
pub(crate) async fn page(
    database: &Database,
    scopes: &[AreaPath],
    state: Option<BindingState>,
    now: Instant,
    (skip, size): (u32, u32),
) -> Result<(Vec<Binding>, u64), Error> {
    let mut values = Vec::new();
    let scopes: Vec<String> =
        scopes.iter().map(|scope| within("area", scope, &mut values)).collect();
    let mut wanted = format!("({})", scopes.join(" OR "));
    if let Some(state) = state {
        wanted = format!("{wanted} AND {}", stands(state, now, &mut values));
    }
    let counted = format!("SELECT COUNT(*) AS n FROM access_dwelling WHERE {wanted}");
    let statement = database.statement(&counted, values.clone());
    let doing = || DbError::query("count bindings to dwellings");
    let row = database.reader().query_one_raw(statement).await.map_err(doing())?;
    let total: i64 = row.map_or(Ok(0), |row| row.try_get("", "n")).map_err(doing())?;
    let (size, skip) = (mark(&mut values, i64::from(size)), mark(&mut values, i64::from(skip)));
    let sql = format!(
        "SELECT {COLUMNS} FROM access_dwelling WHERE {wanted}
         ORDER BY asked_at DESC, id DESC LIMIT {size} OFFSET {skip}"
    );
    Ok((query(database, &sql, values, now).await?, u64::try_from(total).unwrap_or_default()))
}

/// The condition that one stands so at `now`, whether or not that was written down.
fn stands(state: BindingState, now: Instant, values: &mut Vec<Value>) -> String {
    match state {
        BindingState::Waiting => {
            let now = mark(values, now.micros());
            format!("state = 'waiting' AND expires_at > {now}")
        }
        BindingState::Expired => {
            let now = mark(values, now.micros());
            format!("(state = 'expired' OR (state = 'waiting' AND expires_at <= {now}))")
        }
        other => {
            let name = mark(values, other.name());
            format!("state = {name}")
        }
    }
}

async fn query(
    database: &Database,
    sql: &str,
    values: Vec<Value>,
    now: Instant,
) -> Result<Vec<Binding>, Error> {
    let statement = database.statement(sql, values);
    let rows = database.reader().query_all_raw(statement).await;
    let rows = rows.map_err(DbError::query("list bindings to dwellings"))?;
    rows.iter().map(|row| binding(row, now)).collect()
}

fn binding(row: &QueryResult, now: Instant) -> Result<Binding, Error> {
    let doing = || DbError::query("read a binding to a dwelling");
    let bytes = |column| row.try_get::<Vec<u8>>("", column).map_err(doing());
    let maybe = |column| row.try_get::<Option<Vec<u8>>>("", column).map_err(doing());
    let text = |column| row.try_get::<String>("", column).map_err(doing());
    let words = |column| row.try_get::<Option<String>>("", column).map_err(doing());
    let time = |column| row.try_get("", column).map(Instant::from_micros).map_err(doing());
    let settled_at: Option<i64> = row.try_get("", "settled_at").map_err(doing())?;
    let expires_at = time("expires_at")?;
    let state: BindingState = text("state")?.parse().map_err(|error| unknown("state")(&error))?;
    let is_over = state == BindingState::Waiting && expires_at <= now;
    let shown = words("shown")?.map(|shown| shown.parse::<Shown>()).transpose();
    Ok(Binding {
        id: id_from("id", &bytes("id")?)?,
        account: id_from("account_id", &bytes("account_id")?)?,
        unit: id_from("unit_id", &bytes("unit_id")?)?,
        area: text("area")?.parse().map_err(|error| unknown("area")(&error))?,
        state: if is_over { BindingState::Expired } else { state },
        asked_at: time("asked_at")?,
        expires_at,
        settled_at: settled_at.map(Instant::from_micros),
        settled_by: optional_id_from("settled_by", maybe("settled_by")?.as_deref())?,
        shown: shown.map_err(|error| unknown("shown")(&error))?,
        person: optional_id_from("person_id", maybe("person_id")?.as_deref())?,
        reason: words("reason")?,
    })
}
