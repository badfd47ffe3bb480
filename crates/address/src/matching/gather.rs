//! Finds the records a written address may mean.

use rustc_hash::FxHashMap;

use super::deviation::{Deviation, Deviations};
use super::judge::{Agreement, Meeting, judge};
use super::query::{Named, Query};
use crate::index::AddressIndex;
use crate::index::layout::NONE;
use crate::index::record::{FORMER, Locator, Record};
use crate::index::typo;

/// Most records looked at under one name and one locator.
const SCAN: u32 = 4096;
/// Most names followed from one misspelled name.
const NEAR_NAMES: usize = 64;

/// A register entry that the query may mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) entry: u32,
    pub(super) deviations: Deviations,
    pub(super) historical: bool,
    pub(super) alias: bool,
}

/// What was found for a query.
#[derive(Default)]
pub(super) struct Gathered {
    /// Per entry the meeting with the least deviations.
    pub(super) candidates: FxHashMap<u32, Candidate>,
    /// The register knows one of the names as written.
    pub(super) name_known: bool,
    /// Names as near to the query's as the best misspelled one, with or without the number.
    pub(super) near_names: [u32; typo::MOST + 1],
}

impl Gathered {
    fn offer(&mut self, candidate: Candidate) {
        let better = |kept: &Candidate| candidate.deviations.score() > kept.deviations.score();
        if self.candidates.get(&candidate.entry).is_none_or(better) {
            self.candidates.insert(candidate.entry, candidate);
        }
    }

    fn has_safe(&self) -> bool {
        self.candidates.values().any(|candidate| candidate.deviations.risk() <= super::deviation::RISK_LIMIT)
    }
}

pub(super) fn gather(index: &AddressIndex, query: &Query) -> Gathered {
    let mut found = Gathered::default();
    for name in &query.names {
        exact(index, query, name, &mut found);
    }
    if !found.has_safe() {
        for name in &query.names {
            partial(index, query, name, &mut found);
        }
    }
    if !found.has_safe() {
        for name in &query.names {
            misspelled(index, query, name, &mut found);
        }
    }
    found
}

fn exact(index: &AddressIndex, query: &Query, name: &Named, found: &mut Gathered) {
    let mut met = Vec::new();
    for held in index.names_under(b'0', &name.keys.same) {
        met.push(held.symbol);
        found.name_known = true;
        look(index, query, held, Agreement::Same, found);
    }
    for held in index.names_under(b'1', &name.keys.variant) {
        if !met.contains(&held.symbol) {
            found.name_known = true;
            look(index, query, held, Agreement::Variant, found);
        }
    }
}

/// Names that agree but for a direction or a type that one of the two leaves out.
fn partial(index: &AddressIndex, query: &Query, name: &Named, found: &mut Gathered) {
    for held in index.names_under(b'2', &name.keys.core) {
        let other = index.spelling.name(index.symbol(held.text));
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        let (said, kept) = (&name.keys.generic, &other.generic);
        if other.variant != name.keys.variant && (within(said, kept) || within(kept, said)) {
            look(index, query, held, Agreement::Partial, found);
        }
    }
}

fn misspelled(index: &AddressIndex, query: &Query, name: &Named, found: &mut Gathered) {
    let mut names: FxHashMap<u32, usize> = FxHashMap::default();
    let mut keys = vec![&name.keys.same];
    if name.keys.variant != name.keys.same {
        keys.push(&name.keys.variant);
    }
    for key in keys {
        let slips = typo::reach(key.chars().count(), index.spelling.is_ideographic());
        for (symbol, distance) in index.near(key, slips) {
            let text = index.symbol(symbol);
            if distance == 0 || !same_figures(key, text) {
                continue;
            }
            for level in [b'0', b'1'] {
                for held in index.names_under(level, text) {
                    let kept = names.entry(held.symbol).or_insert(distance);
                    *kept = distance.min(*kept);
                }
            }
        }
    }
    let mut nearest: Vec<(usize, u32)> = names.into_iter().map(|(symbol, distance)| (distance, symbol)).collect();
    nearest.sort_unstable();
    for &(distance, symbol) in nearest.iter().take(NEAR_NAMES) {
        found.near_names[distance.min(typo::MOST)] += 1;
        for held in index.names_under(b'0', index.symbol(symbol)) {
            look(index, query, held, Agreement::Typo(distance), found);
        }
    }
}

