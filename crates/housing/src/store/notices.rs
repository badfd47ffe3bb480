//! Notices, and the numbers that they are given.

use database::{UnitOfWork, id_value};
use kernel::{AreaPath, Instant};
use sea_orm::Value;

use super::{Via, Where, count, get, json, row, rows, some_bytes, to_json};
use crate::{ActionId, BuildingId, Error, NoticeId, Result, filter::NoticeFilter, notice::Notice};

/// Most notices that a list is counted to.
const MOST: i64 = 1_001;

/// Draws the next number of a year. It is never given again.
pub(crate) async fn draw(unit: &mut UnitOfWork, year: i32) -> Result<String> {
    let sql = "INSERT INTO housing_notice_mark (of_year, high) VALUES (?1, 1)
        ON CONFLICT (of_year) DO UPDATE SET high = housing_notice_mark.high + 1 RETURNING high";
    let drawn = row(&*unit, "draw the number of a notice", sql, [year.into()]).await?;
    let drawn = drawn.ok_or(Error::Missing)?;
    let high: i64 = get(&drawn, "high")?;
    Ok(format!("{year}-{high:06}"))
}

/// Writes a new one.
pub(crate) async fn insert(unit: &mut UnitOfWork, notice: &Notice, area: &AreaPath) -> Result<()> {
    let columns = [
        "id",
        "version",
        "number",
        "kind",
        "action_id",
        "building_id",
        "unit_id",
        "hazard_id",
        "area",
        "served",
        "remind_at",
        "body",
    ];
    let content = &notice.content;
    let values: Vec<Value> = vec![
        id_value(notice.id),
        i64::from(notice.version).into(),
        content.number.clone().into(),
        content.kind.name().into(),
        id_value(content.action),
        id_value(content.place.building),
        some_bytes(content.place.unit),
        some_bytes(content.hazard.as_ref().map(|hazard| hazard.id)),
        area.as_str().into(),
        notice.is_served().into(),
        notice.remind_at().map(Instant::micros).into(),
        to_json("housing_notice.body", notice)?.into(),
    ];
    unit.insert_rows("housing_notice", &columns, vec![values], "").await?;
    Ok(())
}

/// Writes what became of one; false where somebody else was first.
pub(crate) async fn update(unit: &mut UnitOfWork, before: u32, notice: &Notice) -> Result<bool> {
    let sql = "UPDATE housing_notice SET version = ?3, served = ?4, remind_at = ?5, body = ?6
        WHERE id = ?1 AND version = ?2";
    let values: [Value; 6] = [
        id_value(notice.id),
        i64::from(before).into(),
        i64::from(notice.version).into(),
        notice.is_served().into(),
        notice.remind_at().map(Instant::micros).into(),
        to_json("housing_notice.body", notice)?.into(),
    ];
    Ok(unit.execute("write what became of a notice", sql, values).await? == 1)
}

/// A notice of which nobody is reminded any more: what it asked for is done.
pub(crate) async fn forget_reminder(unit: &mut UnitOfWork, id: NoticeId) -> Result<()> {
    let sql = "UPDATE housing_notice SET remind_at = NULL WHERE id = ?1";
    unit.execute("forget a reminder", sql, [id_value(id)]).await?;
    Ok(())
}

/// Looks at this one again then.
pub(crate) async fn put_off_reminder(
    unit: &mut UnitOfWork,
    id: NoticeId,
    at: Instant,
) -> Result<()> {
    let sql = "UPDATE housing_notice SET remind_at = ?2 WHERE id = ?1";
    unit.execute("put a reminder off", sql, [id_value(id), at.micros().into()]).await?;
    Ok(())
}

/// A notice and the path of its area.
pub(crate) async fn find(from: Via<'_>, id: NoticeId) -> Result<Option<(Notice, AreaPath)>> {
    let sql = "SELECT body, area FROM housing_notice WHERE id = ?1";
    let found = row(from, "read a notice", sql, [id_value(id)]).await?;
    let Some(row) = found else { return Ok(None) };
    let area: String = get(&row, "area")?;
    Ok(Some((json(&row, "body")?, area.parse().unwrap_or_default())))
}

