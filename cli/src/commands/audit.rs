//! `linli audit verify`: proves the log of reads whole.

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use database::Database;
use server::Config;

use crate::{
    global::Global,
    terminal::{Outcome, Terminal},
};

/// The log of reads.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Prove that no entry is missing, changed or out of order.
    Verify,
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let What::Verify = arguments.what;
    let database = Database::open(&config.database.address(&global.data)).await?;
    let found =
        access::verify_against(&global.data, &database).await.context("verify the log of reads")?;
    terminal.result(&found, |found| {
        let mut lines = vec![format!(
            "{} entries about {} subjects in {} segments of {} chains",
            found.entries, found.subjects, found.segments, found.chains
        )];
        lines.extend(found.heads.iter().map(|(chain, head)| format!("chain {chain}: {head}")));
        lines.extend(found.findings.iter().map(|finding| format!("WRONG: {finding}")));
        lines.join("\n")
    })?;
    if !found.is_whole() {
        bail!("the log of reads is not whole: {} findings", found.findings.len());
    }
    Ok(Outcome::Done)
}
