//! The file's shape: a header, then sections at multiples of 8 bytes.
//!
//! All numbers are little-endian and 32 bits wide unless said otherwise. The
//! header carries its own checksum, so opening reads one page; the checksum of
//! the body is proved by [`crate::AddressIndex::verify`].

/// First bytes of every index.
pub(super) const MAGIC: [u8; 8] = *b"LINLIADR";
/// Raised whenever a section changes its meaning.
pub(super) const FORMAT: u32 = 1;
/// Bytes before the first section.
pub(super) const HEADER: usize = 1024;
/// Length of the profile's name and the register's version in the header.
pub(super) const LABEL: usize = 128;
/// Stands for "none" in a column of numbers.
pub(crate) const NONE: u32 = u32::MAX;

/// The sections, in their order in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Where each symbol ends in `SymbolBytes`.
    SymbolEnds,
    /// Symbols: every distinct key and name, sorted by bytes.
    SymbolBytes,
    /// Automaton from symbol to number.
    SymbolFst,
    /// Names: key symbol, text symbol, first posting, postings.
    Names,
    /// Record numbers, per name in the order of their locators.
    Postings,
    /// Automaton from level and key to a place in `KeyLists`.
    KeyFst,
    /// Lists of names: length, then name numbers.
    KeyLists,
    /// First row of `TypoRows` per upper 16 bits of the hash.
    TypoBuckets,
    /// Hash of a shortened key, symbol of the key; sorted.
    TypoRows,
    /// Records, [`super::record::WIDTH`] numbers each.
    Records,
    /// Where each set of areas ends in `AreaParts`.
    AreaEnds,
    /// Areas: kind, symbol.
    AreaParts,
    /// Per entry: first record, flags, successor.
    Entries,
    /// Where each entry's code ends in `CodeBytes`.
    CodeEnds,
    /// Codes, end to end.
    CodeBytes,
    /// Per entry: longitude and latitude in 1e-7 degrees (signed).
    Points,
    /// Names of places: kind, symbol of the text.
    Places,
    /// Nodes of the packed R-tree.
    Tree,
    /// Pairs of entries that say the same address.
    Duplicates,
}

/// How many sections there are.
pub(super) const SECTIONS: usize = 19;

/// Reads the number at `at` (counted in numbers); 0 past the end.
pub(crate) fn number(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at * 4..at * 4 + 4)
        .and_then(|four| four.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}

/// How many numbers a section holds.
pub(crate) fn numbers(bytes: &[u8]) -> usize {
    bytes.len() / 4
}

/// Adds numbers to a section.
pub(crate) fn push(bytes: &mut Vec<u8>, numbers: &[u32]) {
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
}

/// A count as 32 bits, saturating: the builder refuses what would not fit.
pub(crate) fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(NONE)
}

/// A number of the file as a place in memory.
pub(crate) fn wide(number: u32) -> usize {
    number as usize
}
