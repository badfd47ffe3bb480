//! Emergencies and their reviews.

use database::{Database, Error as DbError, UnitOfWork, id_from, id_value, optional_id_from};
use kernel::{Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::unknown;
use crate::{Account, Emergency, EmergencyMark, Error, Review};

const COLUMNS: &str = "e.id, e.account_id, a.login, e.area, e.reason, e.opened_at, e.ends_at, \
     e.reviewer_id, e.reviewed_at, e.proper, e.note";
const FROM: &str = "FROM access_emergency e JOIN access_account a ON a.id = e.account_id";

pub(crate) async fn insert(unit: &mut UnitOfWork, emergency: &Emergency) -> Result<(), Error> {
    unit.execute(
        "open an emergency",
        "INSERT INTO access_emergency (id, account_id, area, reason, opened_at, ends_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        [
            id_value(emergency.id),
            id_value(emergency.account),
            emergency.area.as_str().into(),
            emergency.reason.clone().into(),
            emergency.opened_at.micros().into(),
            emergency.ends_at.micros().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Ends one of `account` at `now`, if it still lasts.
pub(crate) async fn close(
    unit: &mut UnitOfWork,
    id: Id<EmergencyMark>,
    account: Id<Account>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_emergency SET ends_at = ?3
               WHERE id = ?1 AND account_id = ?2 AND ends_at > ?3";
    let values = [id_value(id), id_value(account), now.micros().into()];
    Ok(unit.execute("close an emergency", sql, values).await? > 0)
}

/// Keeps a review, if there was none and the reviewer is somebody else.
pub(crate) async fn review(
    unit: &mut UnitOfWork,
    id: Id<EmergencyMark>,
    review: &Review,
) -> Result<bool, Error> {
    let sql =
        "UPDATE access_emergency SET reviewer_id = ?2, reviewed_at = ?3, proper = ?4, note = ?5
               WHERE id = ?1 AND account_id <> ?2 AND reviewed_at IS NULL";
    let values = [
        id_value(id),
        id_value(review.reviewer),
        review.reviewed_at.micros().into(),
        review.proper.into(),
        review.note.clone().into(),
    ];
    Ok(unit.execute("review an emergency", sql, values).await? > 0)
}

pub(crate) async fn find(
    database: &Database,
    id: Id<EmergencyMark>,
) -> Result<Option<Emergency>, Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE e.id = ?1");
    Ok(query(database, &sql, vec![id_value(id)]).await?.pop())
}

/// Those of `account`, or all; the unreviewed first, then the latest.
pub(crate) async fn list(
    database: &Database,
    account: Option<Id<Account>>,
    limit: u32,
) -> Result<Vec<Emergency>, Error> {
    let mut values: Vec<Value> = vec![i64::from(limit).into()];
    values.extend(account.map(id_value));
    let only = if account.is_some() { "WHERE e.account_id = ?2" } else { "" };
    let sql = format!(
        "SELECT {COLUMNS} {FROM} {only}
         ORDER BY CASE WHEN e.reviewed_at IS NULL THEN 0 ELSE 1 END, e.opened_at DESC, e.id
         LIMIT ?1"
    );
    query(database, &sql, values).await
}

async fn query(
    database: &Database,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<Emergency>, Error> {
    let statement = database.statement(sql, values);
    let rows = database.reader().query_all_raw(statement).await;
    rows.map_err(DbError::query("list emergencies"))?.iter().map(emergency).collect()
}

fn emergency(row: &QueryResult) -> Result<Emergency, Error> {
    let doing = || DbError::query("read an emergency");
    let text = |column| row.try_get::<String>("", column).map_err(doing());
    let time = |column| row.try_get("", column).map(Instant::from_micros).map_err(doing());
    let bytes = |column| row.try_get::<Vec<u8>>("", column).map_err(doing());
    let reviewer: Option<Vec<u8>> = row.try_get("", "reviewer_id").map_err(doing())?;
    let review = match optional_id_from("reviewer_id", reviewer.as_deref())? {
        None => None,
        Some(reviewer) => Some(Review {
            reviewer,
            reviewed_at: time("reviewed_at")?,
            proper: row.try_get("", "proper").map_err(doing())?,
            note: text("note")?,
        }),
    };
    Ok(Emergency {
        id: id_from("id", &bytes("id")?)?,
        account: id_from("account_id", &bytes("account_id")?)?,
        login: text("login")?,
        area: text("area")?.parse().map_err(|error| unknown("area")(&error))?,
        reason: text("reason")?,
        opened_at: time("opened_at")?,
        ends_at: time("ends_at")?,
        review,
    })
}
