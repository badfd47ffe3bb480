//! `linli retention`: deleting what is past its period, and how long that is.

use access::{KeptKind, RetentionPolicy};
use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;
use server::{Config, Gone, retention};

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// How long each kind of row is kept. The server deletes once a day what is past it.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Delete what is past its period now.
    Run {
        /// Count what would go, and delete nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the periods and their reasons.
    Policy,
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    match arguments.what {
        What::Policy => {
            let kinds = &RetentionPolicy::get().kind;
            let told: Vec<_> = kinds
                .iter()
                .map(|kind| json!({ "kind": kind.id, "days": kind.days, "setting": kind.setting, "since": kind.since, "reason": kind.reason }))
                .collect();
            terminal.result(&told, |_| kinds.iter().map(line).collect::<Vec<_>>().join("\n"))?;
        }
        What::Run { dry_run } => {
            let installation = Installation::open(global, &config).await?;
            let state = installation.state(config)?;
            let gone = if dry_run {
                retention::would_go(&state).await?
            } else {
                match retention::run(&state, None).await {
                    Ok(gone) => gone.unwrap_or_default(),
                    Err(faults) => {
                        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                        bail!("not everything could be deleted: {}", faults.join("; "));
                    }
                }
            };
            terminal.result(&gone, |gone| match gone.as_slice() {
                [] => "nothing is past its period".to_owned(),
                gone => gone.iter().map(counted).collect::<Vec<_>>().join("\n"),
            })?;
        }
    }
    Ok(Outcome::Done)
}

fn line(kind: &KeptKind) -> String {
    let period = match (kind.days, &kind.setting) {
        (Some(days), _) => format!("{days} days from {}", kind.since.en),
        (None, Some(setting)) => format!("{setting} from {}", kind.since.en),
        (None, None) => kind.since.en.clone(),
    };
    format!("{:<14} {period}. {}", kind.id, kind.reason.en)
}

fn counted(gone: &Gone) -> String {
    let told = gone.gone.map_or_else(|| "counted as it goes".to_owned(), |gone| gone.to_string());
    format!("{:<14} {told}", gone.kind)
}
