//! Typed ids: UUIDv7 (RFC 9562), 16 bytes, drawn from an injected source.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

use crate::{Chance, SharedClock};

/// A kind of thing that has ids: implement it on an empty marker type.
pub trait Entity: 'static {
    /// Short name for messages, such as `building`.
    const NAME: &'static str;
}

/// Kinds of things that have ids: a mark and the id of each.
#[macro_export]
macro_rules! marks {
    ($($(#[$doc:meta])+ $name:ident = $word:literal, $id:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl $crate::Entity for $name {
            const NAME: &'static str = $word;
        }
        $(#[$doc])+
        pub type $id = $crate::Id<$name>;
    )+};
}

/// The id of one `E`. Sorts by time of making; never reused.
pub struct Id<E: Entity>(Uuid, PhantomData<fn() -> E>);

/// A text that is no id.
#[derive(Debug, thiserror::Error)]
#[error("`{text}` is not the id of a {entity}")]
pub struct IdError {
    entity: &'static str,
    text: String,
}

impl<E: Entity> Id<E> {
    /// Wraps sixteen bytes read back from a store.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes), PhantomData)
    }

    /// Wraps a UUID read back from a store.
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The UUID itself, for a store.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// The sixteen bytes, for a store.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.into_bytes()
    }
}

impl<E: Entity> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E: Entity> Copy for Id<E> {}
impl<E: Entity> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<E: Entity> Eq for Id<E> {}
impl<E: Entity> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<E: Entity> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<E: Entity> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<E: Entity> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<E: Entity> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", E::NAME, self.0)
    }
}
impl<E: Entity> FromStr for Id<E> {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Uuid::parse_str(text)
            .map(Self::from_uuid)
            .map_err(|_| IdError { entity: E::NAME, text: text.chars().take(64).collect() })
    }
}
impl<E: Entity> Serialize for Id<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, E: Entity> Deserialize<'de> for Id<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// The source of ids: one clock and one chance, so that a seed gives the same ids.
///
/// Cheap to clone; clones share the source. Ids of one source are strictly
/// increasing, also within a millisecond.
#[derive(Clone)]
pub struct Ids {
    clock: SharedClock,
    state: Arc<Mutex<State>>,
}

struct State {
    chance: Chance,
    last_ms: u64,
    counter: u16,
}

/// Counter values that fit the twelve bits UUIDv7 leaves beside the time.
const COUNTER_LIMIT: u16 = 0x0FFF;

impl Ids {
    /// A source that reads `clock` and draws from `chance`.
    #[must_use]
    pub fn new(clock: SharedClock, chance: Chance) -> Self {
        Self { clock, state: Arc::new(Mutex::new(State { chance, last_ms: 0, counter: 0 })) }
    }

    /// Draws the next id.
    #[must_use]
    pub fn next<E: Entity>(&self) -> Id<E> {
        let now_ms = u64::try_from(self.clock.now().micros() / 1_000).unwrap_or(0);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if now_ms > state.last_ms {
            state.last_ms = now_ms;
            state.counter = 0;
        } else if state.counter == COUNTER_LIMIT {
            state.last_ms += 1;
            state.counter = 0;
        } else {
            state.counter += 1;
        }
        let (ms, counter) = (state.last_ms, state.counter);
        let mut tail = state.chance.next_u64().to_be_bytes();
        tail[0] = (tail[0] & 0x3F) | 0x80;
        let mut bytes = [0_u8; 16];
        bytes[..6].copy_from_slice(&ms.to_be_bytes()[2..]);
        bytes[6..8].copy_from_slice(&(counter | 0x7000).to_be_bytes());
        bytes[8..].copy_from_slice(&tail);
        Id::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{FixedClock, Instant};

    #[derive(Debug)]
    struct Thing;
    impl Entity for Thing {
        const NAME: &'static str = "thing";
    }

    fn ids(seed: u64) -> Ids {
        let clock = Arc::new(FixedClock::at(Instant::from_micros(1_700_000_000_000_000)));
        Ids::new(clock, Chance::seeded(seed))
    }

    #[test]
    fn one_seed_gives_one_sequence_that_only_grows() {
        let (a, b) = (ids(7), ids(7));
        let drawn: Vec<Id<Thing>> = (0..10_000).map(|_| a.next()).collect();
        assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(drawn.iter().all(|id| *id == b.next()));
        assert!(drawn.iter().all(|id| id.uuid().get_version_num() == 7));
    }

    #[test]
    fn an_id_survives_text_and_json() {
        let id: Id<Thing> = ids(1).next();
        assert_eq!(id.to_string().parse::<Id<Thing>>().ok(), Some(id));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<Id<Thing>>(&json).unwrap(), id);
        let wrong = "7".parse::<Id<Thing>>().unwrap_err();
        assert_eq!(wrong.to_string(), "`7` is not the id of a thing");
    }
}
