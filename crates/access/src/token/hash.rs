//! The keyed hashes that tokens are made by.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sm3::Sm3;

use crate::{
    Error,
    keys::{Key, KeyFolder},
};

/// What is written down of the choice.
const CHOSEN: &str = "token.hash";

/// The keyed hash that tokens are made by. It is chosen once: tokens of two hashes match nothing of each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TokenHash {
    /// Keyed BLAKE3.
    #[default]
    Blake3,
    /// HMAC-SM3 (GB/T 32905, GB/T 15852.2), for installations that must use it.
    HmacSm3,
}

impl TokenHash {
    /// Its name in the configuration and in the folder of keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Blake3 => "blake3",
            Self::HmacSm3 => "hmac-sm3",
        }
    }

    /// The one that is asked for, if tokens were never made by another. Asked before the first token key is made.
    pub(crate) fn chosen(self, folder: &KeyFolder) -> Result<Self, Error> {
        let written = if let Some(written) = folder.read(CHOSEN)? {
            written
        } else {
            // Where there is a key and no word of the hash, an earlier version made tokens by BLAKE3.
            let is_new = folder.read("token.key")?.is_none();
            let first = if is_new { self } else { Self::Blake3 };
            folder.create(CHOSEN, first.name())?
        };
        if written.trim() == self.name() {
            return Ok(self);
        }
        let problem = format!(
            "tokens of this installation are by {}, and keys.tokens asks for {}; tokens are chosen once",
            written.trim(),
            self.name()
        );
        Err(folder.fault(CHOSEN, &problem))
    }

    /// The first 128 bits of the hash of `parts`, one after another.
    pub(super) fn keyed(self, key: &Key, parts: &[&str]) -> [u8; 16] {
        let mut token = [0; 16];
        match self {
            Self::Blake3 => {
                let mut hasher = blake3::Hasher::new_keyed(key);
                for part in parts {
                    hasher.update(part.as_bytes());
                }
                hasher.finalize_xof().fill(&mut token);
            }
            Self::HmacSm3 => {
                // A key shorter than a block is the same with zeros after it.
                let mut block = [0; 64];
                for (byte, of_key) in block.iter_mut().zip(key) {
                    *byte = *of_key;
                }
                let mut mac = Hmac::<Sm3>::new((&block).into());
                for part in parts {
                    mac.update(part.as_bytes());
                }
                let hash = mac.finalize().into_bytes();
                for (byte, of_hash) in token.iter_mut().zip(hash) {
                    *byte = of_hash;
                }
            }
        }
        token
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use kernel::Chance;

    use super::*;
    use crate::{KeySource, keys::unhex};

    /// The first of the examples of HMAC-SM3 in GM/T 0042: a key of 0x01 to 0x20, a text of 112 bytes.
    #[test]
    fn hmac_sm3_is_as_the_standard_says() {
        let mut key = [0; 32];
        for (byte, number) in key.iter_mut().zip(1..) {
            *byte = number;
        }
        let half = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        let expected: [u8; 16] = unhex("ca05e144ed05d1857840d1f318a4a866").unwrap();
        assert_eq!(TokenHash::HmacSm3.keyed(&key, &[half, half]), expected);
        assert_ne!(TokenHash::Blake3.keyed(&key, &[half, half]), expected);
    }

    #[test]
    fn a_hash_is_chosen_once() {
        let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let chance = Mutex::new(Chance::seeded(8));
        let open = |data: &tempfile::TempDir| {
            KeyFolder::open(data.path(), &KeySource::File, &chance).unwrap()
        };
        let (old, new) = (open(&old), open(&new));
        assert_eq!(TokenHash::HmacSm3.chosen(&new).unwrap(), TokenHash::HmacSm3);
        new.key("token.key", &chance).unwrap();
        assert_eq!(TokenHash::HmacSm3.chosen(&new).unwrap(), TokenHash::HmacSm3);
        let refused = TokenHash::Blake3.chosen(&new).unwrap_err().to_string();
        assert!(refused.contains("hmac-sm3") && refused.contains("keys.tokens"), "{refused}");
        old.key("token.key", &chance).unwrap();
        assert!(TokenHash::HmacSm3.chosen(&old).is_err(), "an earlier version made tokens there");
        assert_eq!(TokenHash::Blake3.chosen(&old).unwrap(), TokenHash::Blake3);
    }
}
