//! High-water marks of serial numbers, so that a code is never given twice.

use super::shelf::Shelf;
use crate::model::{Code, CodeLevel};
use crate::{Error, Result};
use database::UnitOfWork;
use sea_orm::ConnectionTrait as _;

/// Raises the marks to the highest serial numbers among loaded rows.
pub(crate) async fn raise_marks(unit: &mut UnitOfWork, shelf: &Shelf) -> Result<()> {
    let level = match shelf.table {
        "building" => CodeLevel::Building,
        "unit" => CodeLevel::Unit,
        _ => return Ok(()),
    };
    let scope =
        if level == CodeLevel::Building { CodeLevel::Community } else { CodeLevel::Building };
    let (scope, digits) = (scope.digits(), level.digits());
    let width = digits - scope;
    let from = scope + 1;
    let sql = format!(
        "INSERT INTO code_mark (scope, high)
         SELECT substr(code, 1, {scope}), MAX(CAST(substr(code, {from}, {width}) AS BIGINT)) FROM {}
         WHERE length(code) = {digits} AND code >= '0' AND code < ':' GROUP BY substr(code, 1, {scope})
         ON CONFLICT (scope) DO UPDATE SET high =
            CASE WHEN excluded.high > code_mark.high THEN excluded.high ELSE code_mark.high END",
        shelf.staged
    );
    unit.connection()
        .execute_unprepared(&sql)
        .await
        .map(|_| ())
        .map_err(Error::query("raise the marks of codes"))
}

/// Draws the next code of a building in a community or of a unit in a building. It is never given again.
pub(crate) async fn draw(unit: &mut UnitOfWork, scope: &Code) -> Result<Code> {
    let serial = draw_serial(unit, scope.as_str()).await?;
    Ok(if scope.level() == CodeLevel::Community {
        scope.building(serial)?
    } else {
        scope.unit(serial)?
    })
}

/// Draws the next serial number under any scope.
pub(crate) async fn draw_serial(unit: &mut UnitOfWork, scope: &str) -> Result<u64> {
    let sql = "INSERT INTO code_mark (scope, high) VALUES (?1, 1)
         ON CONFLICT (scope) DO UPDATE SET high = code_mark.high + 1 RETURNING high";
    let statement = unit.statement(sql, [scope.into()]);
    let row = unit
        .connection()
        .query_one_raw(statement)
        .await
        .map_err(Error::query("draw a code"))?
        .ok_or_else(|| Error::Missing { entity: "code", id: scope.to_owned() })?;
    let high: i64 = row.try_get("", "high").map_err(Error::query("draw a code"))?;
    Ok(u64::try_from(high).unwrap_or(0))
}
