//! Tables as networks: what can be reckoned of a withheld cell, and which others must be withheld with it.
//!
//! A table whose cells add up along a tree and across a row is a network: every cell is an arc that carries its number,
//! every sum a node in which as much arrives as leaves. Whoever knows the published cells knows the withheld ones up to
//! a flow: one may be larger by as much as can be sent back from its head to its tail over other withheld arcs, where
//! an arc can carry more without end and less down to zero.
//!
//! Sources: Kelly, Golden and Assad, *Cell suppression: disclosure protection for sensitive tabular data* (1992);
//! Castro, *A shortest-paths heuristic for statistical data protection in positive tables* (2007).

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, VecDeque},
};

/// What is done with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Told; it may be withheld for another's sake at this price.
    Told(u64),
    /// Told in any case: it was settled before.
    Fixed,
    /// Not told.
    Withheld,
}

/// A cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    from: usize,
    to: usize,
    value: u64,
    pub(super) state: State,
}

/// A way along an arc: with it the cell becomes larger, against it smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    arc: usize,
    along: bool,
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Network {
    arcs: Vec<Arc>,
    /// By node, the steps that leave it.
    leaving: Vec<Vec<Step>>,
}

/// Not enough other cells for one to be hidden among.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare;

impl Network {
    pub(super) fn node(&mut self) -> usize {
        self.leaving.push(Vec::new());
        self.leaving.len() - 1
    }

    /// A cell between two nodes, and its number.
    pub(super) fn arc(&mut self, from: usize, to: usize, value: u64, state: State) -> usize {
        let arc = self.arcs.len();
        self.arcs.push(Arc { from, to, value, state });
        for (node, along) in [(from, true), (to, false)] {
            if let Some(steps) = self.leaving.get_mut(node) {
                steps.push(Step { arc, along });
            }
        }
        arc
    }

    pub(super) fn is_withheld(&self, arc: usize) -> bool {
        self.arcs.get(arc).is_some_and(|arc| arc.state == State::Withheld)
    }

    pub(super) fn withhold(&mut self, arc: usize) {
        if let Some(arc) = self.arcs.get_mut(arc) {
            arc.state = State::Withheld;
        }
    }

    /// Withholds every cell that was not settled before.
    pub(super) fn withhold_all(&mut self) {
        for arc in self.arcs.iter_mut().filter(|arc| arc.state != State::Fixed) {
            arc.state = State::Withheld;
        }
    }

    /// Withholds this cell and as many others, at the least price that is found, as it takes for what can be reckoned of
    /// it to be at least `width` wide.
    pub(super) fn protect(&mut self, cell: usize, width: u64) -> Result<(), Bare> {
        self.withhold(cell);
        let Some(Arc { from, to, value, .. }) = self.arcs.get(cell).copied() else { return Ok(()) };
        if from == to {
            return Ok(());
        }
        let (mut more, mut less) = (Flow::besides(cell), Flow::besides(cell));
        let down = value.min(width);
        loop {
            self.fill(&mut more, to, from, width);
            self.fill(&mut less, from, to, down);
            let short = width.saturating_sub(more.sent).saturating_sub(less.sent);
            if short == 0 {
                return Ok(());
            }
            let up = [short, 1].into_iter().find_map(|least| self.cheapest(&more, to, from, least));
            let (flow, way, most) = match up {
                Some(way) => (&mut more, way, short),
                // It cannot be larger; that it may be smaller widens it as well.
                None if less.sent < down => {
                    let way = self.cheapest(&less, from, to, 1).ok_or(Bare)?;
                    let most = down - less.sent;
                    (&mut less, way, most)
                }
                None => return Err(Bare),
            };
            for step in &way {
                self.withhold(step.arc);
            }
            self.send(flow, &way, most);
        }
    }

    /// Sends on over withheld arcs until `most` is sent or no more can be.
    fn fill(&self, flow: &mut Flow, from: usize, to: usize, most: u64) {
        while flow.sent < most {
            let Some(way) = self.shortest(flow, from, to) else { return };
            self.send(flow, &way, most - flow.sent);
        }
    }

