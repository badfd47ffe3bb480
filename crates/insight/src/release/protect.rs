//! Which cells of a release are withheld.

use std::collections::BTreeSet;

use super::{
    network::{Network, State},
    place::Place,
};

/// A cell: the place, and which of the cells of the cut.
pub(super) type At = (usize, usize);

/// The cells that are withheld of the totals, which have one cell for each place: those of `small`, and as many others as
/// it takes for none of these to be reckoned more closely than to `width`.
pub(super) fn totals(places: &[Place], small: &BTreeSet<At>, width: u64) -> BTreeSet<At> {
    let mut table = Table::new(places);
    for (at, place) in places.iter().enumerate() {
        let from = place.within.map_or(Table::GROUND, |within| table.inner(within, 0));
        let to = if place.divided { table.inner(at, 0) } else { Table::GROUND };
        table.cell((at, 0), from, to, place.numbers.first().copied().unwrap_or_default(), width);
    }
    table.protect(small, width)
}

/// The same for a table whose rows add up to totals of which `gone` are withheld. Nothing is told of a place whose total
/// is not: so the tables of a release, which share their totals, tell no more together than each does alone.
pub(super) fn parts(
    places: &[Place],
    totals: &[u64],
    gone: &BTreeSet<usize>,
    small: &BTreeSet<At>,
    width: u64,
) -> BTreeSet<At> {
    let mut table = Table::new(places);
    let columns = places.first().map_or(0, |place| place.numbers.len());
    for (at, place) in places.iter().enumerate() {
        let row = table.network.node();
        for (column, number) in place.numbers.iter().enumerate() {
            let from = place.within.map_or(Table::GROUND, |within| table.inner(within, column));
            let to = if place.divided { table.inner(at, column) } else { row };
            table.cell((at, column), from, to, *number, width);
        }
        // The total goes back up through a column of its own.
        let from = if place.divided { table.inner(at, columns) } else { row };
        let to = place.within.map_or(Table::GROUND, |within| table.inner(within, columns));
        let total = totals.get(at).copied().unwrap_or_default();
        let state = if gone.contains(&at) { State::Withheld } else { State::Fixed };
        table.network.arc(from, to, total, state);
    }
    let hidden = gone.iter().flat_map(|at| (0..columns).map(|column| (*at, column)));
    table.withhold(hidden);
    table.protect(small, width)
}

/// A network with the cells that its arcs are.
struct Table {
    network: Network,
    /// The first node of each place that is divided; it has one for each column, and one for the total.
    inner: Vec<usize>,
    cells: Vec<(At, usize, u64)>,
}

impl Table {
    /// Where everything comes from and goes.
    const GROUND: usize = 0;

    fn new(places: &[Place]) -> Self {
        let mut network = Network::default();
        network.node();
        let mut inner = Vec::with_capacity(places.len());
        for place in places {
            let nodes = if place.divided { place.numbers.len() + 1 } else { 0 };
            let first = (0..nodes).map(|_| network.node()).min();
            inner.push(first.unwrap_or(Self::GROUND));
        }
        Self { network, inner, cells: Vec::new() }
    }

    fn inner(&self, place: usize, column: usize) -> usize {
        self.inner.get(place).map_or(Self::GROUND, |first| first + column)
    }

    fn cell(&mut self, at: At, from: usize, to: usize, number: u64, width: u64) {
        // The fewer people are withheld the better; that nobody is somewhere is worth more than a small number.
        let price = if number == 0 { 4 * width } else { number.saturating_add(width) };
        let arc = self.network.arc(from, to, number, State::Told(price));
        self.cells.push((at, arc, number));
    }

    fn withhold(&mut self, cells: impl IntoIterator<Item = At>) {
        let hidden: BTreeSet<At> = cells.into_iter().collect();
        for (at, arc, _) in &self.cells {
            if hidden.contains(at) {
                self.network.withhold(*arc);
            }
        }
    }

    fn protect(mut self, small: &BTreeSet<At>, width: u64) -> BTreeSet<At> {
        self.withhold(small.iter().copied());
        let mut arcs: Vec<(u64, usize)> = self
            .cells
            .iter()
            .filter(|(at, ..)| small.contains(at))
            .map(|(_, arc, number)| (*number, *arc))
            .collect();
        // The larger first: what hides them often hides the smaller as well.
        arcs.sort_unstable_by(|a, b| b.cmp(a));
        for (_, arc) in arcs {
            if self.network.protect(arc, width).is_err() {
                // No more can be done than to withhold all that is not settled.
                self.network.withhold_all();
            }
        }
        let withheld = self.cells.iter().filter(|(_, arc, _)| self.network.is_withheld(*arc));
        withheld.map(|(at, ..)| *at).collect()
    }
}
