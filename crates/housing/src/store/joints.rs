//! Joint enforcement as it stands.

use database::{Dialect, UnitOfWork, id_value};
use kernel::AreaPath;
use sea_orm::Value;

use super::{Via, Where, count, get, json, row, rows, to_json};
use crate::{JointId, Result, filter::JointFilter, joint::Joint};

/// Most that a list is counted to.
const MOST: i64 = 1_001;

/// Writes a new one.
pub(crate) async fn insert(unit: &mut UnitOfWork, joint: &Joint, area: &AreaPath) -> Result<()> {
    let columns = ["id", "version", "building_id", "area", "state", "body"];
    let values: Vec<Value> = vec![
        id_value(joint.id),
        i64::from(joint.version).into(),
        id_value(joint.building),
        area.as_str().into(),
        joint.state().name().into(),
        to_json("housing_joint.body", joint)?.into(),
    ];
    unit.insert_rows("housing_joint", &columns, vec![values], "").await?;
    Ok(())
}

/// Writes what became of one; false where somebody else was first.
pub(crate) async fn update(unit: &mut UnitOfWork, before: u32, joint: &Joint) -> Result<bool> {
    let sql = "UPDATE housing_joint SET version = ?3, state = ?4, body = ?5
        WHERE id = ?1 AND version = ?2";
    let values: [Value; 5] = [
        id_value(joint.id),
        i64::from(before).into(),
        i64::from(joint.version).into(),
        joint.state().name().into(),
        to_json("housing_joint.body", joint)?.into(),
    ];
    Ok(unit.execute("write what became of a joint enforcement", sql, values).await? == 1)
}

/// One, and the path of its area.
pub(crate) async fn find(from: Via<'_>, id: JointId) -> Result<Option<(Joint, AreaPath)>> {
    one(from, "SELECT body, area FROM housing_joint WHERE id = ?1", id).await
}

/// One to act on, locked until the unit of work ends.
pub(crate) async fn to_act_on(unit: &UnitOfWork, id: JointId) -> Result<Option<(Joint, AreaPath)>> {
    let sql = match unit.dialect() {
        Dialect::Sqlite => "SELECT body, area FROM housing_joint WHERE id = ?1",
        Dialect::Postgres => "SELECT body, area FROM housing_joint WHERE id = ?1 FOR UPDATE",
    };
    one(unit.into(), sql, id).await
}

async fn one(from: Via<'_>, sql: &str, id: JointId) -> Result<Option<(Joint, AreaPath)>> {
    let found = row(from, "read a joint enforcement", sql, [id_value(id)]).await?;
    let Some(row) = found else { return Ok(None) };
    let area: String = get(&row, "area")?;
    Ok(Some((json(&row, "body")?, area.parse().unwrap_or_default())))
}

fn conditions(filter: &JointFilter) -> Where {
    let mut all = Where::default();
    all.within("area", &filter.area);
    if let Some(state) = filter.state {
        all.add("state = ?", [state.name().into()]);
    }
    if let Some(building) = filter.building {
        all.add("building_id = ?", [id_value(building)]);
    }
    all
}

/// A page, the newest first, each with its place in the order.
pub(crate) async fn list(from: Via<'_>, filter: &JointFilter) -> Result<Vec<(i64, Joint)>> {
    let mut all = conditions(filter);
    if let Some(after) = filter.after {
        all.add("seq < ?", [after.into()]);
    }
    let condition = all.text();
    let limit = all.push(i64::from(filter.limit));
    let sql = format!(
        "SELECT seq, body FROM housing_joint WHERE {condition} ORDER BY seq DESC LIMIT ?{limit}"
    );
    let found = rows(from, "list joint enforcement", &sql, all.values).await?;
    found.iter().map(|row| Ok((get(row, "seq")?, json(row, "body")?))).collect()
}

/// How many a filter finds, counted up to 1,001.
pub(crate) async fn counted(from: Via<'_>, filter: &JointFilter) -> Result<u64> {
    let mut all = conditions(filter);
    let condition = all.text();
    let most = all.push(MOST);
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM housing_joint WHERE {condition} LIMIT ?{most}) AS counted"
    );
    let found = row(from, "count joint enforcement", &sql, all.values).await?;
    Ok(found.map(|row| count(&row, "n")).transpose()?.unwrap_or(0))
}
