//! A block: ground between roads, and rectangles placed on it without overlap.

use super::Site;
use super::model::{Lane, RoadRef};
use crate::geometry::{Cell, P, ring};
use crate::naming::Text;
use crate::plan::divide::{ChordKind, Divider};

/// Ground to build on, inside its sidewalks.
pub(crate) struct Block {
    pub(crate) grid: usize,
    /// In the drawing plane, edges tagged by chord, inside the sidewalks.
    pub(crate) cell: Cell,
    /// The same on the ground.
    pub(crate) ring: Vec<P>,
    /// Roads under the tags of the block's own chords.
    roads: Vec<(u32, RoadRef)>,
    placed: Vec<Rect>,
}

/// A rectangle on the ground: corner, axes and sides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rect {
    pub(crate) corner: P,
    pub(crate) u: P,
    pub(crate) length: f64,
    pub(crate) depth: f64,
}

impl Rect {
    pub(crate) fn at(&self, s: f64, t: f64) -> P {
        self.corner.plus(self.u.times(s)).plus(self.u.left().times(t))
    }

    pub(crate) fn corners(&self) -> [P; 4] {
        [
            self.at(0.0, 0.0),
            self.at(self.length, 0.0),
            self.at(self.length, self.depth),
            self.at(0.0, self.depth),
        ]
    }

    pub(crate) fn centre(&self) -> P {
        self.at(self.length / 2.0, self.depth / 2.0)
    }

    fn radius(&self) -> f64 {
        self.length.hypot(self.depth) / 2.0
    }

    /// Whether two rectangles come nearer than `gap_m` (separating axes).
    fn near(&self, other: &Rect, gap_m: f64) -> bool {
        if self.centre().minus(other.centre()).length() > self.radius() + other.radius() + gap_m {
            return false;
        }
        let (a, b) = (self.corners(), other.corners());
        [self.u, self.u.left(), other.u, other.u.left()].iter().all(|axis| {
            let span = |c: &[P; 4]| {
                c.iter()
                    .map(|p| p.dot(*axis))
                    .fold((f64::MAX, f64::MIN), |(l, h), x| (l.min(x), h.max(x)))
            };
            let ((al, ah), (bl, bh)) = (span(&a), span(&b));
            al < bh + gap_m && bl < ah + gap_m
        })
    }
}

impl Block {
    /// Places the rectangle if it lies inside `ring` and is clear of all others.
    pub(crate) fn place(&mut self, ring_: &[P], rect: Rect) -> bool {
        let clear = Self::fits(ring_, &rect) && self.clear(&rect, 0.6);
        if clear {
            self.placed.push(rect);
        }
        clear
    }

    /// Whether nothing placed so far comes nearer than `gap_m`.
    pub(crate) fn clear(&self, rect: &Rect, gap_m: f64) -> bool {
        self.placed.iter().all(|p| !p.near(rect, gap_m))
    }

    fn fits(ring_: &[P], rect: &Rect) -> bool {
        let c = rect.corners();
        (0..4).all(|i| {
            ring::contains(ring_, c[i]) && ring::contains(ring_, c[i].towards(c[(i + 1) % 4], 0.5))
        })
    }

    /// The block shrunk by `margin_m` at every edge, on the ground.
    pub(crate) fn inner(&self, site: &Site<'_>, margin_m: f64) -> Option<Vec<P>> {
        self.cell.inset(|_| margin_m).map(|c| site.plan.warp.ring(&c.ring, 20.0))
    }

    /// Unit vector of the block's axis nearest to east–west.
    pub(crate) fn east(&self) -> P {
        let f = ring::frame(&self.ring);
        let u = if f.long.x.abs() >= f.long.y.abs() { f.long } else { f.short() };
        if u.x < 0.0 { u.times(-1.0) } else { u }
    }

    /// The road along an edge, if there is one.
    pub(crate) fn road(&self, site: &Site<'_>, tag: u32) -> Option<RoadRef> {
        let own = self.roads.iter().find(|(t, _)| *t == tag).map(|(_, r)| *r);
        own.or_else(|| site.plan.chords.get(tag as usize).and_then(|c| c.road).map(RoadRef::Plan))
    }

    /// Edges of the block that lie on a road, longest first, on the ground.
    pub(crate) fn fronts(&self, site: &Site<'_>) -> Vec<(Vec<P>, RoadRef, f64)> {
        let mut out: Vec<(Vec<P>, RoadRef, f64)> = Vec::new();
        for (a, b, tag) in self.cell.edges() {
            if let Some(road) = self.road(site, tag) {
                let mut line = Vec::new();
                site.plan.warp.line(a, b, 30.0, &mut line);
                line.push(site.plan.warp.ground(b));
                out.push((line, road, b.minus(a).length()));
            }
        }
        out.sort_by(|x, y| y.2.total_cmp(&x.2));
        out
    }
}

/// Cuts a grid into about `n` blocks; the cuts become local roads.
pub(crate) fn cut(site: &mut Site<'_>, g: usize, n: usize) -> Vec<Block> {
    let plan = site.plan;
    let mut divider = Divider::starting_at(plan.chords.len());
    let cells =
        divider.divide(&mut site.dice, plan.grids[g].cell.clone(), n, ChordKind::Local, &|_| 1.0);
    let mut roads = Vec::new();
    for (i, chord) in divider.chords.iter().enumerate() {
        // A local road stops at the bank.
        let along = chord.b.minus(chord.a).unit();
        let back = |end: usize| {
            let on = chord.ends_on[end].and_then(|t| plan.chords.get(t as usize));
            if on.is_some_and(|c| c.kind == ChordKind::River) {
                plan.scale.river_m / 2.0 + 12.0
            } else {
                0.0
            }
        };
        let (a, b) = (chord.a.plus(along.times(back(0))), chord.b.minus(along.times(back(1))));
        let mut line = Vec::new();
        plan.warp.line(a, b, 20.0, &mut line);
        line.push(plan.warp.ground(b));
        let added = add_lane(site, g, line, i + 1, ChordKind::Local.width_m(), "local");
        roads.push(((plan.chords.len() + i) as u32, RoadRef::Lane(added)));
    }
    let local = plan.chords.len() as u32;
    let half =
        |t: u32| if t >= local { ChordKind::Local.width_m() / 2.0 } else { plan.half_width(t) };
    cells
        .into_iter()
        .filter_map(|cell| cell.inset(|t| half(t) + 3.5))
        .map(|cell| {
            let ring = plan.warp.ring(&cell.ring, 20.0);
            Block { grid: g, cell, ring, roads: roads.clone(), placed: Vec::new() }
        })
        .collect()
}

/// A lane named after the grid's estate: 柳塘一街, 柳塘村三巷.
pub(crate) fn add_lane(
    site: &mut Site<'_>,
    g: usize,
    line: Vec<P>,
    n: usize,
    width_m: f64,
    class: &'static str,
) -> usize {
    let grid = &site.plan.grids[g];
    let ordinal = crate::naming::chinese_number(n as u32);
    let name = if class == "lane" {
        Text::new(
            format!("{}村{ordinal}巷", grid.estate.zh),
            format!("{} Village Lane {n}", grid.estate.en),
        )
    } else {
        Text::new(
            format!("{}{ordinal}街", grid.estate.zh),
            format!("{} Street {n}", grid.estate.en),
        )
    };
    let code =
        format!("{}L{:04}", site.plan.communities[grid.community].code, site.out.lanes.len() + 1);
    site.out.lanes.push(Lane { code, name, width_m, class, line });
    site.out.lanes.len() - 1
}
