//! The index as it is asked: the file, and what lies over it.

use std::cmp::Ordering;

use fst::{IntoStreamer as _, Streamer as _};

use super::Overlay;
use crate::ComponentKind;
use crate::index::layout::{NONE, Section, wide};
use crate::index::open::{AddressIndex, Over};
use crate::index::record::{Locator, Record};
use crate::index::stored::Name;

impl AddressIndex {
    /// Puts what changed over an index that was opened bare.
    pub(super) fn lay_over(&mut self, overlay: Overlay, attached: Vec<u8>) {
        self.over = Some(Over { overlay, attached });
    }

    /// What was attached to the delta.
    #[must_use]
    pub fn attached(&self) -> &[u8] {
        self.over.as_ref().map_or(&[], |over| &over.attached)
    }

    pub(crate) fn overlay(&self) -> Option<&Overlay> {
        self.over.as_ref().map(|over| &over.overlay)
    }

    /// Names of places that the register says, in the order of kinds and texts.
    pub(crate) fn live_places(&self) -> Vec<(ComponentKind, String)> {
        let stored = self.stored_places();
        let Some(over) = self.overlay() else {
            return stored.into_iter().map(|(kind, text)| (kind, text.to_owned())).collect();
        };
        let mut live: Vec<(ComponentKind, String)> = (0..)
            .zip(stored)
            .filter(|(at, _)| !over.dead_places.contains(at))
            .map(|(_, (kind, text))| (kind, text.to_owned()))
            .chain(over.places.iter().map(|(kind, text)| (*kind, text.to_string())))
            .collect();
        live.sort_unstable();
        live.dedup();
        live
    }

    /// The text of a symbol.
    pub(crate) fn symbol(&self, symbol: u32) -> &str {
        let own = self.overlay().and_then(|over| over.own_text(symbol));
        own.unwrap_or_else(|| self.stored_symbol(symbol))
    }

    /// Symbols in the order of their texts.
    pub(crate) fn compare_symbols(&self, a: u32, b: u32) -> Ordering {
        self.overlay().map_or_else(|| a.cmp(&b), |over| over.compare(self, a, b))
    }

    /// A name of the file as it is now; none where nothing says it or it is written otherwise.
    fn told(&self, name: Name) -> Option<Name> {
        let Some(over) = self.overlay() else { return Some(name) };
        (!over.hidden.contains(&name.symbol)).then(|| self.counted(name))
    }

    fn counted(&self, name: Name) -> Name {
        let Some(over) = self.overlay() else { return name };
        let gone = over.gone.get(&name.symbol).copied().unwrap_or(0);
        let own = over.names.get(&name.symbol).map_or(0, |own| own.postings.len());
        Name { count: name.stored - gone + crate::index::layout::narrow(own), ..name }
    }

    /// A name that the delta tells by keys of its own.
    fn own_name(&self, symbol: u32) -> Option<Name> {
        let own = self.overlay()?.names.get(&symbol)?;
        let none = Name { symbol, text: own.text, first: 0, stored: 0, count: 0 };
        let stored = self.row_of(symbol).map_or(none, |row| self.stored_name(row));
        Some(self.counted(Name { text: own.text, ..stored }))
    }

    /// The names under a key of a level (`0` same, `1` variant, `2` core,
    /// `3` sound, `4` initials).
    pub(crate) fn names_under(&self, level: u8, key: &str) -> Vec<Name> {
        let mut bytes = Vec::with_capacity(key.len() + 1);
        bytes.push(level);
        bytes.extend_from_slice(key.as_bytes());
        let stored = self.stored_under(&bytes).filter_map(|name| self.told(name));
        let mut names: Vec<Name> = stored.collect();
        if let Some(own) = self.overlay().and_then(|over| over.keys.get(&bytes)) {
            names.extend(own.iter().filter_map(|symbol| self.own_name(*symbol)));
            names.sort_by(|a, b| self.compare_symbols(a.symbol, b.symbol));
        }
        names
    }

    /// Hands the keys from `beginning` on to `take` with their names, until it has enough.
    pub(crate) fn each_key_from(
        &self,
        beginning: &[u8],
        mut take: impl FnMut(&[u8], &[Name]) -> bool,
    ) {
        let mut after = beginning.to_vec();
        after.push(0xff);
        let Ok(keys) = fst::Map::new(self.section(Section::KeyFst)) else { return };
        let mut stream = keys.range().ge(beginning).lt(&after).into_stream();
        let nothing = std::collections::BTreeMap::new();
        let own = self.overlay().map_or(&nothing, |over| &over.keys);
        let mut own = own.range(beginning.to_vec()..after.clone()).peekable();
        let mut names = Vec::new();
        let mut next = |key: &[u8], start: Option<u64>, own: Option<&Vec<u32>>| {
            names.clear();
            if let Some(start) = start {
                names.extend(self.key_list(start).filter_map(|name| self.told(name)));
            }
            names.extend(own.into_iter().flatten().filter_map(|symbol| self.own_name(*symbol)));
            names.is_empty() || take(key, &names)
        };
        while let Some((key, start)) = stream.next() {
            while let Some((ours, list)) = own.next_if(|(ours, _)| ours.as_slice() < key) {
                if !next(ours, None, Some(list)) {
                    return;
                }
            }
            let same = own.next_if(|(ours, _)| ours.as_slice() == key);
            if !next(key, Some(start), same.map(|(_, list)| list)) {
                return;
            }
        }
        for (ours, list) in own {
            if !next(ours, None, Some(list)) {
                return;
            }
        }
    }

