//! A place's own catalogue: its versions and the one draft.

use std::collections::BTreeMap;

use database::{Database, UnitOfWork, optional_id_from};
use kernel::Instant;
use sea_orm::{QueryResult, Value};

use super::{get, json, number, row, rows, to_json};
use crate::{
    Result,
    catalogue::Source,
    editions::{Draft, Edition, Open},
};

/// A version with its files.
pub(crate) struct Whole {
    pub(crate) edition: Edition,
    pub(crate) source: Source,
}

const COLUMNS: &str =
    "number, name, body, reason, drafters, published_by, published_at, holds_from";

/// Versions after the one of this number, in order.
pub(crate) async fn after(database: &Database, last: i64) -> Result<Vec<Whole>> {
    let sql = format!("SELECT {COLUMNS} FROM case_catalogue WHERE number > ?1 ORDER BY number");
    let found = rows(database, "read a place's catalogue", &sql, [last.into()]).await?;
    found.iter().map(whole).collect()
}

/// The version published last.
pub(crate) async fn last(database: &Database) -> Result<Option<Whole>> {
    let sql = format!("SELECT {COLUMNS} FROM case_catalogue ORDER BY number DESC LIMIT 1");
    let found = row(database, "read the last catalogue", &sql, []).await?;
    found.as_ref().map(whole).transpose()
}

fn whole(row: &QueryResult) -> Result<Whole> {
    let by: Option<Vec<u8>> = get(row, "published_by")?;
    let edition = Edition {
        number: get(row, "number")?,
        name: get(row, "name")?,
        reason: get(row, "reason")?,
        drafters: json(row, "drafters")?,
        published_by: optional_id_from("case_catalogue.published_by", by.as_deref())?,
        published_at: Instant::from_micros(get(row, "published_at")?),
        holds_from: Instant::from_micros(get(row, "holds_from")?),
    };
    Ok(Whole { edition, source: json(row, "body")? })
}

/// Keeps a version; `counted_at` where no open case is to be counted anew for it.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    edition: &Edition,
    source: &Source,
    counted_at: Option<Instant>,
) -> Result<()> {
    let columns = [
        "number",
        "name",
        "body",
        "reason",
        "drafters",
        "published_by",
        "published_at",
        "holds_from",
        "counted_at",
    ];
    let values: Vec<Value> = vec![
        edition.number.into(),
        edition.name.clone().into(),
        to_json("case_catalogue.body", source)?.into(),
        edition.reason.clone().into(),
        to_json("case_catalogue.drafters", &edition.drafters)?.into(),
        edition.published_by.map(|by| by.to_bytes().to_vec()).into(),
        edition.published_at.micros().into(),
        edition.holds_from.micros().into(),
        counted_at.map(Instant::micros).into(),
    ];
    unit.insert_rows("case_catalogue", &columns, vec![values], "").await?;
    Ok(())
}

/// The version that holds, and since when, where open cases were not yet counted anew for it.
pub(crate) async fn uncounted(database: &Database, now: Instant) -> Result<Option<(i64, Instant)>> {
    let sql = "SELECT number, holds_from FROM case_catalogue
        WHERE holds_from <= ?1 AND counted_at IS NULL ORDER BY number DESC LIMIT 1";
    let found = row(database, "look for a new catalogue", sql, [now.micros().into()]).await?;
    let Some(row) = found else { return Ok(None) };
    Ok(Some((get(&row, "number")?, Instant::from_micros(get(&row, "holds_from")?))))
}

pub(crate) async fn set_counted(unit: &mut UnitOfWork, last: i64, now: Instant) -> Result<()> {
    let sql = "UPDATE case_catalogue SET counted_at = ?2 WHERE number <= ?1 AND counted_at IS NULL";
    let values: [Value; 2] = [last.into(), now.micros().into()];
    unit.execute("remember that open cases were counted anew", sql, values).await?;
    Ok(())
}

pub(crate) async fn draft(database: &Database) -> Result<Option<Draft>> {
    let sql =
        "SELECT revision, body, drafters, changed_at FROM case_catalogue_draft WHERE body <> ''";
    let found = row(database, "read the draft of a catalogue", sql, []).await?;
    let draft = |row: &QueryResult| {
        Ok(Draft {
            revision: get(row, "revision")?,
            source: json(row, "body")?,
            drafters: json(row, "drafters")?,
            changed_at: Instant::from_micros(get(row, "changed_at")?),
        })
    };
    found.as_ref().map(draft).transpose()
}

/// The revision that was given last, to a draft that may be gone: none is given twice.
pub(crate) async fn last_revision(database: &Database) -> Result<i64> {
    let sql = "SELECT revision FROM case_catalogue_draft";
    let found = row(database, "read the revision of a catalogue", sql, []).await?;
    Ok(found.map(|row| get(&row, "revision")).transpose()?.unwrap_or(0))
}

/// Writes the draft over the one of revision `seen`, or where there is none for 0; false where somebody was faster.
pub(crate) async fn save_draft(unit: &mut UnitOfWork, draft: &Draft, seen: i64) -> Result<bool> {
    let body = to_json("case_catalogue_draft.body", &draft.source)?;
    let drafters = to_json("case_catalogue_draft.drafters", &draft.drafters)?;
    let at = draft.changed_at.micros();
    if seen == 0 {
        let columns = ["slot", "revision", "body", "drafters", "changed_at"];
        let values: Vec<Value> =
            vec![1_i32.into(), draft.revision.into(), body.into(), drafters.into(), at.into()];
        // What is left of a draft that is gone is written over.
        let suffix = "ON CONFLICT (slot) DO UPDATE SET revision = excluded.revision,
            body = excluded.body, drafters = excluded.drafters, changed_at = excluded.changed_at
            WHERE case_catalogue_draft.body = ''
            AND case_catalogue_draft.revision < excluded.revision";
        let table = "case_catalogue_draft";
        return Ok(unit.insert_rows(table, &columns, vec![values], suffix).await? == 1);
    }
    let sql =
        "UPDATE case_catalogue_draft SET revision = ?2, body = ?3, drafters = ?4, changed_at = ?5
        WHERE revision = ?1";
    let values: [Value; 5] =
        [seen.into(), draft.revision.into(), body.into(), drafters.into(), at.into()];
    Ok(unit.execute("write the draft of a catalogue", sql, values).await? == 1)
}

/// Takes the draft of revision `seen` away and keeps its revision; false where it is another by now.
pub(crate) async fn drop_draft(unit: &mut UnitOfWork, seen: i64) -> Result<bool> {
    let sql = "UPDATE case_catalogue_draft SET body = '', drafters = '[]'
        WHERE revision = ?1 AND body <> ''";
    Ok(unit.execute("take the draft of a catalogue away", sql, [seen.into()]).await? == 1)
}

/// Open cases by what they are about and who has them.
pub(crate) async fn open(database: &Database) -> Result<Open> {
    let sql = "SELECT subclass, office, COUNT(*) AS held FROM case_head WHERE closed_at IS NULL
        GROUP BY subclass, office";
    let found = rows(database, "count open cases", sql, []).await?;
    let mut open = Open { subclasses: BTreeMap::new(), offices: BTreeMap::new() };
    for row in &found {
        let held = number(row, "held")?;
        *open.subclasses.entry(get(row, "subclass")?).or_default() += held;
        *open.offices.entry(get(row, "office")?).or_default() += held;
    }
    Ok(open)
}
