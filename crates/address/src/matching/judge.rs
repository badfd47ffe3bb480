//! Compares a written address with one record.

use super::area;
use super::deviation::{Deviation, Deviations};
use super::query::{Named, Query};
use crate::ComponentKind;
use crate::index::AddressIndex;
use crate::index::memo::Value;
use crate::index::record::Record;
use crate::index::typo;

/// How a name of the query stands to the name it was found under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Same,
    Variant,
    Partial,
    Sound,
    Typo(usize),
    /// More slips than a name is found by alone.
    Slips,
}

impl Agreement {
    fn deviation(self) -> Option<Deviation> {
        match self {
            Self::Same => None,
            Self::Variant => Some(Deviation::NameVariant),
            Self::Partial => Some(Deviation::NamePartial),
            Self::Sound => Some(Deviation::NameSound),
            Self::Typo(1) => Some(Deviation::NameTypo),
            Self::Typo(_) => Some(Deviation::NameTypos),
            Self::Slips => Some(Deviation::NameSlips),
        }
    }
}

/// The name under which the query met a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    pub(super) name: u32,
    pub(super) agreement: Agreement,
}

/// What separates the names and areas: the same for all units of a building.
pub(super) fn judge_place(
    index: &AddressIndex,
    query: &Query,
    record: &Record,
    meeting: Meeting,
) -> Deviations {
    let mut found = Deviations::default();
    if let Some(deviation) = meeting.agreement.deviation() {
        found.add(deviation);
        // 科技园期: which phase was meant is lost.
        let lost = |name: &Named| {
            let mut end = name.keys().same.chars().rev();
            end.next() == Some('期') && !end.next().is_some_and(|c| c.is_ascii_digit())
        };
        found.add_if(query.names.iter().any(lost), Deviation::NameConflict);
    }
    for (kind, symbol) in [
        (ComponentKind::Estate, record.estate),
        (ComponentKind::Road, record.road),
        (ComponentKind::Poi, record.poi),
    ] {
        if symbol != 0 && symbol != meeting.name {
            other_name(index, query, kind, index.symbol(symbol), &mut found);
        }
    }
    area::judge(index, query, record.area, &mut found);
    found
}

/// A name of the record that the query was not met by.
fn other_name(
    index: &AddressIndex,
    query: &Query,
    kind: ComponentKind,
    key: &str,
    found: &mut Deviations,
) {
    let held = &index.heard(key).keys;
    // 棠谷村三巷 says its village.
    let says = |name: &Named| {
        name.keys().same == held.same
            || held.same.ends_with('村') && name.keys().same.starts_with(&held.same)
    };
    if query.names.iter().any(says) {
        return;
    }
    let Some(said) =
        query.names.iter().find(|name| name.kind == kind && kind != ComponentKind::Poi)
    else {
        let anywhere = query.names.iter().any(|name| name.keys().variant == held.variant);
        found.add(if anywhere { Deviation::NameVariant } else { Deviation::NameMissing });
        return;
    };
    let (a, b): (Vec<char>, Vec<char>) =
        (said.keys().same.chars().collect(), held.same.chars().collect());
    let slips = typo::reach(b.len(), index.spelling.is_ideographic());
    let near = said.keys().core == held.core || typo::distance(&a, &b, slips).is_some();
    let listed = || !index.names_under(b'0', &said.keys().same).is_empty();
    found.add(match (near, kind) {
        (true, _) => Deviation::NameVariant,
        (false, _) if listed() => Deviation::NameConflict,
        (false, _) => Deviation::NameUnlisted,
    });
}

/// What separates the numbered parts.
pub(super) fn judge_numbers(
    index: &AddressIndex,
    query: &Query,
    record: &Record,
    met: u32,
) -> Deviations {
    let mut found = Deviations::default();
    // Met by its estate and building, a slip in the road's number does not lead elsewhere.
    let placed = met == record.estate && record.building != 0;
    let slip = placed && record.road != 0 && record.number != 0 && {
        let (said, held) = (&query.number.key, index.symbol(record.number));
        let (said, held): (Vec<char>, Vec<char>) = (said.chars().collect(), held.chars().collect());
        query.number.is_said() && said != held && typo::distance(&said, &held, 1).is_some()
    };
    if slip {
        found.add(Deviation::NumberSlip);
    } else if record.road == 0 || record.road == met || query.number.is_said() {
        let foreign = [Deviation::LaneMissing, Deviation::NumberExtra, Deviation::NumberDifferent];
        compare(&query.lane, record.lane, &mut found, foreign);
        let own = [Deviation::NumberMissing, Deviation::NumberExtra, Deviation::NumberDifferent];
        compare(&query.number, record.number, &mut found, own);
    } else {
        found.add_if(record.number != 0, Deviation::NameMissing);
    }
    let building = [Deviation::BuildingMissing, Deviation::UnitExtra, Deviation::BuildingDifferent];
    compare(&query.building, record.building, &mut found, building);
    let entrance =
        [Deviation::EntranceMissing, Deviation::EntranceExtra, Deviation::EntranceDifferent];
    compare(&query.entrance, record.entrance, &mut found, entrance);
    match (query.unit.symbol, record.unit) {
        (0, 0) => {}
        (0, _) => found.add(Deviation::UnitMissing),
        (_, 0) => found.add(Deviation::UnitExtra),
        (said, held) if said != held => found.add(Deviation::UnitDifferent),
        _ => {
            // 1203 says its floor, whether or not the register lists that beside it.
            let floor = query.floor.symbol == 0 || query.floor.symbol == record.floor;
            found.add_if(!floor || query.room.symbol != record.room, Deviation::UnitForm);
        }
    }
    // A building without units has no entrances to tell apart either.
    if record.unit == 0 && record.entrance == 0 && query.entrance.is_said() {
        found.remove(Deviation::EntranceExtra);
        found.add(Deviation::UnitExtra);
    }
    found
}

/// `[missing, extra, different]` as the query's value stands to the record's.
fn compare(
    said: &Value,
    held: u32,
    found: &mut Deviations,
    [missing, extra, different]: [Deviation; 3],
) {
    match (said.symbol, held) {
        (0, 0) => {}
        (0, _) => found.add(missing),
        (_, 0) => found.add(extra),
        (said, held) => found.add_if(said != held, different),
    }
}
