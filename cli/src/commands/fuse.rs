//! `linli fuse`: departments' tables to blocks.

use std::{fmt::Write as _, path::PathBuf};

use anyhow::Result;
use clap::Args;
use fusion::{Options, RunReport};
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Join departments' tables into blocks.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of mapping files.
    mappings: PathBuf,
    /// The folder of the departments' tables.
    #[arg(long)]
    sources: PathBuf,
    /// A folder with the truth, to compare with after the run; the run reads none of it.
    #[arg(long)]
    truth: Option<PathBuf>,
}

/// Runs a fusion.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let installation = Installation::open(global, config).await?;
    let options = Options {
        mappings: arguments.mappings.clone(),
        sources: arguments.sources.clone(),
        truth: arguments.truth.clone(),
        progress: terminal,
    };
    let report = fusion::fuse(&installation.fusion(), &options).await?;
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
