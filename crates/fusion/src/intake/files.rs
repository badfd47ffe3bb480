//! Which files belong to a source.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{FusionError, mapping::Mapping};

/// The files of one source, in order of name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFiles {
    /// The sources folder.
    pub root: PathBuf,
    /// Paths.
    pub paths: Vec<PathBuf>,
}

impl SourceFiles {
    /// A file's name under the sources folder, as messages and records give it.
    #[must_use]
    pub fn name_of(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().into_owned()
    }
}

impl SourceFiles {
    /// Their size in bytes; a file that cannot be asked counts nothing.
    pub(crate) fn bytes(&self) -> u64 {
        self.paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|meta| meta.len()).sum()
    }
}

/// Finds the files of a mapping under `root`.
pub fn find_files(mapping: &Mapping, root: &Path) -> Result<SourceFiles, FusionError> {
    let paths = files_under(root, &mapping.files);
    if paths.is_empty() {
        return Err(FusionError::NoFile {
            source_id: mapping.source.clone(),
            folder: root.to_owned(),
            pattern: mapping.files.clone(),
        });
    }
    Ok(SourceFiles { root: root.to_owned(), paths })
}

/// The files under `root` that fit a pattern, in order of name: folders as written, `*` within a name.
#[must_use]
pub fn files_under(root: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![root.to_owned()];
    for part in pattern.split('/').filter(|part| !part.is_empty() && *part != "." && *part != "..")
    {
        let mut next = Vec::new();
        for folder in found {
            if !part.contains('*') {
                next.extend(Some(folder.join(part)).filter(|path| path.exists()));
            } else if let Ok(listed) = fs::read_dir(&folder) {
                let named = listed.filter_map(|entry| entry.ok().map(|entry| entry.path()));
                next.extend(named.filter(|path| {
                    path.file_name().is_some_and(|n| fits(part, &n.to_string_lossy()))
                }));
            }
        }
        found = next;
    }
    found.retain(|path| path.is_file());
    found.sort();
    found
}

/// Whether `name` fits `pattern`, in which `*` stands for any characters.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(fits("water_*.csv", "water_2026-01.csv"));
        assert!(fits("a*b*c", "abc") && fits("a.csv", "a.csv"));
        assert!(!fits("water_*.csv", "water_1.xlsx") && !fits("a.csv", "a.csv2"));
    }
}
