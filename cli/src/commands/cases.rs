//! `linli cases`: what another system's people wrote down, and a place's own catalogue.

mod catalogue;
mod hotline;
mod letter;
mod open311;
pub(crate) mod places;
mod pull;
mod receive;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Cases from files, letters and other systems.
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
    /// Take a letter by e-mail from standard input, as a mail server's pipe gives it, or all of a Maildir.
    ///
    /// Subject and text become a report, photos go with it, the sender is sealed. Where place or subclass is not sure, the
    /// letter waits in the inbox for a person. The same letter twice is one. Ends with 75 where the same letter may be tried
    /// again, with 65 where it is not taken.
    Receive(Receive),
    /// Read service requests of another system by Open311 GeoReport v2: each becomes a case once.
    ///
    /// Goes on where it ended before. A change of status there is a note here. Nothing that tells who reported is asked for or
    /// kept. Ends with 75 where the other side is to be asked again later.
    Pull(Pull),
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

/// Another system, and what its services are here.
#[derive(Args)]
struct Pull {
    /// Where its GeoReport v2 is, such as `https://city.example.org/open311/v2`; by https, or a host of
    /// `messages.allowed_hosts`, or this machine.
    #[arg(long, value_name = "URL")]
    from: String,
    /// Its services and their subclasses: a TOML file with a table `[services]` of `code = "subclass"`.
    #[arg(long, value_name = "FILE")]
    services: PathBuf,
    /// The jurisdiction to ask for, where it serves several.
    #[arg(long, value_name = "ID")]
    jurisdiction: Option<String>,
    /// From when on, RFC 3339; where it ended before if not given, a week ago the first time.
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
}

/// Where letters are.
#[derive(Args)]
struct Receive {
    /// A Maildir: each letter of its `new` goes to `cur` once it was taken or refused.
    #[arg(long, value_name = "FOLDER")]
    maildir: Option<PathBuf>,
}

impl Arguments {
    /// Whether whoever calls tries again where this fails.
    pub(crate) const fn is_retried(&self) -> bool {
        matches!(self.what, What::Receive(_))
    }
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
        What::Receive(receive) => {
            let installation = Installation::open(global, config).await?;
            return receive::receive(&installation, receive, terminal).await;
        }
        What::Pull(pull) => {
            let installation = Installation::open(global, config).await?;
            return pull::pull(&installation, config, pull, terminal).await;
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
