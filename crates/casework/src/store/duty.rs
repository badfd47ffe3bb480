//! Who is on duty.

use std::collections::HashMap;

use access::Account;
use database::{Database, UnitOfWork, id_from, id_value};
use kernel::{AreaPath, Box4326, Id, Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::{get, number, row, rows, within};
use crate::{
    Error, Result,
    dispatch::Able,
    on_duty::{Colleague, OnDuty},
};

pub(crate) async fn begin(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    area: &AreaPath,
    now: Instant,
) -> Result<()> {
    let columns = ["account_id", "area", "since_at", "heard_at"];
    let values: Vec<Value> =
        vec![id_value(account), area.as_str().into(), now.micros().into(), now.micros().into()];
    let suffix =
        "ON CONFLICT (account_id) DO UPDATE SET area = excluded.area, heard_at = excluded.heard_at";
    unit.insert_rows("duty", &columns, vec![values], suffix).await?;
    Ok(())
}

/// Heard of, and where; the position before is written over.
pub(crate) async fn stay(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    at: Option<Point4326>,
    now: Instant,
) -> Result<()> {
    let done = if let Some(at) = at {
        let sql = "UPDATE duty SET heard_at = ?2, lon = ?3, lat = ?4, position_at = ?2 WHERE account_id = ?1";
        let values: [Value; 4] =
            [id_value(account), now.micros().into(), at.lon.into(), at.lat.into()];
        unit.execute("keep the last position of duty", sql, values).await?
    } else {
        let sql = "UPDATE duty SET heard_at = ?2 WHERE account_id = ?1";
        unit.execute("stay on duty", sql, [id_value(account), now.micros().into()]).await?
    };
    if done == 0 { Err(Error::OffDuty) } else { Ok(()) }
}

/// Ends duty; false where there was none.
pub(crate) async fn end(unit: &mut UnitOfWork, account: Id<Account>) -> Result<bool> {
    let sql = "DELETE FROM duty WHERE account_id = ?1";
    Ok(unit.execute("end duty", sql, [id_value(account)]).await? > 0)
}

pub(crate) async fn forget_positions(unit: &mut UnitOfWork, before: Instant) -> Result<u64> {
    let sql = "UPDATE duty SET lon = NULL, lat = NULL, position_at = NULL WHERE position_at < ?1";
    Ok(unit.execute("forget old positions", sql, [before.micros().into()]).await?)
}

/// Ends the duty of those not heard of since `before`: who.
pub(crate) async fn end_silent(unit: &mut UnitOfWork, before: Instant) -> Result<Vec<Id<Account>>> {
    let sql = "DELETE FROM duty WHERE heard_at < ?1 RETURNING account_id";
    let found = rows(&*unit, "end the duty of the silent", sql, [before.micros().into()]).await?;
    found.iter().map(account).collect()
}

pub(crate) async fn find(
    database: &Database,
    account: Id<Account>,
    good_from: Instant,
) -> Result<Option<OnDuty>> {
    let sql = "SELECT account_id, area, since_at, heard_at, lon, lat, position_at FROM duty WHERE account_id = ?1";
    let found = row(database, "read one's duty", sql, [id_value(account)]).await?;
    let Some(row) = found else { return Ok(None) };
    let at = good_position_at(&row, good_from)?;
    Ok(Some(OnDuty {
        account: self::account(&row)?,
        area: area(&row)?,
        since: Instant::from_micros(get(&row, "since_at")?),
        heard_at: Instant::from_micros(get(&row, "heard_at")?),
        position: point(&row)?.zip(at),
    }))
}

pub(crate) async fn within_area(
    database: &Database,
    area_of: &AreaPath,
    good_from: Instant,
    limit: u32,
) -> Result<Vec<Colleague>> {
    let mut values: Vec<Value> = vec![i64::from(limit).into()];
    let condition = within("area", area_of, &mut values);
    let sql = format!(
        "SELECT d.account_id AS account_id, d.area AS area, d.since_at AS since_at, d.position_at AS position_at,
            m.office AS office,
            (SELECT COUNT(*) FROM case_head h WHERE h.officer = d.account_id AND h.closed_at IS NULL) AS held
        FROM (SELECT account_id, area, since_at, position_at FROM duty WHERE {condition}
            ORDER BY since_at, account_id LIMIT ?1) AS d
        LEFT JOIN case_member m ON m.account_id = d.account_id
        ORDER BY d.since_at, d.account_id, m.office"
    );
    let mut all: Vec<Colleague> = Vec::new();
    for row in &rows(database, "read who is on duty", &sql, values).await? {
        let account = account(row)?;
        let office: Option<String> = get(row, "office")?;
        if all.last().is_none_or(|last| last.account != account) {
            all.push(Colleague {
                account,
                area: area(row)?,
                since: Instant::from_micros(get(row, "since_at")?),
                position_at: good_position_at(row, good_from)?,
                offices: Vec::new(),
                open: u64::try_from(get::<i64>(row, "held")?).unwrap_or(0),
            });
        }
        if let Some((last, office)) = all.last_mut().zip(office)
            && !last.offices.contains(&office)
        {
            last.offices.push(office);
        }
    }
    Ok(all)
}

pub(crate) async fn count(database: &Database, area: &AreaPath) -> Result<u64> {
    let mut values = Vec::new();
    let condition = within("area", area, &mut values);
    let sql = format!("SELECT COUNT(*) AS n FROM duty WHERE {condition}");
    let found = row(database, "count who is on duty", &sql, values).await?;
    Ok(found.map_or(Ok(0), |row| number(&row, "n"))?)
}

/// Everybody on duty within an area or for one that holds it, and for which.
pub(crate) async fn areas(
    database: &Database,
    of: &AreaPath,
) -> Result<Vec<(Id<Account>, AreaPath)>> {
    let mut values = Vec::new();
    let inside = within("area", of, &mut values);
    let mut above = Vec::new();
    for path in of.upward().skip(1).chain([AreaPath::default()]) {
        values.push(path.as_str().into());
        above.push(format!("?{}", values.len()));
    }
    let sql = format!(
        "SELECT account_id, area FROM duty WHERE {inside} OR area IN ({})
         ORDER BY since_at, account_id",
        above.join(", ")
    );
    let found = rows(database, "read who is on duty where", &sql, values).await?;
    found.iter().map(|row| Ok((account(row)?, area(row)?))).collect()
}

/// The accounts on duty within an area, without `but`.
pub(crate) async fn accounts(
    database: &Database,
    area: &AreaPath,
    but: Id<Account>,
) -> Result<Vec<Id<Account>>> {
    let mut values = vec![id_value(but)];
    let condition = within("area", area, &mut values);
    let sql = format!(
        "SELECT account_id FROM duty WHERE account_id <> ?1 AND {condition} ORDER BY since_at, account_id"
    );
    let found = rows(database, "read whom a broadcast reaches", &sql, values).await?;
    found.iter().map(account).collect()
}

/// Of whom it is asked whether they are able.
#[derive(Clone, Copy)]
pub(crate) enum Among {
    /// Everybody.
    All,
    /// One.
    One(Id<Account>),
    /// Those whose position is good, and here.
    Within(Box4326),
}

/// Who is on duty for a place and works there for an office. Their open cases are not counted yet.
pub(crate) async fn able(
    database: &Database,
    office: &str,
    place: &AreaPath,
    among: Among,
    good_from: Instant,
) -> Result<Vec<Able>> {
    let mut values: Vec<Value> = vec![office.into(), good_from.micros().into(), true.into()];
    let marks: Vec<String> = above(place)
        .into_iter()
        .map(|path| {
            values.push(path.into());
            format!("?{}", values.len())
        })
        .collect();
    let of_these = match among {
        Among::All => String::new(),
        Among::One(account) => {
            values.push(id_value(account));
            format!(" AND d.account_id = ?{}", values.len())
        }
        Among::Within(here) => {
            values.extend([here.west, here.east, here.south, here.north].map(Value::from));
            let last = values.len();
            format!(
                " AND d.position_at >= ?2 AND d.lon >= ?{} AND d.lon <= ?{}
                AND d.lat >= ?{} AND d.lat <= ?{last}",
                last - 3,
                last - 2,
                last - 1
            )
        }
    };
    let areas = marks.join(", ");
    let sql = format!(
        "SELECT DISTINCT d.account_id AS account_id,
            CASE WHEN d.position_at >= ?2 THEN d.lon END AS lon,
            CASE WHEN d.position_at >= ?2 THEN d.lat END AS lat
        FROM duty d JOIN case_member m ON m.account_id = d.account_id
        WHERE d.area IN ({areas}) AND m.office = ?1 AND m.available = ?3 AND m.area IN ({areas}){of_these}
        ORDER BY 1"
    );
    let found = rows(database, "read who is on duty and able", &sql, values).await?;
    let able = |row: &QueryResult| Ok(Able { account: account(row)?, point: point(row)?, open: 0 });
    found.iter().map(able).collect()
}

/// How many open cases each of them has; who has none is left out.
pub(crate) async fn open_cases(
    database: &Database,
    accounts: &[Id<Account>],
) -> Result<HashMap<Id<Account>, u64>> {
    let mut all = HashMap::with_capacity(accounts.len());
    for part in accounts.chunks(500) {
        let marks: Vec<String> = (1..=part.len()).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "SELECT officer AS account_id, COUNT(*) AS held FROM case_head
            WHERE closed_at IS NULL AND officer IN ({}) GROUP BY officer",
            marks.join(", ")
        );
        let values = part.iter().map(|account| id_value(*account));
        for row in &rows(database, "count open cases", &sql, values).await? {
            all.insert(account(row)?, u64::try_from(get::<i64>(row, "held")?).unwrap_or(0));
        }
    }
    Ok(all)
}

/// The path and every path above it, the whole installation too.
fn above(area: &AreaPath) -> Vec<String> {
    let path = area.as_str();
    let parts = path.match_indices('/').map(|(at, _)| path[..at].to_owned());
    let own = (!path.is_empty()).then(|| path.to_owned());
    [String::new()].into_iter().chain(parts).chain(own).collect()
}

fn account(row: &QueryResult) -> Result<Id<Account>> {
    Ok(id_from("duty.account_id", &get::<Vec<u8>>(row, "account_id")?)?)
}

fn area(row: &QueryResult) -> Result<AreaPath> {
    let text: String = get(row, "area")?;
    text.parse().map_err(|_| Error::Stored { what: "duty.area", problem: text })
}

fn point(row: &QueryResult) -> Result<Option<Point4326>> {
    let (lon, lat): (Option<f64>, Option<f64>) = (get(row, "lon")?, get(row, "lat")?);
    Ok(lon.zip(lat).and_then(|(lon, lat)| Point4326::new(lon, lat)))
}

fn good_position_at(row: &QueryResult, good_from: Instant) -> Result<Option<Instant>> {
    let at = get::<Option<i64>>(row, "position_at")?.map(Instant::from_micros);
    Ok(at.filter(|at| *at >= good_from))
}
