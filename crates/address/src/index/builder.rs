//! Takes the register's entries in, in any order, and writes one index.

use std::collections::hash_map::Entry;

use kernel::Point4326;
use rustc_hash::{FxHashMap, FxHashSet};

use super::entry::RegisterEntry;
use super::layout::{NONE, narrow};
use super::record::{ALIAS, FORMER, Record};
use super::spelling::{NameKeys, Spelling};
use crate::{AddressError, ComponentKind, Profile};

/// Collects register entries for [`IndexBuilder::finish`].
///
/// Texts are interned as they come, so the memory is about 100 bytes per entry
/// and alias, plus the codes.
pub struct IndexBuilder {
    pub(super) spelling: Spelling,
    pub(super) profile: String,
    pub(super) version: String,
    pub(super) symbols: Interner,
    pub(super) names: FxHashMap<u32, Named>,
    pub(super) texts: FxHashMap<Box<str>, u32>,
    pub(super) places: FxHashSet<(u32, u32)>,
    pub(super) areas: FxHashMap<Vec<(u32, u32)>, u32>,
    pub(super) records: Vec<Record>,
    pub(super) entries: Vec<EntryRow>,
    pub(super) codes: Vec<u8>,
}

/// A name under its `same` key.
pub(super) struct Named {
    pub(super) text: Box<str>,
    pub(super) variant: u32,
    pub(super) keys: NameKeys,
}

/// What is kept of an entry besides its records.
pub(super) struct EntryRow {
    pub(super) id: u32,
    pub(super) code: (u64, u32),
    pub(super) point: Option<(i32, i32)>,
    pub(super) current: bool,
    pub(super) successor: u32,
}

/// Texts numbered as they come.
#[derive(Default)]
pub(super) struct Interner(pub(super) FxHashMap<Box<str>, u32>);

impl Interner {
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.0.get(text) {
            return *number;
        }
        let number = narrow(self.0.len());
        self.0.insert(text.into(), number);
        number
    }
}

impl std::fmt::Debug for IndexBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IndexBuilder")
            .field("profile", &self.profile)
            .field("version", &self.version)
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

impl IndexBuilder {
    /// A builder for entries written as `profile` writes, of a register at `version`.
    #[must_use]
    pub fn new(profile: &Profile, version: &str) -> Self {
        let (profile, spelling) = (profile.name().to_owned(), Spelling::of(profile));
        Self { profile, version: version.to_owned(), ..Self::spelled(spelling) }
    }

    /// A builder whose entries are spelled so, and which is never finished.
    pub(super) fn spelled(spelling: Spelling) -> Self {
        let mut symbols = Interner::default();
        symbols.number("");
        Self {
            spelling,
            profile: String::new(),
            version: String::new(),
            symbols,
            names: FxHashMap::default(),
            texts: FxHashMap::default(),
            places: FxHashSet::default(),
            areas: FxHashMap::default(),
            records: Vec::new(),
            entries: Vec::new(),
            codes: Vec::new(),
        }
    }

    /// Takes one entry with its aliases. Whether every number is there once is told by [`Self::finish`].
    pub fn add(&mut self, entry: &RegisterEntry) -> Result<(), AddressError> {
        let refuse = |reason| AddressError::Entry { id: entry.id, reason };
        let id = u32::try_from(entry.id)
            .ok()
            .filter(|id| *id != NONE)
            .ok_or_else(|| refuse("its number is too large"))?;
        let successor = match entry.successor {
            None => NONE,
            Some(next) => {
                u32::try_from(next).map_err(|_| refuse("its successor's number is too large"))?
            }
        };
        let code = (self.codes.len() as u64, narrow(entry.code.len()));
        self.codes.extend_from_slice(entry.code.as_bytes());
        let point = entry.point.map(scaled_point);
        self.entries.push(EntryRow { id, code, point, current: entry.current, successor });
        let record = self.record(&entry.components, id, 0);
        self.records.push(record);
        for alias in &entry.aliases {
            let flags = if alias.historical { ALIAS | FORMER } else { ALIAS };
            let record = self.record(&alias.components, id, flags);
            self.records.push(record);
        }
        Ok(())
    }

