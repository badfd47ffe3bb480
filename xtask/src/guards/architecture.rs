//! The map in ARCHITECTURE.md is the tree.

use std::{collections::BTreeSet, fs};

use anyhow::{Context as _, Result};

use super::files::File;
use crate::root::root;

/// Rooms of the tree that the map does not have, and the other way round.
pub(super) fn check(tree: &[File]) -> Result<Vec<String>> {
    let text =
        fs::read_to_string(root().join("ARCHITECTURE.md")).context("read ARCHITECTURE.md")?;
    let mapped = mapped(&text);
    let real: BTreeSet<String> = tree.iter().flat_map(|file| rooms(&file.path)).collect();
    let missing =
        real.difference(&mapped).map(|room| format!("ARCHITECTURE.md: the map lacks {room}/"));
    let gone = mapped
        .difference(&real)
        .map(|room| format!("ARCHITECTURE.md: the map has {room}/, the tree has not"));
    Ok(missing.chain(gone).collect())
}

/// Rooms named in the first code block after `## Map`: a line each, indented under its folder.
fn mapped(text: &str) -> BTreeSet<String> {
    let block =
        text.split("## Map").nth(1).and_then(|rest| rest.split("```").nth(1)).unwrap_or_default();
    let mut rooms = BTreeSet::new();
    let mut parent = String::new();
    for line in block.lines().filter(|line| line.contains('/')) {
        let name = line.split_whitespace().next().unwrap_or_default();
        let Some(name) = name.strip_suffix('/') else { continue };
        if name == "crates" {
            name.clone_into(&mut parent);
        } else if line.starts_with("  ") {
            rooms.insert(format!("{parent}/{name}"));
        } else {
            name.clone_into(&mut parent);
            rooms.insert(name.to_owned());
        }
    }
    rooms
}

/// Folders whose folders are rooms of the map as well.
const HOUSES: &[&str] = &["crates", "web/apps", "web/packages", "tests", "bench"];

/// The rooms a file stands in: a folder of the root, and one below a house, as `crates/kernel` or `web/apps/console`.
fn rooms(path: &str) -> Vec<String> {
    let Some((first, _)) = path.split_once('/').filter(|(first, _)| !first.starts_with('.')) else {
        return Vec::new();
    };
    // Every crate has its line, so that their folder has none.
    let mut rooms: Vec<String> =
        (first != "crates").then(|| first.to_owned()).into_iter().collect();
    rooms.extend(HOUSES.iter().filter_map(|house| {
        let below = path.strip_prefix(house)?.strip_prefix('/')?;
        Some(format!("{house}/{}", below.split_once('/')?.0))
    }));
    rooms
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, mapped, rooms};

    #[test]
    fn apps_packages_tests_and_benches_are_rooms_too() {
        assert_eq!(rooms("README.md"), Vec::<String>::new());
        assert_eq!(rooms(".github/workflows/check.yml"), Vec::<String>::new());
        assert_eq!(rooms("crates/kernel/src/lib.rs"), ["crates/kernel"]);
        assert_eq!(rooms("web/package.json"), ["web"]);
        assert_eq!(rooms("web/apps/console/src/main.tsx"), ["web", "web/apps/console"]);
        assert_eq!(rooms("tests/openid/provider.mjs"), ["tests", "tests/openid"]);
        assert_eq!(rooms("docs/decisions/0001.md"), ["docs"]);
    }

    #[test]
    fn a_line_below_another_is_below_its_folder() {
        let text =
            "## Map\n```\ncrates/\n  kernel/  ids\nweb/  screens\n  apps/console/  officers\n```";
        let expected = ["crates/kernel", "web", "web/apps/console"].map(str::to_owned);
        assert_eq!(mapped(text), BTreeSet::from(expected));
    }
}
