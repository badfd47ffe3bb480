//! The ring of sealing keys: each wrapped under the master key (envelope
//! encryption), so that the file alone opens nothing.

use std::collections::BTreeMap;

use kernel::Instant;
use serde::{Deserialize, Serialize};

use super::{Suite, closed_under, opened_under};
use crate::keys::{Key, hex, unhex};

/// Keys by number; new values take the current one.
#[derive(Clone)]
pub(super) struct Ring {
    pub(super) current: u32,
    pub(super) keys: BTreeMap<u32, RingKey>,
    /// When the current one was added.
    pub(super) rotated_at: Option<Instant>,
}

#[derive(Clone, Copy)]
pub(super) struct RingKey {
    pub(super) suite: Suite,
    pub(super) key: Key,
}

/// The file: every key wrapped under the master key.
#[derive(Serialize, Deserialize)]
struct RingFile {
    current: u32,
    #[serde(default)]
    rotated_at: Option<Instant>,
    wrapped: BTreeMap<u32, WrappedKey>,
}

/// What earlier versions wrote: keys as they are.
#[derive(Deserialize)]
struct BareFile {
    current: u32,
    keys: BTreeMap<u32, String>,
}

#[derive(Serialize, Deserialize)]
struct WrappedKey {
    suite: Suite,
    key: String,
}

/// What a wrapped key is bound to, so that two cannot be exchanged.
fn place(number: u32, suite: Suite) -> String {
    format!("sealing.json {number} {}", suite.name())
}

impl Ring {
    /// A ring of one key.
    pub(super) fn first(key: Key, suite: Suite) -> Self {
        let keys = BTreeMap::from([(1, RingKey { suite, key })]);
        Self { current: 1, keys, rotated_at: None }
    }

    /// Reads a ring, and whether it must be written again since it was bare.
    pub(super) fn read(text: &str, master: &Key) -> Option<(Self, bool)> {
        if let Ok(file) = serde_json::from_str::<BareFile>(text) {
            let suite = Suite::XChaCha;
            let read =
                |(number, key): (u32, String)| Some((number, RingKey { suite, key: unhex(&key)? }));
            let keys: BTreeMap<_, _> = file.keys.into_iter().map(read).collect::<Option<_>>()?;
            let ring = Self { current: file.current, keys, rotated_at: None };
            return ring.whole().map(|ring| (ring, true));
        }
        let file: RingFile = serde_json::from_str(text).ok()?;
        let read = |(number, wrapped): (u32, WrappedKey)| {
            let (suite, closed) = (wrapped.suite, unhex_any(&wrapped.key)?);
            let key = opened_under(master, &place(number, suite), &closed)?;
            Some((number, RingKey { suite, key: key.try_into().ok()? }))
        };
        let keys: BTreeMap<_, _> = file.wrapped.into_iter().map(read).collect::<Option<_>>()?;
        let ring = Self { current: file.current, keys, rotated_at: file.rotated_at };
        ring.whole().map(|ring| (ring, false))
    }

    fn whole(self) -> Option<Self> {
        self.keys.contains_key(&self.current).then_some(self)
    }

    /// The file of the ring. `draw` gives nonces.
    pub(super) fn write(&self, master: &Key, mut draw: impl FnMut(&mut [u8])) -> Option<String> {
        let mut wrapped = BTreeMap::new();
        for (number, held) in &self.keys {
            let place = place(*number, held.suite);
            let key = hex(&closed_under(master, &place, &held.key, &mut draw)?);
            wrapped.insert(*number, WrappedKey { suite: held.suite, key });
        }
        serde_json::to_string_pretty(&RingFile {
            current: self.current,
            rotated_at: self.rotated_at,
            wrapped,
        })
        .ok()
    }
}

/// The bytes that `text` writes in hexadecimal digits.
pub(crate) fn unhex_any(text: &str) -> Option<Vec<u8>> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| unhex::<1>(std::str::from_utf8(pair).ok()?).map(|[byte]| byte);
    odd.is_empty().then(|| pairs.iter().map(byte).collect())?
}
