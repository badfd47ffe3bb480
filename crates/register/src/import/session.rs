//! Beginning an import, or taking up one that was broken off.

use super::shelf::TABLES;
use super::{ImportReport, Options};
use crate::store::{discard, fetch, one};
use crate::{Error, Register, Result};
use kernel::{Entity, Id};
use std::collections::HashMap;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Marks the ids of imports.
#[derive(Debug)]
pub(crate) struct ImportMark;

impl Entity for ImportMark {
    const NAME: &'static str = "import";
}

/// After this long without a sign an import is taken to be dead.
const SILENCE_US: i64 = 120_000_000;

/// An import that has begun.
pub(crate) struct Session {
    pub(crate) id: Id<ImportMark>,
    pub(crate) dataset: i32,
    pub(crate) version: i64,
    /// Records read of each part, where it was broken off.
    pub(crate) progress: HashMap<String, u64>,
    pub(crate) report: ImportReport,
}

/// What tells one input from another: names, sizes and times of its files, and the options.
pub(crate) fn input_mark(kind: &str, files: &[&Path], options: &Options) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes());
    hasher.update(serde_json::to_string(options).unwrap_or_default().as_bytes());
    for file in files {
        hasher.update(file.as_os_str().as_encoded_bytes());
        if let Ok(facts) = std::fs::metadata(file) {
            hasher.update(&facts.len().to_le_bytes());
            let changed = facts.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
            hasher.update(&changed.map_or(0, |t| t.as_micros()).to_le_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// Begins an import. An unfinished one of the same input is taken up where it
/// can be continued, else begun anew; a dead one of another input is discarded.
pub(crate) async fn begin(
    register: &Register,
    kind: &str,
    mark: &str,
    options: &Options,
    can_continue: bool,
) -> Result<Session> {
    let version = register.version().await? + 1;
    let mut report = ImportReport { dry_run: options.dry_run, ..ImportReport::default() };
    if options.dry_run {
        let dataset = dataset_number(register, &options.dataset.name).await?.unwrap_or(0);
        let id = register.ids.next();
        return Ok(Session { id, dataset, version, progress: HashMap::new(), report });
    }
    let now = register.clock.now().micros();
    if let Some(open) = one(
        &register.database,
        "look for an unfinished import",
        "SELECT id, dataset, input, report, touched_at FROM register_import WHERE state = 'open' ORDER BY begun_at DESC LIMIT 1",
        [],
    )
    .await?
    {
        let id: Id<ImportMark> = open.id("id")?;
        let same = open.text("input")? == mark;
        if same && can_continue {
            report = serde_json::from_str(&open.text("report")?).unwrap_or(report);
            report.resumed = true;
            let progress = progress_of(register, id).await?;
            return Ok(Session { id, dataset: open.get("dataset")?, version, progress, report });
        }
        if !same && now - open.get::<i64>("touched_at")? < SILENCE_US {
            return Err(Error::refused(
                "另一个导入正在进行。请等它结束，或在它停止两分钟后再试。",
                "Another import is under way. Wait for it to end, or try again two minutes after it stopped.",
            ));
        }
        abandon(register, id).await?;
    }
    let id = register.ids.next::<ImportMark>();
    let mut unit = register.database.begin().await?;
    let dataset = if let Some(number) = dataset_number(register, &options.dataset.name).await? {
        number
    } else {
        let data = &options.dataset;
        let insert = "INSERT INTO dataset (number, name, source, licence, profile)
            SELECT COALESCE(MAX(number), 0) + 1, ?1, ?2, ?3, ?4 FROM dataset";
        let values = [
            data.name.clone().into(),
            data.source.clone().into(),
            data.licence.clone().into(),
            options.profile.clone().into(),
        ];
        unit.execute("name a data set", insert, values).await?;
        -1
    };
    unit.execute(
        "begin an import",
        "INSERT INTO register_import (id, dataset, kind, input, state, report, begun_at, touched_at)
         SELECT ?1, number, ?2, ?3, 'open', '{}', ?4, ?4 FROM dataset WHERE name = ?5",
        [
            database::id_value(id),
            kind.into(),
            mark.into(),
            now.into(),
            options.dataset.name.clone().into(),
        ],
    )
    .await?;
    for (_, staged) in TABLES {
        discard(&mut unit, staged).await?;
    }
    unit.commit().await?;
    let dataset = match dataset {
        -1 => dataset_number(register, &options.dataset.name).await?.unwrap_or(0),
        number => number,
    };
    Ok(Session { id, dataset, version, progress: HashMap::new(), report })
}

/// Abandons the open import of a data set, where there is one.
pub(crate) async fn abandon_of(register: &Register, dataset: &str) -> Result<()> {
    let sql = "SELECT i.id AS id FROM register_import i JOIN dataset d ON d.number = i.dataset
        WHERE i.state = 'open' AND d.name = ?1";
    let open = one(&register.database, "look for an open import", sql, [dataset.into()]).await?;
    match open {
        Some(row) => abandon(register, row.id("id")?).await,
        None => Ok(()),
    }
}

async fn progress_of(register: &Register, id: Id<ImportMark>) -> Result<HashMap<String, u64>> {
    let rows = fetch(
        &register.database,
        "read an import's progress",
        "SELECT part, records FROM import_progress WHERE import_id = ?1",
        [database::id_value(id)],
    )
    .await?;
    rows.iter()
        .map(|row| Ok((row.text("part")?, u64::try_from(row.get::<i64>("records")?).unwrap_or(0))))
        .collect()
}

async fn abandon(register: &Register, id: Id<ImportMark>) -> Result<()> {
    let mut unit = register.database.begin().await?;
    for (_, staged) in TABLES {
        discard(&mut unit, staged).await?;
    }
    let values = [database::id_value(id), register.clock.now().micros().into()];
    unit.execute(
        "abandon an import",
        "UPDATE register_import SET state = 'abandoned', ended_at = ?2 WHERE id = ?1 AND state = 'open'",
        values,
    )
    .await?;
    let values = [database::id_value(id)];
    unit.execute(
        "forget an import's progress",
        "DELETE FROM import_progress WHERE import_id = ?1",
        values,
    )
    .await?;
    unit.commit().await?;
    Ok(())
}

async fn dataset_number(register: &Register, name: &str) -> Result<Option<i32>> {
    let sql = "SELECT number FROM dataset WHERE name = ?1";
    let row = one(&register.database, "look for a data set", sql, [name.into()]).await?;
    row.map(|row| row.get("number")).transpose()
}

/// After a failure that was met (not a kill): the same input may be taken up at
/// once, and another input need not wait.
pub(crate) async fn let_go<T>(register: &Register, outcome: Result<T>) -> Result<T> {
    if outcome.is_err() {
        let unit = register.database.begin().await;
        if let Ok(mut unit) = unit {
            let sql = "UPDATE register_import SET touched_at = 0 WHERE state = 'open'";
            // The failure itself is what the caller has to hear of.
            if unit.execute("let an import go", sql, []).await.is_ok() {
                let _ = unit.commit().await;
            }
        }
    }
    outcome
}
