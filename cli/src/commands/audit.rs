//! `linli audit`: proves the log of reads whole, and shows others what they can keep and check.

use std::{fs, path::PathBuf};

use access::Person;
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use database::Database;
use kernel::Id;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// The log of reads.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
#[expect(clippy::doc_markdown, reason = "these are the words of --help")]
enum What {
    /// Prove that no entry is missing, changed or out of order.
    Verify,
    /// Sign what stands now, and print every checkpoint, one a line: for a third party to keep.
    Checkpoints,
    /// Write receipts for all that the log says of a person, which docs/receipts/check_receipt.py checks.
    Prove {
        /// The person's id.
        #[arg(long)]
        person: Id<Person>,
        /// The file to write.
        #[arg(long, default_value = "receipts.json")]
        to: PathBuf,
    },
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    match &arguments.what {
        What::Verify => verify(global, config, terminal).await,
        What::Checkpoints => {
            let access = Installation::open(global, config).await?.access;
            access.checkpoint().await?;
            let checkpoints = access.checkpoints().await?;
            terminal.result(&checkpoints, |checkpoints| {
                let line = |checkpoint| serde_json::to_string(checkpoint).unwrap_or_default();
                checkpoints.iter().map(line).collect::<Vec<_>>().join("\n")
            })?;
            Ok(Outcome::Done)
        }
        What::Prove { person, to } => {
            let access = Installation::open(global, config).await?.access;
            let receipts = access.receipts_for_operator(*person).await?;
            let text = serde_json::to_string_pretty(&receipts)?;
            fs::write(to, text).with_context(|| format!("write {}", to.display()))?;
            let said =
                serde_json::json!({ "key": receipts.key, "receipts": receipts.receipts.len() });
            terminal.result(&said, |_| {
                let count = receipts.receipts.len();
                format!("{count} receipts in {}\nkey {}", to.display(), receipts.key)
            })?;
            Ok(Outcome::Done)
        }
    }
}

async fn verify(global: &Global, config: &Config, terminal: &Terminal) -> Result<Outcome> {
    let database = Database::open(&config.database.address(&global.data)).await?;
    let found = access::verify_against(&global.data, &config.keys.source(), &database)
        .await
        .context("verify the log of reads")?;
    terminal.result(&found, |found| {
        let mut lines = vec![format!(
            "{} entries about {} subjects in {} segments of {} chains",
            found.entries, found.subjects, found.segments, found.chains
        )];
        lines.push(format!("{} checkpoints hold", found.checkpoints));
        lines.extend(found.heads.iter().map(|(chain, head)| format!("chain {chain}: {head}")));
        lines.extend(found.findings.iter().map(|finding| format!("WRONG: {finding}")));
        lines.join("\n")
    })?;
    if !found.is_whole() {
        bail!("the log of reads is not whole: {} findings", found.findings.len());
    }
    Ok(Outcome::Done)
}