/// A notice by its number.
pub(crate) async fn of_number(from: Via<'_>, number: &str) -> Result<Option<Notice>> {
    let sql = "SELECT body FROM housing_notice WHERE number = ?1";
    let found = row(from, "read a notice by its number", sql, [number.into()]).await?;
    found.as_ref().map(|row| json(row, "body")).transpose()
}

/// The notices that tell an action.
pub(crate) async fn of_action(from: Via<'_>, action: ActionId) -> Result<Vec<Notice>> {
    let sql = "SELECT body FROM housing_notice WHERE action_id = ?1 ORDER BY seq";
    let found = rows(from, "read the notices of a deed", sql, [id_value(action)]).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Notices of which those whom they are for are to be reminded by now.
pub(crate) async fn to_remind(from: Via<'_>, now: Instant, limit: u32) -> Result<Vec<Notice>> {
    let sql = "SELECT body FROM housing_notice WHERE remind_at IS NOT NULL AND remind_at <= ?1
        ORDER BY remind_at LIMIT ?2";
    let values: [Value; 2] = [now.micros().into(), i64::from(limit).into()];
    let found = rows(from, "look for notices to remind of", sql, values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// These notices, in the order in which they were issued.
pub(crate) async fn of_ids(from: Via<'_>, ids: &[NoticeId]) -> Result<Vec<Notice>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "id", ids);
    let sql = format!("SELECT body FROM housing_notice WHERE {} ORDER BY seq", all.text());
    let found = rows(from, "read some notices", &sql, all.values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// The last notices of these buildings and their units, the newest first; at most so many.
pub(crate) async fn among(
    from: Via<'_>,
    buildings: &[BuildingId],
    limit: u32,
) -> Result<Vec<Notice>> {
    if buildings.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "building_id", buildings);
    let condition = all.text();
    let limit = all.push(i64::from(limit));
    let sql = format!(
        "SELECT body FROM housing_notice WHERE {condition} ORDER BY seq DESC LIMIT ?{limit}"
    );
    let found = rows(from, "read some buildings' notices", &sql, all.values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

fn conditions(filter: &NoticeFilter) -> Where {
    let mut all = Where::default();
    all.within("area", &filter.area);
    if let Some(kind) = filter.kind {
        all.add("kind = ?", [kind.name().into()]);
    }
    if filter.unserved {
        all.add("served = ?", [false.into()]);
    }
    if let Some(building) = filter.building {
        all.add("building_id = ?", [id_value(building)]);
    }
    if let Some(unit) = filter.unit {
        all.add("unit_id = ?", [id_value(unit)]);
    }
    if let Some(hazard) = filter.hazard {
        all.add("hazard_id = ?", [id_value(hazard)]);
    }
    all
}

/// A page of notices, the newest first, each with its place in the order.
pub(crate) async fn list(from: Via<'_>, filter: &NoticeFilter) -> Result<Vec<(i64, Notice)>> {
    let mut all = conditions(filter);
    if let Some(after) = filter.after {
        all.add("seq < ?", [after.into()]);
    }
    let condition = all.text();
    let limit = all.push(i64::from(filter.limit));
    let sql = format!(
        "SELECT seq, body FROM housing_notice WHERE {condition} ORDER BY seq DESC LIMIT ?{limit}"
    );
    let found = rows(from, "list notices", &sql, all.values).await?;
    found.iter().map(|row| Ok((get(row, "seq")?, json(row, "body")?))).collect()
}

/// How many notices a filter finds, counted up to 1,001.
pub(crate) async fn counted(from: Via<'_>, filter: &NoticeFilter) -> Result<u64> {
    let mut all = conditions(filter);
    let condition = all.text();
    let most = all.push(MOST);
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM housing_notice WHERE {condition} LIMIT ?{most}) AS counted"
    );
    let found = row(from, "count notices", &sql, all.values).await?;
    Ok(found.map(|row| count(&row, "n")).transpose()?.unwrap_or(0))
}
