//! `linli fuse`: departments' tables to blocks.

use std::{fmt::Write as _, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Result;
use bucket::Bucket;
use clap::Args;
use cluster::{Crew, Key, Patience};
use fusion::{Options, RunReport, Sources};
use server::Config;

use crate::{
    commands::{tags, worker::program},
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Join departments' tables into blocks.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of mapping files.
    mappings: PathBuf,
    /// The folder of the departments' tables, or s3://BUCKET/PREFIX: then each comes here while it is read.
    #[arg(long)]
    sources: String,
    /// Keep the lake in a bucket too, s3://BUCKET/PREFIX: workers then share the bucket and no folder. Where it is and
    /// as whom to ask stands in AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    #[arg(long, env = "LINLI_LAKE")]
    lake: Option<String>,
    /// A folder with the truth, to compare with after the run; the run reads none of it.
    #[arg(long)]
    truth: Option<PathBuf>,
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
        progress: terminal,
    };
    let crew = arguments.crew()?;
    let report = fusion::fuse_with(&installation.fusion(), &options, crew.as_ref()).await?;
    tags::compute(&installation, terminal).await?;
    terminal.result(&report, summary)?;
    Ok(Outcome::Done)
}

/// The run in a screenful.
pub(crate) fn summary(report: &RunReport) -> String {
    let mut text = format!("run {} ({})\n", report.number, report.run);
    for stage in &report.stages {
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
    text.trim_end().to_owned()
}
