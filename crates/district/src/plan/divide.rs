//! Cutting a convex cell into a wanted number of cells of equal weight, by
//! chords that become roads.

use crate::chance::Dice;
use crate::geometry::{Cell, P};

/// What a chord is, from the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ChordKind {
    Outline,
    River,
    Arterial,
    Secondary,
    Collector,
    Local,
}

impl ChordKind {
    pub(crate) fn width_m(self) -> f64 {
        match self {
            ChordKind::Arterial => 36.0,
            ChordKind::Secondary => 26.0,
            ChordKind::Collector => 15.0,
            ChordKind::Local => 8.0,
            ChordKind::Outline | ChordKind::River => 0.0,
        }
    }

    pub(crate) fn is_road(self) -> bool {
        self.width_m() > 0.0
    }
}

/// A straight cut in the drawing plane.
#[derive(Clone, Debug)]
pub(crate) struct Chord {
    pub(crate) a: P,
    pub(crate) b: P,
    pub(crate) kind: ChordKind,
    /// Chords that `a` and `b` end on.
    pub(crate) ends_on: [Option<u32>; 2],
    /// Points where other chords end on this one, and its own ends.
    pub(crate) junctions: Vec<P>,
    /// Index of the named road, once named.
    pub(crate) road: Option<usize>,
}

/// Holds every chord made so far.
#[derive(Default)]
pub(crate) struct Divider {
    pub(crate) chords: Vec<Chord>,
    /// Added to local indices, so that a community's own chords follow the plan's.
    pub(crate) base: u32,
}

impl Divider {
    pub(crate) fn starting_at(base: usize) -> Self {
        Self { chords: Vec::new(), base: base as u32 }
    }

    pub(crate) fn chord(&mut self, a: P, b: P, kind: ChordKind) -> u32 {
        self.chords.push(Chord {
            a,
            b,
            kind,
            ends_on: [None, None],
            junctions: vec![a, b],
            road: None,
        });
        self.base + self.chords.len() as u32 - 1
    }

    fn get(&self, tag: u32) -> Option<&Chord> {
        tag.checked_sub(self.base).and_then(|i| self.chords.get(i as usize))
    }

    fn meet(&mut self, tag: u32, p: P) {
        if let Some(chord) =
            tag.checked_sub(self.base).and_then(|i| self.chords.get_mut(i as usize))
            && chord.junctions.iter().all(|q| q.minus(p).length() > 1e-6)
        {
            chord.junctions.push(p);
        }
    }

    /// Cuts the outline from side to side by the river, a little off the middle.
    pub(crate) fn river(&mut self, dice: &mut Dice, outline: &Cell) -> Vec<Cell> {
        let dir = outline.frame().long.turned(dice.range(-0.16, 0.16));
        let aside = dir.left().times(
            outline.frame().breadth()
                * dice.range(0.1, 0.17)
                * if dice.chance(0.5) { 1.0 } else { -1.0 },
        );
        self.cut(outline, outline.centroid().plus(aside), dir, ChordKind::River, 0.0)
            .map_or_else(|| vec![outline.clone()], |(l, r)| vec![l, r])
    }

    /// Cuts along the line through `at`, its ends drawn to junctions nearer than `snap_m`.
    pub(crate) fn cut(
        &mut self,
        cell: &Cell,
        at: P,
        dir: P,
        kind: ChordKind,
        snap_m: f64,
    ) -> Option<(Cell, Cell)> {
        let (mut a, mut b, mut on) = (None, None, [None, None]);
        for (p, q, tag) in cell.edges() {
            let (sp, sq) = (dir.cross(p.minus(at)), dir.cross(q.minus(at)));
            if (sp > 0.0) == (sq > 0.0) {
                continue;
            }
            let hit = p.towards(q, sp / (sp - sq));
            let end = self.snapped(hit, p, q, tag, snap_m);
            if sp < 0.0 {
                (b, on[1]) = (Some(end), Some(tag));
            } else {
                (a, on[0]) = (Some(end), Some(tag));
            }
        }
        let (a, b) = (a?, b?);
        if b.minus(a).length() < 1.0 {
            return None;
        }
        let tag = self.chord(a, b, kind);
        let along = b.minus(a);
        let left = cell.left_of(a, along, tag);
        let right = cell.left_of(b, along.times(-1.0), tag);
        let (Some(left), Some(right)) = (left, right) else {
            self.chords.pop();
            return None;
        };
        let i = (tag - self.base) as usize;
        self.chords[i].ends_on = on;
        for (end, tag) in [(a, on[0]), (b, on[1])] {
            if let Some(tag) = tag {
                self.meet(tag, end);
            }
        }
        Some((left, right))
    }

    /// The nearest junction on the same chord inside the edge, or the hit itself
    /// kept off the corners.
    fn snapped(&self, hit: P, p: P, q: P, tag: u32, snap_m: f64) -> P {
        let length = q.minus(p).length();
        let along = |x: P| x.minus(p).dot(q.minus(p)) / length;
        let margin = (length * 0.15).min(60.0);
        let near = self.get(tag).and_then(|chord| {
            let free = |j: &&P| {
                (margin..=length - margin).contains(&along(**j)) && j.minus(hit).length() < snap_m
            };
            chord
                .junctions
                .iter()
                .filter(free)
                .min_by(|x, y| x.minus(hit).length().total_cmp(&y.minus(hit).length()))
        });
        near.copied().unwrap_or(hit)
    }