    /// The records under a name whose locator begins with `prefix`, in the order of a whole index.
    pub(crate) fn records_under<'a>(&'a self, name: Name, prefix: &[u32]) -> Records<'a> {
        let mut wanted: Locator = [0; 5];
        wanted[..prefix.len()].copy_from_slice(prefix);
        let own = self.overlay().map_or(&[][..], |over| {
            let own = over.names.get(&name.symbol).map_or(&[][..], |own| &own.postings);
            let of = |at: &u32| over.records[wide(*at)].locator(name.symbol);
            let before = |at: &u32| {
                let parts = of(at).into_iter().zip(wanted).take(prefix.len());
                let order = parts.map(|(held, said)| over.compare(self, held, said));
                order.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
            };
            let start = own.partition_point(|at| before(at).is_lt());
            let end = own.partition_point(|at| before(at).is_le());
            &own[start..end]
        });
        let base = Stored {
            index: self,
            name: name.symbol,
            wanted,
            depth: prefix.len(),
            at: self.lower_bound(name, wanted),
            end: name.first + name.stored,
        };
        Records { index: self, name: name.symbol, base, ahead: None, own }
    }

    /// The first posting of the file at or after a locator.
    fn lower_bound(&self, name: Name, wanted: Locator) -> u32 {
        let (mut low, mut high) = (name.first, name.first + name.stored);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.posting(middle).locator(name.symbol) < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Whether an entry is current, and its successor.
    pub(crate) fn entry(&self, entry: u32) -> (bool, u32) {
        if let Some(current) = self.overlay().and_then(|over| over.is_current(entry)) {
            return (current, NONE);
        }
        let (_, current, successor) = self.stored_entry(entry);
        (current, successor)
    }

    /// What an entry's own address says.
    pub(crate) fn own_record(&self, entry: u32) -> Option<Record> {
        match self.overlay() {
            Some(over) if over.is_current(entry).is_some() => over.own_record(entry),
            _ => self.stored_own(entry),
        }
    }

    /// Where an entry stands among all, in a whole index.
    pub(crate) fn order(&self, entry: u32) -> (u32, u32) {
        self.overlay().map_or((entry, 0), |over| over.order(entry))
    }

    /// Where an entry is, in 1e-7 degrees.
    pub(crate) fn scaled_point(&self, entry: u32) -> Option<(i32, i32)> {
        match self.overlay() {
            Some(over) if over.is_current(entry).is_some() => over.point(entry),
            _ => self.stored_point(entry),
        }
    }

    /// The areas of a set: kind and symbol.
    pub(crate) fn areas(&self, set: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let own = self.overlay().and_then(|over| over.own_set(set));
        let stored = own.is_none().then(|| self.stored_areas(set));
        own.into_iter().flatten().copied().chain(stored.into_iter().flatten())
    }

    /// Whether two sets hold the same areas: those of a delta are numbered by themselves.
    pub(crate) fn same_areas(&self, a: u32, b: u32) -> bool {
        let sorted = |set| {
            let mut areas: Vec<(u32, u32)> = self.areas(set).collect();
            areas.sort_unstable();
            areas
        };
        a == b || sorted(a) == sorted(b)
    }
}

/// Records of the file under one name, without those that a delta hides.
struct Stored<'a> {
    index: &'a AddressIndex,
    name: u32,
    wanted: Locator,
    depth: usize,
    at: u32,
    end: u32,
}

impl Iterator for Stored<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while self.at < self.end {
            let record = self.index.posting(self.at);
            if record.locator(self.name)[..self.depth] != self.wanted[..self.depth] {
                self.at = self.end;
                return None;
            }
            self.at += 1;
            if !self.index.overlay().is_some_and(|over| over.hides(record.entry)) {
                return Some(record);
            }
        }
        None
    }
}

impl Stored<'_> {
    /// Goes on at the first record whose locator is `wanted` or after it: in longer and longer steps, for it is near.
    fn skip_to(&mut self, wanted: Locator) {
        let before = |at: u32| self.index.posting(at).locator(self.name) < wanted;
        let (mut low, mut high, mut step) = (self.at, self.at, 1);
        while high < self.end && before(high) {
            low = high + 1;
            high = self.end.min(high.saturating_add(step));
            step *= 2;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if before(middle) { low = middle + 1 } else { high = middle }
        }
        self.at = low;
    }
}

/// Records under one name.
pub(crate) struct Records<'a> {
    index: &'a AddressIndex,
    name: u32,
    base: Stored<'a>,
    /// The next of the base, where it was looked at already.
    ahead: Option<Record>,
    own: &'a [u32],
}

impl Records<'_> {
    /// Leaves out records of the file whose locator comes before `wanted`. Those of a delta come all the same, and all
    /// do where a symbol of `wanted` is a delta's: such are not numbered in the order of their texts.
    pub(crate) fn skip_to(&mut self, wanted: Locator) {
        let symbols = self.index.symbols();
        if wanted.iter().any(|part| *part >= symbols) {
            return;
        }
        if self.ahead.is_some_and(|held| held.locator(self.name) < wanted) {
            self.ahead = None;
        }
        if self.ahead.is_none() {
            self.base.skip_to(wanted);
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let Some((first, rest)) = self.own.split_first() else {
            return self.ahead.take().or_else(|| self.base.next());
        };
        let over = self.index.overlay()?;
        let ours = over.records[wide(*first)];
        if self.ahead.is_none() {
            self.ahead = self.base.next();
        }
        let before = |held: Record| over.compare_under(self.index, self.name, &held, &ours).is_le();
        if self.ahead.is_some_and(before) {
            return self.ahead.take();
        }
        self.own = rest;
        Some(ours)
    }
}
