//! `linli worker`: partitions of a fusion, for a coordinator that holds the key.

use std::{fs::File, path::PathBuf, sync::Arc};

use anyhow::{Context as _, Result, ensure};
use bucket::Bucket;
use clap::Args;
use cluster::Key;
use fusion::Stages;
use serde_json::json;
use tokio::net::TcpListener;

use crate::{
    commands::serve::stopped,
    global::Global,
    terminal::{Outcome, Terminal},
};

/// How to work.
#[derive(Args)]
#[expect(clippy::doc_markdown, reason = "these are the words of --help")]
pub(crate) struct Arguments {
    /// Address and port to take work at; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:7701")]
    listen: String,
    /// The key that the coordinator holds too: a file of 64 hexadecimal digits.
    #[arg(long, env = "LINLI_WORKER_KEY")]
    key: PathBuf,
    /// The bucket of the coordinator's lake, s3://BUCKET/PREFIX, instead of a shared folder.
    #[arg(long, env = "LINLI_LAKE")]
    lake: Option<String>,
    /// Copies of what the bucket holds, at most, in GiB.
    #[arg(long, default_value_t = 20)]
    cache_gib: u64,
}

/// Takes work until interrupted.
pub(crate) async fn run(
    global: &Global,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let key = Key::read(&arguments.key)?;
    let data = &global.data;
    let stages = match &arguments.lake {
        None => {
            ensure!(
                data.is_dir(),
                "{}: no such folder. Mount the shared folder first.",
                data.display()
            );
            Stages::new(data)
        }
        Some(lake) => {
            std::fs::create_dir_all(data).with_context(|| format!("make {}", data.display()))?;
            Stages::over_bucket(
                data,
                Arc::new(Bucket::open(lake, std::env::vars())?),
                arguments.cache_gib << 30,
            )?
        }
    };
    let listener = TcpListener::bind(&arguments.listen)
        .await
        .with_context(|| format!("listen at {}", arguments.listen))?;
    let address = format!("tcp://{}", listener.local_addr()?);
    terminal.result(&json!({ "worker": address }), |_| {
        format!("taking work at {address}, Ctrl+C ends")
    })?;
    cluster::serve(listener, key, program()?, Arc::new(stages), stopped()?).await?;
    Ok(Outcome::Done)
}

/// The running program, by version and content: the same answer needs the same program on every machine.
pub(crate) fn program() -> Result<String> {
    let path = std::env::current_exe().context("find the running program")?;
    let file = File::open(&path).with_context(|| format!("read {}", path.display()))?;
    let digest = blake3::Hasher::new().update_reader(file)?.finalize().to_hex();
    Ok(format!("linli {} ({})", env!("CARGO_PKG_VERSION"), &digest[..16]))
}
