//! Finished tiles of one version, within a bound of memory.

use std::collections::HashMap;
use std::sync::Arc;

/// Bytes kept at most.
const BOUND: usize = 64 << 20;

type Place = (u8, u32, u32);

#[derive(Default)]
pub(crate) struct Cache {
    version: i64,
    tiles: HashMap<Place, (Arc<[u8]>, u64)>,
    bytes: usize,
    clock: u64,
}

impl Cache {
    pub(crate) fn get(&mut self, version: i64, place: Place) -> Option<Arc<[u8]>> {
        if version != self.version {
            return None;
        }
        self.clock += 1;
        let (bytes, used) = self.tiles.get_mut(&place)?;
        *used = self.clock;
        Some(bytes.clone())
    }

    pub(crate) fn put(&mut self, version: i64, place: Place, bytes: Arc<[u8]>) {
        if version < self.version {
            return;
        }
        if version > self.version {
            *self = Self { version, ..Self::default() };
        }
        self.clock += 1;
        self.bytes += bytes.len();
        if let Some((old, _)) = self.tiles.insert(place, (bytes, self.clock)) {
            self.bytes -= old.len();
        }
        if self.bytes > BOUND {
            self.drop_half();
        }
    }

    /// Drops the half that was used longest ago.
    fn drop_half(&mut self) {
        let mut used: Vec<u64> = self.tiles.values().map(|(_, used)| *used).collect();
        used.sort_unstable();
        let middle = used.get(used.len() / 2).copied().unwrap_or(0);
        self.tiles.retain(|_, (_, used)| *used >= middle);
        self.bytes = self.tiles.values().map(|(bytes, _)| bytes.len()).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_version_empties_it_and_the_bound_holds() {
        let mut cache = Cache::default();
        let tile = |n: usize| -> Arc<[u8]> { vec![0; n].into() };
        cache.put(1, (1, 0, 0), tile(10));
        assert!(cache.get(1, (1, 0, 0)).is_some());
        assert!(cache.get(2, (1, 0, 0)).is_none());
        cache.put(2, (1, 0, 1), tile(10));
        assert!(cache.get(2, (1, 0, 0)).is_none());
        for x in 0..100 {
            cache.put(2, (9, x, 0), tile(1 << 20));
        }
        assert!(cache.bytes <= BOUND && cache.get(2, (9, 99, 0)).is_some());
    }
}
