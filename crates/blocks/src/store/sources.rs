//! Sources and their rejects.

use std::collections::BTreeMap;

use database::{Database, UnitOfWork, id_from, id_value};
use kernel::{Instant, Text};

use super::{count, generation, get, row, rows};
use crate::{
    RejectRow, Result, SourceRow,
    view::{SourceTold, Sources},
};

const COLUMNS: &str =
    "id, title_zh, title_en, office_zh, office_en, rank, legal_zh, legal_en, mapping, profile,
    row_count, reject_count, run_id, recorded_at";

/// All sources, the highest rank first.
pub(crate) async fn list(database: &Database) -> Result<Vec<SourceRow>> {
    let sql = format!("SELECT {COLUMNS} FROM block_source ORDER BY rank DESC, id");
    rows(database, "list sources", &sql, []).await?.iter().map(source).collect()
}

/// The titles of all sources by their ids.
pub(crate) async fn titles(database: &Database) -> Result<BTreeMap<String, Text>> {
    let sql = "SELECT id, title_zh, title_en FROM block_source";
    rows(database, "list titles of sources", sql, [])
        .await?
        .iter()
        .map(|row| {
            let (zh, en): (String, String) = (get(row, "title_zh")?, get(row, "title_en")?);
            Ok((get::<String>(row, "id")?, Text::new(zh, en)))
        })
        .collect()
}

/// The generation that everyone sees, and all sources as facts tell them, without their mappings and profiles: one
/// question, for nearly every page asks for both.
pub(crate) async fn told(database: &Database) -> Result<(i64, Sources)> {
    let sql =
        "SELECT id, title_zh, title_en, office_zh, office_en, legal_zh, legal_en, recorded_at,
            (SELECT number FROM block_generation WHERE current = ?1
                ORDER BY number DESC LIMIT 1) AS generation
        FROM block_source";
    let found = rows(database, "list sources", sql, [true.into()]).await?;
    let generation = match found.first() {
        Some(row) => get::<Option<i64>>(row, "generation")?.unwrap_or(0),
        None => generation(database).await?,
    };
    let mut sources = BTreeMap::new();
    for row in &found {
        let told = SourceTold {
            title: Text::new(get::<String>(row, "title_zh")?, get::<String>(row, "title_en")?),
            office: Text::new(get::<String>(row, "office_zh")?, get::<String>(row, "office_en")?),
            legal_basis: legal_basis(row)?,
            recorded_at: Instant::from_micros(get(row, "recorded_at")?),
        };
        sources.insert(get::<String>(row, "id")?, told);
    }
    Ok((generation, Sources::alone(sources)))
}

/// One source.
pub(crate) async fn find(database: &Database, id: &str) -> Result<Option<SourceRow>> {
    let sql = format!("SELECT {COLUMNS} FROM block_source WHERE id = ?1");
    row(database, "read a source", &sql, [id.into()]).await?.as_ref().map(source).transpose()
}

/// A page of a source's rejects.
pub(crate) async fn rejects(
    database: &Database,
    id: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<RejectRow>> {
    let sql = "SELECT file, row_number, column_name, reason_zh, reason_en FROM block_reject
        WHERE source = ?1 ORDER BY position LIMIT ?2 OFFSET ?3";
    rows(database, "list rejects", sql, [id.into(), limit.into(), offset.into()])
        .await?
        .iter()
        .map(|row| {
            Ok(RejectRow {
                file: get(row, "file")?,
                row: count(row, "row_number")?,
                column: get(row, "column_name")?,
                reason: Text::new(
                    get::<String>(row, "reason_zh")?,
                    get::<String>(row, "reason_en")?,
                ),
            })
        })
        .collect()
}

/// Puts a source and its rejects in the place of what was known of it.
pub(crate) async fn put(
    unit: &mut UnitOfWork,
    source: &SourceRow,
    rejects: &[RejectRow],
) -> Result<()> {
    for table in
        ["DELETE FROM block_source WHERE id = ?1", "DELETE FROM block_reject WHERE source = ?1"]
    {
        unit.execute("replace a source", table, [source.id.clone().into()]).await?;
    }
    let (legal_zh, legal_en) = match &source.legal_basis {
        Some(text) => (Some(text.zh.clone()), Some(text.en.clone())),
        None => (None, None),
    };
    let values = vec![
        source.id.clone().into(),
        source.title.zh.clone().into(),
        source.title.en.clone().into(),
        source.office.zh.clone().into(),
        source.office.en.clone().into(),
        source.rank.into(),
        legal_zh.into(),
        legal_en.into(),
        source.mapping.clone().into(),
        source.profile.clone().into(),
        i64::try_from(source.rows).unwrap_or(i64::MAX).into(),
        i64::try_from(source.rejected).unwrap_or(i64::MAX).into(),
        id_value(source.run),
        source.recorded_at.micros().into(),
    ];
    let columns: Vec<&str> = COLUMNS.split(',').map(str::trim).collect();
    unit.insert_rows("block_source", &columns, vec![values], "").await?;
    let lines = rejects.iter().enumerate().map(|(position, reject)| {
        vec![
            source.id.clone().into(),
            i64::try_from(position).unwrap_or(i64::MAX).into(),
            reject.file.clone().into(),
            i64::try_from(reject.row).unwrap_or(i64::MAX).into(),
            reject.column.clone().into(),
            reject.reason.zh.clone().into(),
            reject.reason.en.clone().into(),
        ]
    });
    let columns =
        ["source", "position", "file", "row_number", "column_name", "reason_zh", "reason_en"];
    unit.insert_rows("block_reject", &columns, lines.collect(), "").await?;
    Ok(())
}

fn source(row: &sea_orm::QueryResult) -> Result<SourceRow> {
    Ok(SourceRow {
        id: get(row, "id")?,
        title: Text::new(get::<String>(row, "title_zh")?, get::<String>(row, "title_en")?),
        office: Text::new(get::<String>(row, "office_zh")?, get::<String>(row, "office_en")?),
        rank: get(row, "rank")?,
        legal_basis: legal_basis(row)?,
        mapping: get(row, "mapping")?,
        profile: get(row, "profile")?,
        rows: count(row, "row_count")?,
        rejected: count(row, "reject_count")?,
        run: id_from("block_source.run_id", &get::<Vec<u8>>(row, "run_id")?)?,
        recorded_at: Instant::from_micros(get(row, "recorded_at")?),
    })
}

/// None where either language lacks.
fn legal_basis(row: &sea_orm::QueryResult) -> Result<Option<Text>> {
    let (zh, en): (Option<String>, Option<String>) = (get(row, "legal_zh")?, get(row, "legal_en")?);
    Ok(zh.zip(en).map(|(zh, en)| Text::new(zh, en)))
}