    /// The way of the fewest steps over withheld arcs on which anything can still be sent.
    fn shortest(&self, flow: &Flow, from: usize, to: usize) -> Option<Vec<Step>> {
        let mut came: Vec<Option<Step>> = vec![None; self.leaving.len()];
        let mut waiting = VecDeque::from([from]);
        while let Some(node) = waiting.pop_front() {
            for step in self.leaving.get(node)? {
                let next = self.end(*step)?;
                let passable = self.is_withheld(step.arc) && self.room(flow, *step) > 0;
                if !passable || next == from || came.get(next)?.is_some() {
                    continue;
                }
                *came.get_mut(next)? = Some(*step);
                if next == to {
                    return self.back(&came, from, to);
                }
                waiting.push_back(next);
            }
        }
        None
    }

    /// The cheapest way on which `least` can be sent, over arcs that are withheld or may be.
    fn cheapest(&self, flow: &Flow, from: usize, to: usize, least: u64) -> Option<Vec<Step>> {
        let mut came: Vec<Option<Step>> = vec![None; self.leaving.len()];
        let mut prices = vec![u64::MAX; self.leaving.len()];
        *prices.get_mut(from)? = 0;
        let mut waiting = BinaryHeap::from([Reverse((0, from))]);
        while let Some(Reverse((price, node))) = waiting.pop() {
            if node == to {
                return self.back(&came, from, to);
            }
            if price > *prices.get(node)? {
                continue;
            }
            for step in self.leaving.get(node)? {
                if self.arcs.get(step.arc)?.state == State::Fixed {
                    continue;
                }
                let next = self.end(*step)?;
                let then = price.saturating_add(self.price(step.arc));
                if self.room(flow, *step) < least || then >= *prices.get(next)? {
                    continue;
                }
                *prices.get_mut(next)? = then;
                *came.get_mut(next)? = Some(*step);
                waiting.push(Reverse((then, next)));
            }
        }
        None
    }

    /// The steps by which `to` was reached.
    fn back(&self, came: &[Option<Step>], from: usize, to: usize) -> Option<Vec<Step>> {
        let (mut steps, mut node) = (Vec::new(), to);
        while node != from {
            let step = (*came.get(node)?)?;
            steps.push(step);
            node = self.start(step)?;
        }
        steps.reverse();
        Some(steps)
    }

    /// Sends as much as fits on the way, `most` at most.
    fn send(&self, flow: &mut Flow, way: &[Step], most: u64) {
        let fits = way.iter().map(|step| self.room(flow, *step)).min().unwrap_or(most).min(most);
        for step in way {
            let change = flow.changes.entry(step.arc).or_default();
            let amount = i128::from(fits);
            *change += if step.along { amount } else { -amount };
        }
        flow.sent = flow.sent.saturating_add(fits);
    }

    /// How much more can be sent this way.
    fn room(&self, flow: &Flow, step: Step) -> u64 {
        if step.arc == flow.besides {
            return 0;
        }
        if step.along {
            return u64::MAX;
        }
        let value = self.arcs.get(step.arc).map_or(0, |arc| i128::from(arc.value));
        let left = value + flow.changes.get(&step.arc).copied().unwrap_or_default();
        u64::try_from(left).unwrap_or(0)
    }

    fn price(&self, arc: usize) -> u64 {
        match self.arcs.get(arc).map(|arc| arc.state) {
            Some(State::Told(price)) => price,
            _ => 0,
        }
    }

    fn start(&self, step: Step) -> Option<usize> {
        self.arcs.get(step.arc).map(|arc| if step.along { arc.from } else { arc.to })
    }

    fn end(&self, step: Step) -> Option<usize> {
        self.arcs.get(step.arc).map(|arc| if step.along { arc.to } else { arc.from })
    }
}

/// What is sent around through other cells than one.
#[derive(Debug)]
struct Flow {
    besides: usize,
    /// By how much each arc is larger or smaller for it.
    changes: HashMap<usize, i128>,
    sent: u64,
}

impl Flow {
    fn besides(cell: usize) -> Self {
        Self { besides: cell, changes: HashMap::new(), sent: 0 }
    }
}
