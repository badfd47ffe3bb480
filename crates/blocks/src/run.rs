//! Runs and sources: where the blocks come from.

use std::collections::BTreeMap;

use database::{Action, Database};
use kernel::{Clock, Id, Ids, Instant, Text};
use serde::{Deserialize, Serialize};

use crate::{Result, Run, store};

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// At work, or killed since the last run began.
    Running,
    /// Its generation is loaded.
    Done,
    /// It stopped with an error.
    Failed,
}

impl RunState {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "done" => Self::Done,
            "failed" => Self::Failed,
            _ => Self::Running,
        }
    }
}

/// A run, as listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSummary {
    /// Id.
    pub id: Id<Run>,
    /// Number, as residents see it: "joined in run 12".
    pub number: i64,
    /// How far it is.
    pub state: RunState,
    /// The folder of mappings.
    pub folder: String,
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub finished_at: Option<Instant>,
    /// Its report, as JSON.
    pub report: Option<String>,
    /// Why it stopped.
    pub failure: Option<Text>,
}

/// A source, as the last run found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The office that keeps it.
    pub office: Text,
    /// Authority: the higher shows first.
    pub rank: i32,
    /// Legal basis; none is shown as "not stated".
    pub legal_basis: Option<Text>,
    /// The mapping file.
    pub mapping: String,
    /// Quality by column and match rates, as JSON.
    pub profile: String,
    /// Rows read.
    pub rows: u64,
    /// Rows kept apart.
    pub rejected: u64,
    /// The run.
    pub run: Id<Run>,
    /// When that was.
    pub recorded_at: Instant,
}

/// A row that was kept apart: where and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectRow {
    /// The file.
    pub file: String,
    /// The row.
    pub row: u64,
    /// The column, where one is to blame.
    pub column: Option<String>,
    /// Why, and what to do.
    pub reason: Text,
}

/// The book of runs and sources.
#[derive(Clone, Debug)]
pub struct RunBook {
    database: Database,
    holder: Option<String>,
}

impl RunBook {
    /// The book in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database, holder: None }
    }

    /// The book in `database` for runs over the lake named `holder`: others may run over theirs on the same database.
    #[must_use]
    pub const fn of(database: Database, holder: String) -> Self {
        Self { database, holder: Some(holder) }
    }

    /// The number after the last run's.
    pub async fn next_number(&self) -> Result<i64> {
        store::runs::next_number(&self.database).await
    }

    /// Whether no other run than `id` has a number: others over the same database draw theirs at the same time.
    pub async fn is_free(&self, number: i64, id: Id<Run>) -> Result<bool> {
        store::runs::is_free(&self.database, number, id).await
    }

    /// Writes down that a run began, or was taken up again. Whoever begins one holds the lake: other runs over it that
    /// still count as running were killed, and are written down as failed, or as done where their change stands. So
    /// are those over other lakes that nobody has said to be at work ([`RunBook::seen`]) for a quarter of an hour.
    pub async fn begin(
        &self,
        id: Id<Run>,
        number: i64,
        folder: &str,
        clock: &dyn Clock,
    ) -> Result<()> {
        let begun = store::runs::Begun { id, number, folder, holder: self.holder.as_deref() };
        store::runs::begin(&self.database, begun, clock.now()).await
    }

    /// Writes down that a run is at work at the moment.
    pub async fn seen(&self, id: Id<Run>, now: Instant) -> Result<()> {
        store::runs::seen(&self.database, id, now).await
    }

    /// Writes down that a run is done, with its report as JSON and as a page.
    pub async fn done(
        &self,
        id: Id<Run>,
        report: &str,
        page: &str,
        clock: &dyn Clock,
    ) -> Result<()> {
        store::runs::end(&self.database, id, RunState::Done, Some((report, page)), None, clock)
            .await
    }

    /// A run's report as a page.
    pub async fn page(&self, id: Id<Run>) -> Result<Option<String>> {
        store::runs::page(&self.database, id).await
    }

    /// Writes down why a run stopped.
    pub async fn failed(&self, id: Id<Run>, failure: &Text, clock: &dyn Clock) -> Result<()> {
        store::runs::end(&self.database, id, RunState::Failed, None, Some(failure), clock).await
    }

    /// A page of runs, the newest first, and how many there are.
    pub async fn runs(&self, offset: u32, limit: u32) -> Result<(Vec<RunSummary>, u64)> {
        store::runs::list(&self.database, i64::from(offset), i64::from(limit)).await
    }

    /// One run.
    pub async fn run(&self, id: Id<Run>) -> Result<Option<RunSummary>> {
        store::runs::find(&self.database, id).await
    }

    /// All sources, the highest rank first.
    pub async fn sources(&self) -> Result<Vec<SourceRow>> {
        store::sources::list(&self.database).await
    }

    /// The titles of all sources by their ids: a page that names sources needs neither their mappings nor their profiles.
    pub async fn titles(&self) -> Result<BTreeMap<String, Text>> {
        store::sources::titles(&self.database).await
    }

    /// One source.
    pub async fn source(&self, id: &str) -> Result<Option<SourceRow>> {
        store::sources::find(&self.database, id).await
    }

    /// A page of a source's rejects (the first 1,000 are kept here; the lake holds all).
    pub async fn rejects(&self, id: &str, offset: u32, limit: u32) -> Result<Vec<RejectRow>> {
        store::sources::rejects(&self.database, id, i64::from(offset), i64::from(limit)).await
    }

    /// Puts sources and their rejects in the place of what was known of them: one recorded action.
    pub async fn put_sources(
        &self,
        sources: &[(SourceRow, Vec<RejectRow>)],
        run: Id<Run>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<()> {
        let mut unit = self.database.begin().await?;
        for (source, rejects) in sources {
            store::sources::put(&mut unit, source, rejects).await?;
        }
        let action = Action {
            kind: "blocks.sources",
            account: None,
            subject: format!("run:{run}"),
            reason: String::new(),
            detail: format!("{{\"sources\":{}}}", sources.len()),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(())
    }
}
