//! From what the builder collected to the sections of the file.
//!
//! Everything is sorted by content, never by arrival, so that the same entries
//! give the same bytes in any order.

use super::builder::{EntryRow, IndexBuilder, Named};
use super::layout::{NONE, SECTIONS, Section, narrow, push, wide};
use super::record::Record;
use super::spelling::Spelling;
use super::typo;
use crate::AddressError;

/// The body of the file, section by section.
pub(super) struct Tables {
    pub(super) sections: [Vec<u8>; SECTIONS],
    pub(super) entries: u32,
}

impl Tables {
    fn at(&mut self, section: Section) -> &mut Vec<u8> {
        &mut self.sections[section as usize]
    }
}

pub(super) fn tables(builder: IndexBuilder) -> Result<Tables, AddressError> {
    let mut out = Tables { sections: Default::default(), entries: 0 };
    let IndexBuilder {
        spelling,
        symbols,
        names,
        areas,
        places,
        mut records,
        mut entries,
        codes,
        ..
    } = builder;

    let (texts, rank) = ranked(symbols.0);
    let area_rank = sets(&mut out, areas, &rank);
    for record in &mut records {
        renumber(record, &rank, &area_rank);
    }
    records.sort_unstable();
    // An alias that says no more than another record of its entry adds nothing.
    records.dedup_by(|next, kept| Record { flags: 0, ..*next } == Record { flags: 0, ..*kept });

    let mut places: Vec<(u32, u32)> =
        places.into_iter().map(|(kind, symbol)| (kind, rank[wide(symbol)])).collect();
    places.sort_unstable();
    for (kind, symbol) in places {
        push(out.at(Section::Places), &[kind, symbol]);
    }
    let names = names
        .into_iter()
        .map(|(symbol, named)| (rank[wide(symbol)], rank[wide(named.variant)], named))
        .collect();
    name_rows(&mut out, &spelling, &texts, names, &records)?;
    symbol_rows(&mut out, &texts)?;
    entries.sort_unstable_by_key(|entry| entry.id);
    entry_rows(&mut out, &entries, &codes, &records)?;
    for pair in records.windows(2) {
        let alike =
            Record { entry: 0, flags: 0, ..pair[0] } == Record { entry: 0, flags: 0, ..pair[1] };
        let real = |record: &Record| record.flags == 0 && entries[wide(record.entry)].current;
        if alike && real(&pair[0]) && real(&pair[1]) {
            push(out.at(Section::Duplicates), &[pair[0].entry, pair[1].entry]);
        }
    }
    crate::reverse::pack(buildings(&records, &entries), out.at(Section::Tree));
    for record in &records {
        push(out.at(Section::Records), &record.numbers());
    }
    for (section, part) in [(Section::SymbolBytes, "texts"), (Section::CodeBytes, "codes")] {
        if out.at(section).len() >= wide(NONE) {
            return Err(AddressError::TooLarge { part });
        }
    }
    Ok(out)
}

/// Names with their postings, the keys they are found by, and their misspellings.
fn name_rows(
    out: &mut Tables,
    spelling: &Spelling,
    texts: &[Box<str>],
    mut names: Vec<(u32, u32, Named)>,
    records: &[Record],
) -> Result<(), AddressError> {
    let postings = name_postings(out, records);
    names.sort_unstable_by_key(|(symbol, ..)| *symbol);
    let mut keys = Vec::with_capacity(names.len() * 3);
    let mut typos = Vec::with_capacity(names.len() * 2);
    for (at, (symbol, variant, name)) in names.iter().enumerate() {
        let range = postings.binary_search_by_key(symbol, |(name, ..)| *name);
        let (first, count) = range.map_or((0, 0), |at| (postings[at].1, postings[at].2));
        let text = narrow(texts.partition_point(|text| **text < *name.text));
        push(out.at(Section::Names), &[*symbol, text, first, count]);
        typos.push((*symbol, name.keys.same.clone()));
        if name.keys.variant != name.keys.same {
            typos.push((*variant, name.keys.variant.clone()));
        }
        let (full, initials) = spelling.sound(&name.text).unwrap_or_default();
        let levels = [&name.keys.same, &name.keys.variant, &name.keys.core, &full, &initials];
        for (level, key) in (b'0'..).zip(levels) {
            if !key.is_empty() {
                keys.push(([&[level], key.as_bytes()].concat(), narrow(at)));
            }
        }
    }
    key_lists(out, keys)?;
    typos.sort_unstable();
    typos.dedup();
    let (buckets, rows) = typo::table(typos.into_iter());
    push(out.at(Section::TypoBuckets), &buckets);
    for (hash, symbol) in rows {
        push(out.at(Section::TypoRows), &[hash, symbol]);
    }
    Ok(())
}

fn symbol_rows(out: &mut Tables, texts: &[Box<str>]) -> Result<(), AddressError> {
    let mut automaton = fst::MapBuilder::memory();
    for (at, text) in texts.iter().enumerate() {
        out.at(Section::SymbolBytes).extend_from_slice(text.as_bytes());
        let end = narrow(out.at(Section::SymbolBytes).len());
        push(out.at(Section::SymbolEnds), &[end]);
        automaton.insert(text.as_bytes(), at as u64)?;
    }
    *out.at(Section::SymbolFst) = automaton.into_inner()?;
    Ok(())
}

