//! Figures of cases: one query over those reported in a time.

use database::{Database, id_value};
use sea_orm::{QueryResult, Value};

use super::{get, rows, within};
use crate::{
    Result,
    figures::{By, Figures, FiguresOf},
};

pub(crate) async fn figures(
    database: &Database,
    of: &FiguresOf,
    by: By,
) -> Result<Vec<(String, Figures)>> {
    let key = match by {
        By::Nothing => "''",
        By::Area => "area",
        By::Office => "office",
        By::Subclass => "subclass",
    };
    let mut values: Vec<Value> = vec![of.from.micros().into(), of.to.micros().into()];
    let area = within("area", &of.area, &mut values);
    let officer = of.officer.map_or_else(String::new, |officer| {
        values.push(id_value(officer));
        format!(" AND officer = ?{}", values.len())
    });
    let handled = "state IN ('resolved', 'confirmed')";
    // A sum of BIGINT is a NUMERIC on PostgreSQL.
    let sum = |what: &str, when: &str| {
        format!("CAST(COALESCE(SUM(CASE WHEN {when} THEN {what} ELSE 0 END), 0) AS BIGINT)")
    };
    let columns = [
        ("cases", "CAST(COUNT(*) AS BIGINT)".to_owned()),
        ("reports", "CAST(COUNT(*) + COALESCE(SUM(me_too), 0) AS BIGINT)".to_owned()),
        ("opened", sum("1", "closed_at IS NULL")),
        ("contacted", sum("1", "contacted_at IS NOT NULL")),
        ("contact_s", sum("(contacted_at - reported_at) / 1000000", "contacted_at IS NOT NULL")),
        ("handled", sum("1", handled)),
        ("handle_s", sum("(closed_at - reported_at) / 1000000", handled)),
        ("in_time", sum("1", &format!("{handled} AND in_time"))),
        ("reopened", sum("1", "reopened")),
        ("rechecked", sum("1", "rechecked IS NOT NULL")),
        ("verified", sum("1", "rechecked")),
        ("rated", sum("1", "content IS NOT NULL")),
        ("content_yes", sum("1", "content = 'yes'")),
    ];
    let list: Vec<String> = columns.iter().map(|(name, sql)| format!("{sql} AS {name}")).collect();
    let sql = format!(
        "SELECT {key} AS grouped, {} FROM case_head
        WHERE reported_at >= ?1 AND reported_at < ?2 AND {area}{officer} GROUP BY 1 ORDER BY 1",
        list.join(", ")
    );
    rows(database, "put figures together", &sql, values).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<(String, Figures)> {
    let number = |column: &'static str| -> Result<u64> {
        Ok(u64::try_from(get::<i64>(row, column)?).unwrap_or(0))
    };
    let figures = Figures {
        cases: number("cases")?,
        reports: number("reports")?,
        open: number("opened")?,
        contacted: number("contacted")?,
        contact_s: number("contact_s")?,
        handled: number("handled")?,
        handle_s: number("handle_s")?,
        in_time: number("in_time")?,
        reopened: number("reopened")?,
        rechecked: number("rechecked")?,
        verified: number("verified")?,
        rated: number("rated")?,
        content: number("content_yes")?,
    };
    Ok((get(row, "grouped")?, figures))
}
