//! `cargo xtask demo`: from a fresh clone to a district in the browser.

mod visit;

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    openid,
    process::{Running, cargo, run as run_process, step},
    root::{linli, root, target},
    web,
};

/// What to do with the demo district.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Check the served district over HTTP and exit.
    #[arg(long)]
    once: bool,
    /// Where to serve.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
}

/// A generous bound on making the demo district: a debug build on a slow machine.
const READY_WITHIN: Duration = Duration::from_mins(10);

/// Sets up, builds, makes the district and serves it.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    if !arguments.once {
        // Told before minutes of building, not after.
        drop(TcpListener::bind(&arguments.listen).with_context(|| {
            format!(
                "cannot listen at {}: end what listens there, or name another with --listen",
                arguments.listen
            )
        })?);
    }
    step("web", web::build)?;
    step("build", build)?;
    if arguments.once {
        let district = step("district", District::start)?;
        return step("visit", || visit::everything(&district));
    }
    run_process(demo(&target().join("demo")).args(["--listen", &arguments.listen]))
}

/// The demo in `data`; its requests are not logged, so that the sign-ins stay in sight.
fn demo(data: &Path) -> Command {
    let mut command = Command::new(linli());
    command.arg("demo").arg("--data").arg(data).current_dir(root());
    if std::env::var_os("LINLI_LOG_LEVEL").is_none() {
        command.env("LINLI_LOG_LEVEL", "warn");
    }
    command
}

/// Builds the binary with the profile that the tests share.
pub(crate) fn build() -> Result<()> {
    run_process(cargo().args(["build", "--workspace"]).current_dir(root()))
}

/// A served demo district with its sign-ins; stopped when dropped.
pub(crate) struct District {
    _server: Running,
    /// `http://…` without a slash at the end.
    pub(crate) address: String,
    /// The file that names the address and the sign-ins, as JSON.
    pub(crate) ready: PathBuf,
}

impl District {
    /// Makes a fresh demo district and serves it on a free port.
    pub(crate) fn start() -> Result<Self> {
        Self::start_at(openid::free_port()?, None)
    }

    /// Makes one and serves it on `port`; staff may sign on by a provider.
    pub(crate) fn start_at(port: u16, provider: Option<&openid::Provider>) -> Result<Self> {
        let data = target().join("demo-once");
        drop(fs::remove_dir_all(&data));
        fs::create_dir_all(&data)?;
        let ready = data.join("ready.json");
        let mut command = demo(&data);
        command.arg("--ready").arg(&ready).args(["--listen", &format!("127.0.0.1:{port}")]);
        if let Some(provider) = provider {
            command.env("LINLI_MESSAGES_ADDRESS", home(port));
            // One account stands for a district's officers in every browser test.
            command.env("LINLI_READS_PEOPLE_AN_HOUR", "0");
            provider.tell(&mut command);
        }
        let mut server = Running(command.spawn().context("start linli demo")?);
        wait_for(&ready, &mut server.0)?;
        let text = fs::read_to_string(&ready)?;
        let told: serde_json::Value =
            serde_json::from_str(&text).context("read what linli tells")?;
        let told = told["address"].as_str().context("the address in ready.json")?.to_owned();
        let address = if provider.is_some() { home(port) } else { told };
        Ok(Self { _server: server, address, ready })
    }
}

/// How browsers reach what listens at `port`: by a name, for passkeys are made for names alone.
pub(crate) fn home(port: u16) -> String {
    format!("http://localhost:{port}")
}

fn wait_for(file: &Path, server: &mut Child) -> Result<()> {
    let started = Instant::now();
    while !file.is_file() {
        if let Some(status) = server.try_wait()? {
            bail!("linli demo ended with {status}");
        }
        if started.elapsed() > READY_WITHIN {
            bail!("linli demo was not ready within {} minutes", READY_WITHIN.as_secs() / 60);
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}
