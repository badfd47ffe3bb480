//! `linli fuse`: departments' tables to blocks.

mod stop;

use std::{fmt::Write as _, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Result;
use bucket::Bucket;
use clap::Args;
use cluster::{Crew, Key, Patience};
use fusion::{Counts, DayOptions, DayReport, Options, RunReport, Sources, StageReport};
use kernel::Day;
use server::Config;

use crate::{
    commands::{counts, tags, worker::program},
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Join departments' tables into blocks.
#[derive(Args)]
#[expect(clippy::doc_markdown, reason = "these are the words of --help")]
pub(crate) struct Arguments {
    /// The folder of mapping files.
    mappings: PathBuf,
    /// The folder of the departments' tables, or s3://BUCKET/PREFIX: then each comes here while it is read. With --day,
    /// a folder of the rows that are new or changed, and below `withdrawn` those of records that were withdrawn.
    #[arg(long)]
    sources: String,
    /// Keep the lake in a bucket too, s3://BUCKET/PREFIX: workers then share the bucket and no folder. Where it is and
    /// as whom to ask stands in AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    #[arg(long, env = "LINLI_LAKE")]
    lake: Option<String>,
    /// Take in the change of this day, YYYY-MM-DD, instead of whole tables: nothing that it does not touch is read.
    #[arg(long, conflicts_with_all = ["truth", "keep_model", "workers", "lake"])]
    day: Option<Day>,
    /// A folder with the truth, to compare with after the run; the run reads none of it.
    #[arg(long)]
    truth: Option<PathBuf>,
    /// Judge pairs by the model of the current generation instead of training one: the records alone decide what
    /// changes.
    #[arg(long)]
    keep_model: bool,
    /// Workers to share the costly stages with, tcp://HOST:PORT, separated by commas: the same rows come out.
    #[arg(long, value_delimiter = ',', requires = "worker_key")]
    workers: Vec<String>,
    /// The key that the workers hold too: a file of 64 hexadecimal digits.
    #[arg(long, env = "LINLI_WORKER_KEY")]
    worker_key: Option<PathBuf>,
    /// Seconds without a word after which a worker is given up.
    #[arg(long, default_value_t = 10)]
    worker_silence: u64,
}

impl Arguments {
    fn crew(&self) -> Result<Option<Crew>> {
        let Some(key) = self.worker_key.as_deref().filter(|_| !self.workers.is_empty()) else {
            return Ok(None);
        };
        let silence = Duration::from_secs(self.worker_silence.max(2));
        let patience = Patience { silence, ..Patience::default() };
        let workers = self.workers.iter().map(String::as_str);
        Ok(Some(Crew::new(workers, Key::read(key)?, program()?, patience)?))
    }
}

/// Runs a fusion.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let installation = Installation::open(global, config).await?;
    let _watch = stop::watch(&installation.database, global.json).await?;
    if let Some(day) = arguments.day {
        let options = DayOptions {
            mappings: arguments.mappings.clone(),
            changes: Some(PathBuf::from(&arguments.sources)),
            day,
            progress: terminal,
        };
        let report = fusion::fuse_day(&installation.fusion(), &options).await?;
        terminal.result(&report, summary_of_day)?;
        return Ok(Outcome::Done);
    }
    let sources = if bucket::is_address(&arguments.sources) {
        Sources::of_bucket(
            Arc::new(Bucket::open(&arguments.sources, std::env::vars())?),
            &installation.data,
        )?
    } else {
        PathBuf::from(&arguments.sources).into()
    };
    let lake = arguments.lake.as_deref();
    let lake = lake.map(|lake| Bucket::open(lake, std::env::vars())).transpose()?.map(Arc::new);
    let options = Options {
        mappings: arguments.mappings.clone(),
        sources,
        lake,
        truth: arguments.truth.clone(),
        keep_model: arguments.keep_model,
        progress: terminal,
    };
    let crew = arguments.crew()?;
    let report = fusion::fuse_with(&installation.fusion(), &options, crew.as_ref()).await?;
    follow(&installation, terminal).await?;
    terminal.result(&report, summary)?;
    Ok(Outcome::Done)
}

/// What follows every whole run: tags with their leads, sums by area, counts of people.
pub(crate) async fn follow(installation: &Installation, terminal: &Terminal) -> Result<()> {
    tags::compute(installation, terminal).await?;
    terminal.stage("counts of people", 0);
    counts::renew(installation).await?;
    Ok(())
}

/// The run in a screenful.
pub(crate) fn summary(report: &RunReport) -> String {
    let mut text = format!("run {} ({})\n", report.number, report.run);
    stages(&mut text, &report.stages);
    let intakes = report.sources.iter().map(|source| &source.intake);
    rejects(&mut text, intakes.map(|of| (of.source.as_str(), of.rows, of.rejected)));
    text.trim_end().to_owned()
}

/// The day in a screenful.
pub(crate) fn summary_of_day(report: &DayReport) -> String {
    let mut text = format!("{}: run {} ({})\n", report.day, report.number, report.run);
    stages(&mut text, &report.stages);
    let counts = report.sources.iter().map(|source| source.counts);
    let sum = |of: fn(&Counts) -> u64| counts.clone().map(|one| of(&one)).sum::<u64>();
    let _ = writeln!(
        text,
        "records: {} new, {} changed, {} unchanged, {} withdrawn, {} to be withdrawn and unknown",
        sum(|one| one.new),
        sum(|one| one.changed),
        sum(|one| one.unchanged),
        sum(|one| one.withdrawn),
        sum(|one| one.unknown)
    );
    let of = &report.applied;
    let _ = writeln!(
        text,
        "mentions: {} joined, {} went elsewhere; entities: {} founded, {} merged, {} split off, {} gone",
        of.joined, of.moved, of.founded, of.merges, of.splits, of.gone
    );
    let intakes = report.sources.iter().map(|source| &source.intake);
    rejects(&mut text, intakes.map(|of| (of.source.as_str(), of.rows, of.rejected)));
    text.trim_end().to_owned()
}

fn stages(text: &mut String, stages: &[StageReport]) {
    for stage in stages {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:<20} {:>9} in {:>9} out {:>8.2} s wall {:>8.2} s CPU",
            stage.stage,
            stage.rows_in,
            stage.rows_out,
            stage.wall_s,
            stage.cpu_s.unwrap_or_default()
        );
    }
}

