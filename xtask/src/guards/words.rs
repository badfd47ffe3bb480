//! The project speaks of linli alone: no path of anybody's machine, no host of
//! a registry, no file kept outside the repository.

use super::files::File;

/// Beginnings of paths that are somebody's machine.
const FOREIGN: &[&str] = &["/home/", "/Users/", "/root/", "/work/", "../shared"];

/// Lines that speak of something else.
pub(super) fn check(tree: &[File]) -> Vec<String> {
    let ours = |file: &&File| file.path != "xtask/src/guards/words.rs";
    let mut found: Vec<String> = tree.iter().filter(ours).flat_map(foreign).collect();
    found.extend(
        tree.iter().filter(|file| file.path.ends_with("package-lock.json")).filter_map(hosts),
    );
    found
}

fn foreign(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    let named = lines.filter(|(_, line)| FOREIGN.iter().any(|word| line.contains(word)));
    named
        .map(|(n, _)| format!("{}:{}: names a path outside the repository", file.path, n + 1))
        .collect()
}

fn hosts(file: &File) -> Option<String> {
    file.text.contains("\"resolved\": \"http").then(|| {
        format!(
            "{}: names the host of a registry: install with omit-lockfile-registry-resolved",
            file.path
        )
    })
}
