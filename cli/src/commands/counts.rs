//! `linli counts`: counts of people, made anew from the blocks.

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use insight::{CountRun, Counts};
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Counts of people by area, told through the disclosure gate.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Count everybody in the current blocks anew; the former counts stand until the new ones are whole.
    Run,
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let installation = Installation::open(global, config).await?;
    match &arguments.what {
        What::Run => {
            let done = renew(&installation).await?;
            terminal.result(&done, |done| {
                format!("counted for {}: {} areas with people", done.on, done.areas)
            })?;
        }
    }
    Ok(Outcome::Done)
}

/// Counts everybody for today.
pub(crate) async fn renew(installation: &Installation) -> Result<CountRun> {
    let counts = Counts::new(installation.database.clone(), &installation.access)?;
    let clock = &*installation.clock;
    counts.renew(&installation.access, clock.now().day(0), clock).await.context("count people")
}
