//! `linli cases`: what another system's people wrote down, and a place's own catalogue.

mod catalogue;
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
    /// A place's own catalogue as files.
    #[command(subcommand)]
    Catalogue(Catalogue),
}

#[derive(Subcommand)]
enum Catalogue {
    /// Write the version published last as five TOML files.
    Export {
        /// The folder.
        folder: PathBuf,
        /// The draft instead.
        #[arg(long)]
        draft: bool,
    },
    /// Make five TOML files the draft; somebody publishes it in the console.
    Import {
        /// The folder.
        folder: PathBuf,
    },
    /// Say everything that is wrong with five TOML files, each with its place.
    Check {
        /// The folder.
        folder: PathBuf,
    },
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
    let report = match &arguments.what {
        What::Import(import) => {
            let installation = Installation::open(global, config).await?;
            let report = hotline::import(&installation, import).await?;
            terminal.result(&report, hotline::Report::told)?;
            return Ok(Outcome::Done);
        }
        What::Catalogue(Catalogue::Check { folder }) => catalogue::check(folder)?,
        What::Catalogue(Catalogue::Export { folder, draft }) => {
            let installation = Installation::open(global, config).await?;
            catalogue::export(&installation, folder, *draft).await?
        }
        What::Catalogue(Catalogue::Import { folder }) => {
            let installation = Installation::open(global, config).await?;
            catalogue::import(&installation, folder).await?
        }
    };
    terminal.result(&report, catalogue::Report::told)?;
    Ok(if report.is_sound() { Outcome::Done } else { Outcome::SomeRejected })
}
