//! The roads of a place as a graph that is walked on.

use std::{cmp::Reverse, collections::BinaryHeap};

use kernel::Point4326;

use super::{
    cells::Cells,
    joints::join,
    plane::{Plane, Spot},
};

/// Whoever is within this of a road is on it, metres: the depth of an estate.
const ON_M: f64 = 150.0;

/// Roads as joints and the pieces between them. It is made once from the register and then only read.
#[derive(Debug)]
pub struct Network {
    plane: Plane,
    pieces: Vec<Piece>,
    lines: Vec<[Spot; 2]>,
    cells: Cells,
    /// Where the pieces of each joint begin in `met`, and where the last one's end.
    first: Vec<u32>,
    met: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    ends: [u32; 2],
    length_mm: u64,
}

/// Where somebody stands beside a road.
#[derive(Clone, Copy, Debug)]
struct Stand {
    piece: u32,
    /// From the first end of the piece.
    along_mm: u64,
    /// From the road.
    off_mm: u64,
}

/// What is reached next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Goal(usize),
    Joint(u32),
}

impl Network {
    /// The network of lines: they meet where they cross, touch, or end within three metres of each other.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "pieces are numbered by u32")]
    pub fn of(lines: &[Vec<Point4326>]) -> Self {
        let plane = Plane::around(&lines.iter().flatten().copied());
        let flat: Vec<Vec<Spot>> =
            lines.iter().map(|line| line.iter().map(|at| plane.spot(*at)).collect()).collect();
        let joined = join(&flat);
        let lines: Vec<[Spot; 2]> =
            joined.pieces.iter().map(|ends| ends.map(|end| joined.joints[end as usize])).collect();
        let piece = |(ends, [a, b]): (&[u32; 2], &[Spot; 2])| Piece {
            ends: *ends,
            length_mm: millimetres(a.distance_m(*b)),
        };
        let pieces: Vec<Piece> = joined.pieces.iter().zip(&lines).map(piece).collect();
        let mut first = vec![0_u32; joined.joints.len() + 1];
        for end in pieces.iter().flat_map(|piece| piece.ends) {
            first[end as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut met = vec![0_u32; pieces.len() * 2];
        for (n, piece) in pieces.iter().enumerate() {
            for end in piece.ends {
                met[next[end as usize] as usize] = n as u32;
                next[end as usize] += 1;
            }
        }
        let cells = Cells::of(&lines, 0.0);
        Self { plane, pieces, lines, cells, first, met }
    }

    /// How many joints it has, and pieces between them.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.first.len() - 1, self.pieces.len())
    }

    /// How far each of `goals` is from `from` on foot along the roads, metres, in the order of `goals`. `None` for who is
    /// beside no road, and for who is not reached within `at_most_m`.
    #[must_use]
    pub fn walks(&self, from: Point4326, goals: &[Point4326], at_most_m: f64) -> Vec<Option<f64>> {
        let Some(start) = self.stand(from) else { return vec![None; goals.len()] };
        self.follow(start, &self.beside(goals), 0, goals.len(), at_most_m)
    }

    /// How far any two of `places` are from one another along the roads, metres: a row for each place. `None` as in
    /// [`Network::walks`]. Reckoned on every processor there is; the same however many there are.
    #[must_use]
    pub fn between(&self, places: &[Point4326], at_most_m: f64) -> Vec<Vec<Option<f64>>> {
        let count = places.len();
        let by_piece = self.beside(places);
        let mut stands: Vec<Option<Stand>> = vec![None; count];
        for (_, number, stand) in &by_piece {
            stands[*number] = Some(*stand);
        }
        // A way is as long back: of each pair the way to the later one is followed.
        let row = |number: usize| match stands[number] {
            Some(start) => self.follow(start, &by_piece, number, count, at_most_m),
            None => vec![None; count],
        };
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut far: Vec<Vec<Option<f64>>> = vec![Vec::new(); count];
        std::thread::scope(|scope| {
            let parts: Vec<_> = (0..threads)
                .map(|first| {
                    let part = (first..count).step_by(threads);
                    let row = &row;
                    scope
                        .spawn(move || part.map(|number| (number, row(number))).collect::<Vec<_>>())
                })
                .collect();
            for part in parts {
                // A thread that panicked has said why; its rows stay unknown.
                for (number, row) in part.join().unwrap_or_default() {
                    far[number] = row;
                }
            }
        });
        for row in &mut far {
            row.resize(count, None);
        }
        for from in 1..count {
            let (before, after) = far.split_at_mut(from);
            for (to, row) in before.iter().enumerate() {
                after[0][to] = row[from];
            }
        }
        far
    }

    /// Who of `places` is beside a road, by piece.
    fn beside(&self, places: &[Point4326]) -> Vec<(u32, usize, Stand)> {
        let mut by_piece: Vec<(u32, usize, Stand)> = places
            .iter()
            .enumerate()
            .filter_map(|(n, at)| self.stand(*at).map(|stand| (stand.piece, n, stand)))
            .collect();
        by_piece.sort_unstable_by_key(|(piece, n, _)| (*piece, *n));
        by_piece
    }

    /// How far the goals from number `first` on are, of `count` goals. Dijkstra 1959, from one end outwards, ended once
    /// everybody is reached.
    fn follow(
        &self,
        start: Stand,
        by_piece: &[(u32, usize, Stand)],
        first: usize,
        count: usize,
        at_most_m: f64,
    ) -> Vec<Option<f64>> {
        let mut far: Vec<Option<f64>> = vec![None; count];
        let mut missing = by_piece.iter().filter(|(_, goal, _)| *goal >= first).count();
        let mut heap = BinaryHeap::new();
        let mut least = vec![u64::MAX; self.first.len()];
        for (end, along_mm) in self.ways_from(start) {
            least[end as usize] = along_mm + start.off_mm;
            heap.push(Reverse((along_mm + start.off_mm, Reached::Joint(end))));
        }
        for (_, goal, stand) in wanted(by_piece, start.piece, first) {
            let direct_mm = start.along_mm.abs_diff(stand.along_mm) + start.off_mm + stand.off_mm;
            heap.push(Reverse((direct_mm, Reached::Goal(*goal))));
        }
        let limit_mm = millimetres(at_most_m);
        while let Some(Reverse((far_mm, reached))) = heap.pop() {
            if missing == 0 || far_mm > limit_mm {
                break;
            }
            match reached {
                Reached::Goal(goal) => {
                    if far[goal].is_none() {
                        far[goal] = Some(metres(far_mm));
                        missing -= 1;
                    }
                }
                Reached::Joint(joint) if far_mm > least[joint as usize] => {}
                Reached::Joint(joint) => {
                    let range = self.first[joint as usize] as usize
                        ..self.first[joint as usize + 1] as usize;
                    for &number in &self.met[range] {
                        let piece = self.pieces[number as usize];
                        let [a, b] = piece.ends;
                        for (_, goal, stand) in wanted(by_piece, number, first) {
                            let along_mm = if joint == a {
                                stand.along_mm
                            } else {
                                piece.length_mm - stand.along_mm
                            };
                            let goal_mm = far_mm + along_mm + stand.off_mm;
                            heap.push(Reverse((goal_mm, Reached::Goal(*goal))));
                        }
                        let other = if joint == a { b } else { a };
                        let other_mm = far_mm + piece.length_mm;
                        if other_mm < least[other as usize] {
                            least[other as usize] = other_mm;
                            heap.push(Reverse((other_mm, Reached::Joint(other))));
                        }
                    }
                }
            }
        }
        far
    }

    /// Both ends of the piece that somebody stands beside, and how far they are along it.
    fn ways_from(&self, stand: Stand) -> [(u32, u64); 2] {
        let piece = self.pieces[stand.piece as usize];
        [(piece.ends[0], stand.along_mm), (piece.ends[1], piece.length_mm - stand.along_mm)]
    }

    /// The nearest road within [`ON_M`].
    fn stand(&self, at: Point4326) -> Option<Stand> {
        let at = self.plane.spot(at);
        let mut best: Option<(f64, f64, u32)> = None;
        self.cells.near(at, ON_M, |number| {
            let [a, b] = self.lines[number as usize];
            let (along, off_m) = at.beside(a, b);
            if off_m <= ON_M && best.is_none_or(|(off, _, n)| (off_m, number) < (off, n)) {
                best = Some((off_m, along, number));
            }
        });
        best.map(|(off_m, along, piece)| {
            let length_mm = self.pieces[piece as usize].length_mm;
            let along_mm = millimetres(metres(length_mm) * along).min(length_mm);
            Stand { piece, along_mm, off_mm: millimetres(off_m) }
        })
    }
}

/// Who stands beside a piece, of the goals from number `first` on.
fn wanted(
    by_piece: &[(u32, usize, Stand)],
    piece: u32,
    first: usize,
) -> impl Iterator<Item = &(u32, usize, Stand)> {
    let from = by_piece.partition_point(|(at, ..)| *at < piece);
    let to = by_piece.partition_point(|(at, ..)| *at <= piece);
    by_piece[from..to].iter().filter(move |(_, goal, _)| *goal >= first)
}

/// Whole millimetres, so that the order of two ways is the same on every machine.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres on earth")]
fn millimetres(metres: f64) -> u64 {
    (metres * 1_000.0).round() as u64
}

fn metres(millimetres: u64) -> f64 {
    millimetres as f64 / 1_000.0
}
