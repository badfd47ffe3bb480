//! The index of words, and of areas and days: what a list of cases is found by where no column's order is of use.

use database::{Database, Dialect, UnitOfWork, id_value};
use kernel::{AreaPath, Instant};
use sea_orm::Value;

use super::{get, json, row, rows};
use crate::{Case, CaseId, Result, grams, marks};

/// Cases that are written anew in one transaction.
const AT_ONCE: i64 = 1_000;

/// Writes the words of a new case, and where and when it was reported.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    seq: i64,
    case: &Case,
    words: &str,
) -> Result<()> {
    let indexed = [seq.into(), document(unit.dialect(), case, words).into()];
    match unit.dialect() {
        // Once it was written to, the index of words writes a part of itself at every savepoint, and joins the parts later.
        Dialect::Sqlite => {
            unit.insert_later("case_search", &["rowid", "grams"], Vec::from(indexed)).await?;
        }
        Dialect::Postgres => put(unit, indexed).await?,
    }
    Ok(())
}

/// Takes a case's words out of the index: it is found by where and when alone.
pub(crate) async fn forget_words(unit: &mut UnitOfWork, case: CaseId) -> Result<()> {
    let sql = "SELECT seq, body FROM case_head WHERE id = ?1";
    let Some(found) = row(&*unit, "read a case", sql, [id_value(case)]).await? else {
        return Ok(());
    };
    let document = document(unit.dialect(), &json(&found, "body")?, "");
    put(unit, [get::<i64>(&found, "seq")?.into(), document.into()]).await
}

/// Writes cases of before an index of another form into it, a part of them at a time: how many were left, and are not now.
/// `words` makes of a case and what is shown of its report what it is found by.
pub(crate) async fn catch_up(
    database: &Database,
    words: impl Fn(&Case, &str) -> String,
) -> Result<u64> {
    let mut done = 0;
    loop {
        let mut unit = database.begin().await?;
        // Cases are locked as an erasure locks them: what is erased meanwhile is not written back.
        let (lock, lock_case) = match unit.dialect() {
            Dialect::Sqlite => ("", ""),
            Dialect::Postgres => (" FOR UPDATE", " FOR UPDATE OF h"),
        };
        let sql = format!("SELECT after_seq, until_seq FROM case_search_left{lock}");
        let Some(left) = row(&unit, "read what is not in the index", &sql, []).await? else {
            unit.rollback().await?;
            return Ok(done);
        };
        let (after, until): (i64, i64) = (get(&left, "after_seq")?, get(&left, "until_seq")?);
        let sql = format!(
            "SELECT h.seq AS seq, h.body AS body, t.shown AS shown FROM case_head h
             LEFT JOIN case_text t ON t.action_id = h.report_id AND t.erased_at IS NULL
             WHERE h.seq > ?1 AND h.seq <= ?2 ORDER BY h.seq LIMIT ?3{lock_case}"
        );
        let values = [after.into(), until.into(), AT_ONCE.into()];
        let found = rows(&unit, "read cases", &sql, values).await?;
        let mut last = until;
        for row in &found {
            let case: Case = json(row, "body")?;
            let shown: Option<String> = get(row, "shown")?;
            let words = shown.map(|shown| words(&case, &shown)).unwrap_or_default();
            last = get(row, "seq")?;
            let document = document(unit.dialect(), &case, &words);
            put(&mut unit, [last.into(), document.into()]).await?;
        }
        done += found.len() as u64;
        let (sql, values) = if found.is_empty() {
            ("DELETE FROM case_search_left", Vec::new())
        } else {
            ("UPDATE case_search_left SET after_seq = ?1", vec![Value::from(last)])
        };
        unit.execute("remember how far the index is", sql, values).await?;
        unit.commit().await?;
    }
}

async fn put(unit: &mut UnitOfWork, indexed: [Value; 2]) -> Result<()> {
    let sql = match unit.dialect() {
        Dialect::Sqlite => "INSERT OR REPLACE INTO case_search (rowid, grams) VALUES (?1, ?2)",
        Dialect::Postgres => {
            "INSERT INTO case_search (seq, grams) VALUES (?1, CAST(?2 AS tsvector))
             ON CONFLICT (seq) DO UPDATE SET grams = excluded.grams"
        }
    };
    unit.execute("index a case", sql, indexed).await?;
    Ok(())
}

fn document(dialect: Dialect, case: &Case, words: &str) -> String {
    grams::document(dialect, words, &marks::of(&case.place.area, case.reported_at))
}

/// What asks the index for words within an area and a span of days; none where there is nothing that it could be asked for.
pub(crate) fn question(
    dialect: Dialect,
    words: Option<&str>,
    area: &AreaPath,
    span: Option<(Instant, Instant)>,
) -> Option<String> {
    let days = span.and_then(|(from, to)| marks::days(from, to)).unwrap_or_default();
    grams::question(dialect, words.unwrap_or_default(), marks::area(area).as_deref(), &days)
}
