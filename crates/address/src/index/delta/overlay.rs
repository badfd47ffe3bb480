//! A delta in memory: its own tables, numbered after those of the base.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Group;
use super::plan::Plan;
use crate::index::builder::IndexBuilder;
use crate::index::layout::{NONE, narrow, wide};
use crate::index::open::AddressIndex;
use crate::index::record::Record;
use crate::index::typo;
use crate::{AddressError, ComponentKind, RegisterEntry};

/// What lies over a base.
pub(crate) struct Overlay {
    version: String,
    /// Entries, symbols and sets of areas of the base: what is ours is numbered from there.
    pub(super) first_entry: u32,
    first_symbol: u32,
    first_set: u32,
    masked: Vec<Range<u32>>,
    texts: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
    pub(super) names: FxHashMap<u32, OwnName>,
    pub(super) records: Vec<Record>,
    sets: Vec<Vec<(u32, u32)>>,
    entries: Vec<OwnEntry>,
    pub(super) places: Vec<(ComponentKind, Box<str>)>,
    /// Names that the base's keys no longer lead to: nothing says them, or they are written otherwise.
    pub(super) hidden: FxHashSet<u32>,
    /// Records of the base that are gone, by name.
    pub(super) gone: FxHashMap<u32, u32>,
    pub(super) dead_places: FxHashSet<u32>,
    pub(super) dropped: FxHashSet<u32>,
    pub(super) tree: Vec<u32>,
    pub(super) keys: BTreeMap<Vec<u8>, Vec<u32>>,
    pub(super) typos: Vec<(u32, u32)>,
}

/// A name as the delta says it.
pub(super) struct OwnName {
    /// Every way it is written, sorted.
    pub(super) writings: Vec<Box<str>>,
    /// Symbol of the first of them.
    pub(super) text: u32,
    /// Our records under it, in the order of a whole index.
    pub(super) postings: Vec<u32>,
}

struct OwnEntry {
    code: String,
    point: Option<(i32, i32)>,
    current: bool,
    order: (u32, u32),
    /// Our record that says its own address.
    own: u32,
}

impl Overlay {
    /// The groups over `base`, without what only a plan can tell.
    pub(super) fn of(
        base: &AddressIndex,
        version: &str,
        groups: &[Group],
    ) -> Result<Self, AddressError> {
        let first_entry = narrow(usize::try_from(base.len()).unwrap_or(usize::MAX));
        let mut builder = IndexBuilder::spelled(base.spelling.clone());
        let mut entries = Vec::new();
        let mut masked = Vec::new();
        let mut before = 0;
        for group in groups {
            let place = |at: u64| u32::try_from(at).ok().filter(|at| *at <= first_entry);
            let range = place(group.replaces.start).zip(place(group.replaces.end));
            let Some((start, end)) = range.filter(|(start, end)| before <= *start && start <= end)
            else {
                let reason = "the entries it replaces are not in order";
                return Err(AddressError::Entry { id: group.replaces.start, reason });
            };
            before = end;
            if start < end {
                masked.push(start..end);
            }
            for entry in &group.entries {
                if entry.successor.is_some() {
                    return Err(AddressError::NeedsWhole { reason: "an entry has a successor" });
                }
                let at = narrow(entries.len());
                let id = u64::from(first_entry) + u64::from(at);
                builder.add(&RegisterEntry { id, ..entry.clone() })?;
                entries.push(OwnEntry {
                    code: entry.code.clone(),
                    point: entry.point.map(crate::index::builder::scaled_point),
                    current: entry.current,
                    order: (start, at),
                    own: NONE,
                });
            }
        }
        let mut overlay = Self {
            version: version.to_owned(),
            first_entry,
            first_symbol: base.symbols(),
            first_set: base.sets(),
            masked,
            texts: Vec::new(),
            numbers: FxHashMap::default(),
            names: FxHashMap::default(),
            records: Vec::new(),
            sets: Vec::new(),
            entries,
            places: Vec::new(),
            hidden: FxHashSet::default(),
            gone: FxHashMap::default(),
            dead_places: FxHashSet::default(),
            dropped: FxHashSet::default(),
            tree: Vec::new(),
            keys: BTreeMap::new(),
            typos: Vec::new(),
        };
        overlay.take(base, builder);
        Ok(overlay)
    }

