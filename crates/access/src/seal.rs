//! Sealed values: encrypted at rest, opened only to be shown under a grant.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use kernel::Chance;
use serde::{Deserialize, Serialize};

use crate::{
    Error,
    keys::{Key, KeyFolder, hex, unhex},
};

const RING: &str = "sealing.json";
/// Version of the layout below; first byte of every sealed value.
const LAYOUT: u8 = 1;
/// Layout, key number, nonce.
const HEAD: usize = 1 + 4 + NONCE;
const NONCE: usize = 24;

/// Seals and opens values with XChaCha20-Poly1305 and a ring of keys.
///
/// A sealed value is `layout (1) | key number (4, big-endian) | nonce (24) |
/// ciphertext and tag`. It is bound to its place (such as
/// `blocks_person.phone`): moved to another column it does not open. After
/// [`Sealer::rotate`] new values take the new key, and old ones still open
/// until they are sealed again ([`Sealer::is_current`]).
#[derive(Clone)]
pub struct Sealer {
    folder: KeyFolder,
    ring: Arc<RwLock<Ring>>,
    chance: Arc<Mutex<Chance>>,
}

struct Ring {
    current: u32,
    keys: BTreeMap<u32, Key>,
}

#[derive(Serialize, Deserialize)]
struct RingFile {
    current: u32,
    keys: BTreeMap<u32, String>,
}

impl Sealer {
    pub(crate) fn open(folder: &KeyFolder, chance: &Arc<Mutex<Chance>>) -> Result<Self, Error> {
        let text = match folder.read(RING)? {
            Some(text) => text,
            None => folder.create(RING, &first_ring(chance).write())?,
        };
        let ring = Ring::read(&text).ok_or_else(|| Error::Key {
            path: RING.into(),
            problem: "is not a key ring; restore it from your backup".to_owned(),
        })?;
        let ring = Arc::new(RwLock::new(ring));
        Ok(Self { folder: folder.clone(), ring, chance: Arc::clone(chance) })
    }

    /// Seals `value` for `place`.
    pub fn seal(&self, place: &str, value: &str) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; NONCE];
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut nonce);
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let key = ring.keys.get(&ring.current).ok_or(Error::Seal("the ring has no current key"))?;
        let payload = Payload { msg: value.as_bytes(), aad: place.as_bytes() };
        let closed = XChaCha20Poly1305::new(key.into())
            .encrypt((&nonce).into(), payload)
            .map_err(|_| Error::Seal("the value is too long"))?;
        let mut sealed = Vec::with_capacity(HEAD + closed.len());
        sealed.push(LAYOUT);
        sealed.extend_from_slice(&ring.current.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&closed);
        Ok(sealed)
    }

    /// Opens a value that was sealed for `place`.
    pub fn open_value(&self, place: &str, sealed: &[u8]) -> Result<String, Error> {
        let (number, nonce, closed) = split(sealed).ok_or(Error::Seal("it is cut short"))?;
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let key = ring.keys.get(&number).ok_or(Error::Seal("its key is not in the ring"))?;
        let payload = Payload { msg: closed, aad: place.as_bytes() };
        let opened = XChaCha20Poly1305::new(key.into())
            .decrypt(nonce.into(), payload)
            .map_err(|_| Error::Seal("it was changed or belongs elsewhere"))?;
        String::from_utf8(opened).map_err(|_| Error::Seal("it is not text"))
    }

    /// Whether `sealed` has the current key, so that it need not be sealed again.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        split(sealed).is_some_and(|(number, ..)| number == ring.current)
    }

    /// Adds a new key and seals with it from now on; returns its number.
    pub fn rotate(&self) -> Result<u32, Error> {
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        let mut key = [0; 32];
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut key);
        let current = ring.keys.keys().max().map_or(1, |number| number + 1);
        let mut keys = ring.keys.clone();
        keys.insert(current, key);
        let next = Ring { current, keys };
        self.folder.replace(RING, &next.write())?;
        *ring = next;
        Ok(current)
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

fn first_ring(chance: &Mutex<Chance>) -> Ring {
    let mut key = [0; 32];
    chance.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut key);
    Ring { current: 1, keys: BTreeMap::from([(1, key)]) }
}

fn split(sealed: &[u8]) -> Option<(u32, &[u8; NONCE], &[u8])> {
    let (head, closed) = sealed.split_at_checked(HEAD)?;
    let (layout, rest) = head.split_first()?;
    let (number, nonce) = rest.split_first_chunk::<4>()?;
    (*layout == LAYOUT).then_some(())?;
    Some((u32::from_be_bytes(*number), nonce.try_into().ok()?, closed))
}

impl Ring {
    fn read(text: &str) -> Option<Self> {
        let file: RingFile = serde_json::from_str(text).ok()?;
        let read = |(number, key): (u32, String)| Some((number, unhex(&key)?));
        let keys: BTreeMap<u32, Key> = file.keys.into_iter().map(read).collect::<Option<_>>()?;
        keys.contains_key(&file.current).then_some(Self { current: file.current, keys })
    }

    fn write(&self) -> String {
        let keys = self.keys.iter().map(|(number, key)| (*number, hex(key))).collect();
        serde_json::to_string_pretty(&RingFile { current: self.current, keys }).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &str = "blocks_person.phone";

    #[test]
    fn a_sealed_value_opens_in_its_place_and_nowhere_else() {
        let data = tempfile::tempdir().unwrap();
        let folder = KeyFolder::open(data.path()).unwrap();
        let keeper = Sealer::open(&folder, &Arc::new(Mutex::new(Chance::seeded(3)))).unwrap();
        let sealed = keeper.seal(PLACE, "19900001234").unwrap();
        assert_ne!(sealed, keeper.seal(PLACE, "19900001234").unwrap());
        assert_eq!(keeper.open_value(PLACE, &sealed).unwrap(), "19900001234");
        assert!(keeper.open_value("blocks_person.name", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(keeper.open_value(PLACE, &changed).is_err(), "byte {at}");
            assert!(keeper.open_value(PLACE, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn after_a_rotation_old_values_still_open_and_new_ones_take_the_new_key() {
        let data = tempfile::tempdir().unwrap();
        let folder = KeyFolder::open(data.path()).unwrap();
        let chance = Arc::new(Mutex::new(Chance::seeded(3)));
        let sealer = Sealer::open(&folder, &chance).unwrap();
        let old = sealer.seal(PLACE, "a").unwrap();
        assert_eq!(sealer.rotate().unwrap(), 2);
        let again = Sealer::open(&folder, &chance).unwrap();
        let new = again.seal(PLACE, "b").unwrap();
        assert_eq!(again.open_value(PLACE, &old).unwrap(), "a");
        assert_eq!(sealer.open_value(PLACE, &new).unwrap(), "b");
        assert!(again.is_current(&new) && !again.is_current(&old));
    }
}
