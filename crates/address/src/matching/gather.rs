//! Finds the records a written address may mean.

use rustc_hash::FxHashMap;

use super::deviation::{Deviation, Deviations, RISK_LIMIT};
use super::judge::{Agreement, Meeting};
use super::look::Look;
use super::query::{Named, Query};
use super::slips;
use crate::index::memo::Near;
use crate::index::record::Record;
use crate::index::spelling::NameKeys;
use crate::index::typo;
use crate::index::{AddressIndex, Name};

/// Most names followed from one misspelled name.
pub(super) const NEAR_NAMES: usize = 64;

/// A register entry that the query may mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) entry: u32,
    pub(super) deviations: Deviations,
    pub(super) historical: bool,
    /// The entry is retired, and no other was put in its place.
    pub(super) gone: bool,
    pub(super) alias: bool,
    /// The record that it was found by.
    pub(super) at: Record,
}

/// What was found for a query.
#[derive(Default)]
pub(super) struct Gathered {
    /// Per entry the meeting with the least deviations.
    pub(super) candidates: FxHashMap<u32, Candidate>,
    /// The register knows one of the names as written.
    pub(super) name_known: bool,
    /// Names by their distance from a misspelled one, whether or not they have the number.
    pub(super) near_names: [u32; typo::MOST + 1],
    /// Names as near as those with many slips may be.
    pub(super) far_names: u32,
}

impl Gathered {
    pub(super) fn offer(&mut self, candidate: Candidate) {
        let better = |kept: &Candidate| candidate.deviations.score() > kept.deviations.score();
        if self.candidates.get(&candidate.entry).is_none_or(better) {
            self.candidates.insert(candidate.entry, candidate);
        }
    }

    fn has_safe(&self) -> bool {
        self.candidates.values().any(|candidate| candidate.deviations.risk() <= RISK_LIMIT)
    }

    /// A safe candidate that leaves nothing of the query over.
    fn has_whole(&self) -> bool {
        let whole = |found: &Candidate| !found.deviations.has(Deviation::UnitExtra);
        self.candidates.values().any(|found| found.deviations.risk() <= RISK_LIMIT && whole(found))
    }
}

/// Looks by the names as written, then by other readings of the numbers, then
/// by names that agree in part, then by misspelled ones and by names that
/// `joined` puts together from two parts: each only where those before gave
/// nothing that could be safe. Names with many slips come last, where the
/// register has none that is nearer.
pub(super) fn gather(
    index: &AddressIndex,
    query: &Query,
    joined: impl FnOnce() -> Vec<Query>,
) -> Gathered {
    let mut found = Gathered::default();
    each(query, |name| exact(index, query, name, false, &mut found));
    if !found.has_whole() {
        for reading in query.readings(index) {
            each(&reading, |name| exact(index, &reading, name, true, &mut found));
        }
    }
    if !found.has_safe() {
        for reading in query.renamed(index) {
            each(&reading, |name| exact(index, &reading, name, true, &mut found));
        }
        each(query, |name| partial(index, query, name, &mut found));
    }
    if found.has_safe() {
        return found;
    }
    let joined = joined();
    for other in &joined {
        each(other, |name| exact(index, other, name, false, &mut found));
    }
    if !found.has_safe() {
        for query in std::iter::once(query).chain(&joined) {
            each(query, |name| misspelled(index, query, name, &mut found));
        }
    }
    if !found.name_known && found.near_names.iter().all(|names| *names == 0) {
        each(query, |name| slips::look(index, query, name, &mut found));
    }
    found
}

fn each(query: &Query, look: impl FnMut(&Named)) {
    query.names.iter().for_each(look);
}

fn look(
    index: &AddressIndex,
    query: &Query,
    name: Name,
    agreement: Agreement,
    found: &mut Gathered,
) {
    Look::new(index, query, Meeting { name: name.symbol, agreement }, false).at(name, found);
}

