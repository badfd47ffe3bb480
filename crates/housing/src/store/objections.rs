//! Objections to notices as they stand.

use database::{Dialect, UnitOfWork, id_value};
use kernel::{AreaPath, Instant};
use sea_orm::Value;

use super::{Via, Where, among, count, get, json, row, rows, to_json};
use crate::{
    AccountId, NoticeId, ObjectionId, Result, filter::ObjectionFilter, objection::Objection,
};

/// Most objections that a list is counted to.
const MOST: i64 = 1_001;

/// Columns that follow from the objection, in order; the last is the objection itself.
const STATE: [&str; 5] = ["version", "state", "decide_until", "decided_at", "body"];

fn state(objection: &Objection) -> Result<Vec<Value>> {
    let decided_at = objection.decision.map(|decision| decision.at);
    let waits = decided_at.is_none().then_some(objection.decide_until);
    Ok(vec![
        i64::from(objection.version).into(),
        objection.state().name().into(),
        waits.map(Instant::micros).into(),
        decided_at.map(Instant::micros).into(),
        to_json("housing_objection.body", objection)?.into(),
    ])
}

/// Writes a new one.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    objection: &Objection,
    area: &AreaPath,
) -> Result<()> {
    let columns: Vec<&str> =
        ["id", "notice_id", "account_id", "area"].into_iter().chain(STATE).collect();
    let mut values: Vec<Value> = vec![
        id_value(objection.id),
        id_value(objection.notice),
        id_value(objection.by),
        area.as_str().into(),
    ];
    values.extend(state(objection)?);
    unit.insert_rows("housing_objection", &columns, vec![values], "").await?;
    Ok(())
}

/// Writes what became of one; false where somebody else was first.
pub(crate) async fn update(
    unit: &mut UnitOfWork,
    before: u32,
    objection: &Objection,
) -> Result<bool> {
    let set: Vec<String> =
        STATE.iter().enumerate().map(|(n, column)| format!("{column} = ?{}", n + 3)).collect();
    let sql =
        format!("UPDATE housing_objection SET {} WHERE id = ?1 AND version = ?2", set.join(", "));
    let mut values: Vec<Value> = vec![id_value(objection.id), i64::from(before).into()];
    values.extend(state(objection)?);
    Ok(unit.execute("write what became of an objection", &sql, values).await? == 1)
}

/// An objection and the path of its area.
pub(crate) async fn find(from: Via<'_>, id: ObjectionId) -> Result<Option<(Objection, AreaPath)>> {
    one(from, "SELECT body, area FROM housing_objection WHERE id = ?1", id).await
}

/// An objection to act on, locked until the unit of work ends.
pub(crate) async fn to_act_on(
    unit: &UnitOfWork,
    id: ObjectionId,
) -> Result<Option<(Objection, AreaPath)>> {
    let sql = match unit.dialect() {
        Dialect::Sqlite => "SELECT body, area FROM housing_objection WHERE id = ?1",
        Dialect::Postgres => "SELECT body, area FROM housing_objection WHERE id = ?1 FOR UPDATE",
    };
    one(unit.into(), sql, id).await
}

async fn one(from: Via<'_>, sql: &str, id: ObjectionId) -> Result<Option<(Objection, AreaPath)>> {
    let found = row(from, "read an objection", sql, [id_value(id)]).await?;
    let Some(row) = found else { return Ok(None) };
    let area: String = get(&row, "area")?;
    Ok(Some((json(&row, "body")?, area.parse().unwrap_or_default())))
}

/// What an account said against these notices.
pub(crate) async fn of_account(
    from: Via<'_>,
    account: AccountId,
    notices: &[NoticeId],
) -> Result<Vec<Objection>> {
    if notices.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    all.add("account_id = ?", [id_value(account)]);
    among(&mut all, "notice_id", notices);
    let sql = format!("SELECT body FROM housing_objection WHERE {} ORDER BY seq", all.text());
    let found = rows(from, "read one's own objections", &sql, all.values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

fn conditions(filter: &ObjectionFilter, now: Instant) -> Where {
    let mut all = Where::default();
    all.within("area", &filter.area);
    if let Some(state) = filter.state {
        all.add("state = ?", [state.name().into()]);
    }
    if filter.overdue {
        all.add("decide_until < ?", [now.micros().into()]);
    }
    if let Some(notice) = filter.notice {
        all.add("notice_id = ?", [id_value(notice)]);
    }
    all
}

/// A page of objections, the newest first, each with its place in the order.
pub(crate) async fn list(
    from: Via<'_>,
    filter: &ObjectionFilter,
    now: Instant,
) -> Result<Vec<(i64, Objection)>> {
    let mut all = conditions(filter, now);
    if let Some(after) = filter.after {
        all.add("seq < ?", [after.into()]);
    }
    let condition = all.text();
    let limit = all.push(i64::from(filter.limit));
    let sql = format!(
        "SELECT seq, body FROM housing_objection WHERE {condition} ORDER BY seq DESC LIMIT ?{limit}"
    );
    let found = rows(from, "list objections", &sql, all.values).await?;
    found.iter().map(|row| Ok((get(row, "seq")?, json(row, "body")?))).collect()
}

/// How many objections a filter finds, counted up to 1,001.
pub(crate) async fn counted(from: Via<'_>, filter: &ObjectionFilter, now: Instant) -> Result<u64> {
    let mut all = conditions(filter, now);
    let condition = all.text();
    let most = all.push(MOST);
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM housing_objection WHERE {condition} LIMIT ?{most}) AS counted"
    );
    let found = row(from, "count objections", &sql, all.values).await?;
    Ok(found.map(|row| count(&row, "n")).transpose()?.unwrap_or(0))
}
