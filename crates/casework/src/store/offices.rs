//! Who works for which office, and a place's own rules of routing.

use access::Account;
use database::{Database, UnitOfWork, id_from, id_value};
use kernel::{AreaPath, Id, Instant};
use sea_orm::{QueryResult, Value};

use super::{get, json, rows, to_json};
use crate::{
    Error, Result, RouteId,
    routing::{Member, Rule},
};

pub(crate) async fn set_member(unit: &mut UnitOfWork, member: &Member) -> Result<()> {
    let columns = ["account_id", "office", "area", "leads", "available"];
    let values: Vec<Value> = vec![
        id_value(member.account),
        member.office.clone().into(),
        member.area.as_str().into(),
        member.leads.into(),
        member.available.into(),
    ];
    let suffix = "ON CONFLICT (account_id, office, area) DO UPDATE
        SET leads = excluded.leads, available = excluded.available";
    unit.insert_rows("case_member", &columns, vec![values], suffix).await?;
    Ok(())
}

/// Members of an office with how many open cases each has: one query.
pub(crate) async fn members(database: &Database, office: &str) -> Result<Vec<(Member, u64)>> {
    let sql = "SELECT m.account_id AS account_id, m.office AS office, m.area AS area, m.leads AS leads,
            m.available AS available,
            (SELECT COUNT(*) FROM case_head h WHERE h.officer = m.account_id AND h.closed_at IS NULL) AS held
        FROM case_member m WHERE m.office = ?1 ORDER BY m.account_id, m.area";
    let found = rows(database, "read an office's members", sql, [office.into()]).await?;
    found.iter().map(|row| Ok((member(row)?, held(row)?))).collect()
}

/// Offices that an account works for.
pub(crate) async fn of_account(database: &Database, account: Id<Account>) -> Result<Vec<Member>> {
    let sql =
        "SELECT account_id, office, area, leads, available FROM case_member WHERE account_id = ?1
        ORDER BY office, area";
    let found = rows(database, "read an account's offices", sql, [id_value(account)]).await?;
    found.iter().map(member).collect()
}

fn held(row: &QueryResult) -> Result<u64> {
    Ok(u64::try_from(get::<i64>(row, "held")?).unwrap_or(0))
}

fn member(row: &QueryResult) -> Result<Member> {
    Ok(Member {
        account: id_from("case_member.account_id", &get::<Vec<u8>>(row, "account_id")?)?,
        office: get(row, "office")?,
        area: area(row)?,
        leads: get(row, "leads")?,
        available: get(row, "available")?,
    })
}

fn area(row: &QueryResult) -> Result<AreaPath> {
    let text: String = get(row, "area")?;
    text.parse().map_err(|_| Error::Stored { what: "an area", problem: text })
}

pub(crate) async fn insert_rule(
    unit: &mut UnitOfWork,
    id: RouteId,
    rule: &Rule,
    by: Id<Account>,
    now: Instant,
) -> Result<()> {
    let columns =
        ["id", "area", "subclass", "hours", "office", "co_offices", "reason", "set_by", "set_at"];
    let values: Vec<Value> = vec![
        id_value(id),
        rule.area.as_str().into(),
        rule.subclass.clone().into(),
        to_json("case_route.hours", &rule.hours)?.into(),
        rule.office.clone().into(),
        to_json("case_route.co_offices", &rule.co_offices)?.into(),
        rule.reason.clone().into(),
        id_value(by),
        now.micros().into(),
    ];
    unit.insert_rows("case_route", &columns, vec![values], "").await?;
    Ok(())
}

pub(crate) async fn end_rule(unit: &mut UnitOfWork, id: RouteId, now: Instant) -> Result<u64> {
    let sql = "UPDATE case_route SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL";
    Ok(unit.execute("end a rule", sql, [id_value(id), now.micros().into()]).await?)
}

/// Standing rules, in the order they were set.
pub(crate) async fn rules(database: &Database) -> Result<Vec<(RouteId, Rule)>> {
    let sql = "SELECT id, area, subclass, hours, office, co_offices, reason FROM case_route
        WHERE ended_at IS NULL ORDER BY set_at, id";
    let found = rows(database, "read the rules of routing", sql, []).await?;
    let rule = |row: &QueryResult| {
        Ok((
            id_from("case_route.id", &get::<Vec<u8>>(row, "id")?)?,
            Rule {
                area: area(row)?,
                subclass: get(row, "subclass")?,
                hours: json(row, "hours")?,
                office: get(row, "office")?,
                co_offices: json(row, "co_offices")?,
                reason: get(row, "reason")?,
            },
        ))
    };
    found.iter().map(rule).collect()
}
