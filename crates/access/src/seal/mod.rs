//! Sealed values: encrypted at rest, opened only to be shown under a grant.

mod archive;
mod counts;
mod reseal;
mod ring;
mod suite;

use std::{
    collections::BTreeSet,
    fmt,
    fs::File,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use kernel::{Chance, Instant};

pub use self::{
    archive::{ArchivePart, ArchiveReader, ArchiveWriter},
    reseal::{Resealed, SealedPlace, SealedTable},
    suite::Suite,
};
use self::{
    counts::Counts,
    ring::{Ring, RingKey},
};
pub(crate) use self::{reseal::Behind, ring::unhex_any};
use crate::{
    Error,
    keys::{Key, KeyFolder},
};

const RING: &str = "sealing.json";
/// Tables that values were ever sealed for, one a line.
const TABLES: &str = "sealed-tables";
/// Layout and key number, before the nonce.
const HEAD: usize = 1 + 4;

/// Seals and opens values with a ring of keys.
///
/// A sealed value is `layout (1) | key number (4, big-endian) | nonce |
/// ciphertext and tag`; the layout says which [`Suite`]. It is bound to its
/// place (such as `blocks_person.phone`): moved to another column it does not
/// open. After [`Access::rotate_sealing_key`](crate::Access::rotate_sealing_key) new values take the new key, and old ones
/// still open until they are sealed again
/// ([`Access::reseal`](crate::Access::reseal)).
#[derive(Clone)]
pub struct Sealer {
    folder: KeyFolder,
    ring: Arc<RwLock<Ring>>,
    tables: Arc<RwLock<BTreeSet<String>>>,
    counts: Counts,
    chance: Arc<Mutex<Chance>>,
}

/// Sealed values are on their way; see [`Sealer::on_the_way`].
#[derive(Debug)]
#[must_use = "keys may be retired once it is dropped"]
pub struct OnTheWay(#[expect(dead_code, reason = "it holds a lock until it is dropped")] File);

/// A key of the ring, as it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SealingKey {
    /// Its number.
    pub number: u32,
    /// Its cipher.
    pub suite: Suite,
    /// Whether new values take it.
    pub current: bool,
}

impl Sealer {
    /// The ring in `folder`, begun with a key of `first` where there is none.
    pub(crate) fn open(
        folder: &KeyFolder,
        first: Suite,
        chance: &Arc<Mutex<Chance>>,
    ) -> Result<Self, Error> {
        let draw = |bytes: &mut [u8]| drawn(chance, bytes);
        let text = if let Some(text) = folder.read(RING)? {
            text
        } else {
            let mut key = [0; 32];
            draw(&mut key);
            let ring = Ring::first(key, first).write(folder.master(), draw);
            folder.create(RING, &ring.ok_or_else(not_a_ring)?)?
        };
        let (ring, bare) = Ring::read(&text, folder.master()).ok_or_else(not_a_ring)?;
        if bare {
            // An earlier version wrote it, without a master key around it.
            folder.replace(RING, &ring.write(folder.master(), draw).ok_or_else(not_a_ring)?)?;
        }
        let ring = Arc::new(RwLock::new(ring));
        let (tables, counts, chance) = (Arc::default(), Counts::default(), Arc::clone(chance));
        Ok(Self { folder: folder.clone(), ring, tables, counts, chance })
    }

    /// The tables that values were ever sealed for, by any process.
    pub(crate) fn tables(&self) -> Result<BTreeSet<String>, Error> {
        let text = self.folder.read(TABLES)?.unwrap_or_default();
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Remembers, before the first value of a table is sealed, that there are some.
    fn note(&self, place: &str) -> Result<(), Error> {
        let table = place.split('.').next().unwrap_or(place);
        if self.tables.read().unwrap_or_else(PoisonError::into_inner).contains(table) {
            return Ok(());
        }
        let _turn = self.folder.lock()?;
        let mut tables = self.tables()?;
        if tables.insert(table.to_owned()) {
            let lines: Vec<&str> = tables.iter().map(String::as_str).collect();
            self.folder.replace(TABLES, &lines.join("\n"))?;
        }
        *self.tables.write().unwrap_or_else(PoisonError::into_inner) = tables;
        Ok(())
    }

    /// Seals `value` for `place`, which begins with the table's name and a dot.
    pub fn seal(&self, place: &str, value: &str) -> Result<Vec<u8>, Error> {
        self.note(place)?;
        let (number, held) = {
            let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
            let held = ring.keys.get(&ring.current).copied();
            (ring.current, held.ok_or(Error::Seal("the ring has no current key"))?)
        };
        if held.suite.is_counted() {
            self.counts.spend(&self.folder, number)?;
        }
        let mut sealed = Vec::with_capacity(HEAD + 24 + value.len() + 16);
        sealed.push(held.suite.layout());
        sealed.extend_from_slice(&number.to_be_bytes());
        let mut nonce = [0; 24];
        let nonce = nonce.get_mut(..held.suite.nonce()).unwrap_or_default();
        drawn(&self.chance, nonce);
        sealed.extend_from_slice(nonce);
        let closed = held.suite.close(&held.key, nonce, place, value.as_bytes());
        sealed.extend_from_slice(&closed.ok_or(Error::Seal("the value is too long"))?);
        Ok(sealed)
    }

    /// Says that sealed values are on their way into the database, until it is
    /// dropped: for work that takes longer than a request. Meanwhile no key is
    /// retired, since no table tells of them yet.
    pub fn on_the_way(&self) -> Result<OnTheWay, Error> {
        self.folder.share().map(OnTheWay)
    }

    /// Opens a value that was sealed for `place`.
    pub fn open_value(&self, place: &str, sealed: &[u8]) -> Result<String, Error> {
        let parts = split(sealed).ok_or(Error::Seal("it is cut short"))?;
        let held = if let Some(held) = self.key(parts.number) {
            held
        } else {
            // Another process may have added it a moment ago.
            self.refresh()?;
            self.key(parts.number).ok_or(Error::Seal("its key is not in the ring"))?
        };
        if held.suite != parts.suite {
            return Err(Error::Seal("it was changed or belongs elsewhere"));
        }
        let opened = parts.suite.open(&held.key, parts.nonce, place, parts.closed);
        let opened = opened.ok_or(Error::Seal("it was changed or belongs elsewhere"))?;
        String::from_utf8(opened).map_err(|_| Error::Seal("it is not text"))
    }

    /// Whether `sealed` has the current key, so that it need not be sealed again.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        split(sealed).is_some_and(|parts| parts.number == ring.current)
    }

    /// Adds a new key of `suite` and seals with it from now on; returns its number.
    pub(crate) fn rotate(&self, suite: Suite, now: Instant) -> Result<u32, Error> {
        if suite == Suite::XChaCha {
            return Err(Error::Seal("a new key takes aes-256-gcm-siv or sm4-gcm"));
        }
        let mut key = [0; 32];
        drawn(&self.chance, &mut key);
        self.change(|ring| {
            ring.current = ring.keys.keys().max().map_or(1, |number| number + 1);
            ring.keys.insert(ring.current, RingKey { suite, key });
            ring.rotated_at = Some(now);
            Ok(ring.current)
        })
    }

    /// When the last key was added.
    pub(crate) fn rotated_at(&self) -> Option<Instant> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner).rotated_at
    }

    /// Held while keys are taken out of the ring; refuses while values are on their way.
    pub(crate) fn nothing_on_the_way(&self) -> Result<File, Error> {
        self.folder.alone()?.ok_or(Error::Seal(
            "a run still holds values that it sealed, or a backup is written; retire keys when it is over",
        ))
    }

    /// Takes a key out of the ring that seals nothing any more.
    pub(crate) fn retire(&self, number: u32) -> Result<(), Error> {
        self.change(|ring| {
            if number == ring.current {
                return Err(Error::Seal("the current key cannot be retired"));
            }
            ring.keys.remove(&number).map(drop).ok_or(Error::Seal("its key is not in the ring"))
        })
    }

    /// The keys, by number.
    #[must_use]
    pub fn keys(&self) -> Vec<SealingKey> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let key = |(number, held): (&u32, &RingKey)| SealingKey {
            number: *number,
            suite: held.suite,
            current: *number == ring.current,
        };
        ring.keys.iter().map(key).collect()
    }

    /// Reads the ring again, as another process may have changed it.
    pub fn refresh(&self) -> Result<(), Error> {
        let text = self.folder.read(RING)?.ok_or_else(not_a_ring)?;
        let (ring, _) = Ring::read(&text, self.folder.master()).ok_or_else(not_a_ring)?;
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring;
        Ok(())
    }

    fn key(&self, number: u32) -> Option<RingKey> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner).keys.get(&number).copied()
    }

    /// Changes the ring on the disk, from what stands there, and then here.
    fn change<T>(&self, change: impl FnOnce(&mut Ring) -> Result<T, Error>) -> Result<T, Error> {
        let _turn = self.folder.lock()?;
        self.refresh()?;
        let mut held = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = held.clone();
        let done = change(&mut next)?;
        let draw = |bytes: &mut [u8]| drawn(&self.chance, bytes);
        let text = next.write(self.folder.master(), draw).ok_or_else(not_a_ring)?;
        self.folder.replace(RING, &text)?;
        *held = next;
        Ok(done)
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

fn drawn(chance: &Mutex<Chance>, bytes: &mut [u8]) {
    chance.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes);
}

