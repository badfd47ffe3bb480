//! `linli config`: what is set, and what may be.

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use server::Config;
use std::io::Write as _;

use crate::terminal::Outcome;

/// The configuration.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Every field with its value, as TOML.
    Show,
    /// The JSON schema, for editors.
    Schema,
}

/// Runs the command.
pub(crate) fn run(config: &Config, arguments: &Arguments) -> Result<Outcome> {
    let text = match arguments.what {
        What::Show => toml::to_string_pretty(config)?,
        What::Schema => server::schema(),
    };
    writeln!(std::io::stdout().lock(), "{}", text.trim_end()).context("write the configuration")?;
    Ok(Outcome::Done)
}