/// A slip in a figure makes another street: `5th` is not `6th`.
fn same_figures(a: &str, b: &str) -> bool {
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    figures(a) == figures(b)
}

/// Judges the records under a name that agree with the query's numbers.
fn look(index: &AddressIndex, query: &Query, name: crate::index::Name, agreement: Agreement, found: &mut Gathered) {
    let meeting = Meeting { name: name.symbol, agreement };
    let said = [query.lane.symbol, query.number.symbol, query.building.symbol];
    let mut tried: Vec<[u32; 3]> = Vec::new();
    let mut hits = 0;
    // As written; with the road's number left to the road; by building alone.
    for locator in [said, [0, 0, said[2]], [said[0], said[1], 0]] {
        if locator.contains(&NONE) || tried.contains(&locator) || hits > 0 {
            continue;
        }
        tried.push(locator);
        let first = index.lower_bound(name, locator);
        for at in first..name.first + name.count {
            let (_, record) = index.posting(at);
            let [lane, number, building, ..] = record.locator(name.symbol);
            if [lane, number, building] != locator || at - first >= SCAN {
                break;
            }
            hits += 1;
            offer(index, query, &record, meeting, found);
        }
    }
    if hits == 0 && name.count <= 16 {
        for at in name.first..name.first + name.count {
            let (_, record) = index.posting(at);
            offer(index, query, &record, meeting, found);
        }
    }
}

fn offer(index: &AddressIndex, query: &Query, record: &Record, meeting: Meeting, found: &mut Gathered) {
    let deviations = judge(index, query, record, meeting);
    let (entry, moved) = index.present(record.entry);
    let historical = moved || record.flags & FORMER != 0;
    let alias = record.flags != 0;
    found.offer(Candidate { entry, deviations, historical, alias });
}

impl AddressIndex {
    /// The entry that stands for `entry` today, and whether that is another one
    /// or none (a retired entry without a successor stands for itself).
    fn present(&self, entry: u32) -> (u32, bool) {
        let mut at = entry;
        for _ in 0..32 {
            let (_, current, successor) = self.entry(at);
            if current || successor == NONE {
                return (at, at != entry || !current);
            }
            at = successor;
        }
        (at, true)
    }

    /// The first posting of a name at or after a locator.
    fn lower_bound(&self, name: crate::index::Name, [lane, number, building]: [u32; 3]) -> u32 {
        let wanted: Locator = [lane, number, building, 0, 0];
        let (mut low, mut high) = (name.first, name.first + name.count);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.posting(middle).1.locator(name.symbol) < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl Candidate {
    /// True where nothing separates the two but case, width, script, punctuation and spacing.
    pub(super) fn is_same(&self) -> bool {
        self.deviations.is_empty()
    }

    /// True where only the unit is another than the query's.
    pub(super) fn is_other_unit(&self) -> bool {
        let others = [Deviation::NumberDifferent, Deviation::BuildingDifferent, Deviation::NameConflict, Deviation::AreaForeign];
        self.deviations.has(Deviation::UnitDifferent) && !others.into_iter().any(|other| self.deviations.has(other))
    }

    /// True where the name was read through a misspelling.
    pub(super) fn is_misspelled(&self) -> Option<usize> {
        if self.deviations.has(Deviation::NameTypo) {
            Some(1)
        } else {
            self.deviations.has(Deviation::NameTypos).then_some(2)
        }
    }
}
