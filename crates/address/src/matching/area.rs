//! Compares the areas of a written address with those of an entry.

use super::deviation::{Deviation, Deviations};
use super::query::{Area, Query};
use crate::ComponentKind;
use crate::index::AddressIndex;
use crate::index::spelling::look_alikes::reads_as;
use crate::index::typo::distance;

/// How narrowly an area places an address. A conflict is forgiven only where an
/// area at least as narrow agrees: two towns may share a province.
fn narrowness(kind: u32) -> u32 {
    let postcode = ComponentKind::Postcode as u32;
    let city = ComponentKind::City as u32;
    if kind == postcode { city } else { kind }
}

/// Adds what separates the areas.
pub(super) fn judge(index: &AddressIndex, query: &Query, set: u32, found: &mut Deviations) {
    let mut narrowest = None;
    let mut conflict = None;
    let mut conflicts = 0;
    for (kind, symbol) in index.areas(set) {
        let said = query.areas.iter().find(|area| AddressIndex::is_kind(kind, area.kind));
        // The same name under another kind still says the same place.
        let agrees = query.areas.iter().any(|area| area.value.symbol == symbol);
        match said {
            _ if agrees => narrowest = narrowest.max(Some(narrowness(kind))),
            None => found.add(Deviation::AreaMissing),
            Some(area) if is_slip(area, index.symbol(symbol)) => {
                found.add(Deviation::AreaTypo);
                // A name says where it is with a slip too; another postal code may be the next.
                if area.kind != ComponentKind::Postcode && !index.spelling.is_ideographic() {
                    narrowest = narrowest.max(Some(narrowness(kind)));
                }
            }
            Some(_) => {
                conflicts += 1;
                conflict = conflict.max(Some(narrowness(kind)));
            }
        }
    }
    if conflicts > 0 {
        found.add(if conflicts == 1 && narrowest >= conflict {
            Deviation::AreaConflict
        } else {
            Deviation::AreaForeign
        });
    }
}

/// One slip in a name of some length, or one wrong digit of a postal code; letters that look like
/// its digits.
fn is_slip(area: &Area, register: &str) -> bool {
    if area.kind == ComponentKind::Postcode && reads_as(&area.value.key, register) {
        return true;
    }
    let said: Vec<char> = area.value.key.chars().collect();
    let held: Vec<char> = register.chars().collect();
    let most = match area.kind {
        ComponentKind::Postcode => 1,
        ComponentKind::Province if said.len() <= 2 => 0,
        _ => held.len() / 4,
    };
    most > 0 && distance(&said, &held, most.min(2)).is_some()
}
