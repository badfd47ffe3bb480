//! What a delta hides of its base, told by one look through the base's records.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::Overlay;
use crate::index::layout::{NONE, wide};
use crate::index::open::AddressIndex;
use crate::index::record::Record;
use crate::{AddressError, ComponentKind};

/// What is kept of the look, so that opening need not take it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Plan {
    /// Names that the base's keys lead to no longer.
    pub(super) hidden: Vec<u32>,
    /// Names with how many of the base's records under them are gone.
    pub(super) gone: Vec<(u32, u32)>,
    /// Names of places that nothing says any more, by their place in the section.
    pub(super) dead_places: Vec<u32>,
    /// Entries that stand in the base's tree of buildings and no longer do.
    pub(super) dropped: Vec<u32>,
    /// Entries that stand for a building now, the base's or the delta's.
    pub(super) tree: Vec<u32>,
}

/// A building, as the tree of points tells them apart.
type Building = [u32; 6];

fn building(record: &Record) -> Building {
    let Record { estate, road, poi, lane, number, building, .. } = *record;
    [estate, road, poi, lane, number, building]
}

/// What of the base is touched, and what of that is still said.
#[derive(Default)]
struct Seen {
    /// Names under which records are gone, by the part that says them (estate, road, poi).
    touched: FxHashSet<(ComponentKind, u32)>,
    /// Areas of records that are gone: kind and symbol.
    areas: FxHashSet<(u32, u32)>,
    /// The same, as records that stay say them.
    live: FxHashSet<(ComponentKind, u32)>,
    live_areas: FxHashSet<(u32, u32)>,
    gone: FxHashMap<u32, u32>,
}

fn parts(record: &Record) -> [(ComponentKind, u32); 3] {
    [
        (ComponentKind::Estate, record.estate),
        (ComponentKind::Road, record.road),
        (ComponentKind::Poi, record.poi),
    ]
}

const ONE_OF_TWO: AddressError =
    AddressError::NeedsWhole { reason: "one of two writings of a name may have gone" };

pub(super) fn plan(base: &AddressIndex, overlay: &Overlay) -> Result<Plan, AddressError> {
    let mut plan = Plan::default();
    if base.names_without_records() {
        return Err(AddressError::NeedsWhole { reason: "the base has names without records" });
    }
    let seen = look(base, overlay)?;
    let places = base.stored_places();
    names(base, overlay, &seen, &places, &mut plan)?;
    dead_places(base, overlay, &seen, &places, &mut plan)?;
    buildings(base, overlay, &mut plan);
    plan.gone = seen.gone.into_iter().collect();
    plan.gone.sort_unstable();
    Ok(plan)
}

/// Two walks over the records: what is gone, then what of it others still say.
fn look(base: &AddressIndex, overlay: &Overlay) -> Result<Seen, AddressError> {
    let mut seen = Seen::default();
    let mut sets = FxHashSet::default();
    for record in base.stored_records().filter(|record| overlay.hides(record.entry)) {
        seen.touched.extend(parts(&record).into_iter().filter(|(_, symbol)| *symbol != 0));
        if sets.insert(record.area) {
            seen.areas.extend(base.stored_areas(record.area));
        }
        for name in record.names() {
            *seen.gone.entry(name).or_default() += 1;
        }
    }
    let mut sets = FxHashSet::default();
    for record in base.stored_records().filter(|record| !overlay.hides(record.entry)) {
        let of_touched = parts(&record).into_iter().filter(|part| seen.touched.contains(part));
        seen.live.extend(of_touched);
        if sets.insert(record.area) {
            let areas = base.stored_areas(record.area);
            seen.live_areas.extend(areas.filter(|area| seen.areas.contains(area)));
        }
    }
    let moved = (0..overlay.first_entry).any(|entry| {
        let (_, _, successor) = base.stored_entry(entry);
        successor != NONE && (overlay.hides(successor) || overlay.hides(entry))
    });
    if moved {
        return Err(AddressError::NeedsWhole { reason: "an entry with a successor changed" });
    }
    Ok(seen)
}

/// Names that nothing says any more, or that are written otherwise from now on.
fn names(
    base: &AddressIndex,
    overlay: &Overlay,
    seen: &Seen,
    places: &[(ComponentKind, &str)],
    plan: &mut Plan,
) -> Result<(), AddressError> {
    let mut writings: FxHashMap<u32, FxHashSet<&str>> = FxHashMap::default();
    for (kind, text) in places {
        if is_name(*kind) {
            let symbol = base.symbol_of(&base.spelling.name(text).same);
            writings.entry(symbol).or_default().insert(text);
        }
    }
    let touched: FxHashSet<u32> =
        seen.gone.keys().chain(overlay.names.keys()).copied().filter(|name| *name != 0).collect();
    for name in touched {
        let Some(row) = base.row_of(name) else { continue };
        let stored = base.stored_name(row);
        let gone = seen.gone.get(&name).copied().unwrap_or(0);
        let own = overlay.names.get(&name);
        let written = base.stored_symbol(stored.text);
        let first = own.map(|own| &*own.writings[0]);
        let stays = if stored.count == gone {
            // Only ours say it now.
            first == Some(written)
        } else {
            let alone = writings.get(&name).is_some_and(|texts| texts.len() == 1);
            let said = own.is_some_and(|own| own.writings.iter().any(|text| **text == *written));
            if gone > 0 && !alone && !said {
                return Err(ONE_OF_TWO);
            }
            first.is_none_or(|first| written <= first)
        };
        if !stays {
            plan.hidden.push(name);
        }
    }
    plan.hidden.sort_unstable();
    Ok(())
}

