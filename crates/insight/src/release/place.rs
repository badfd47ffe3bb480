//! The areas of a release as a tree, with those who live in an area but in none of the areas below.

use std::collections::BTreeMap;

use kernel::AreaPath;

/// An area, or those in it who are in none of the areas below.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) who: Who,
    /// The place that holds it.
    pub(super) within: Option<usize>,
    /// Whether others are within it.
    pub(super) divided: bool,
    /// How many, by the cells of a cut.
    pub(super) numbers: Vec<u64>,
}

/// Who is counted in a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// Everybody in an area: the numbers of this row are told.
    All(AreaPath),
    /// Those in none of the areas below it: anybody can take the others from the whole.
    Rest(AreaPath),
}

/// Every area with its numbers, as a tree; an area comes before those within it.
pub(super) fn tree(rows: &BTreeMap<AreaPath, Vec<u64>>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(rows.len());
    let mut found: BTreeMap<&AreaPath, usize> = BTreeMap::new();
    for (area, numbers) in rows {
        let within = area.upward().skip(1).find_map(|above| found.get(&above).copied());
        if let Some(above) = within.and_then(|above| places.get_mut(above)) {
            above.divided = true;
        }
        found.insert(area, places.len());
        let (who, numbers) = (Who::All(area.clone()), numbers.clone());
        places.push(Place { who, within, divided: false, numbers });
    }
    let rests = rests(&places);
    places.extend(rests);
    places
}

/// Those of divided places who are in none of the parts, where there is anybody.
fn rests(places: &[Place]) -> Vec<Place> {
    let mut left: Vec<Vec<u64>> = places.iter().map(|place| place.numbers.clone()).collect();
    for part in places {
        let Some(whole) = part.within.and_then(|within| left.get_mut(within)) else { continue };
        for (number, taken) in whole.iter_mut().zip(&part.numbers) {
            *number = number.saturating_sub(*taken);
        }
    }
    let rest = |(within, (place, numbers)): (usize, (&Place, Vec<u64>))| match &place.who {
        Who::All(area) if place.divided && numbers.iter().any(|number| *number > 0) => {
            let who = Who::Rest(area.clone());
            Some(Place { who, within: Some(within), divided: false, numbers })
        }
        _ => None,
    };
    places.iter().zip(left).enumerate().filter_map(rest).collect()
}
