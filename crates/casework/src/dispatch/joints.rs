//! Lines to a network: they are joined where they cross, touch or end beside each other.

use std::collections::HashMap;

use super::{cells::Cells, plane::Spot};

/// What ends within this of another line meets it, metres: roads are drawn by their middles.
const TOUCH_M: f64 = 3.0;
/// Longest piece of a line, metres, so that its box is small.
const PIECE_M: f64 = 100.0;

/// Joints and the pieces of road between them.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) joints: Vec<Spot>,
    pub(super) pieces: Vec<[u32; 2]>,
}

/// Joins lines. A bridge and the road below it meet here: whoever walks finds stairs, or a few minutes more.
pub(super) fn join(lines: &[Vec<Spot>]) -> Joined {
    let pieces: Vec<[Spot; 2]> = lines.iter().flat_map(|line| cut_up(line)).collect();
    let mut cuts: Vec<Vec<(f64, Spot)>> = vec![Vec::new(); pieces.len()];
    for held in Cells::of(&pieces, TOUCH_M).all() {
        for (n, &one) in held.iter().enumerate() {
            for &other in &held[n + 1..] {
                meet(&pieces, one as usize, other as usize, &mut cuts);
            }
        }
    }
    let (mut joined, mut known) = (Joined::default(), HashMap::new());
    for ([from, to], mut cuts) in pieces.into_iter().zip(cuts) {
        cuts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut last = joined.joint(from, &mut known);
        for at in cuts.into_iter().map(|(_, at)| at).chain([to]) {
            let next = joined.joint(at, &mut known);
            if next != last {
                joined.pieces.push([last, next]);
            }
            last = next;
        }
    }
    joined.pieces.iter_mut().for_each(|ends| ends.sort_unstable());
    joined.pieces.sort_unstable();
    joined.pieces.dedup();
    joined
}

type Known = HashMap<(i64, i64), Vec<u32>>;

impl Joined {
    /// The joint at a place; the one that is there already within [`TOUCH_M`].
    #[expect(clippy::cast_possible_truncation, reason = "metres of a district, and its joints")]
    fn joint(&mut self, at: Spot, known: &mut Known) -> u32 {
        let cell = ((at.x / TOUCH_M).floor() as i64, (at.y / TOUCH_M).floor() as i64);
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (cell.0 + dx, cell.1 + dy)));
        let near = around
            .filter_map(|cell| known.get(&cell))
            .flatten()
            .map(|&joint| (self.joints[joint as usize].distance_m(at), joint))
            .filter(|(far, _)| *far <= TOUCH_M)
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, joint)) = near {
            return joint;
        }
        let joint = self.joints.len() as u32;
        self.joints.push(at);
        known.entry(cell).or_default().push(joint);
        joint
    }
}

/// A line in pieces of [`PIECE_M`] at the most.
fn cut_up(line: &[Spot]) -> Vec<[Spot; 2]> {
    let mut pieces = Vec::new();
    for ends in line.windows(2) {
        let [from, to] = [ends[0], ends[1]];
        let count = (from.distance_m(to) / PIECE_M).ceil();
        let mut at = 1.0;
        let mut last = from;
        while at <= count {
            let next = from.towards(to, at / count);
            pieces.push([last, next]);
            last = next;
            at += 1.0;
        }
    }
    pieces
}

/// Notes where two pieces cross, or where one ends beside the other.
fn meet(pieces: &[[Spot; 2]], one: usize, other: usize, cuts: &mut [Vec<(f64, Spot)>]) {
    let (first, second) = (pieces[one], pieces[other]);
    let ([a, b], [c, d]) = (first, second);
    let (rx, ry, sx, sy) = (b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y);
    let across = rx * sy - ry * sx;
    if across.abs() > f64::EPSILON {
        // How far along each piece they cross.
        let on_one = ((c.x - a.x) * sy - (c.y - a.y) * sx) / across;
        let on_other = ((c.x - a.x) * ry - (c.y - a.y) * rx) / across;
        if (0.0..=1.0).contains(&on_one) && (0.0..=1.0).contains(&on_other) {
            let at = a.towards(b, on_one);
            cuts[one].push((on_one, at));
            cuts[other].push((on_other, at));
            return;
        }
    }
    for (ends, [from, to], line) in [(second, first, one), (first, second, other)] {
        for end in ends {
            let (along, off_m) = end.beside(from, to);
            if off_m <= TOUCH_M {
                cuts[line].push((along, end));
            }
        }
    }
}
