//! `linli cases`: what another system's people wrote down.

mod hotline;
pub(crate) mod places;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Cases from files.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Open a case for each call of a hotline's file.
    ///
    /// A call that was imported before is passed over, so that a longer file may follow. Names, telephones and words are
    /// sealed or masked as at any other door.
    Import(Import),
}

/// A hotline's file and what its columns hold.
#[derive(Args)]
struct Import {
    /// The file: CSV in any encoding, or XLSX.
    file: PathBuf,
    /// The column with the call's number, by which a repeat is known.
    #[arg(long, value_name = "COLUMN")]
    number: String,
    /// Columns with what was said.
    #[arg(long, value_name = "COLUMN", required = true, value_delimiter = ',')]
    words: Vec<String>,
    /// The column with the address.
    #[arg(long, value_name = "COLUMN")]
    address: String,
    /// The column with the subclass: its id, or its title in either language. Suggested from the words where there is none.
    #[arg(long, value_name = "COLUMN")]
    subclass: Option<String>,
    /// The column with the caller's name.
    #[arg(long, value_name = "COLUMN")]
    name: Option<String>,
    /// The column with the caller's telephone.
    #[arg(long, value_name = "COLUMN")]
    phone: Option<String>,
    /// Read everything and open nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let What::Import(import) = &arguments.what;
    let installation = Installation::open(global, config).await?;
    let report = hotline::import(&installation, import).await?;
    terminal.result(&report, hotline::Report::told)?;
    Ok(Outcome::Done)
}