    /// Takes over what the builder collected, in the numbers of the base.
    fn take(&mut self, base: &AddressIndex, builder: IndexBuilder) {
        let IndexBuilder { symbols, texts, places, areas, mut records, .. } = builder;
        let mut number = vec![0; symbols.0.len()];
        let mut sorted: Vec<(Box<str>, u32)> = symbols.0.into_iter().collect();
        sorted.sort_unstable();
        for (text, local) in sorted {
            number[wide(local)] = match base.symbol_of(&text) {
                NONE => self.intern(text),
                known => known,
            };
        }
        let mut sets: Vec<(Vec<(u32, u32)>, u32)> = areas.into_iter().collect();
        sets.sort_unstable_by_key(|(_, local)| *local);
        for (mut set, _) in sets {
            for part in &mut set {
                part.1 = number[wide(part.1)];
            }
            self.sets.push(set);
        }
        for record in &mut records {
            record.each_symbol(|symbol| *symbol = number[wide(*symbol)]);
            record.area += self.first_set;
        }
        records.sort_by(|a, b| self.compare_records(base, a, b));
        records.dedup_by(|next, kept| {
            let alike = |at: &Record| Record { flags: 0, area: 0, ..*at };
            alike(next) == alike(kept) && self.same_areas(base, next.area, kept.area)
        });
        self.records = records;
        for (at, record) in self.records.iter().enumerate().filter(|(_, one)| one.flags == 0) {
            let entry = record.entry.checked_sub(self.first_entry);
            if let Some(entry) = entry.and_then(|entry| self.entries.get_mut(wide(entry))) {
                entry.own = narrow(at);
            }
        }
        for (text, local) in texts {
            let symbol = number[wide(local)];
            if symbol == 0 {
                continue;
            }
            let written: Box<str> = text.trim().into();
            let fresh = || OwnName { writings: Vec::new(), text: 0, postings: Vec::new() };
            self.names.entry(symbol).or_insert_with(fresh).writings.push(written);
        }
        let mut first = Vec::with_capacity(self.names.len());
        for (symbol, name) in &mut self.names {
            name.writings.sort_unstable();
            name.writings.dedup();
            first.push((*symbol, name.writings[0].clone()));
        }
        for (symbol, text) in first {
            let text = match base.symbol_of(&text) {
                NONE => self.intern(text),
                known => known,
            };
            if let Some(name) = self.names.get_mut(&symbol) {
                name.text = text;
            }
        }
        for (at, record) in self.records.iter().enumerate() {
            for name in record.names() {
                if let Some(name) = self.names.get_mut(&name) {
                    name.postings.push(narrow(at));
                }
            }
        }
        let mut names = std::mem::take(&mut self.names);
        for (symbol, name) in &mut names {
            name.postings.sort_by(|a, b| {
                let (a, b) = (&self.records[wide(*a)], &self.records[wide(*b)]);
                self.compare_under(base, *symbol, a, b)
            });
        }
        self.names = names;
        self.places = places
            .into_iter()
            .filter_map(|(kind, local)| {
                let text = self.text(base, number[wide(local)]).into();
                Some((*ComponentKind::ALL.get(wide(kind))?, text))
            })
            .collect();
        self.places.sort_unstable();
    }

    fn intern(&mut self, text: Box<str>) -> u32 {
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        let number = self.first_symbol + narrow(self.texts.len());
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }

    /// Takes what the plan tells of the base, and makes keys for the names that the base does not lead to.
    pub(super) fn apply(&mut self, base: &AddressIndex, plan: &Plan) {
        self.hidden = plan.hidden.iter().copied().collect();
        self.gone = plan.gone.iter().copied().collect();
        self.dead_places = plan.dead_places.iter().copied().collect();
        self.dropped = plan.dropped.iter().copied().collect();
        self.tree.clone_from(&plan.tree);
        let mut told: Vec<u32> = self
            .names
            .keys()
            .copied()
            .filter(|symbol| base.row_of(*symbol).is_none() || self.hidden.contains(symbol))
            .collect();
        told.sort_by(|a, b| self.text(base, *a).cmp(self.text(base, *b)));
        for symbol in told {
            let Some(name) = self.names.get(&symbol) else { continue };
            let text = &name.writings[0];
            let keys = base.spelling.name(text);
            let (full, initials) = base.spelling.sound(text).unwrap_or_default();
            let levels = [&keys.same, &keys.variant, &keys.core, &full, &initials];
            for (level, key) in (b'0'..).zip(levels) {
                if !key.is_empty() {
                    let list = self.keys.entry([&[level], key.as_bytes()].concat()).or_default();
                    list.push(symbol);
                }
            }
            self.typos.extend(typo::rows(&keys.same, symbol));
            if keys.variant != keys.same {
                let variant = base.symbol_of(&keys.variant);
                let variant = if variant == NONE { self.number(&keys.variant) } else { variant };
                self.typos.extend(typo::rows(&keys.variant, variant));
            }
        }
        self.typos.sort_unstable();
        self.typos.dedup();
    }

    /// The version of the register that base and delta answer for.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// The symbol of a text that is ours alone.
    pub(crate) fn number(&self, text: &str) -> u32 {
        self.numbers.get(text).copied().unwrap_or(NONE)
    }

