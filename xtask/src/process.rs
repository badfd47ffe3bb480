//! Running other programs: what is run is shown, what fails says how to mend it.

use std::{
    ffi::OsStr,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::Instant,
};

use anyhow::{Context as _, Result, anyhow, bail};

/// Cargo, as a person would call it: some build scripts (ring's) run again, and all that stands on them, where the
/// names that cargo gives the program it runs are there or not.
pub(crate) fn cargo() -> Command {
    plain("cargo")
}

/// A program that may call cargo itself, without what cargo gave us.
pub(crate) fn plain(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    let given = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(given)) {
        command.env_remove(name);
    }
    command
}

/// Runs `command` to its end; fails when it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs `command` to its end, shows what it prints while it does, and returns it too.
pub(crate) fn run_heard(command: &mut Command) -> Result<(ExitStatus, String)> {
    println!("$ {}", shown(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    let mut said = String::new();
    if let Some(out) = child.stdout.take() {
        let mut out = BufReader::new(out);
        let mut line = Vec::new();
        while out.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            said.push_str(&text);
            line.clear();
        }
    }
    Ok((child.wait()?, said))
}

/// Runs `command` and returns what it printed, without the last line break.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let done = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !done.status.success() {
        bail!("{} ended with {}", shown(command), done.status);
    }
    Ok(String::from_utf8_lossy(&done.stdout).trim_end().to_owned())
}

/// A step with its wall time.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {name}");
    let started = Instant::now();
    let done = work().with_context(|| name.to_owned())?;
    println!("== {name}: {:.1} s", started.elapsed().as_secs_f64());
    Ok(done)
}

/// What work on another thread came to.
pub(crate) fn ended<T>(joined: thread::Result<Result<T>>) -> Result<T> {
    joined.unwrap_or_else(|_| Err(anyhow!("the work was broken off")))
}

/// The path of the first of `names` that is on the path or is itself a program's path.
pub(crate) fn find(names: &[&str]) -> Option<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let place = |name: &&str| {
        if name.contains('/') {
            Some(PathBuf::from(name))
        } else {
            folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file())
        }
    };
    let found = names.iter().filter_map(place).find(|program| program.is_file())?;
    Some(found.to_string_lossy().into_owned())
}

/// Whether this runs as root.
pub(crate) fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// A child that is ended when dropped.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone is as good as ended.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
