//! `linli link`: record linkage for anyone's table.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use linkage::Settings;

use crate::terminal::{Outcome, Terminal};

/// Link the records of anyone's table.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Settings: blocking rules, comparisons, thresholds (TOML).
    #[arg(long)]
    settings: PathBuf,
    /// A table (Parquet or CSV); several to link across.
    #[arg(long, required = true, num_args = 1..)]
    input: Vec<PathBuf>,
    /// Folder for pairs.parquet, clusters.parquet and report.json.
    #[arg(long)]
    out: PathBuf,
}

/// Runs the command.
pub(crate) async fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome> {
    let shown = arguments.settings.display();
    let text =
        std::fs::read_to_string(&arguments.settings).with_context(|| format!("read {shown}"))?;
    let settings = Settings::from_toml(&text).with_context(|| format!("{shown}"))?;
    terminal.stage("link", 0);
    let outcome = linkage::link_files(&settings, &arguments.input, &arguments.out).await?;
    terminal.result(&outcome.report, |report| {
        let mut lines = vec![format!("{} rows", report.rows)];
        for stage in &report.stages {
            let cpu_s = stage.cpu_s.unwrap_or_default();
            lines.push(format!(
                "{:<20} {:>8.2} s wall {cpu_s:>8.2} s CPU",
                stage.stage, stage.wall_s
            ));
        }
        lines.push(format!("written to {}", arguments.out.display()));
        lines.join("\n")
    })?;
    Ok(Outcome::Done)
}