/// How many rows of which source were kept apart: source, rows read, rows rejected.
fn rejects<'a>(text: &mut String, sources: impl Iterator<Item = (&'a str, u64, u64)>) {
    let (mut read, mut kept_apart, mut lines) = (0, 0, String::new());
    for (source, rows, rejected) in sources {
        read += rows;
        kept_apart += rejected;
        if rejected > 0 {
            let _ = writeln!(lines, "  {source:<28} {rejected:>9} of {rows:>9}");
        }
    }
    if read == 0 {
        // A day of judgements alone reads no table.
        return;
    }
    let _ = writeln!(text, "rejected: {kept_apart} of {read} rows read");
    if kept_apart > 0 {
        text.push_str(&lines);
        text.push_str("  each with its reason: in the console at Runs, and in the lake as SOURCE.rejects.parquet\n");
    }
}

#[cfg(test)]
mod tests {
    use super::rejects;

    #[test]
    fn rejected_rows_are_counted_by_source() {
        let mut text = String::new();
        rejects(&mut text, [("permits", 40, 0), ("households", 100, 7)].into_iter());
        assert!(text.starts_with("rejected: 7 of 140 rows read\n  households "), "{text}");
        assert!(!text.contains("permits"), "{text}");
    }

    #[test]
    fn that_no_row_was_rejected_is_said_too() {
        let mut text = String::new();
        rejects(&mut text, [("permits", 40, 0)].into_iter());
        assert_eq!(text, "rejected: 0 of 40 rows read\n");
    }
}
