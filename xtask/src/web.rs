//! The web workspace: installed once per lock file, built once per source.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash as _, Hasher as _},
    path::Path,
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{
    process::{output, run},
    root::{root, target},
};

/// Oldest Node that the web workspace builds with.
const NODE_MAJOR: u32 = 20;

/// Installs the npm packages of `folder` where its lock file has changed.
pub(crate) fn install(folder: &str, flags: &[&str]) -> Result<()> {
    require_node()?;
    let project = root().join(folder);
    let wanted = fingerprint(&[&project.join("package-lock.json")])?;
    let stamp = format!("install-{}", folder.replace('/', "-"));
    if project.join("node_modules").is_dir() && stamp_is(&stamp, &wanted) {
        return Ok(());
    }
    run(npm().args(["ci", "--no-audit", "--no-fund"]).args(flags).current_dir(&project))?;
    write_stamp(&stamp, &wanted)
}

/// Builds the console where its sources have changed.
pub(crate) fn build() -> Result<()> {
    install("web", &[])?;
    let web = root().join("web");
    let wanted =
        fingerprint(&[&web.join("apps"), &web.join("packages"), &web.join("package-lock.json")])?;
    if web.join("apps/console/dist/index.html").is_file() && stamp_is("web-build", &wanted) {
        return Ok(());
    }
    run(npm().args(["run", "build"]).current_dir(&web))?;
    write_stamp("web-build", &wanted)
}

/// Type-checks and unit-tests the web workspace.
pub(crate) fn test() -> Result<()> {
    let web = root().join("web");
    run(npm().args(["run", "check"]).current_dir(&web))?;
    run(npm().args(["test"]).current_dir(&web))
}

/// The npm command.
pub(crate) fn npm() -> Command {
    Command::new("npm")
}

fn require_node() -> Result<()> {
    let Ok(version) = output(Command::new("node").arg("--version")) else {
        bail!(
            "Node.js is missing: install Node.js {NODE_MAJOR} or newer with npm, then run this again"
        );
    };
    let major =
        version.trim_start_matches('v').split('.').next().and_then(|part| part.parse().ok());
    if major.is_none_or(|major: u32| major < NODE_MAJOR) {
        bail!(
            "Node.js {version} is too old: install Node.js {NODE_MAJOR} or newer, then run this again"
        );
    }
    output(Command::new("npm").arg("--version"))
        .context("npm is missing: it comes with Node.js")?;
    Ok(())
}

fn stamp_is(name: &str, wanted: &str) -> bool {
    fs::read_to_string(target().join("xtask").join(name)).is_ok_and(|found| found == wanted)
}

fn write_stamp(name: &str, text: &str) -> Result<()> {
    let folder = target().join("xtask");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), text).context("write a stamp")
}

/// A number that changes when a file under `places` does.
fn fingerprint(places: &[&Path]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for place in places {
        hash_tree(place, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn hash_tree(place: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if place.is_file() {
        place.hash(hasher);
        return fs::read(place).map(|bytes| bytes.hash(hasher)).context("read a web source");
    }
    let mut entries = fs::read_dir(place)
        .with_context(|| format!("read {}", place.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    entries.sort();
    let skipped = ["node_modules", "dist", ".vite"];
    for entry in entries {
        if !entry.file_name().is_some_and(|name| skipped.iter().any(|skip| name == *skip)) {
            hash_tree(&entry, hasher)?;
        }
    }
    Ok(())
}
