//! What places are called, remembered while the register stays as it is: most who wash ask for the same dwellings again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::Instant;
use register::{query::Called, wash::Place};

use crate::{
    AppState, Problem,
    caller::{self, Reading},
    routes::register::register,
};

/// Names held; when full, all go.
const CAPACITY: usize = 50_000;
/// What asks for more places at once is a file or a long list, and leaves what is held alone.
const AT_HAND: usize = 100;

/// Names of one version of the register.
#[derive(Default)]
pub(crate) struct Remembered(Mutex<Held>);

#[derive(Default)]
struct Held {
    version: i64,
    /// When the version was read.
    read: Option<Reading>,
    names: HashMap<Place, Arc<Called>>,
}

impl Remembered {
    /// What `places` are called; one that is not there is left out.
    pub(super) async fn called(
        &self,
        state: &AppState,
        places: &[Place],
    ) -> Result<HashMap<Place, Arc<Called>>, Problem> {
        if places.len() > AT_HAND {
            let called = register(state).called(places).await?;
            return Ok(called.into_iter().map(|(place, name)| (place, Arc::new(name))).collect());
        }
        let (now, writes) = (state.clock.now(), caller::writes());
        if !self.is_fresh(now, writes) {
            let version = register(state).version().await?;
            self.renew(version, now, writes);
        }
        let (version, mut found) = self.known(places);
        let missing: Vec<Place> =
            places.iter().copied().filter(|place| !found.contains_key(place)).collect();
        if !missing.is_empty() {
            let called = register(state).called(&missing).await?;
            let called: Vec<_> =
                called.into_iter().map(|(place, name)| (place, Arc::new(name))).collect();
            self.keep(version, &called);
            found.extend(called);
        }
        Ok(found)
    }

    /// Whether the version stands as it was read; else whoever asks is to read it.
    fn is_fresh(&self, now: Instant, writes: u64) -> bool {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.read.as_mut().is_some_and(|read| read.serves(now, writes))
    }

    fn renew(&self, version: i64, now: Instant, writes: u64) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.version != version {
            (held.version, held.names) = (version, HashMap::new());
        }
        held.read = Some(Reading::taken(now, writes));
    }

    fn known(&self, places: &[Place]) -> (i64, HashMap<Place, Arc<Called>>) {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = |place: &Place| Some((*place, Arc::clone(held.names.get(place)?)));
        (held.version, places.iter().filter_map(name).collect())
    }

    /// Keeps names read since `version` was.
    fn keep(&self, version: i64, called: &[(Place, Arc<Called>)]) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.version != version {
            return;
        }
        if held.names.len() >= CAPACITY {
            held.names.clear();
        }
        held.names.extend(called.iter().cloned());
    }
}