    /// Cuts `cell` into `n` cells of about equal weight.
    pub(crate) fn divide(
        &mut self,
        dice: &mut Dice,
        cell: Cell,
        n: usize,
        kind: ChordKind,
        weight: &dyn Fn(P) -> f64,
    ) -> Vec<Cell> {
        if n <= 1 {
            return vec![cell];
        }
        let n_left =
            if n.is_multiple_of(2) { n / 2 } else { n / 2 + usize::from(dice.chance(0.5)) };
        let frame = cell.frame();
        // Nearly square cells may be cut either way.
        let turn = frame.breadth() / frame.length() > 0.85 && dice.chance(0.5);
        let long = if turn { frame.short() } else { frame.long };
        for attempt in 0..6 {
            let wobble = if attempt < 4 { dice.range(-0.09, 0.09) } else { 0.0 };
            let dir = long.left().turned(wobble);
            let across = dir.left().times(-1.0);
            let offset = quantile(&cell, across, n_left as f64 / n as f64, weight);
            let at = cell.centroid().plus(across.times(offset - cell.centroid().dot(across)));
            let snap = frame.length() * if attempt < 4 { 0.13 } else { 0.0 };
            let made = self.chords.len();
            let Some((left, right)) = self.cut(&cell, at, dir, kind, snap) else { continue };
            // `left` lies towards smaller `across`, with `n_left` of the weight.
            let share = left.area() / cell.area();
            let want = mass(&left, weight) / mass(&cell, weight).max(1e-9);
            let goal = n_left as f64 / n as f64;
            let square = [&left, &right]
                .iter()
                .all(|c| c.frame().breadth() / c.frame().length() > 0.3 || attempt > 3);
            if attempt < 5 && ((want - goal).abs() > goal * 0.3 || !square || share < 0.06) {
                self.undo(made);
                continue;
            }
            let mut cells = self.divide(dice, left, n_left, kind, weight);
            cells.extend(self.divide(dice, right, n - n_left, kind, weight));
            return cells;
        }
        vec![cell]
    }

    /// Takes back the chord made last.
    fn undo(&mut self, made: usize) {
        let Some(chord) = self.chords.pop() else { return };
        debug_assert_eq!(self.chords.len(), made);
        for (end, tag) in [(chord.a, chord.ends_on[0]), (chord.b, chord.ends_on[1])] {
            let others =
                self.chords.iter().any(|c| (c.a == end || c.b == end) && c.ends_on.contains(&tag));
            let own = |c: &Chord| c.a.minus(end).length() < 1e-6 || c.b.minus(end).length() < 1e-6;
            if let Some(on) = tag
                .and_then(|t| t.checked_sub(self.base))
                .and_then(|i| self.chords.get_mut(i as usize))
                && !others
                && !own(on)
            {
                on.junctions.retain(|j| *j != end);
            }
        }
    }
}

/// Sample points on a lattice inside the cell.
fn samples(cell: &Cell) -> Vec<P> {
    const SIDE: i32 = 22;
    let frame = cell.frame();
    let share = |step: i32| (f64::from(step) + 0.5) / f64::from(SIDE);
    let mut out = Vec::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let along = frame.long.times(frame.long_low + share(row) * frame.length());
            let across = frame.short().times(frame.short_low + share(column) * frame.breadth());
            let point = along.plus(across);
            if cell.contains(point) {
                out.push(point);
            }
        }
    }
    out
}

fn quantile(cell: &Cell, across: P, share: f64, weight: &dyn Fn(P) -> f64) -> f64 {
    let mut points: Vec<(f64, f64)> =
        samples(cell).into_iter().map(|p| (p.dot(across), weight(p))).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = points.iter().map(|p| p.1).sum();
    let mut left = total * share;
    for (s, w) in &points {
        left -= w;
        if left <= 0.0 {
            return *s;
        }
    }
    cell.centroid().dot(across)
}

fn mass(cell: &Cell, weight: &dyn Fn(P) -> f64) -> f64 {
    let points = samples(cell);
    let mean = points.iter().map(|p| weight(*p)).sum::<f64>() / points.len().max(1) as f64;
    mean * cell.area()
}

/// Splits `total` over the cells by weight, each at least one (largest remainder).
pub(crate) fn shares(cells: &[Cell], total: usize, weight: &dyn Fn(P) -> f64) -> Vec<usize> {
    let masses: Vec<f64> = cells.iter().map(|c| mass(c, weight)).collect();
    let sum: f64 = masses.iter().sum();
    let spare = total.saturating_sub(cells.len()) as f64;
    let ideal: Vec<f64> = masses.iter().map(|m| m / sum * spare).collect();
    let mut counts: Vec<usize> = ideal.iter().map(|x| 1 + x.floor() as usize).collect();
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by(|&i, &j| (ideal[j].fract()).total_cmp(&ideal[i].fract()).then(i.cmp(&j)));
    let missing = total.saturating_sub(counts.iter().sum());
    for &i in order.iter().cycle().take(missing) {
        counts[i] += 1;
    }
    counts
}
