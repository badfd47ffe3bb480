//! What stood at an address gives way to what stands there today.

use rustc_hash::FxHashMap;

use super::gather::Candidate;
use crate::index::AddressIndex;
use crate::index::record::{Address, Record};

/// Leaves out every retired entry at whose own address another stands today, where the line says the same of both.
///
/// The same address alone, part by part and area by area: who shares a nickname or had the number before is as likely
/// as ever, and a demolished house is no standing one elsewhere.
pub(super) fn give_way(index: &AddressIndex, candidates: &mut Vec<Candidate>) {
    if !candidates.iter().any(|one| one.gone) {
        return;
    }
    let mut standing: FxHashMap<Address, Vec<Candidate>> = FxHashMap::default();
    for one in candidates.iter().filter(|one| !one.gone) {
        standing.entry(one.at.address()).or_default().push(*one);
    }
    candidates.retain(|one| {
        let rivals = standing.get(&one.at.address()).map_or(&[][..], Vec::as_slice);
        !(one.gone && rivals.iter().any(|rival| stand_alike(index, one, rival)))
    });
}

/// Whether two entries have the same address, and were found by the same way to say it.
fn stand_alike(index: &AddressIndex, one: &Candidate, other: &Candidate) -> bool {
    let own = index.own_record(one.entry).zip(index.own_record(other.entry));
    own.is_some_and(|(one, other)| same(index, &one, &other)) && same(index, &one.at, &other.at)
}

fn same(index: &AddressIndex, one: &Record, other: &Record) -> bool {
    one.address() == other.address() && index.same_areas(one.area, other.area)
}