fn exact(index: &AddressIndex, query: &Query, name: &Named, reread: bool, found: &mut Gathered) {
    for (held, same) in &name.heard.held {
        found.name_known = true;
        let agreement = if *same { Agreement::Same } else { Agreement::Variant };
        let meeting = Meeting { name: held.symbol, agreement };
        Look::new(index, query, meeting, reread).at(*held, found);
    }
}

/// Names that agree but for a direction or a type that one of the two leaves out.
fn partial(index: &AddressIndex, query: &Query, name: &Named, found: &mut Gathered) {
    for held in index.names_under(b'2', &name.keys().core) {
        let other = &index.heard(index.symbol(held.text)).keys;
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        let (said, kept) = (&name.keys().generic, &other.generic);
        if other.variant != name.keys().variant && (within(said, kept) || within(kept, said)) {
            look(index, query, held, Agreement::Partial, found);
        }
    }
}

fn misspelled(index: &AddressIndex, query: &Query, name: &Named, found: &mut Gathered) {
    let near = name.heard.near.get_or_init(|| near(index, &name.heard.keys));
    for held in &near.sound {
        look(index, query, *held, Agreement::Sound, found);
    }
    for (distance, names) in &near.slips {
        found.near_names[(*distance).min(typo::MOST)] += 1;
        for held in names {
            look(index, query, *held, Agreement::Typo(*distance), found);
        }
    }
}

/// The names that one of these keys may be a misspelling of.
fn near(index: &AddressIndex, said: &NameKeys) -> Near {
    let mut names: FxHashMap<u32, usize> = FxHashMap::default();
    let mut keys = vec![&said.same];
    if said.variant != said.same {
        keys.push(&said.variant);
    }
    for key in keys {
        let length = key.chars().count();
        let short = index.spelling.is_ideographic() && length == 2;
        // Two ideographs say little: one slip in them counts as two.
        let slips = if short { 1 } else { typo::reach(length, index.spelling.is_ideographic()) };
        for (symbol, distance) in index.near(key, slips) {
            if distance == 0 || !same_figures(key, index.symbol(symbol)) {
                continue;
            }
            for level in [b'0', b'1'] {
                for held in index.names_under_symbol(level, symbol) {
                    let distance = distance + usize::from(short);
                    let kept = names.entry(held.symbol).or_insert(distance);
                    *kept = distance.min(*kept);
                }
            }
        }
    }
    let sound = index.spelling.sound(&said.same);
    let sound = sound.map(|(full, _)| index.names_under(b'3', &full)).unwrap_or_default();
    let mut nearest: Vec<(usize, u32)> =
        names.into_iter().map(|(symbol, distance)| (distance, symbol)).collect();
    nearest.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| index.compare_symbols(a.1, b.1)));
    nearest.truncate(NEAR_NAMES);
    let slips = nearest
        .into_iter()
        .map(|(distance, symbol)| (distance, index.names_under_symbol(b'0', symbol)))
        .collect();
    Near { sound, slips }
}

/// A slip in a figure makes another street: `5th` is not `6th`.
pub(super) fn same_figures(a: &str, b: &str) -> bool {
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    figures(a) == figures(b)
}

impl Candidate {
    /// True where nothing separates the two but case, width, script, punctuation and spacing.
    pub(super) fn is_same(&self) -> bool {
        self.deviations.is_empty()
    }

    /// True where only the unit is another than the query's.
    pub(super) fn is_other_unit(&self) -> bool {
        let own = self.deviations.has(Deviation::UnitDifferent)
            || self.deviations.has(Deviation::BuildingDifferent);
        let others = [Deviation::NumberDifferent, Deviation::NameConflict, Deviation::AreaForeign];
        own && !others.into_iter().any(|other| self.deviations.has(other))
    }

    /// True where it has the number that was written.
    pub(super) fn has_its_number(&self) -> bool {
        use Deviation::{NumberDifferent, NumberExtra, NumberMissing, NumberSlip, Reading};
        let others = [NumberDifferent, NumberExtra, NumberMissing, NumberSlip, Reading];
        !others.into_iter().any(|other| self.deviations.has(other))
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
