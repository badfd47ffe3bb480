//! Tags as they are read.

use std::fmt::Write as _;

use database::{Database, UnitOfWork, within};
use kernel::{AreaPath, Day};
use sea_orm::{QueryResult, Value};

use super::{count, get, people::day, review::sixteen, row, rows};
use crate::{
    Error, Result,
    tags::{BedApproval, Subject, TagAt, TagFilter, TagPage, TagRow, Uncomputed, rule, rules},
};

/// Most tags that are counted.
const COUNTED: u64 = 10_001;

const COLUMNS: &str = "subject_kind, subject_id, rule, version, area_path, from_on, to_on";

fn wanted(filter: &TagFilter, values: &mut Vec<Value>) -> String {
    let mut text = if filter.ended { "to_on IS NOT NULL" } else { "to_on IS NULL" }.to_owned();
    let inside = within("area_path", &filter.area, values);
    let _ = write!(text, " AND {inside}");
    let fits = |one: &&crate::tags::Rule| {
        filter.rule.as_ref().is_none_or(|id| *id == one.id)
            && filter.subject.is_none_or(|subject| subject == one.subject)
            && filter.reason.as_ref().is_none_or(|reason| *reason == one.reason.name())
    };
    let asked: Vec<&str> = rules().iter().filter(fits).map(|one| one.id.as_str()).collect();
    if asked.is_empty() {
        text.push_str(" AND 1 = 0");
    } else if asked.len() < rules().len() {
        let first = values.len() + 1;
        values.extend(asked.iter().map(|id| Value::from(*id)));
        let _ = write!(text, " AND rule IN ({})", super::placeholders(first, asked.len()));
    }
    text
}

/// A page of tags by area, rule and subject.
pub(crate) async fn page(
    database: &Database,
    filter: &TagFilter,
    after: Option<&TagAt>,
    offset: u32,
    limit: u32,
) -> Result<TagPage> {
    let mut values = Vec::new();
    let mut text = wanted(filter, &mut values);
    if let Some(after) = after {
        let at = values.len();
        values.extend([
            after.area.clone().into(),
            after.rule.clone().into(),
            after.id.to_vec().into(),
            after.from.clone().into(),
        ]);
        let _ = write!(
            text,
            " AND (area_path, rule, subject_id, from_on) > (?{}, ?{}, ?{}, ?{})",
            at + 1,
            at + 2,
            at + 3,
            at + 4
        );
    }
    values.extend([i64::from(limit).into(), i64::from(offset).into()]);
    let at = values.len();
    let sql = format!(
        "SELECT {COLUMNS} FROM block_tag WHERE {text} ORDER BY area_path, rule, subject_id, from_on
         LIMIT ?{} OFFSET ?{at}",
        at - 1
    );
    let found = rows(database, "list tags", &sql, values).await?;
    let end = match found.last().filter(|_| found.len() == limit as usize) {
        None => None,
        Some(last) => Some(TagAt {
            area: get(last, "area_path")?,
            rule: get(last, "rule")?,
            id: sixteen("block_tag.subject_id", get(last, "subject_id")?)?,
            from: get(last, "from_on")?,
        }),
    };
    let tags = found.iter().map(tag).collect::<Result<Vec<_>>>()?;
    Ok(TagPage { rows: tags.into_iter().flatten().collect(), end })
}

/// How many tags the filter finds, up to [`COUNTED`].
pub(crate) async fn total(database: &Database, filter: &TagFilter) -> Result<u64> {
    let mut values = Vec::new();
    let text = wanted(filter, &mut values);
    let sql = format!(
        "SELECT COUNT(*) AS total FROM (SELECT 1 AS one FROM block_tag WHERE {text} LIMIT {COUNTED}) found"
    );
    let found = row(database, "count tags", &sql, values).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "total"))?)
}

/// How many tags of each rule stand in an area.
pub(crate) async fn counts(database: &Database, area: &AreaPath) -> Result<Vec<(String, u64)>> {
    let mut values = Vec::new();
    let text = wanted(&TagFilter { area: area.clone(), ..TagFilter::default() }, &mut values);
    let sql = format!(
        "SELECT rule, COUNT(*) AS total FROM block_tag WHERE {text} GROUP BY rule ORDER BY rule"
    );
    let found = rows(database, "count tags of an area", &sql, values).await?;
    found.iter().map(|row| Ok((get(row, "rule")?, count(row, "total")?))).collect()
}

/// The tags of a subject: those that stand, then the newest.
pub(crate) async fn of(database: &Database, subject: Subject, id: [u8; 16]) -> Result<Vec<TagRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM block_tag WHERE subject_kind = ?1 AND subject_id = ?2
         ORDER BY CASE WHEN to_on IS NULL THEN 0 ELSE 1 END, from_on DESC, rule LIMIT 200"
    );
    let values = [subject.name().into(), id.to_vec().into()];
    let found = rows(database, "read a subject's tags", &sql, values).await?;
    let tags = found.iter().map(tag).collect::<Result<Vec<_>>>()?;
    Ok(tags.into_iter().flatten().collect())
}

/// What a tag rests on, as stored.
pub(crate) struct FactFound {
    pub(crate) rule: String,
    pub(crate) from: String,
    pub(crate) clause: usize,
    pub(crate) source: String,
    pub(crate) since: Option<Day>,
    pub(crate) records: u64,
}

