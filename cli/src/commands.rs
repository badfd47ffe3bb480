//! One file per command.

pub(crate) mod account;
pub(crate) mod address;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod cases;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod counts;
pub(crate) mod demo;
pub(crate) mod district;
pub(crate) mod exchange;
pub(crate) mod export;
pub(crate) mod fuse;
pub(crate) mod identities;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod link;
pub(crate) mod meters;
pub(crate) mod register;
pub(crate) mod restore;
pub(crate) mod retention;
pub(crate) mod serve;
pub(crate) mod signals;
pub(crate) mod tags;
pub(crate) mod wash;
pub(crate) mod worker;

use anyhow::Result;
use server::Config;

use crate::{
    arguments::{Arguments, Command},
    terminal::{Outcome, Terminal},
};

/// Runs the command that was asked for.
pub(crate) async fn run(
    arguments: Arguments,
    config: Config,
    terminal: &Terminal,
) -> Result<Outcome> {
    let Arguments { global, command } = arguments;
    match command {
        Command::Demo(command) => Box::pin(demo::run(&global, config, &command, terminal)).await,
        Command::Serve(command) => serve::run(&global, config, &command, terminal).await,
        Command::Import(command) => import::run(&global, &config, &command, terminal).await,
        Command::Register(command) => register::run(&global, &config, &command, terminal).await,
        Command::Export(command) => export::run(&global, &config, &command, terminal).await,
        Command::Exchange(command) => exchange::run(&global, &config, &command, terminal).await,
        Command::Signals(command) => {
            Box::pin(signals::run(&global, &config, &command, terminal)).await
        }
        Command::Cases(command) => cases::run(&global, &config, &command, terminal).await,
        Command::Tags(command) => tags::run(&global, &config, &command, terminal).await,
        Command::Counts(command) => counts::run(&global, &config, &command, terminal).await,
        Command::Meters(command) => {
            Box::pin(meters::run(&global, &config, &command, terminal)).await
        }
        Command::Wash(command) => wash::run(&global, &command, terminal),
        Command::Address(command) => address::run(&global, &config, &command, terminal).await,
        Command::Fuse(command) => fuse::run(&global, &config, &command, terminal).await,
        Command::Identities(command) => identities::run(&global, &config, &command, terminal).await,
        Command::Worker(command) => worker::run(&global, &command, terminal).await,
        Command::Link(command) => link::run(&command, terminal).await,
        Command::District(command) => district::run(&command, terminal),
        Command::Account(command) => account::run(&global, &config, &command, terminal).await,
        Command::Audit(command) => audit::run(&global, &config, &command, terminal).await,
        Command::Backup(command) => backup::run(&global, &config, &command, terminal).await,
        Command::Restore(command) => restore::run(&global, &config, &command, terminal),
        Command::Retention(command) => retention::run(&global, config, &command, terminal).await,
        Command::Keys(command) => keys::run(&global, &config, &command, terminal).await,
        Command::Config(command) => config::run(&config, &command),
        Command::Completions(command) => Ok(completions::run(&command)),
    }
}