fn is_name(kind: ComponentKind) -> bool {
    matches!(
        kind,
        ComponentKind::Road
            | ComponentKind::Estate
            | ComponentKind::Poi
            | ComponentKind::Community
            | ComponentKind::Zone
    )
}

/// Names of places that the reader of lines should no longer know.
fn dead_places(
    base: &AddressIndex,
    overlay: &Overlay,
    seen: &Seen,
    places: &[(ComponentKind, &str)],
    plan: &mut Plan,
) -> Result<(), AddressError> {
    let key = |kind: ComponentKind, text: &str| match kind {
        ComponentKind::Road | ComponentKind::Estate | ComponentKind::Poi => {
            base.symbol_of(&base.spelling.name(text).same)
        }
        _ => base.symbol_of(&base.spelling.area(kind, text)),
    };
    let keys: Vec<u32> = places.iter().map(|(kind, text)| key(*kind, text)).collect();
    let mut many: FxHashMap<(ComponentKind, u32), u32> = FxHashMap::default();
    let mut villages = FxHashSet::default();
    for ((kind, text), key) in places.iter().zip(&keys) {
        *many.entry((*kind, *key)).or_default() += 1;
        if matches!(kind, ComponentKind::Community | ComponentKind::Zone) {
            villages.insert(base.symbol_of(&base.spelling.name(text).same));
        }
    }
    let own: FxHashSet<(ComponentKind, &str)> =
        overlay.places.iter().map(|(kind, text)| (*kind, &**text)).collect();
    for (at, ((kind, text), key)) in (0..).zip(places.iter().zip(&keys)) {
        let named =
            matches!(kind, ComponentKind::Road | ComponentKind::Estate | ComponentKind::Poi);
        let (touched, live) = if named {
            (seen.touched.contains(&(*kind, *key)), seen.live.contains(&(*kind, *key)))
        } else {
            let area = (*kind as u32, *key);
            (seen.areas.contains(&area), seen.live_areas.contains(&area))
        };
        if !touched || own.contains(&(*kind, *text)) {
            continue;
        }
        if !live {
            plan.dead_places.push(at);
            continue;
        }
        // A village stands for an estate where no other name is given.
        let by_village = *kind == ComponentKind::Estate && villages.contains(key);
        if many.get(&(*kind, *key)).is_none_or(|many| *many > 1) || by_village {
            return Err(ONE_OF_TWO);
        }
    }
    Ok(())
}

/// Which entries stand for the buildings that changed.
fn buildings(base: &AddressIndex, overlay: &Overlay, plan: &mut Plan) {
    let of_base = base.stored_records().filter(|record| overlay.hides(record.entry));
    let touched: FxHashSet<Building> = of_base
        .map(|record| building(&record))
        .chain(overlay.records.iter().map(building))
        .collect();
    let mut stood: FxHashMap<Building, u32> = FxHashMap::default();
    let mut stands: FxHashMap<Building, Record> = FxHashMap::default();
    let placed = |record: &Record| {
        record.flags == 0
            && match overlay.is_current(record.entry) {
                Some(current) => current && overlay.point(record.entry).is_some(),
                None => {
                    base.stored_entry(record.entry).1 && base.stored_point(record.entry).is_some()
                }
            }
    };
    for record in base.stored_records() {
        let key = building(&record);
        if touched.contains(&key) && placed(&record) {
            stood.entry(key).or_insert(record.entry);
            if !overlay.hides(record.entry) {
                stands.entry(key).or_insert(record);
            }
        }
    }
    for record in overlay.records.iter().filter(|record| placed(record)) {
        let first = stands.entry(building(record)).or_insert(*record);
        if overlay.compare_records(base, record, first).is_lt() {
            *first = *record;
        }
    }
    plan.dropped = stood.into_values().collect();
    plan.dropped.sort_unstable();
    plan.tree = stands.into_values().map(|record| record.entry).collect();
    plan.tree.sort_unstable();
    debug_assert!(
        plan.tree
            .iter()
            .all(|entry| wide(*entry) < wide(overlay.first_entry) + wide(overlay.len()))
    );
}
