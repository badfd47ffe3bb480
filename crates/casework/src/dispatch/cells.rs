//! What lies near a place: things sorted into square cells.

use super::plane::Spot;

/// Side of a cell, metres.
const SIDE_M: f64 = 100.0;
/// Cells at the most; where a place is larger, its cells are.
const MOST: f64 = 4_000_000.0;

/// Numbers of things by the cells that their boxes touch.
#[derive(Debug)]
pub(super) struct Cells {
    west: f64,
    south: f64,
    side: f64,
    columns: usize,
    rows: usize,
    /// Where each cell begins in `held`, and where the last one ends.
    first: Vec<u32>,
    held: Vec<u32>,
}

impl Cells {
    /// Sorts lines by the boxes around them, each wider by `margin_m` on every side.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "cells are at most MOST, lines are numbered by u32"
    )]
    pub(super) fn of(lines: &[[Spot; 2]], margin_m: f64) -> Self {
        let ends = || lines.iter().flatten();
        let least =
            |pick: fn(&Spot) -> f64| ends().map(pick).fold(f64::INFINITY, f64::min) - margin_m;
        let (west, south) = (least(|at| at.x), least(|at| at.y));
        let (east, north) = (-least(|at| -at.x), -least(|at| -at.y));
        if lines.is_empty() {
            return Self {
                west: 0.0,
                south: 0.0,
                side: SIDE_M,
                columns: 0,
                rows: 0,
                first: vec![0],
                held: Vec::new(),
            };
        }
        let area = (east - west) * (north - south);
        let side = SIDE_M.max((area / MOST).sqrt());
        let columns = ((east - west) / side) as usize + 1;
        let rows = ((north - south) / side) as usize + 1;
        let mut cells =
            Self { west, south, side, columns, rows, first: Vec::new(), held: Vec::new() };
        let mut counts = vec![0_u32; columns * rows + 1];
        for line in lines {
            cells.touched(*line, margin_m, |cell| counts[cell + 1] += 1);
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        let mut next = counts.clone();
        let mut held = vec![0_u32; *counts.last().unwrap_or(&0) as usize];
        for (n, line) in lines.iter().enumerate() {
            cells.touched(*line, margin_m, |cell| {
                held[next[cell] as usize] = n as u32;
                next[cell] += 1;
            });
        }
        (cells.first, cells.held) = (counts, held);
        cells
    }

    fn touched(&self, [a, b]: [Spot; 2], margin_m: f64, mut each: impl FnMut(usize)) {
        let low = Spot { x: a.x.min(b.x) - margin_m, y: a.y.min(b.y) - margin_m };
        let high = Spot { x: a.x.max(b.x) + margin_m, y: a.y.max(b.y) + margin_m };
        self.between(low, high, &mut each);
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the columns and rows there are"
    )]
    fn between(&self, low: Spot, high: Spot, each: &mut impl FnMut(usize)) {
        if self.columns == 0 {
            return;
        }
        let span = |from: f64, to: f64, origin: f64, count: usize| {
            let at = |value: f64| ((value - origin) / self.side).floor();
            let last = count as f64 - 1.0;
            (at(to) >= 0.0 && at(from) <= last)
                .then(|| at(from).max(0.0) as usize..=at(to).min(last) as usize)
        };
        let columns = span(low.x, high.x, self.west, self.columns);
        let rows = span(low.y, high.y, self.south, self.rows);
        let Some((columns, rows)) = columns.zip(rows) else { return };
        for row in rows {
            for column in columns.clone() {
                each(row * self.columns + column);
            }
        }
    }

    /// Every cell that holds anything.
    pub(super) fn all(&self) -> impl Iterator<Item = &[u32]> {
        let ends = self.first.windows(2).map(|ends| ends[0] as usize..ends[1] as usize);
        ends.filter_map(|range| self.held.get(range)).filter(|held| !held.is_empty())
    }

    /// What may lie within `reach_m` of a place; a thing may come more than once.
    pub(super) fn near(&self, at: Spot, reach_m: f64, mut each: impl FnMut(u32)) {
        let low = Spot { x: at.x - reach_m, y: at.y - reach_m };
        let high = Spot { x: at.x + reach_m, y: at.y + reach_m };
        self.between(low, high, &mut |cell| {
            let range = self.first[cell] as usize..self.first[cell + 1] as usize;
            self.held.get(range).unwrap_or_default().iter().for_each(|held| each(*held));
        });
    }
}
