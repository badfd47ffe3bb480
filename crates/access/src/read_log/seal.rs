//! The signed root of a segment that is closed: kept when the segment goes.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use kernel::Instant;
use serde::{Deserialize, Serialize};

use super::segment::Hash;
use crate::keys::{Key, hex, unhex};

/// What is kept of a segment for good.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seal {
    pub(crate) chain: String,
    pub(crate) segment: u64,
    pub(crate) first_sequence: u64,
    pub(crate) entries: u64,
    pub(crate) last_at: Option<Instant>,
    /// The hash before the segment, and after it.
    pub(crate) previous: String,
    pub(crate) root: String,
    /// When the segment's time was over and it was deleted.
    pub(crate) dropped_at: Option<Instant>,
    /// Keyed hash of all the above under the installation's log key.
    pub(crate) signature: String,
}

impl Seal {
    fn sign(&self, key: &Key) -> String {
        let bare = Self { signature: String::new(), ..self.clone() };
        let text = serde_json::to_string(&bare).unwrap_or_default();
        hex(blake3::keyed_hash(key, text.as_bytes()).as_bytes())
    }

    pub(crate) fn is_signed_by(&self, key: &Key) -> bool {
        let (said, right) = (unhex::<32>(&self.signature), unhex::<32>(&self.sign(key)));
        // blake3's comparison takes the same time wherever the two differ.
        said.zip(right)
            .is_some_and(|(said, right)| blake3::Hash::from(said) == blake3::Hash::from(right))
    }

    pub(crate) fn root_hash(&self) -> Option<Hash> {
        unhex(&self.root)
    }

    pub(crate) fn previous_hash(&self) -> Option<Hash> {
        unhex(&self.previous)
    }

    /// Signs and writes it beside its segment, whole or not at all.
    pub(crate) fn write(mut self, folder: &Path, key: &Key) -> io::Result<()> {
        self.signature = self.sign(key);
        let path = seal_path(folder, self.segment);
        let aside = path.with_extension("seal.new");
        let mut file = File::create(&aside)?;
        file.write_all(serde_json::to_string_pretty(&self)?.as_bytes())?;
        file.sync_all()?;
        fs::rename(&aside, &path)?;
        File::open(folder)?.sync_all()
    }

    /// The seal of a segment, if there is one. One that was garbled has no
    /// signature that holds.
    pub(crate) fn read(folder: &Path, segment: u64) -> io::Result<Option<Self>> {
        match fs::read_to_string(seal_path(folder, segment)) {
            Ok(text) => {
                let seal: Self = serde_json::from_str(&text).unwrap_or_default();
                // Byte for byte what was written: a seal has no room for more.
                let same = serde_json::to_string_pretty(&seal)? == text;
                Ok(Some(if same { seal } else { Self::default() }))
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Some(Self::default())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

pub(crate) fn segment_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.reads"))
}

fn seal_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.seal"))
}

/// Numbers of the segments and seals in `folder`, sorted, each once.
pub(crate) fn numbers(folder: &Path) -> io::Result<Vec<u64>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let known = path.extension().is_some_and(|end| end == "reads" || end == "seal");
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        found.extend(stem.filter(|_| known).and_then(|stem| stem.parse::<u64>().ok()));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