/// The entries, which must be numbered from 0 without a gap.
fn entry_rows(
    out: &mut Tables,
    entries: &[EntryRow],
    codes: &[u8],
    records: &[Record],
) -> Result<(), AddressError> {
    out.entries = narrow(entries.len());
    let mut first = vec![NONE; entries.len()];
    for (at, record) in records.iter().enumerate().rev() {
        if record.flags == 0
            && let Some(slot) = first.get_mut(wide(record.entry))
        {
            *slot = narrow(at);
        }
    }
    for (at, entry) in entries.iter().enumerate() {
        let refuse = |reason| AddressError::Entry { id: u64::from(entry.id), reason };
        if wide(entry.id) != at {
            let twice = wide(entry.id) < at;
            return Err(refuse(if twice {
                "it was given twice"
            } else {
                "a number before it is missing"
            }));
        }
        if entry.successor != NONE && wide(entry.successor) >= entries.len() {
            return Err(refuse("its successor is not in the register"));
        }
        push(out.at(Section::Entries), &[first[at], u32::from(entry.current), entry.successor]);
        let (lon, lat) = entry
            .point
            .map_or((NONE, NONE), |(lon, lat)| (lon.cast_unsigned(), lat.cast_unsigned()));
        push(out.at(Section::Points), &[lon, lat]);
        let start = usize::try_from(entry.code.0).unwrap_or(usize::MAX);
        let code = codes.get(start..start + wide(entry.code.1)).unwrap_or_default();
        out.at(Section::CodeBytes).extend_from_slice(code);
        let end = narrow(out.at(Section::CodeBytes).len());
        push(out.at(Section::CodeEnds), &[end]);
    }
    Ok(())
}

/// Texts in their order, and the place of each number the builder gave.
fn ranked(numbers: rustc_hash::FxHashMap<Box<str>, u32>) -> (Vec<Box<str>>, Vec<u32>) {
    let mut texts: Vec<(Box<str>, u32)> = numbers.into_iter().collect();
    texts.sort_unstable();
    let mut rank = vec![0; texts.len()];
    for (at, (_, number)) in texts.iter().enumerate() {
        rank[wide(*number)] = narrow(at);
    }
    (texts.into_iter().map(|(text, _)| text).collect(), rank)
}

/// Writes the sets of areas in order and returns the place of each.
fn sets(
    out: &mut Tables,
    areas: rustc_hash::FxHashMap<Vec<(u32, u32)>, u32>,
    rank: &[u32],
) -> Vec<u32> {
    let mut sorted: Vec<(Vec<(u32, u32)>, u32)> = areas.into_iter().collect();
    for (set, _) in &mut sorted {
        for part in set.iter_mut() {
            part.1 = rank[wide(part.1)];
        }
        set.sort_unstable();
    }
    sorted.sort_unstable();
    let mut area_rank = vec![0; sorted.len()];
    for (at, (set, number)) in sorted.iter().enumerate() {
        area_rank[wide(*number)] = narrow(at);
        for (kind, symbol) in set {
            push(out.at(Section::AreaParts), &[*kind, *symbol]);
        }
        let end = narrow(out.at(Section::AreaParts).len() / 8);
        push(out.at(Section::AreaEnds), &[end]);
    }
    area_rank
}

fn renumber(record: &mut Record, rank: &[u32], area_rank: &[u32]) {
    record.each_symbol(|symbol| *symbol = rank[wide(*symbol)]);
    record.area = area_rank[wide(record.area)];
}

/// One entry with a point per building: the building's own, which sorts first, or its first unit.
fn buildings(records: &[Record], entries: &[EntryRow]) -> Vec<(i32, i32, u32)> {
    let place = |record: &Record| {
        let Record { estate, road, poi, lane, number, building, .. } = *record;
        [estate, road, poi, lane, number, building]
    };
    let with_point = |record: &Record| {
        let entry =
            entries.get(wide(record.entry)).filter(|entry| record.flags == 0 && entry.current)?;
        entry.point.map(|(lon, lat)| (lon, lat, record.entry))
    };
    records
        .chunk_by(|a, b| place(a) == place(b))
        .filter_map(|group| group.iter().find_map(with_point))
        .collect()
}

/// Writes the postings; returns name, first posting and count, by name.
fn name_postings(out: &mut Tables, records: &[Record]) -> Vec<(u32, u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(records.len() * 2);
    for (at, record) in records.iter().enumerate() {
        pairs.extend(record.names().map(|name| (name, narrow(at))));
    }
    pairs.sort_unstable_by_key(|(name, at)| (*name, records[wide(*at)].locator(*name), *at));
    let mut ranges: Vec<(u32, u32, u32)> = Vec::new();
    for (posting, (name, at)) in pairs.iter().enumerate() {
        push(out.at(Section::Postings), &[*at]);
        match ranges.last_mut() {
            Some(range) if range.0 == *name => range.2 += 1,
            _ => ranges.push((*name, narrow(posting), 1)),
        }
    }
    ranges
}

fn key_lists(out: &mut Tables, mut keys: Vec<(Vec<u8>, u32)>) -> Result<(), AddressError> {
    keys.sort_unstable();
    keys.dedup();
    let mut automaton = fst::MapBuilder::memory();
    for group in keys.chunk_by(|a, b| a.0 == b.0) {
        let start = out.at(Section::KeyLists).len() / 4;
        automaton.insert(&group[0].0, start as u64)?;
        push(out.at(Section::KeyLists), &[narrow(group.len())]);
        for (_, name) in group {
            push(out.at(Section::KeyLists), &[*name]);
        }
    }
    *out.at(Section::KeyFst) = automaton.into_inner()?;
    Ok(())
}
