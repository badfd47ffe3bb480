//! A real S3 server for the tests and the cluster: the program of the crate `s3s-fs`, built once.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    process::{Running, cargo, run as run_process},
    root::target,
};

const CRATE: &str = "s3s-fs";
const VERSION: &str = "0.14.1";
/// How long the server may take to listen.
const START: Duration = Duration::from_secs(30);

/// The program, installed under `target/tools` where it is not there yet in this version.
pub(crate) fn program() -> Result<PathBuf> {
    let tools = target().join("tools");
    let (program, noted) = (tools.join("bin").join(CRATE), tools.join("s3s-fs.version"));
    if program.is_file() && fs::read_to_string(&noted).is_ok_and(|version| version == VERSION) {
        return Ok(program);
    }
    let mut command = cargo();
    command.args(["install", CRATE, "--version", VERSION, "--locked", "--features", "binary"]);
    command.args(["--debug", "--force", "--root"]).arg(&tools);
    command.arg("--target-dir").arg(tools.join("build"));
    // Its own build, of nothing that is debugged.
    run_process(command.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("CARGO_TARGET_DIR"))
        .context("install the S3 server for the tests from the crates registry")?;
    drop(fs::remove_dir_all(tools.join("build")));
    fs::write(noted, VERSION)?;
    Ok(program)
}

/// A running server with one bucket, `district`; ended when dropped.
pub(crate) struct Server {
    _running: Running,
    port: u16,
}

impl Server {
    /// Starts a server over the folder `root`, which keeps what the bucket holds.
    pub(crate) fn start(root: &Path) -> Result<Self> {
        fs::create_dir_all(root.join("district"))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(program()?);
        command.args(["--host", "127.0.0.1", "--port", &port.to_string()]);
        command.args(["--access-key", "linli", "--secret-key", "on this machine alone"]);
        let running = Running(command.arg(root).env("RUST_LOG", "warn").spawn()?);
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > START {
                bail!("the S3 server does not listen at port {port}");
            }
            std::thread::yield_now();
        }
        Ok(Self { _running: running, port })
    }

    /// Tells a program how to reach the server.
    pub(crate) fn tell(&self, command: &mut Command) {
        command
            .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port))
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ACCESS_KEY_ID", "linli")
            .env("AWS_SECRET_ACCESS_KEY", "on this machine alone");
    }
}
