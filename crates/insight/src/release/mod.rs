//! Fixed releases: tables of people by area from which small numbers are withheld, and as many others as it takes for
//! nobody to reckon them.
//!
//! A number under the threshold is withheld (*primary suppression*). In a table whose rows and areas add up that alone
//! hides nothing, so others are withheld with it (*secondary suppression*), until whoever solves the whole release for
//! a withheld number finds it anywhere in a range at least as wide as the threshold. That is made sure of for every
//! number by sending flows through the table as a network, not by a rule of thumb.
//!
//! The tables of a release share their totals. Where a total is withheld, so is its whole row, in every table. Then the
//! tables tell no more of each other: any totals that agree with what is told of the totals can be filled up to tables
//! that agree with what is told of each, since between withheld rows people of every column can be moved freely.
//!
//! Two releases tell of those who came and went between them. With noise, by cell keys, every number is told with an
//! error that changes where its people do. Without it a number is withheld too if it differs from an earlier release by
//! fewer than the threshold.

mod network;
mod place;
mod protect;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use kernel::AreaPath;
use serde::Serialize;

use self::place::{Place, Who};
use crate::{Cell, Cut, Gate};

/// How a release withholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Fewer people than this are not told; nobody is.
    pub threshold: u64,
    /// Whether what is told is the exact number. Else it is told by cell keys, as [`Gate::release`] does.
    pub exact: bool,
}

/// What is told of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// This many.
    Number(u64),
    /// It is small, or another that is small could be reckoned with it.
    Withheld,
}

impl Told {
    /// The number, where there is one.
    #[must_use]
    pub const fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Withheld => None,
        }
    }
}

/// For every area the cells of a cut.
pub type Cells<T> = BTreeMap<AreaPath, Vec<T>>;

/// What is told of everybody, by area and cut. The cut by nothing is among them: the totals.
pub type Release = BTreeMap<Cut, Cells<Told>>;

impl Gate {
    /// Makes a release of these tables that can be told beside the earlier ones. Cuts by two dimensions are left out.
    #[must_use]
    pub fn fix(
        &self,
        counted: &BTreeMap<Cut, Cells<Cell>>,
        rule: Rule,
        earlier: &[Release],
    ) -> Release {
        let maker = Maker { gate: self, rule, earlier };
        let Some(whole) = counted.get(&Cut::default()) else { return Release::new() };
        let places = place::tree(&numbers(whole));
        let small = maker.small(Cut::default(), whole, &places);
        let withheld = protect::totals(&places, &small, rule.threshold);
        let gone: BTreeSet<usize> = withheld.iter().map(|(place, _)| *place).collect();
        let hidden = gone.iter().filter_map(|at| places.get(*at)).map(|place| place.who.clone());
        let hidden: BTreeSet<Who> = hidden.collect();
        let mut release = Release::new();
        release.insert(Cut::default(), maker.told(whole, &places, &withheld));
        for (cut, cells) in counted.iter().filter(|(cut, _)| cut.dimensions().len() == 1) {
            let places = place::tree(&numbers(cells));
            let totals: Vec<u64> = places.iter().map(|place| place.numbers.iter().sum()).collect();
            let of = |(at, place): (usize, &Place)| hidden.contains(&place.who).then_some(at);
            let gone = places.iter().enumerate().filter_map(of).collect();
            let small = maker.small(*cut, cells, &places);
            let withheld = protect::parts(&places, &totals, &gone, &small, rule.threshold);
            release.insert(*cut, maker.told(cells, &places, &withheld));
        }
        release
    }
}

/// A release in the making.
struct Maker<'release> {
    gate: &'release Gate,
    rule: Rule,
    earlier: &'release [Release],
}

impl Maker<'_> {
    /// The cells that must not be told.
    fn small(&self, cut: Cut, cells: &Cells<Cell>, places: &[Place]) -> BTreeSet<protect::At> {
        let earlier: Vec<BTreeMap<Who, Vec<Told>>> = if self.rule.exact {
            self.earlier.iter().filter_map(|release| release.get(&cut)).map(before).collect()
        } else {
            Vec::new()
        };
        let few = |number: u64| (1..self.rule.threshold).contains(&number);
        let mut small = BTreeSet::new();
        for (at, place) in places.iter().enumerate() {
            for (column, number) in place.numbers.iter().enumerate() {
                let told = match &place.who {
                    Who::All(area) => cells.get(area).and_then(|cells| cells.get(column)),
                    Who::Rest(_) => None,
                };
                let told = told.map_or(*number, |cell| self.number(*cell));
                let moved = earlier.iter().any(|release| {
                    let told = release.get(&place.who).and_then(|cells| cells.get(column));
                    told.and_then(|told| told.number())
                        .is_some_and(|then| few(then.abs_diff(*number)))
                });
                if few(*number) || few(told) || moved {
                    small.insert((at, column));
                }
            }
        }
        small
    }

    /// What is told of the areas where these cells are withheld.
    fn told(
        &self,
        cells: &Cells<Cell>,
        places: &[Place],
        withheld: &BTreeSet<protect::At>,
    ) -> Cells<Told> {
        let mut told = Cells::new();
        for (at, place) in places.iter().enumerate() {
            let Who::All(area) = &place.who else { continue };
            let Some(cells) = cells.get(area) else { continue };
            let tell = |(column, cell): (usize, &Cell)| {
                if withheld.contains(&(at, column)) {
                    Told::Withheld
                } else {
                    Told::Number(self.number(*cell))
                }
            };
            told.insert(area.clone(), cells.iter().enumerate().map(tell).collect());
        }
        told
    }

    fn number(&self, cell: Cell) -> u64 {
        if self.rule.exact { cell.to_keep().0 } else { self.gate.release(cell).number() }
    }
}

/// The counts of cells.
fn numbers(cells: &Cells<Cell>) -> Cells<u64> {
    let counts = |cells: &Vec<Cell>| cells.iter().map(|cell| cell.to_keep().0).collect();
    cells.iter().map(|(area, cells)| (area.clone(), counts(cells))).collect()
}

/// What an earlier release told of the areas, and of those in none of the areas below where that can be reckoned.
fn before(told: &Cells<Told>) -> BTreeMap<Who, Vec<Told>> {
    let mut known: BTreeMap<Who, Vec<Told>> = BTreeMap::new();
    for (area, cells) in told {
        known.insert(Who::All(area.clone()), cells.clone());
        known.entry(Who::Rest(area.clone())).or_insert_with(|| cells.clone());
        let Some(above) = area.upward().skip(1).find(|above| told.contains_key(above)) else {
            continue;
        };
        let Some(rest) = known.get_mut(&Who::Rest(above)) else { continue };
        for (left, part) in rest.iter_mut().zip(cells) {
            *left = match (*left, *part) {
                (Told::Number(left), Told::Number(part)) => Told::Number(left.saturating_sub(part)),
                _ => Told::Withheld,
            };
        }
    }
    known
}
