//! How many values a key with drawn nonces has sealed: 2³² at most (NIST SP 800-38D, 8.3), so that two nonces are hardly ever
//! the same.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{Error, keys::KeyFolder};

/// What is counted, a line for each key: its number, and how many values were set aside.
const COUNTS: &str = "sealed-counts";
/// Values that one key seals at most.
const MOST: u64 = 1 << 32;
/// Values that a process sets aside at once, so that it need not write the file for each.
const AT_ONCE: u64 = 1 << 14;

/// What this process has set aside and not yet used, by key.
#[derive(Clone, Default)]
pub(super) struct Counts(Arc<Mutex<BTreeMap<u32, u64>>>);

impl Counts {
    /// Takes one value of those that the key may seal; refuses where it has sealed them all.
    pub(super) fn spend(&self, folder: &KeyFolder, key: u32) -> Result<(), Error> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = held.entry(key).or_default();
        if *left == 0 {
            set_aside(folder, key)?;
            *left = AT_ONCE;
        }
        *left -= 1;
        Ok(())
    }
}

/// Sets values aside in the folder, where every process counts.
fn set_aside(folder: &KeyFolder, key: u32) -> Result<(), Error> {
    let _turn = folder.lock()?;
    let text = folder.read(COUNTS)?.unwrap_or_default();
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let (key, count) = counted(line).ok_or_else(|| unreadable(folder))?;
        counts.insert(key, count);
    }
    let count = counts.entry(key).or_default();
    if *count + AT_ONCE > MOST {
        return Err(Error::Seal("the key has sealed 2^32 values; run `linli keys rotate`"));
    }
    *count += AT_ONCE;
    let lines: Vec<String> = counts.iter().map(|(key, count)| format!("{key} {count}")).collect();
    folder.replace(COUNTS, &lines.join("\n"))
}

/// The number of a key and its count, as a line has them.
fn counted(line: &str) -> Option<(u32, u64)> {
    let (key, count) = line.split_once(' ')?;
    Some((key.parse().ok()?, count.parse().ok()?))
}

fn unreadable(folder: &KeyFolder) -> Error {
    let problem = "is not what linli wrote; restore it from your backup, or run `linli keys rotate` \
                   after removing it";
    folder.fault(COUNTS, problem)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use kernel::Chance;

    use super::*;
    use crate::KeySource;

    fn folder(data: &Path) -> KeyFolder {
        KeyFolder::open(data, &KeySource::File, &Mutex::new(Chance::seeded(1))).unwrap()
    }

    #[test]
    fn a_key_seals_so_many_values_in_all_processes_and_no_more() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let (here, there) = (Counts::default(), Counts::default());
        folder.replace(COUNTS, &format!("2 {}", MOST - 2 * AT_ONCE)).unwrap();
        here.spend(&folder, 2).unwrap();
        there.spend(&folder, 2).unwrap();
        let refused = Counts::default().spend(&folder, 2).unwrap_err();
        assert!(refused.to_string().contains("keys rotate"), "{refused}");
        for _ in 1..AT_ONCE {
            here.spend(&folder, 2).unwrap();
        }
        assert!(here.spend(&folder, 2).is_err(), "what it had set aside is used");
        here.spend(&folder, 3).unwrap();
        assert_eq!(folder.read(COUNTS).unwrap().unwrap(), format!("2 {MOST}\n3 {AT_ONCE}"));
        folder.replace(COUNTS, "two many").unwrap();
        assert!(Counts::default().spend(&folder, 2).is_err());
    }
}
