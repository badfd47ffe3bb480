//! The key that a coordinator and its workers share.

use std::{fs, path::Path};

use crate::error::{ClusterError, Result};

/// 32 bytes that prove who may send work and who may take it.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// Reads a file of 64 hexadecimal digits that its owner alone may read.
    pub fn read(file: &Path) -> Result<Self> {
        let failed = |cause| ClusterError::KeyFile { file: file.to_owned(), cause };
        let text = fs::read_to_string(file).map_err(failed)?;
        if open_to_others(&fs::metadata(file).map_err(failed)?) {
            return Err(ClusterError::KeyOpen { file: file.to_owned() });
        }
        Self::parse(text.trim()).ok_or_else(|| ClusterError::KeyText { file: file.to_owned() })
    }

    /// The key of 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut key = [0; 32];
        for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
            let high = char::from(pair[0]).to_digit(16)?;
            let low = char::from(pair[1]).to_digit(16)?;
            *byte = u8::try_from(high * 16 + low).ok()?;
        }
        Some(Self(key))
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(unix)]
fn open_to_others(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    meta.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn open_to_others(_meta: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_digits_that_nobody_else_reads() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cluster.key");
        assert!(matches!(Key::read(&file), Err(ClusterError::KeyFile { .. })));
        fs::write(&file, format!("{}\n", "0f".repeat(32))).unwrap();
        let mode = |mode| {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        };
        mode(0o644);
        assert!(matches!(Key::read(&file), Err(ClusterError::KeyOpen { .. })));
        mode(0o600);
        assert_eq!(Key::read(&file).unwrap().bytes(), &[15; 32]);
        fs::write(&file, "0f").unwrap();
        assert!(matches!(Key::read(&file), Err(ClusterError::KeyText { .. })));
    }
}
