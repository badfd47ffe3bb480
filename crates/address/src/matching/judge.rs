//! Compares a written address with one record.

use super::area;
use super::deviation::{Deviation, Deviations};
use super::query::{Query, Value};
use crate::ComponentKind;
use crate::index::AddressIndex;
use crate::index::record::Record;

/// How a name of the query stands to the name it was found under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Same,
    Variant,
    Partial,
    Typo(usize),
}

impl Agreement {
    fn deviation(self) -> Option<Deviation> {
        match self {
            Self::Same => None,
            Self::Variant => Some(Deviation::NameVariant),
            Self::Partial => Some(Deviation::NamePartial),
            Self::Typo(1) => Some(Deviation::NameTypo),
            Self::Typo(_) => Some(Deviation::NameTypos),
        }
    }
}

/// Where the query met the record: the name, how it agrees, and whether the
/// lane and the house number are asked of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    pub(super) name: u32,
    pub(super) agreement: Agreement,
}

/// The deviations of `query` from `record`, met by a name.
pub(super) fn judge(index: &AddressIndex, query: &Query, record: &Record, meeting: Meeting) -> Deviations {
    let mut found = Deviations::default();
    if let Some(deviation) = meeting.agreement.deviation() {
        found.add(deviation);
    }
    other_names(index, query, record, meeting.name, &mut found);
    area::judge(index, query, record.area, &mut found);

    let numbered = record.road == 0 || query.names.iter().any(|name| name.kind == ComponentKind::Road) || query.number.is_said();
    if numbered {
        compare(&query.lane, record.lane, &mut found, [Deviation::LaneMissing, Deviation::NumberExtra, Deviation::NumberDifferent]);
        compare(&query.number, record.number, &mut found, [
            Deviation::NumberMissing,
            Deviation::NumberExtra,
            Deviation::NumberDifferent,
        ]);
    } else if record.number != 0 {
        found.add(Deviation::NameMissing);
    }
    compare(&query.building, record.building, &mut found, [
        Deviation::BuildingMissing,
        Deviation::UnitExtra,
        Deviation::BuildingDifferent,
    ]);
    compare(&query.entrance, record.entrance, &mut found, [
        Deviation::EntranceMissing,
        Deviation::EntranceExtra,
        Deviation::EntranceDifferent,
    ]);
    unit(query, record, &mut found);
    found
}

/// `[missing, extra, different]` as the query's value stands to the record's.
fn compare(said: &Value, held: u32, found: &mut Deviations, [missing, extra, different]: [Deviation; 3]) {
    match (said.symbol, held) {
        (0, 0) => {}
        (0, _) => found.add(missing),
        (_, 0) => found.add(extra),
        (said, held) => found.add_if(said != held, different),
    }
}

fn unit(query: &Query, record: &Record, found: &mut Deviations) {
    match (query.unit.symbol, record.unit) {
        (0, 0) => {}
        (0, _) => found.add(Deviation::UnitMissing),
        (_, 0) => found.add(Deviation::UnitExtra),
        (said, held) if said != held => found.add(Deviation::UnitDifferent),
        _ => {
            let written_alike = (query.floor.symbol, query.room.symbol) == (record.floor, record.room);
            found.add_if(!written_alike, Deviation::UnitForm);
        }
    }
}

/// The names the query was not met by: each said one should be the record's,
/// each of the record's should be said.
fn other_names(index: &AddressIndex, query: &Query, record: &Record, met: u32, found: &mut Deviations) {
    let held = [(ComponentKind::Estate, record.estate), (ComponentKind::Road, record.road), (ComponentKind::Poi, record.poi)];
    for (kind, symbol) in held {
        if symbol == 0 || symbol == met {
            continue;
        }
        let key = index.symbol(symbol);
        let said = query.names.iter().any(|name| name.keys.same == key || name.keys.variant == key);
        if !said {
            let other = kind == ComponentKind::Road && query.names.iter().any(|name| name.kind == kind);
            found.add(if other { Deviation::NameConflict } else { Deviation::NameMissing });
        }
    }
}
