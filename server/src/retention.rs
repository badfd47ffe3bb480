//! Deletes what is past its period, capability by capability, and says how much.

use access::{Access, Kept, KeptKind, RetentionMark, RetentionPolicy};
use casework::Leads;
use insight::meters::MeterLake;
use kernel::{Day, Id, Instant};
use serde::Serialize;

use crate::{AppState, problem::Chain};

/// What a run deleted of a kind, or would delete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// The kind, of the page of periods.
    pub kind: String,
    /// Rows, cases, files or segments. Nothing where it cannot be counted beforehand.
    pub gone: Option<u64>,
}

/// Why a run could not delete everything.
#[derive(Debug, thiserror::Error)]
#[error("{kind}: {cause}")]
pub struct RetentionError {
    kind: &'static str,
    cause: String,
}

/// Kinds that a capability deletes itself: more than rows hangs on them.
const BY_THEMSELVES: [&str; 5] = ["reads", "case_words", "leads", "loose_files", "meter_sums"];

fn kept() -> impl Iterator<Item = &'static Kept> {
    access::KEPT.iter().chain(blocks::KEPT).chain(casework::KEPT).chain(housing::KEPT)
}

/// The moment before which rows of a kind are past their period.
fn before(now: Instant, kind: &str) -> Option<Instant> {
    let of = |known: &&KeptKind| known.id == kind;
    let days = RetentionPolicy::get().kind.iter().find(of)?.days?;
    Some(now.plus_seconds(-i64::from(days) * 86_400))
}

/// What a run would delete now; nothing is.
pub async fn would_go(state: &AppState) -> Result<Vec<Gone>, access::Error> {
    let now = state.clock.now();
    let mut all = Vec::new();
    for kept in kept() {
        if let Some(before) = before(now, kept.kind) {
            let gone = Some(state.access.past(kept, before).await?);
            all.push(Gone { kind: kept.kind.to_owned(), gone });
        }
    }
    all.extend(BY_THEMSELVES.map(|kind| Gone { kind: kind.to_owned(), gone: None }));
    Ok(all)
}

/// Deletes what is past its period: the run of `day`, unless it was done; without a day at once. A kind that fails leaves the
/// others to be deleted, and the run to be taken up again. Nothing where the day's run is done.
pub async fn run(
    state: &AppState,
    day: Option<Day>,
) -> Result<Option<Vec<Gone>>, Vec<RetentionError>> {
    let failed = |kind| move |error: access::Error| vec![fault(kind, &error)];
    let begun = state.access.begin_retention(day).await.map_err(failed("begin"))?;
    let Some(run) = begun else { return Ok(None) };
    let (access, now) = (&*state.access, state.clock.now());
    let mut faults = Vec::new();
    for kept in kept() {
        let Some(before) = before(now, kept.kind) else { continue };
        if let Err(error) = access.retain(run, kept, before).await {
            faults.push(fault(kept.kind, &error));
        }
    }
    by_themselves(state, run, &mut faults).await;
    if !faults.is_empty() {
        return Err(faults);
    }
    let done = access.finish_retention(run).await.map_err(failed("end"))?;
    let gone = done.gone.into_iter().map(|(kind, gone)| Gone { kind, gone: Some(gone) });
    Ok(Some(gone.collect()))
}

/// What more than rows hangs on: segments of the log, words and files of cases, leads, sums of meters in the lake.
async fn by_themselves(state: &AppState, run: Id<RetentionMark>, faults: &mut Vec<RetentionError>) {
    let access = &*state.access;
    let segments = access.drop_old_reads().await.map_err(|error| fault("reads", &error));
    note(access, run, "reads", segments, faults).await;
    let now = state.clock.now();
    let closed_before = now.plus_seconds(-i64::from(state.config.cases.kept_days) * 86_400);
    loop {
        let some = state.casework.erase_outlived(closed_before).await;
        let some = some.map_err(|error| fault("case_words", &error));
        let more = some.as_ref().is_ok_and(|some| *some > 0);
        note(access, run, "case_words", some, faults).await;
        if !more {
            break;
        }
    }
    let leads = Leads::new(state.database.clone()).drop_expired(now).await;
    note(access, run, "leads", leads.map_err(|error| fault("leads", &error)), faults).await;
    loop {
        let some = state.casework.drop_loose_files().await;
        let some = some.map_err(|error| fault("loose_files", &error));
        let more = some.as_ref().is_ok_and(|some| *some > 0);
        note(access, run, "loose_files", some, faults).await;
        if !more {
            break;
        }
    }
    let sums = MeterLake::of(&state.data).sweep(now.day(0));
    let sums = sums.map(|swept| swept.days.len() as u64 + swept.files);
    note(access, run, "meter_sums", sums.map_err(|error| fault("meter_sums", &error)), faults)
        .await;
}

/// Writes down what went, or what went wrong.
async fn note(
    access: &Access,
    run: Id<RetentionMark>,
    kind: &'static str,
    gone: Result<u64, RetentionError>,
    faults: &mut Vec<RetentionError>,
) {
    let noted = match gone {
        Ok(gone) => access.counted(run, kind, gone).await.map_err(|error| fault(kind, &error)),
        Err(error) => Err(error),
    };
    faults.extend(noted.err());
}

fn fault(kind: &'static str, error: &dyn std::error::Error) -> RetentionError {
    RetentionError { kind, cause: Chain(error).to_string() }
}

/// The run of this day, by the installation's clock, where it is not done yet: for the server's chore.
pub(crate) async fn daily(state: &AppState) {
    let day = state.clock.now().day(0);
    match run(state, Some(day)).await {
        Ok(None) => {}
        Ok(Some(gone)) => {
            let rows: u64 = gone.iter().filter_map(|one| one.gone).sum();
            tracing::info!(rows, kinds = gone.len(), "deleted what is past its period");
        }
        Err(faults) => {
            for fault in faults {
                tracing::error!(cause = %fault, "what is past its period is still there");
            }
        }
    }
}