    /// The text of a symbol, the base's or ours.
    pub(super) fn text<'a>(&'a self, base: &'a AddressIndex, symbol: u32) -> &'a str {
        match symbol.checked_sub(self.first_symbol) {
            None => base.stored_symbol(symbol),
            Some(at) => self.texts.get(wide(at)).map_or("", |text| text),
        }
    }

    /// The symbol's text where it is ours.
    pub(crate) fn own_text(&self, symbol: u32) -> Option<&str> {
        let at = symbol.checked_sub(self.first_symbol)?;
        self.texts.get(wide(at)).map(|text| &**text)
    }

    /// Parts of a set of areas that is ours.
    pub(crate) fn own_set(&self, set: u32) -> Option<&[(u32, u32)]> {
        let at = set.checked_sub(self.first_set)?;
        Some(self.sets.get(wide(at)).map_or(&[], Vec::as_slice))
    }

    /// Hash of a shortened key, symbol of the key; sorted.
    pub(crate) fn misspellings(&self) -> &[(u32, u32)] {
        &self.typos
    }

    /// Entries that stand for a building of the changed ones.
    pub(crate) fn buildings(&self) -> &[u32] {
        &self.tree
    }

    /// Whether an entry stands in the tree of the file and no longer does.
    pub(crate) fn drops(&self, entry: u32) -> bool {
        self.dropped.contains(&entry)
    }

    /// Whether an entry is one of the base's that the delta hides.
    pub(crate) fn hides(&self, entry: u32) -> bool {
        let after = self.masked.partition_point(|range| range.end <= entry);
        self.masked.get(after).is_some_and(|range| range.start <= entry)
    }

    pub(super) fn masked(&self) -> impl Iterator<Item = &Range<u32>> {
        self.masked.iter()
    }

    fn own_entry(&self, entry: u32) -> Option<&OwnEntry> {
        self.entries.get(wide(entry.checked_sub(self.first_entry)?))
    }

    /// Whether an entry of ours is current; none where it is the base's.
    pub(crate) fn is_current(&self, entry: u32) -> Option<bool> {
        self.own_entry(entry).map(|entry| entry.current)
    }

    /// The record that says an entry's own address, where it is ours.
    pub(crate) fn own_record(&self, entry: u32) -> Option<Record> {
        self.records.get(wide(self.own_entry(entry)?.own)).copied()
    }

    pub(crate) fn code(&self, entry: u32) -> Option<&str> {
        self.own_entry(entry).map(|entry| entry.code.as_str())
    }

    pub(crate) fn point(&self, entry: u32) -> Option<(i32, i32)> {
        self.own_entry(entry)?.point
    }

    pub(crate) fn len(&self) -> u32 {
        narrow(self.entries.len())
    }

    /// Where an entry stands in a whole index.
    pub(crate) fn order(&self, entry: u32) -> (u32, u32) {
        self.own_entry(entry).map_or((entry, u32::MAX), |entry| entry.order)
    }

    /// Symbols in the order of their texts.
    pub(crate) fn compare(&self, base: &AddressIndex, a: u32, b: u32) -> Ordering {
        if a == b {
            Ordering::Equal
        } else if a < self.first_symbol && b < self.first_symbol {
            a.cmp(&b)
        } else {
            self.text(base, a).cmp(self.text(base, b))
        }
    }

    fn same_areas(&self, base: &AddressIndex, a: u32, b: u32) -> bool {
        a == b || self.compare_areas(base, a, b).is_eq()
    }

    fn compare_areas(&self, base: &AddressIndex, a: u32, b: u32) -> Ordering {
        let parts = |set| -> Vec<(u32, &str)> {
            let of = |(kind, symbol)| (kind, self.text(base, symbol));
            let mut parts: Vec<(u32, &str)> = match self.own_set(set) {
                Some(own) => own.iter().copied().map(of).collect(),
                None => base.stored_areas(set).map(of).collect(),
            };
            parts.sort_unstable();
            parts
        };
        if a == b { Ordering::Equal } else { parts(a).cmp(&parts(b)) }
    }

    /// Records in the order of a whole index.
    pub(crate) fn compare_records(&self, base: &AddressIndex, a: &Record, b: &Record) -> Ordering {
        let symbols = a.symbols().into_iter().zip(b.symbols());
        symbols
            .map(|(a, b)| self.compare(base, a, b))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
            .then_with(|| self.compare_areas(base, a.area, b.area))
            .then_with(|| self.order(a.entry).cmp(&self.order(b.entry)))
            .then(a.flags.cmp(&b.flags))
    }

    /// Records under a name in the order of its postings.
    pub(crate) fn compare_under(
        &self,
        base: &AddressIndex,
        name: u32,
        a: &Record,
        b: &Record,
    ) -> Ordering {
        let locators = a.locator(name).into_iter().zip(b.locator(name));
        locators
            .map(|(a, b)| self.compare(base, a, b))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
            .then_with(|| self.compare_records(base, a, b))
    }
}
