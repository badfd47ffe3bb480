//! The key pair by which this installation shows itself to push services (VAPID, RFC 8292): ECDSA over P-256.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use kernel::Chance;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};

use crate::{Access, Error, keys::KeyFolder};

const NAME: &str = "push.key";

/// Signs what push services are shown; cheap to clone. `ring` takes no chance but its own, from the operating
/// system, for the pair and for what each signature needs of it.
#[derive(Clone)]
pub struct PushKey {
    pair: Arc<EcdsaKeyPair>,
    random: SystemRandom,
}

impl PushKey {
    /// The pair in the folder of keys, made on the first start.
    pub(crate) fn open(folder: &KeyFolder, chance: &Mutex<Chance>) -> Result<Self, Error> {
        let (curve, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let make = || {
            let made = EcdsaKeyPair::generate_pkcs8(curve, &random).ok()?;
            Some(made.as_ref().to_vec())
        };
        let kept = folder.made(NAME, chance, make)?;
        let pair = EcdsaKeyPair::from_pkcs8(curve, &kept, &random);
        let pair = Arc::new(pair.map_err(|_| folder.foreign(NAME))?);
        Ok(Self { pair, random })
    }

    /// The public half: an uncompressed point, 65 bytes. A browser subscribes with it.
    #[must_use]
    pub fn public(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// The signature of `message` (ES256): r and s, 64 bytes. None where the operating system gave no chance.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let signed = self.pair.sign(&self.random, message).ok()?;
        Some(signed.as_ref().to_vec())
    }
}

impl fmt::Debug for PushKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PushKey(…)")
    }
}

impl Access {
    /// The key pair that push services know this installation by.
    #[must_use]
    pub const fn push_key(&self) -> &PushKey {
        &self.push_key
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;
    use crate::KeySource;

    #[test]
    fn the_pair_is_made_once_and_signs_as_its_public_half_says() {
        let data = tempfile::tempdir().unwrap();
        let chance = Mutex::new(Chance::seeded(1));
        let open = || {
            let folder = KeyFolder::open(data.path(), &KeySource::File, &chance).unwrap();
            PushKey::open(&folder, &chance).unwrap()
        };
        let (first, again) = (open(), open());
        assert_eq!((first.public().len(), first.public()[0]), (65, 4));
        assert_eq!(first.public(), again.public());
        let signed = first.sign(b"shown").unwrap();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, again.public());
        assert!(signed.len() == 64 && key.verify(b"shown", &signed).is_ok());
        assert!(key.verify(b"other", &signed).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn where_a_vault_gives_the_master_key_the_pair_is_wrapped_too() {
        let data = tempfile::tempdir().unwrap();
        let chance = Mutex::new(Chance::seeded(1));
        let vault = |digit: &str| KeySource::Command {
            words: vec!["echo".to_owned(), digit.repeat(64)],
            wait_s: 20,
        };
        let open = |digit: &str| {
            let folder = KeyFolder::open(data.path(), &vault(digit), &chance).unwrap();
            PushKey::open(&folder, &chance)
        };
        let made = open("a").unwrap();
        assert_eq!(open("a").unwrap().public(), made.public());
        assert!(open("b").is_err());
        let text = std::fs::read_to_string(data.path().join("keys").join(NAME)).unwrap();
        assert!(text.starts_with("wrapped:"), "{text}");
    }
}
