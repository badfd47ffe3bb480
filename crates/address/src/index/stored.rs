//! The rows of the file, as they were written.

use fst::{IntoStreamer as _, Streamer as _};

use super::layout::{NONE, Section, number, numbers, wide};
use super::open::AddressIndex;
use super::record::{Record, WIDTH};
use crate::ComponentKind;

/// Columns of `Names`.
const NAME: usize = 4;
/// Columns of `Entries`.
const ENTRY: usize = 3;

/// A name of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its `same` key.
    pub(crate) symbol: u32,
    /// How the register writes it.
    pub(crate) text: u32,
    /// First posting in the file.
    pub(super) first: u32,
    /// Postings in the file, those that a delta hides among them.
    pub(super) stored: u32,
    /// Records under it.
    pub(crate) count: u32,
}

impl AddressIndex {
    /// How many symbols the file holds.
    pub(super) fn symbols(&self) -> u32 {
        super::layout::narrow(numbers(self.section(Section::SymbolEnds)))
    }

    /// The first symbol of the file whose text is `text` or comes after it; how many there are where none does.
    pub(crate) fn symbol_from(&self, text: &str) -> u32 {
        let (mut low, mut high) = (0, self.symbols());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.stored_symbol(middle) < text { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// How many sets of areas the file holds.
    pub(super) fn sets(&self) -> u32 {
        super::layout::narrow(numbers(self.section(Section::AreaEnds)))
    }

    pub(super) fn stored_name(&self, at: u32) -> Name {
        let names = self.section(Section::Names);
        let column = |offset| number(names, wide(at) * NAME + offset);
        let stored = column(3);
        Name { symbol: column(0), text: column(1), first: column(2), stored, count: stored }
    }

    /// The row of a name: names are in the order of their symbols.
    pub(super) fn row_of(&self, symbol: u32) -> Option<u32> {
        let names = self.section(Section::Names);
        let (mut low, mut high) = (0, numbers(names) / NAME);
        while low < high {
            let middle = low + (high - low) / 2;
            if number(names, middle * NAME) < symbol { low = middle + 1 } else { high = middle }
        }
        let found = low < numbers(names) / NAME && number(names, low * NAME) == symbol;
        found.then(|| super::layout::narrow(low))
    }

    /// Whether a name has no record: its entry said another name of the same kind after it.
    pub(super) fn names_without_records(&self) -> bool {
        let names = self.section(Section::Names);
        (0..numbers(names) / NAME).any(|at| number(names, at * NAME + 3) == 0)
    }

    /// The record a posting of the file points to.
    pub(super) fn posting(&self, at: u32) -> Record {
        let record = number(self.section(Section::Postings), wide(at));
        Record::read(self.section(Section::Records), record)
    }

    /// The records of the file, in their order.
    pub(super) fn stored_records(&self) -> impl Iterator<Item = Record> + '_ {
        let records = self.section(Section::Records);
        let count = super::layout::narrow(numbers(records) / WIDTH);
        (0..count).map(move |at| Record::read(records, at))
    }

    /// First record, whether current, and successor of an entry of the file.
    pub(super) fn stored_entry(&self, entry: u32) -> (u32, bool, u32) {
        let entries = self.section(Section::Entries);
        let column = |offset| number(entries, wide(entry) * ENTRY + offset);
        (column(0), column(1) != 0, column(2))
    }

    /// The record of an entry of the file that says its own address.
    pub(super) fn stored_own(&self, entry: u32) -> Option<Record> {
        let (first, ..) = self.stored_entry(entry);
        (first != NONE).then(|| Record::read(self.section(Section::Records), first))
    }

    /// Where an entry of the file is, in 1e-7 degrees.
    pub(super) fn stored_point(&self, entry: u32) -> Option<(i32, i32)> {
        let points = self.section(Section::Points);
        let (lon, lat) = (number(points, wide(entry) * 2), number(points, wide(entry) * 2 + 1));
        ((lon, lat) != (NONE, NONE)).then(|| (lon.cast_signed(), lat.cast_signed()))
    }

    /// The areas of a set of the file: kind and symbol.
    pub(super) fn stored_areas(&self, set: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let ends = self.section(Section::AreaEnds);
        let start = if set == 0 { 0 } else { number(ends, wide(set) - 1) };
        let parts = self.section(Section::AreaParts);
        (start..number(ends, wide(set)))
            .map(|at| (number(parts, wide(at) * 2), number(parts, wide(at) * 2 + 1)))
    }

    /// Names of places of the file, in the order of kinds and texts.
    pub(super) fn stored_places(&self) -> Vec<(ComponentKind, &str)> {
        let places = self.section(Section::Places);
        (0..numbers(places) / 2)
            .filter_map(|at| {
                let kind = ComponentKind::ALL.get(wide(number(places, at * 2)))?;
                Some((*kind, self.stored_symbol(number(places, at * 2 + 1))))
            })
            .collect()
    }

    /// For each symbol where the names begin that have its text as a key of the first and of the second level.
    pub(super) fn lists_of_symbols(&self) -> Vec<[u32; 2]> {
        let mut lists = vec![[NONE; 2]; wide(self.symbols())];
        let Ok(keys) = fst::Map::new(self.section(Section::KeyFst)) else { return lists };
        for (at, level) in [b'0', b'1'].into_iter().enumerate() {
            let mut keys = keys.range().ge([level]).lt([level + 1]).into_stream();
            let mut symbol = 0;
            // Keys and symbols are both in the order of their texts.
            while let Some((key, start)) = keys.next() {
                while symbol < self.symbols() && self.symbol_bytes(symbol) < &key[1..] {
                    symbol += 1;
                }
                if symbol < self.symbols() && self.symbol_bytes(symbol) == &key[1..] {
                    lists[wide(symbol)][at] = u32::try_from(start).unwrap_or(NONE);
                }
            }
        }
        lists
    }

    /// Names of the file under a key of a level.
    pub(super) fn stored_under(&self, key: &[u8]) -> impl Iterator<Item = Name> + '_ {
        let start = fst::Map::new(self.section(Section::KeyFst)).ok().and_then(|map| map.get(key));
        self.key_list(start.unwrap_or(u64::MAX))
    }

    /// The names of a list that the automaton of keys points to; none past the end.
    pub(super) fn key_list(&self, start: u64) -> impl Iterator<Item = Name> + '_ {
        let lists = self.section(Section::KeyLists);
        let start = usize::try_from(start).ok().filter(|start| *start < numbers(lists));
        let count = start.map_or(0, |start| wide(number(lists, start)));
        (0..count).map(move |at| self.stored_name(number(lists, start.unwrap_or(0) + 1 + at)))
    }
}