    fn record(&mut self, components: &[(ComponentKind, String)], entry: u32, flags: u32) -> Record {
        let mut record = Record { entry, flags, ..Record::default() };
        let mut areas = Vec::new();
        let (mut floor, mut room) = ("", "");
        let mut fallback = "";
        for (kind, text) in components {
            self.place(*kind, text);
            match kind {
                ComponentKind::Estate => record.estate = self.name(text),
                ComponentKind::Road => record.road = self.name(text),
                ComponentKind::Poi => record.poi = self.name(text),
                ComponentKind::Lane => record.lane = self.value(*kind, text),
                ComponentKind::RoadNumber => record.number = self.value(*kind, text),
                ComponentKind::Building => record.building = self.value(*kind, text),
                ComponentKind::Entrance => record.entrance = self.value(*kind, text),
                ComponentKind::Floor => floor = text,
                ComponentKind::Room => room = text,
                ComponentKind::PoBox | ComponentKind::Nearby | ComponentKind::Note => {}
                area => {
                    if matches!(area, ComponentKind::Community | ComponentKind::Zone) {
                        fallback = text;
                    }
                    let key = self.spelling.area(*area, text);
                    if !key.is_empty() {
                        areas.push((*area as u32, self.symbols.number(&key)));
                    }
                }
            }
        }
        if [record.estate, record.road, record.poi] == [0; 3] && !fallback.is_empty() {
            record.estate = self.name(fallback);
        }
        record.floor = self.value(ComponentKind::Floor, floor);
        record.room = self.value(ComponentKind::Room, room);
        let unit = self.spelling.unit(floor, room);
        record.unit = self.symbols.number(&unit);
        areas.sort_unstable();
        areas.dedup();
        let next = narrow(self.areas.len());
        record.area = *self.areas.entry(areas).or_insert(next);
        record
    }

    /// Keeps the names that help to read a line: where one begins and ends.
    fn place(&mut self, kind: ComponentKind, text: &str) {
        let small = self.spelling.is_ideographic()
            && matches!(
                kind,
                ComponentKind::Zone
                    | ComponentKind::Street
                    | ComponentKind::Community
                    | ComponentKind::Road
                    | ComponentKind::Estate
                    | ComponentKind::Poi
            );
        let large = matches!(kind, ComponentKind::City | ComponentKind::County);
        if (small || large) && text.chars().nth(1).is_some() {
            let symbol = self.symbols.number(text.trim());
            self.places.insert((kind as u32, symbol));
        }
    }

    fn value(&mut self, kind: ComponentKind, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let key = self.spelling.number(kind, text);
        self.symbols.number(&key)
    }

    fn name(&mut self, text: &str) -> u32 {
        if let Some(symbol) = self.texts.get(text) {
            return *symbol;
        }
        let keys = self.spelling.name(text);
        let symbol = self.symbols.number(&keys.same);
        if symbol != 0 {
            let text = text.trim();
            let variant = self.symbols.number(&keys.variant);
            self.symbols.number(text);
            let named = Named { text: text.into(), variant, keys };
            // The smallest writing stands for the name, whatever the order of entries.
            match self.names.entry(symbol) {
                Entry::Occupied(mut held) if *named.text < *held.get().text => {
                    held.insert(named);
                }
                Entry::Occupied(_) => {}
                Entry::Vacant(place) => {
                    place.insert(named);
                }
            }
        }
        self.texts.insert(text.into(), symbol);
        symbol
    }
}

/// Longitude and latitude in units of 1e-7 degrees.
pub(super) fn scaled_point(at: Point4326) -> (i32, i32) {
    (scaled(at.lon), scaled(at.lat))
}

/// Degrees in units of 1e-7, about a centimetre.
#[expect(clippy::cast_possible_truncation, reason = "degrees times 1e7 fit 32 bits")]
fn scaled(degrees: f64) -> i32 {
    (degrees * 1e7).round() as i32
}
