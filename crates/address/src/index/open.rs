//! Opens an index by mapping its file, and reads its sections.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use kernel::Point4326;
use memmap2::Mmap;

use super::delta::Overlay;
use super::layout::{FORMAT, HEADER, LABEL, MAGIC, NONE, SECTIONS, Section, number, numbers, wide};
use super::memo::{Heard, Memo, UNIT, Value};
use super::spelling::Spelling;
use super::stored::Name;
use crate::{AddressError, Completion, ComponentKind, Profile};

/// An index of register addresses. Cheap to open, safe to share between threads.
pub struct AddressIndex {
    map: Mmap,
    pub(super) path: PathBuf,
    places: [Range<usize>; SECTIONS],
    profile: Profile,
    /// The profile without the register's own names of places.
    pub(super) bare: Profile,
    version: String,
    entries: u32,
    pub(super) body: [u8; 32],
    pub(crate) spelling: Spelling,
    memo: Memo,
    /// What [`Self::lists_of_symbols`] tells, once a misspelling asked for it.
    key_lists: OnceLock<Vec<[u32; 2]>>,
    /// What changed since it was written.
    pub(super) over: Option<Over>,
}

impl std::fmt::Debug for AddressIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddressIndex")
            .field("path", &self.path)
            .field("profile", &self.profile.name())
            .field("version", &self.version())
            .field("entries", &self.len())
            .finish_non_exhaustive()
    }
}

/// What lies over an index.
pub(super) struct Over {
    pub(super) overlay: Overlay,
    pub(super) attached: Vec<u8>,
}

impl AddressIndex {
    /// Maps the file and checks its header (not its body: [`Self::verify`]).
    /// The profile is one that linli carries; for another, [`Self::open_with`].
    /// Nobody may write into the file while it is open; another may be moved into its place.
    ///
    /// # Errors
    /// [`AddressError::Damaged`] where it is no index of this version, [`AddressError::UnknownProfile`] where
    /// its profile has to be given.
    pub fn open(path: &Path) -> Result<Self, AddressError> {
        Ok(Self::map(path, None)?.placed())
    }

    /// Opens an index that was built under a profile of the caller's own.
    pub fn open_with(path: &Path, profile: &Profile) -> Result<Self, AddressError> {
        Ok(Self::map(path, Some(profile))?.placed())
    }

    /// Opens an index whose profile does not know the register's names of places yet.
    pub(super) fn open_bare(path: &Path, profile: Option<&Profile>) -> Result<Self, AddressError> {
        Self::map(path, profile)
    }

