//! A real S3 server over a folder, for the tests and `cargo xtask cluster`: signatures, conditional puts and multipart
//! uploads are those of the crate `s3s-fs`. A bucket is a folder within, an object a file, so that a test can look behind.

use std::{io::Write as _, net::Ipv4Addr, path::PathBuf};

use axum::{Router, error_handling::HandleError, http::StatusCode};
use clap::Parser;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tokio::net::TcpListener;

#[derive(Parser)]
struct Arguments {
    /// Where to listen on this machine; 0 takes a free port.
    #[arg(long)]
    port: u16,
    #[arg(long)]
    access_key: String,
    #[arg(long)]
    secret_key: String,
    /// The folder of the buckets.
    root: PathBuf,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { port, access_key, secret_key, root } = Arguments::parse();
    let folder = s3s_fs::FileSystem::new(root).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let mut service = S3ServiceBuilder::new(folder);
    service.set_auth(SimpleAuth::from_single(access_key, secret_key));
    let failed =
        async |error: s3s::HttpError| (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:?}"));
    let router = Router::new().fallback_service(HandleError::new(service.build(), failed));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    // Whoever started it waits for this line.
    writeln!(std::io::stdout(), "listening at http://{}", listener.local_addr()?)?;
    axum::serve(listener, router).await?;
    Ok(())
}
