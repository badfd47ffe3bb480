//! An upload as the interface shows it.

use std::collections::BTreeMap;

use kernel::{Instant, Text};
use register::import::{Reject, Tally, Upload};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, TextShape};

/// Rejects and warnings that are shown; all are in the file of rejects.
const SHOWN: usize = 50;

/// How many things of one kind an import reads, makes, changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportTally)]
pub(super) struct TallyShape {
    /// Read from the file.
    read: u64,
    /// New in the register.
    created: u64,
    /// Known, and different now.
    changed: u64,
    /// Known and the same.
    unchanged: u64,
    /// No longer in the file, and retired.
    retired: u64,
}

/// A row that is not imported, or needs looking at.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportReject)]
pub(super) struct RejectShape {
    /// The row, from 1; 0 where the whole file is meant.
    row: u64,
    /// The column.
    column: String,
    /// What is wrong and what to do.
    #[schema(value_type = TextShape)]
    message: Text,
}

/// A file that was sent to be imported.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportRow)]
pub(crate) struct Row {
    /// Its id.
    id: String,
    /// What its sender calls it.
    name: String,
    /// What it is, by its content: `csv`, `xlsx`, `geojson`, `osm`.
    format: &'static str,
    /// Its length in bytes.
    bytes: u64,
    /// The data set that its rows are of.
    dataset: String,
    /// `checking`, `checked`, `importing`, `done`, `failed`, `cancelled`.
    state: &'static str,
    /// What is being done, where something is.
    stage: Option<String>,
    /// How many steps of that are done.
    done: u64,
    /// Of how many; 0 where the end is not known.
    total: u64,
    /// By kind of thing, what it does or did.
    tallies: BTreeMap<String, TallyShape>,
    /// Rows that are not imported.
    rejected: u64,
    /// The first of them.
    rejects: Vec<RejectShape>,
    /// Rows that need looking at.
    warned: u64,
    /// The first of them.
    warnings: Vec<RejectShape>,
    /// The register's version after it.
    version: Option<i64>,
    /// Why it failed.
    #[schema(value_type = Option<TextShape>)]
    failure: Option<Text>,
    /// When it was sent.
    #[schema(value_type = String, format = DateTime)]
    sent_at: Instant,
    /// When it was done, failed or taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Instant>,
}

/// An upload, with how far it has come.
pub(super) fn shape(state: &AppState, upload: Upload) -> Row {
    let going = state.imports.going(upload.id).map(|going| going.told());
    let going = going.filter(|_| upload.state.is_going());
    let (step, done, total) =
        going.map_or((None, 0, 0), |(step, done, total)| (Some(step), done, total));
    let imported = upload.state == register::import::UploadState::Done;
    let report = upload.report.unwrap_or_default();
    Row {
        id: upload.id.to_string(),
        name: upload.name,
        format: upload.format.word(),
        bytes: upload.bytes,
        dataset: upload.options.dataset,
        state: upload.state.word(),
        stage: step,
        done,
        total,
        tallies: report.tallies.into_iter().map(|(kind, one)| (kind, tally(one))).collect(),
        rejected: report.rejected,
        rejects: report.rejects.into_iter().take(SHOWN).map(reject).collect(),
        warned: report.warned,
        warnings: report.warnings.into_iter().take(SHOWN).map(reject).collect(),
        version: imported.then_some(report.version),
        failure: upload.failure,
        sent_at: upload.sent_at,
        ended_at: upload.ended_at,
    }
}

fn tally(Tally { read, created, changed, unchanged, retired }: Tally) -> TallyShape {
    TallyShape { read, created, changed, unchanged, retired }
}

fn reject(Reject { row, column, message, .. }: Reject) -> RejectShape {
    RejectShape { row, column, message }
}
