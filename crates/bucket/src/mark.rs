//! A file by what is in it.

use std::{fs::File, io::Write, path::Path};

use serde::{Deserialize, Serialize};

use crate::error::{BucketError, Result};

/// Bytes and digest of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// How long it is.
    pub bytes: u64,
    /// The BLAKE3 digest, in 64 hexadecimal digits.
    pub blake3: String,
}

impl Mark {
    /// The mark of a file.
    pub fn of(file: &Path) -> Result<Self> {
        let read = || {
            let opened = File::open(file)?;
            let bytes = opened.metadata()?.len();
            let digest = blake3::Hasher::new().update_reader(opened)?.finalize().to_hex();
            Ok(Self { bytes, blake3: digest.to_string() })
        };
        read().map_err(BucketError::file(file))
    }

    /// Whether this could be a mark at all: nothing else becomes part of a path.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.blake3.len() == 64 && self.blake3.bytes().all(|digit| digit.is_ascii_hexdigit())
    }
}

/// Writes bytes on and takes their mark in passing.
pub(crate) struct Marking<W> {
    inner: W,
    bytes: u64,
    hasher: blake3::Hasher,
}

impl<W: Write> Marking<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self { inner, bytes: 0, hasher: blake3::Hasher::new() }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.bytes += bytes.len() as u64;
        self.hasher.update(bytes);
        self.inner.write_all(bytes)
    }

    pub(crate) fn finish(self) -> (W, Mark) {
        let blake3 = self.hasher.finalize().to_hex().to_string();
        (self.inner, Mark { bytes: self.bytes, blake3 })
    }
}
