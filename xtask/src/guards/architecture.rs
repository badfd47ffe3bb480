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
    let real: BTreeSet<String> = tree.iter().filter_map(|file| room(&file.path)).collect();
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

/// The room a file stands in: `crates/kernel`, `web/apps`, or a folder of the root.
fn room(path: &str) -> Option<String> {
    let mut parts = path.split('/');
    let first = parts.next()?;
    let second = parts.next()?;
    if first.starts_with('.') {
        return None;
    }
    let deep = matches!(first, "crates") && parts.next().is_some();
    Some(if deep { format!("{first}/{second}") } else { first.to_owned() })
        .filter(|room| room != "crates")
}
