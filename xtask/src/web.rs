//! The web workspace: installed once per lock file, built once per source.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash as _, Hasher as _},
    path::Path,
    process::Command,
    thread,
};

use anyhow::{Context as _, Result, bail};

use crate::{
    process::{ended, output, run},
    root::{root, target},
};

/// Oldest Node that the web workspace builds with: major and minor, as `engines` of its package says.
const NODE: (u32, u32) = (20, 19);

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

/// Type-checks and unit-tests the web workspace: the console, which is half of it, and the unit tests on one core, the rest on
/// another, for a type-checker has use for one alone.
pub(crate) fn test() -> Result<()> {
    let web = root().join("web");
    let script = |name: &str| run(npm().args(["run", name]).current_dir(&web));
    thread::scope(|scope| {
        let rest = scope.spawn(|| script("check:rest"));
        let console = script("check:console").and_then(|()| script("test"));
        console.and(ended(rest.join()))
    })
}

/// The npm command.
pub(crate) fn npm() -> Command {
    Command::new("npm")
}

fn require_node() -> Result<()> {
    let (major, minor) = NODE;
    let mend = format!("install Node.js {major}.{minor} or newer with npm, then run this again");
    let Ok(version) = output(Command::new("node").arg("--version")) else {
        bail!("Node.js is missing: {mend}");
    };
    if !is_new_enough(&version) {
        bail!("Node.js {version} is too old: {mend}");
    }
    output(Command::new("npm").arg("--version"))
        .context("npm is missing: it comes with Node.js")?;
    Ok(())
}

/// Whether a version as `node --version` prints it, `v20.19.1`, is [`NODE`] or newer.
fn is_new_enough(version: &str) -> bool {
    let mut parts = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    matches!((parts.next(), parts.next()), (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= NODE)
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{NODE, is_new_enough};
    use crate::root::root;

    #[test]
    fn the_minor_version_counts() {
        for version in ["v20.19.0", "v20.20.1", "v22.0.0", "24.1.0"] {
            assert!(is_new_enough(version), "{version}");
        }
        for version in ["v20.0.0", "v20.18.3", "v18.20.0", "", "v20", "nightly"] {
            assert!(!is_new_enough(version), "{version}");
        }
    }

    #[test]
    fn the_package_asks_for_the_same() {
        let text = fs::read_to_string(root().join("web/package.json")).unwrap();
        let package: serde_json::Value = serde_json::from_str(&text).unwrap();
        let (major, minor) = NODE;
        assert_eq!(package["engines"]["node"], format!(">={major}.{minor}"));
    }
}