/// What the tags of a subject rest on.
pub(crate) async fn facts(
    database: &Database,
    subject: Subject,
    id: [u8; 16],
) -> Result<Vec<FactFound>> {
    let sql = "SELECT rule, from_on, clause, source, since, records FROM block_tag_fact
        WHERE subject_kind = ?1 AND subject_id = ?2 ORDER BY rule, from_on, clause, source";
    let values = [subject.name().into(), id.to_vec().into()];
    rows(database, "read what tags rest on", sql, values)
        .await?
        .iter()
        .map(|row| {
            Ok(FactFound {
                rule: get(row, "rule")?,
                from: get(row, "from_on")?,
                clause: usize::try_from(get::<i32>(row, "clause")?).unwrap_or(usize::MAX),
                source: get(row, "source")?,
                since: day(get(row, "since")?)?,
                records: count(row, "records")?,
            })
        })
        .collect()
}

/// The day of the last run, and what it could not compute.
pub(crate) async fn last_run(database: &Database) -> Result<Option<(Day, Vec<Uncomputed>)>> {
    let sql = "SELECT on_day, uncomputed FROM block_tag_run ORDER BY ended_at DESC LIMIT 1";
    let Some(found) = row(database, "read the last run of the tags", sql, []).await? else {
        return Ok(None);
    };
    let text: String = get(&found, "uncomputed")?;
    let uncomputed = serde_json::from_str(&text)
        .map_err(|cause| Error::Stored { what: "uncomputed", found: cause.to_string() })?;
    Ok(day(get(&found, "on_day")?)?.map(|on| (on, uncomputed)))
}

/// Keeps approvals of beds.
pub(crate) async fn approve_beds(
    unit: &mut UnitOfWork,
    approvals: Vec<BedApproval>,
) -> Result<u64> {
    let columns = ["building_id", "beds", "from_on", "to_on", "reference", "source"];
    let values = approvals.into_iter().map(|one| {
        vec![
            one.building.to_vec().into(),
            i64::from(one.beds).into(),
            one.from.to_string().into(),
            one.to.map(|day| day.to_string()).into(),
            one.reference.into(),
            one.source.into(),
        ]
    });
    let suffix = "ON CONFLICT (building_id, reference) DO UPDATE SET beds = excluded.beds,
        from_on = excluded.from_on, to_on = excluded.to_on, source = excluded.source";
    Ok(unit.insert_rows("block_bed_approval", &columns, values.collect(), suffix).await?)
}

/// A page of the approvals of beds in an area, by building, and how many there are.
pub(crate) async fn approvals(
    database: &Database,
    area: &AreaPath,
    offset: u32,
    limit: u32,
) -> Result<(Vec<BedApproval>, u64)> {
    let mut values = Vec::new();
    let inside = within("b.area_path", area, &mut values);
    let from =
        format!("block_bed_approval a JOIN building b ON b.id = a.building_id WHERE {inside}");
    let sql = format!("SELECT COUNT(*) AS total FROM {from}");
    let total = row(database, "count approvals of beds", &sql, values.clone()).await?;
    let total = total.map_or(Ok(0), |row| count(&row, "total"))?;
    let at = values.len();
    values.extend([i64::from(limit).into(), i64::from(offset).into()]);
    let sql = format!(
        "SELECT a.building_id AS building_id, a.beds AS beds, a.from_on AS from_on, a.to_on AS to_on,
            a.reference AS reference, a.source AS source
         FROM {from} ORDER BY b.code, a.building_id, a.reference LIMIT ?{} OFFSET ?{}",
        at + 1,
        at + 2
    );
    let found = rows(database, "list approvals of beds", &sql, values).await?;
    let one = |row: &QueryResult| -> Result<BedApproval> {
        let from: String = get(row, "from_on")?;
        let unread = |cause: &str| Error::Stored { what: "from_on", found: cause.to_owned() };
        Ok(BedApproval {
            building: sixteen("block_bed_approval.building_id", get(row, "building_id")?)?,
            beds: u32::try_from(get::<i64>(row, "beds")?).unwrap_or(u32::MAX),
            from: day(Some(from.clone()))?.ok_or_else(|| unread(&from))?,
            to: day(get(row, "to_on")?)?,
            reference: get(row, "reference")?,
            source: get(row, "source")?,
        })
    };
    Ok((found.iter().map(one).collect::<Result<_>>()?, total))
}

/// Beds that stand approved for a building on a day; nothing where none ever were.
pub(crate) async fn beds(database: &Database, building: [u8; 16], on: Day) -> Result<Option<u32>> {
    let sql = "SELECT CAST(SUM(CASE WHEN from_on <= ?2 AND (to_on IS NULL OR to_on > ?2) THEN beds ELSE 0 END) AS BIGINT)
            AS n FROM block_bed_approval WHERE building_id = ?1";
    let values: [Value; 2] = [building.to_vec().into(), on.to_string().into()];
    let found = row(database, "read approved beds", sql, values).await?;
    let beds: Option<i64> = found.map(|row| get::<Option<i64>>(&row, "n")).transpose()?.flatten();
    Ok(beds.map(|beds| u32::try_from(beds).unwrap_or(u32::MAX)))
}

/// A tag; nothing where its rule is no longer in the catalogue.
fn tag(row: &QueryResult) -> Result<Option<TagRow>> {
    let Some(rule) = rule(&get::<String>(row, "rule")?) else { return Ok(None) };
    let kind: String = get(row, "subject_kind")?;
    let area: String = get(row, "area_path")?;
    let stored = |what: &'static str, found: String| Error::Stored { what, found };
    Ok(Some(TagRow {
        rule,
        version: u32::try_from(get::<i32>(row, "version")?).unwrap_or(0),
        subject: Subject::from_name(&kind).ok_or_else(|| stored("subject_kind", kind))?,
        id: sixteen("block_tag.subject_id", get(row, "subject_id")?)?,
        area: area.parse().map_err(|_| stored("area_path", area))?,
        from: day(get(row, "from_on")?)?.ok_or_else(|| stored("from_on", String::new()))?,
        to: day(get(row, "to_on")?)?,
    }))
}