fn not_a_ring() -> Error {
    Error::Key {
        path: RING.into(),
        problem: "is not a key ring of this master key; restore both from your backup".to_owned(),
    }
}

/// `nonce | ciphertext and tag` of `value` under `key`.
pub(crate) fn closed_under(
    key: &Key,
    place: &str,
    value: &[u8],
    mut draw: impl FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let mut closed = vec![0; Suite::AesGcmSiv.nonce()];
    draw(&mut closed);
    let value = Suite::AesGcmSiv.close(key, &closed, place, value)?;
    closed.extend_from_slice(&value);
    Some(closed)
}

/// What [`closed_under`] closed.
pub(crate) fn opened_under(key: &Key, place: &str, closed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, closed) = closed.split_at_checked(Suite::AesGcmSiv.nonce())?;
    Suite::AesGcmSiv.open(key, nonce, place, closed)
}

struct Parts<'a> {
    suite: Suite,
    number: u32,
    nonce: &'a [u8],
    closed: &'a [u8],
}

fn split(sealed: &[u8]) -> Option<Parts<'_>> {
    let (layout, rest) = sealed.split_first()?;
    let suite = Suite::of_layout(*layout)?;
    let (number, rest) = rest.split_first_chunk::<4>()?;
    let (nonce, closed) = rest.split_at_checked(suite.nonce())?;
    Some(Parts { suite, number: u32::from_be_bytes(*number), nonce, closed })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &str = "blocks_person.phone";
    const NOW: Instant = Instant::from_micros(0);

    fn sealer(data: &std::path::Path) -> Sealer {
        let chance = Arc::new(Mutex::new(Chance::seeded(3)));
        let folder = KeyFolder::open(data, &crate::KeySource::File, &chance).unwrap();
        Sealer::open(&folder, Suite::default(), &chance).unwrap()
    }

    #[test]
    fn a_sealed_value_opens_in_its_place_and_nowhere_else() {
        let data = tempfile::tempdir().unwrap();
        let keeper = sealer(data.path());
        for suite in [Suite::AesGcmSiv, Suite::Sm4Gcm] {
            keeper.rotate(suite, NOW).unwrap();
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
    }

    #[test]
    fn after_a_rotation_old_values_still_open_and_new_ones_take_the_new_key() {
        let data = tempfile::tempdir().unwrap();
        let (here, there) = (sealer(data.path()), sealer(data.path()));
        let old = here.seal(PLACE, "a").unwrap();
        assert_eq!(here.rotate(Suite::AesGcmSiv, NOW).unwrap(), 2);
        let new = here.seal(PLACE, "b").unwrap();
        // The other process has not heard of the key, and finds it.
        assert_eq!(there.open_value(PLACE, &new).unwrap(), "b");
        assert_eq!(there.open_value(PLACE, &old).unwrap(), "a");
        assert!(there.is_current(&new) && !there.is_current(&old));
        assert!(here.retire(2).is_err(), "the current key stays");
        here.retire(1).unwrap();
        assert!(here.open_value(PLACE, &old).is_err());
    }

    #[test]
    fn values_are_counted_where_a_nonce_drawn_twice_would_give_them_away() {
        let data = tempfile::tempdir().unwrap();
        let keeper = sealer(data.path());
        keeper.seal(PLACE, "a").unwrap();
        assert_eq!(keeper.folder.read("sealed-counts").unwrap(), None);
        keeper.rotate(Suite::Sm4Gcm, NOW).unwrap();
        keeper.seal(PLACE, "b").unwrap();
        let counted = keeper.folder.read("sealed-counts").unwrap().unwrap();
        assert!(counted.starts_with("2 "), "{counted}");
    }

    #[test]
    fn keys_of_an_earlier_version_are_wrapped_and_still_open() {
        let data = tempfile::tempdir().unwrap();
        drop(sealer(data.path()));
        let path = data.path().join("keys").join(RING);
        let bare = format!("{{\"current\": 1, \"keys\": {{\"1\": \"{}\"}}}}", "07".repeat(32));
        std::fs::write(&path, bare).unwrap();
        let keeper = sealer(data.path());
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&"07".repeat(32)) && text.contains("xchacha"), "{text}");
        let mut sealed = vec![1, 0, 0, 0, 1];
        sealed.extend_from_slice(&[9; 24]);
        sealed.extend(Suite::XChaCha.close(&[7; 32], &[9; 24], PLACE, b"old").unwrap());
        assert_eq!(keeper.open_value(PLACE, &sealed).unwrap(), "old");
    }

    #[test]
    fn a_ring_is_nothing_without_its_master_key() {
        let data = tempfile::tempdir().unwrap();
        drop(sealer(data.path()));
        std::fs::remove_file(data.path().join("keys/master.key")).unwrap();
        let chance = Arc::new(Mutex::new(Chance::seeded(4)));
        let folder = KeyFolder::open(data.path(), &crate::KeySource::File, &chance).unwrap();
        let refused = Sealer::open(&folder, Suite::default(), &chance).unwrap_err();
        assert!(refused.to_string().contains("master key"), "{refused}");
    }
}
