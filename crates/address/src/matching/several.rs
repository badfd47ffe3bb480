//! Whether a line holds more than one address.

use crate::{Component, ComponentKind};

use ComponentKind::{
    Building, Community, Entrance, Estate, Floor, Lane, Poi, Road, RoadNumber, Room,
};

/// Of how many house numbers that differ a line is a list: an address may say a second one, of the
/// road that its estate lies on.
const NUMBERS: usize = 3;

/// Whether the parts name two dwellings that differ, each under a name of its own, or a row of
/// houses: then none of them is *the* address.
pub(super) fn holds_several(parts: &[&Component]) -> bool {
    let count = |kind| parts.iter().filter(|part| part.kind == kind).count();
    if count(RoadNumber) < NUMBERS && count(Room) < 2 {
        return false;
    }
    let numbers = distinct(parts.iter().filter(|part| part.kind == RoadNumber).map(|part| {
        let road = parts.iter().rfind(|road| {
            matches!(road.kind, Road | Lane | Community) && road.span.end <= part.span.start
        });
        (road.map(|road| road.value.as_str()), part.value.as_str())
    }));
    if numbers >= NUMBERS {
        return true;
    }
    let mut dwellings: Vec<&[&Component]> = Vec::new();
    let mut start = 0;
    for (at, part) in parts.iter().enumerate() {
        // A name after a room begins another dwelling; a list of rooms (101, 102) does not.
        let name = matches!(part.kind, Road | Estate | Poi | Community);
        if name && parts[start..at].iter().any(|part| part.kind == Room) {
            dwellings.push(&parts[start..at]);
            start = at;
        }
    }
    dwellings.push(&parts[start..]);
    let whole = |parts: &&[&Component]| {
        let has = |kinds: &[ComponentKind]| parts.iter().any(|part| kinds.contains(&part.kind));
        has(&[Room]) && has(&[Road, Estate, Poi, Community])
    };
    distinct(dwellings.iter().copied().filter(whole).map(said)) >= 2
}

/// What a dwelling is told apart by.
fn said<'a>(parts: &[&'a Component]) -> Vec<(ComponentKind, &'a str)> {
    let tells = |part: &&&Component| {
        matches!(
            part.kind,
            Road | RoadNumber
                | Lane
                | Estate
                | Poi
                | Community
                | Building
                | Entrance
                | Floor
                | Room
        )
    };
    parts.iter().filter(tells).map(|part| (part.kind, part.value.as_str())).collect()
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> usize {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}
