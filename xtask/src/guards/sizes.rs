//! Files are small: 600 lines of Rust, 350 of TypeScript, at the most.

use super::files::File;

/// Files longer than their language allows; generated ones aside.
pub(super) fn check(tree: &[File]) -> Vec<String> {
    tree.iter().filter_map(too_long).collect()
}

fn too_long(file: &File) -> Option<String> {
    let most = match () {
        () if file.has_ending(&["rs"]) => 600,
        () if file.has_ending(&["ts", "tsx"]) && !is_generated(&file.path) => 350,
        () => return None,
    };
    let lines = file.text.lines().count();
    (lines > most).then(|| format!("{}: {lines} lines, {most} at the most: split it", file.path))
}

fn is_generated(path: &str) -> bool {
    path.ends_with("client/schema.d.ts")
}
