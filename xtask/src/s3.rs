//! A real S3 server for the tests and the cluster: our own program around the crate `s3s-fs`.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{process::Running, root::target};

/// How long the server may take to listen.
const START: Duration = Duration::from_secs(30);

/// The program, as the build of the workspace leaves it.
pub(crate) fn program() -> PathBuf {
    target().join("debug").join("bucketd")
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
        let mut command = Command::new(program());
        command.args(["--port", &port.to_string()]);
        command.args(["--access-key", "linli", "--secret-key", "on this machine alone"]);
        let running = Running(command.arg(root).stdout(Stdio::null()).spawn()?);
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
