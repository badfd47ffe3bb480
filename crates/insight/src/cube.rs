//! Everybody counted once: for each area and each cut, the cells.

use std::collections::BTreeMap;

use blocks::Counted;
use kernel::{AreaPath, Day};

use crate::{Cell, Dimension, RecordKey};

/// How a count is cut: by nothing, by one dimension, or by two. Not by more: the finer the cells, the more of them
/// hold one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    first: Option<Dimension>,
    second: Option<Dimension>,
}

/// Words that are no cut.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` is no cut: give up to two different ones of age, sex, registered, education, dwelling"
)]
pub struct CutError(String);

impl Cut {
    /// The cut by these dimensions, in any order: `age`, `sex,age`; nothing for the whole.
    pub fn of(words: &str) -> Result<Self, CutError> {
        let wrong = || CutError(words.chars().take(80).collect());
        let known = |word: &str| Dimension::ALL.into_iter().find(|known| known.name() == word);
        let named = words.split(',').map(str::trim).filter(|word| !word.is_empty());
        let mut found: Vec<Dimension> =
            named.map(|word| known(word).ok_or_else(wrong)).collect::<Result<_, _>>()?;
        found.sort_unstable();
        let given = found.len();
        found.dedup();
        if found.len() > 2 || found.len() < given {
            return Err(wrong());
        }
        Ok(Self { first: found.first().copied(), second: found.get(1).copied() })
    }

    /// Every cut there is.
    pub(crate) fn all() -> Vec<Self> {
        let mut cuts = vec![Self { first: None, second: None }];
        for (at, first) in Dimension::ALL.into_iter().enumerate() {
            cuts.push(Self { first: Some(first), second: None });
            let later = Dimension::ALL.into_iter().skip(at + 1);
            cuts.extend(later.map(|second| Self { first: Some(first), second: Some(second) }));
        }
        cuts
    }

    /// The dimensions, those that come first first.
    #[must_use]
    pub fn dimensions(self) -> Vec<Dimension> {
        [self.first, self.second].into_iter().flatten().collect()
    }

    /// The name under which it is kept, which [`Cut::of`] reads.
    #[must_use]
    pub fn name(self) -> String {
        self.dimensions().into_iter().map(Dimension::name).collect::<Vec<_>>().join(",")
    }

    /// How many cells it has.
    #[must_use]
    pub fn cells(self) -> usize {
        self.dimensions().into_iter().map(|dimension| dimension.values().len()).product()
    }

    /// The values of a cell, one for each dimension.
    #[must_use]
    pub fn values(self, cell: usize) -> Vec<&'static str> {
        let value = |dimension: Dimension, at: usize| dimension.values().get(at).copied();
        match (self.first, self.second) {
            (Some(first), Some(second)) => {
                let width = second.values().len();
                [value(first, cell / width), value(second, cell % width)]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            (Some(first), None) => value(first, cell).into_iter().collect(),
            (None, _) => Vec::new(),
        }
    }

    fn cell_of(self, values: &BTreeMap<Dimension, usize>) -> usize {
        let at = |dimension: Dimension| values.get(&dimension).copied().unwrap_or_default();
        self.dimensions()
            .into_iter()
            .fold(0, |cell, dimension| cell * dimension.values().len() + at(dimension))
    }
}

/// The cells of every area, by cut.
#[derive(Debug)]
pub(crate) struct Cube {
    /// Each cut with where its cells begin.
    cuts: Vec<(Cut, usize)>,
    width: usize,
    areas: BTreeMap<AreaPath, Vec<Cell>>,
}

impl Cube {
    pub(crate) fn new() -> Self {
        let mut width = 0;
        let place = |cut: Cut| {
            let begins = width;
            width += cut.cells();
            (cut, begins)
        };
        let cuts = Cut::all().into_iter().map(place).collect();
        Self { cuts, width, areas: BTreeMap::new() }
    }

    /// Counts a person in their area and in every area that holds it.
    pub(crate) fn add(&mut self, counted: &Counted, key: RecordKey, on: Day) {
        let values =
            Dimension::ALL.into_iter().map(|dimension| (dimension, dimension.of(counted, on)));
        let values: BTreeMap<Dimension, usize> = values.collect();
        let places = self.cuts.iter().map(|(cut, begins)| begins + cut.cell_of(&values));
        let places: Vec<usize> = places.collect();
        for area in counted.area.upward() {
            let cells = self.areas.entry(area).or_insert_with(|| vec![Cell::default(); self.width]);
            for place in &places {
                if let Some(cell) = cells.get_mut(*place) {
                    *cell += Cell::from(key);
                }
            }
        }
    }

    /// Every area and cut with its cells.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (&AreaPath, Cut, &[Cell])> {
        self.areas.iter().flat_map(|(area, cells)| {
            self.cuts.iter().filter_map(move |(cut, begins)| {
                Some((area, *cut, cells.get(*begins..begins + cut.cells())?))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_read_back_from_its_name_and_its_cells_have_values() {
        let cuts = Cut::all();
        assert_eq!(cuts.len(), 16);
        for cut in cuts {
            assert_eq!(Cut::of(&cut.name()).unwrap(), cut);
            let values: std::collections::BTreeSet<_> =
                (0..cut.cells()).map(|cell| cut.values(cell)).collect();
            assert_eq!(values.len(), cut.cells(), "{cut:?}");
        }
        assert_eq!(Cut::of("sex, age").unwrap().name(), "age,sex");
        for wrong in ["age,age", "age,sex,dwelling", "origin", "age;sex"] {
            assert!(Cut::of(wrong).is_err(), "{wrong}");
        }
    }
}