    fn map(path: &Path, profile: Option<&Profile>) -> Result<Self, AddressError> {
        let failed = |source| AddressError::File {
            doing: "opening the index",
            path: path.to_owned(),
            source,
        };
        let damaged = |reason| AddressError::Damaged { path: path.to_owned(), reason };
        let file = File::open(path).map_err(failed)?;
        #[expect(
            unsafe_code,
            reason = "the file is immutable once renamed into place; only this call maps it"
        )]
        let map = unsafe { Mmap::map(&file) }.map_err(failed)?;
        let header = map.get(..HEADER).ok_or_else(|| damaged("it is shorter than a header"))?;
        if header[..8] != MAGIC {
            return Err(damaged("it does not begin like one"));
        }
        if number(header, 2) != FORMAT {
            return Err(damaged("it was written by another version of this program"));
        }
        if blake3::hash(&header[..HEADER - 32]).as_bytes() != &header[HEADER - 32..] {
            return Err(damaged("its header was changed"));
        }
        if long(header, 16) != Some(map.len()) {
            return Err(damaged("it is cut short"));
        }
        let mut body = [0; 32];
        body.copy_from_slice(&header[24..56]);
        let labels = &header[56..56 + LABEL * 2];
        let table = 56 + LABEL * 2;
        let mut places: [Range<usize>; SECTIONS] = std::array::from_fn(|_| 0..0);
        for (at, place) in places.iter_mut().enumerate() {
            let start = long(header, table + at * 16);
            let length = long(header, table + at * 16 + 8);
            let range = start
                .zip(length)
                .and_then(|(start, length)| Some(start..start.checked_add(length)?));
            *place = range
                .filter(|range| range.end <= map.len())
                .ok_or_else(|| damaged("a section lies outside it"))?;
        }
        let built = label(&labels[..LABEL]);
        let profile = match profile {
            Some(asked) if asked.name() == built => asked.clone(),
            Some(asked) => {
                return Err(AddressError::OtherProfile { built, asked: asked.name().to_owned() });
            }
            None => Profile::named(&built).ok_or(AddressError::UnknownProfile { name: built })?,
        };
        let version = label(&labels[LABEL..]);
        let entries = number(header, 3);
        let spelling = Spelling::of(&profile);
        let index = Self {
            path: path.to_owned(),
            places,
            bare: profile.clone(),
            profile,
            version,
            entries,
            body,
            spelling,
            map,
            memo: Memo::default(),
            key_lists: OnceLock::new(),
            over: None,
        };
        for section in [Section::SymbolFst, Section::KeyFst] {
            fst::Map::new(index.section(section))
                .map_err(|_| damaged("its names cannot be read"))?;
        }
        Ok(index)
    }

    /// With the register's own names of places in its profile.
    pub(super) fn placed(mut self) -> Self {
        let places = self.live_places();
        let named = places.iter().map(|(kind, name)| (*kind, name.as_str()));
        self.profile = self.profile.clone().with_places(named);
        self
    }

    /// Reads the whole body and proves that no byte of it changed.
    pub fn verify(&self) -> Result<(), AddressError> {
        if blake3::hash(&self.map[HEADER..]).as_bytes() == &self.body {
            return Ok(());
        }
        Err(AddressError::Damaged { path: self.path.clone(), reason: "its body was changed" })
    }

    /// The profile it was built under, with the register's own names of places:
    /// the one to give to [`Self::wash`].
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The version of the register it was built from.
    #[must_use]
    pub fn version(&self) -> &str {
        self.over.as_ref().map_or(&self.version, |over| over.overlay.version())
    }

    /// The version of the register that the base was built from; [`Self::version`] where nothing lies over it.
    #[must_use]
    pub fn base_version(&self) -> &str {
        &self.version
    }

    /// What the body of the base sums to: the same for the same entries alone.
    #[must_use]
    pub fn fingerprint(&self) -> &[u8; 32] {
        &self.body
    }

    /// Entries of the base; those of a delta are numbered after them.
    #[must_use]
    pub fn base_len(&self) -> u64 {
        u64::from(self.entries)
    }

    /// How many entries are numbered: those that a delta hides keep their numbers.
    #[must_use]
    pub fn len(&self) -> u64 {
        let own = self.overlay().map_or(0, Overlay::len);
        u64::from(self.entries) + u64::from(own)
    }

    /// True where it holds no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The register's code of an entry.
    #[must_use]
    pub fn code(&self, entry: u64) -> Option<&str> {
        if let Some(own) = self.overlay().and_then(|over| over.code(u32::try_from(entry).ok()?)) {
            return Some(own);
        }
        let at = usize::try_from(entry).ok().filter(|_| entry < u64::from(self.entries))?;
        std::str::from_utf8(self.slice(Section::CodeEnds, Section::CodeBytes, at)).ok()
    }

    /// Where an entry is, if the register says so.
    #[must_use]
    pub fn point(&self, entry: u64) -> Option<Point4326> {
        let entry = u32::try_from(entry).ok().filter(|_| entry < self.len())?;
        let degrees = |scaled: i32| f64::from(scaled) / 1e7;
        let (lon, lat) = self.scaled_point(entry)?;
        Point4326::new(degrees(lon), degrees(lat))
    }

    /// Current entries of the base that say the same address, in pairs.
    pub fn duplicates(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        let pairs = self.section(Section::Duplicates);
        (0..numbers(pairs) / 2)
            .map(|at| (u64::from(number(pairs, at * 2)), u64::from(number(pairs, at * 2 + 1))))
    }

    pub(crate) fn section(&self, section: Section) -> &[u8] {
        &self.map[self.places[section as usize].clone()]
    }

    fn slice(&self, ends: Section, bytes: Section, at: usize) -> &[u8] {
        let ends = self.section(ends);
        let start = if at == 0 { 0 } else { number(ends, at - 1) };
        self.section(bytes).get(wide(start)..wide(number(ends, at))).unwrap_or_default()
    }

    /// The text of a symbol of the file.
    pub(super) fn stored_symbol(&self, symbol: u32) -> &str {
        std::str::from_utf8(self.symbol_bytes(symbol)).unwrap_or_default()
    }

    /// The same as it lies in the file.
    pub(super) fn symbol_bytes(&self, symbol: u32) -> &[u8] {
        self.slice(Section::SymbolEnds, Section::SymbolBytes, wide(symbol))
    }

    /// The symbol of a text: `NONE` where the register never says it, 0 for the empty text.
    pub(crate) fn symbol_of(&self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let found =
            fst::Map::new(self.section(Section::SymbolFst)).ok().and_then(|map| map.get(text));
        let stored = found.and_then(|symbol| u32::try_from(symbol).ok());
        stored.unwrap_or_else(|| self.overlay().map_or(NONE, |over| over.number(text)))
    }

    /// The keys of a name, and the register's names that agree with it.
    pub(crate) fn heard(&self, text: &str) -> Arc<Heard> {
        self.memo.name(text, || {
            let keys = self.spelling.name(text);
            let mut held: Vec<(Name, bool)> = Vec::new();
            for (level, key) in [(b'0', &keys.same), (b'1', &keys.variant)] {
                for name in self.names_under(level, key) {
                    if !held.iter().any(|(known, _)| known.symbol == name.symbol) {
                        held.push((name, level == b'0'));
                    }
                }
            }
            Heard { text: text.into(), keys, held, near: OnceLock::new() }
        })
    }

    /// The names under a symbol's text as a key of the first level (`0` same) or the second (`1` variant).
    pub(crate) fn names_under_symbol(&self, level: u8, symbol: u32) -> Vec<Name> {
        if self.over.is_some() {
            return self.names_under(level, self.symbol(symbol));
        }
        let lists = self.key_lists.get_or_init(|| self.lists_of_symbols());
        let start = lists.get(wide(symbol)).map_or(NONE, |of| of[usize::from(level - b'0')]);
        if start == NONE { Vec::new() } else { self.key_list(u64::from(start)).collect() }
    }

    /// A numbered part as the index asks for it.
    pub(crate) fn value(&self, kind: ComponentKind, text: &str) -> Value {
        if text.is_empty() {
            return Value::default();
        }
        self.memo.value(kind as usize, text, || self.keyed(&self.spelling.number(kind, text)))
    }

    /// An area.
    pub(crate) fn area(&self, kind: ComponentKind, text: &str) -> Value {
        self.memo.value(kind as usize, text, || self.keyed(&self.spelling.area(kind, text)))
    }

    /// A unit by its floor and room.
    pub(crate) fn unit(&self, floor: &str, room: &str) -> Value {
        match (floor, room) {
            ("", "") => Value::default(),
            ("", room) => self.memo.value(UNIT, room, || self.keyed(&self.spelling.unit("", room))),
            _ => self.keyed(&self.spelling.unit(floor, room)),
        }
    }

    /// At most `n` ways to go on from a beginning that everybody types, made by `make` where they are not kept.
    pub(crate) fn kept_completions(
        &self,
        typed: &str,
        n: usize,
        make: impl FnOnce() -> Vec<Completion>,
    ) -> Vec<Completion> {
        self.memo.completions(typed, n, make)
    }

    /// A key with its symbol.
    pub(crate) fn keyed(&self, key: &str) -> Value {
        let symbol = self.symbol_of(key);
        debug_assert!(symbol == NONE || self.symbol(symbol) == key);
        Value { key: key.into(), symbol }
    }

    /// Whether an area kind's number is `kind`.
    pub(crate) fn is_kind(number: u32, kind: ComponentKind) -> bool {
        number == kind as u32
    }
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let eight = bytes.get(at..at + 8)?.try_into().ok()?;
    usize::try_from(u64::from_le_bytes(eight)).ok()
}

fn label(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.get(1..=usize::from(bytes[0])).unwrap_or_default()).into_owned()
}
