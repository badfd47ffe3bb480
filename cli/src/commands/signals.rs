//! `linli signals`: a file of signals, used once.

use std::{fs::File, path::PathBuf};

use anyhow::{Context as _, Result};
use blocks::signals::Signals;
use clap::{Args, Subcommand};
use fusion::signals::{parse_signal_mapping, take_signals};
use serde_json::json;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Signals that somebody may have moved in: a dwelling, a kind, a day.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Take a file of signals in. A column that could name or follow somebody is refused by its name.
    Take {
        /// The file: CSV or XLSX.
        file: PathBuf,
        /// Its mapping, of kind `signal`.
        #[arg(long)]
        mapping: PathBuf,
    },
    /// Delete what has expired or is not needed any more.
    Sweep,
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    match &arguments.what {
        What::Take { file, mapping } => {
            let text = std::fs::read_to_string(mapping)
                .with_context(|| format!("read {}", mapping.display()))?;
            let mapping = parse_signal_mapping(mapping, &text)?;
            let opened = File::open(file).with_context(|| format!("open {}", file.display()))?;
            let installation = Installation::open(global, config).await?;
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let report =
                take_signals(&installation.fusion(), &mapping, &name, opened, None).await?;
            terminal.result(&report, |report| {
                let done = report.received;
                let unread: u64 = report.unread.values().sum();
                format!(
                    "{} rows: {} invitations, {} again, {} not kept (somebody is registered), {} too old or to come, \
                     {} elsewhere, {unread} unread",
                    report.rows, done.invited, done.joined, done.unused, done.stale, done.elsewhere
                )
            })?;
        }
        What::Sweep => {
            let installation = Installation::open(global, config).await?;
            let signals = Signals::new(installation.database.clone());
            let closed = signals.sweep(&installation.ids, &*installation.clock).await?;
            terminal.result(&json!({ "closed": closed }), |_| format!("{closed} leads closed"))?;
        }
    }
    Ok(Outcome::Done)
}
