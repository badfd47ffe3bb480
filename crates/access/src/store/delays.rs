//! Lawful delays and what was said to them.

use database::{Database, Error as DbError, UnitOfWork, get, id_from, id_value, optional_id_from};
use kernel::{Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::unknown;
use crate::{Account, Delay, DelayDecision, DelayMark, Delayed, Error};

const COLUMNS: &str = "d.id, d.account_id, a.login, d.case_number, d.area, d.legal_basis, d.reason, \
     d.asked_at, d.until_at, d.decider_id, d.decided_at, d.agreed, d.note";

pub(crate) async fn insert(unit: &mut UnitOfWork, delay: &Delay) -> Result<(), Error> {
    unit.execute(
        "ask for a delay",
        "INSERT INTO access_delay
             (id, account_id, case_number, area, legal_basis, reason, asked_at, until_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        [
            id_value(delay.id),
            id_value(delay.account),
            delay.case.clone().into(),
            delay.area.as_str().into(),
            delay.legal_basis.clone().into(),
            delay.reason.clone().into(),
            delay.asked_at.micros().into(),
            delay.until.micros().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Keeps a decision, if there was none, its day has not come, and whoever decides is somebody else.
pub(crate) async fn decide(
    unit: &mut UnitOfWork,
    id: Id<DelayMark>,
    decision: &DelayDecision,
) -> Result<bool, Error> {
    let sql = "UPDATE access_delay SET decider_id = ?2, decided_at = ?3, agreed = ?4, note = ?5
               WHERE id = ?1 AND account_id <> ?2 AND decided_at IS NULL AND until_at > ?3";
    let values = [
        id_value(id),
        id_value(decision.decider),
        decision.decided_at.micros().into(),
        decision.agreed.into(),
        decision.note.clone().into(),
    ];
    Ok(unit.execute("decide on a delay", sql, values).await? > 0)
}

/// The agreed delay of `account` on a case whose day is the last of those that have not come.
pub(crate) async fn in_force(
    database: &Database,
    account: Id<Account>,
    case: &str,
    now: Instant,
) -> Result<Option<Delayed>, Error> {
    let sql = "SELECT id, until_at FROM access_delay
               WHERE account_id = ?1 AND case_number = ?2 AND until_at > ?3 AND agreed
               ORDER BY until_at DESC, id LIMIT 1";
    let values = [id_value(account), case.into(), now.micros().into()];
    let statement = database.statement(sql, values);
    let row = database.reader().query_one_raw(statement).await;
    let Some(row) = row.map_err(DbError::query("find a delay"))? else { return Ok(None) };
    let id: Vec<u8> = get(&row, "id")?;
    let until = Instant::from_micros(get(&row, "until_at")?);
    Ok(Some(Delayed { id: id_from("id", &id)?, until }))
}

/// Those of `account`, or all; the undecided first, then the latest.
pub(crate) async fn list(
    database: &Database,
    account: Option<Id<Account>>,
    limit: u32,
) -> Result<Vec<Delay>, Error> {
    let mut values: Vec<Value> = vec![i64::from(limit).into()];
    values.extend(account.map(id_value));
    let only = if account.is_some() { "WHERE d.account_id = ?2" } else { "" };
    let sql = format!(
        "SELECT {COLUMNS} FROM access_delay d JOIN access_account a ON a.id = d.account_id {only}
         ORDER BY CASE WHEN d.decided_at IS NULL THEN 0 ELSE 1 END, d.asked_at DESC, d.id LIMIT ?1"
    );
    let statement = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(statement).await;
    rows.map_err(DbError::query("list delays"))?.iter().map(delay).collect()
}

fn delay(row: &QueryResult) -> Result<Delay, Error> {
    let text = |column| get::<String>(row, column);
    let bytes = |column| get::<Vec<u8>>(row, column);
    let time = |column| get::<i64>(row, column).map(Instant::from_micros);
    let decider: Option<Vec<u8>> = get(row, "decider_id")?;
    let decision = match optional_id_from("decider_id", decider.as_deref())? {
        None => None,
        Some(decider) => Some(DelayDecision {
            decider,
            decided_at: time("decided_at")?,
            agreed: get(row, "agreed")?,
            note: text("note")?,
        }),
    };
    Ok(Delay {
        id: id_from("id", &bytes("id")?)?,
        account: id_from("account_id", &bytes("account_id")?)?,
        login: text("login")?,
        case: text("case_number")?,
        area: text("area")?.parse().map_err(|error| unknown("area")(&error))?,
        legal_basis: text("legal_basis")?,
        reason: text("reason")?,
        asked_at: time("asked_at")?,
        until: time("until_at")?,
        decision,
    })
}
