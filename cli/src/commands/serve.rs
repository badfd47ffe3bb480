//! `linli serve`: the console and the API, until told to stop.

use anyhow::{Context as _, Result};
use clap::Args;
use server::Config;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Serve the console and the API.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Address and port, in place of the configured ones; port 0 takes any that is free.
    #[arg(long)]
    listen: Option<String>,
}

/// Serves until interrupted.
pub(crate) async fn run(
    global: &Global,
    mut config: Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    if let Some(listen) = &arguments.listen {
        config.server.listen.clone_from(listen);
    }
    let installation = Installation::open(global, &config).await?;
    let listener = server::bind(&config).await?;
    terminal.note(&format!("serving at http://{}", listener.local_addr()?));
    server::serve(installation.state(config)?, listener, stopped()?).await?;
    Ok(Outcome::Done)
}

/// Ends on an interrupt or when the process is told to terminate.
pub(crate) fn stopped() -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt()).context("listen for an interrupt")?;
    let mut terminate = signal(SignalKind::terminate()).context("listen for the end")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
