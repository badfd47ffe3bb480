//! Which files belong to a source.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bucket::Listed;
use kernel::Day;

use crate::FusionError;

/// The files of one source, in order of name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFiles {
    /// The sources folder.
    pub root: PathBuf,
    /// Paths.
    pub paths: Vec<PathBuf>,
    /// The same in the bucket that they come from, if they do.
    pub objects: Option<Vec<Listed>>,
    /// The day whose change they are, where they are not the whole tables: a record without an id of its own is named
    /// after it too, and a record stands in them once.
    pub day: Option<Day>,
}

impl SourceFiles {
    /// A file's name under the sources folder, as messages and records give it.
    #[must_use]
    pub fn name_of(&self, path: &Path) -> String {
        let name = path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy();
        self.day.map_or_else(|| name.clone().into_owned(), |day| format!("{day}/{name}"))
    }
}

impl SourceFiles {
    /// Their size in bytes; a file that cannot be asked counts nothing.
    pub(crate) fn bytes(&self) -> u64 {
        if let Some(objects) = &self.objects {
            return objects.iter().map(|object| object.bytes).sum();
        }
        self.paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|meta| meta.len()).sum()
    }

    /// What tells each file from another of its name: size, and time or tag.
    pub(crate) fn stamps(&self) -> Result<Vec<String>, FusionError> {
        match &self.objects {
            Some(objects) => {
                let stamp =
                    |object: &Listed| format!("{}|{}|{}", object.name, object.bytes, object.tag);
                Ok(objects.iter().map(stamp).collect())
            }
            None => self.paths.iter().map(|path| stamp(path)).collect(),
        }
    }
}

fn stamp(path: &Path) -> Result<String, FusionError> {
    let meta = fs::metadata(path).map_err(FusionError::file(path))?;
    let changed =
        meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let changed = changed.map_or(0, |since| since.as_micros());
    Ok(format!("{}|{}|{changed}", path.display(), meta.len()))
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

/// Whether a name with folders fits a pattern, as [`files_under`] has it.
#[must_use]
pub fn fits_path(pattern: &str, name: &str) -> bool {
    let parts = pattern.split('/').filter(|part| !part.is_empty() && *part != "." && *part != "..");
    let (parts, names): (Vec<&str>, Vec<&str>) = (parts.collect(), name.split('/').collect());
    parts.len() == names.len() && parts.iter().zip(&names).all(|(part, name)| fits(part, name))
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
    use super::{fits, fits_path};

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(fits("water_*.csv", "water_2026-01.csv"));
        assert!(fits("a*b*c", "abc") && fits("a.csv", "a.csv"));
        assert!(fits_path("./water/*.csv", "water/1.csv"));
        assert!(
            !fits_path("water/*.csv", "water/2026/1.csv") && !fits_path("*.csv", "water/1.csv")
        );
        assert!(!fits("water_*.csv", "water_1.xlsx") && !fits("a.csv", "a.csv2"));
    }
}
