//! Where hills and reservoirs lie, and what stands on each grid.

use super::Plan;
use crate::chance::Dice;
use crate::geometry::{Cell, P};
use crate::naming::places::PlaceNames;

/// What a grid is mostly built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LandUse {
    Towers,
    Walkups,
    Village,
    Industry,
    Commerce,
    /// Community centre, clinic, school.
    Civic,
    Park,
    Hill,
    Lake,
}

/// Hills and reservoirs: places where weight is low, so that grids are large.
pub(crate) struct Wild {
    spots: Vec<(P, f64, bool)>,
}

impl Wild {
    pub(crate) fn new(dice: &mut Dice, outline: &Cell, share: f64) -> Self {
        let area = outline.area();
        let frame = outline.frame();
        let (mut spots, mut covered) = (Vec::new(), 0.0);
        for _ in 0..4000 {
            if covered >= area * share {
                break;
            }
            let s = dice.range(frame.long_low, frame.long_high);
            let t = dice.range(frame.short_low, frame.short_high);
            let p = frame.long.times(s).plus(frame.short().times(t));
            let radius = area.sqrt() * dice.range(0.05, 0.13);
            let apart = |(q, r, _): &(P, f64, bool)| q.minus(p).length() > (r + radius) * 0.8;
            if outline.contains(p) && spots.iter().all(apart) {
                let lake = spots.len() % 5 == 2;
                spots.push((p, radius, lake));
                covered += radius * radius * 3.0;
            }
        }
        Self { spots }
    }

    /// 1 in town, down to a few hundredths on a hill.
    pub(crate) fn weight(&self, p: P) -> f64 {
        let near = self
            .spots
            .iter()
            .map(|(c, r, _)| (c.minus(p).length() / r).powi(4))
            .fold(f64::MAX, f64::min);
        if near < 4.0 { 0.012 + 0.988 * (near / 2.0).min(1.0).powf(1.5) } else { 1.0 }
    }

    fn lake(&self, p: P) -> bool {
        self.spots.iter().any(|(c, r, lake)| *lake && c.minus(p).length() < r * 0.8)
    }
}

impl Plan {
    /// Gives every grid its use: hills by weight, one civic grid a community, the
    /// rest in contiguous runs so that a village or an industrial zone hangs together.
    pub(crate) fn assign_uses(&mut self, dice: &mut Dice, names: &mut PlaceNames, wild: &Wild) {
        let mut due = [0.0_f64; 6];
        let mut public_left = self.scale.public_grids;
        for c in 0..self.communities.len() {
            let range = self.communities[c].grids.clone();
            let centre = self.communities[c].cell.centroid();
            let mut town: Vec<usize> = Vec::new();
            for g in range {
                let p = self.grids[g].cell.centroid();
                if wild.weight(p) < 0.3 {
                    self.grids[g].land = if wild.lake(p) { LandUse::Lake } else { LandUse::Hill };
                } else {
                    town.push(g);
                }
            }
            town.sort_by(|&x, &y| {
                let d = |g: usize| self.grids[g].cell.centroid().minus(centre).length();
                d(x).total_cmp(&d(y))
            });
            let mut town = town.into_iter();
            if let Some(g) = town.next() {
                self.grids[g].land = LandUse::Civic;
            }
            let mut rest: Vec<usize> = town.collect();
            let heading = P::new(1.0, 0.0).turned(dice.range(0.0, std::f64::consts::TAU));
            rest.sort_by(|&x, &y| {
                let d = |g: usize| self.grids[g].cell.centroid().dot(heading);
                d(x).total_cmp(&d(y))
            });
            let lands = self.draw_uses(dice, rest.len(), &mut due);
            for (g, land) in rest.into_iter().zip(lands) {
                self.grids[g].land = land;
            }
        }
        self.mark_public(&mut public_left);
        for g in 0..self.grids.len() {
            self.grids[g].estate = names.draw(dice, "小区");
        }
    }

    /// Draws `n` uses so that shares over the district come out as asked: each
    /// grid adds every share to what is due; a community prefers a few uses.
    fn draw_uses(&self, dice: &mut Dice, n: usize, due: &mut [f64; 6]) -> Vec<LandUse> {
        const USES: [LandUse; 6] = [
            LandUse::Towers,
            LandUse::Walkups,
            LandUse::Village,
            LandUse::Industry,
            LandUse::Commerce,
            LandUse::Park,
        ];
        let mix = self.scale.mix;
        let shares = [mix.towers, mix.walkups, mix.village, mix.industry, mix.commerce, mix.park];
        let sum: f64 = shares.iter().sum();
        let mut counts = [0_usize; 6];
        for (d, s) in due.iter_mut().zip(shares) {
            *d += s / sum * n as f64;
        }
        let taste: Vec<f64> = USES.iter().map(|_| dice.range(0.0, 0.1) * n as f64).collect();
        for _ in 0..n {
            let best = (0..6)
                .max_by(|&i, &j| (due[i] + taste[i]).total_cmp(&(due[j] + taste[j])))
                .unwrap_or(0);
            due[best] -= 1.0;
            counts[best] += 1;
        }
        let mut order = [0, 1, 2, 3, 4, 5];
        dice.shuffle(&mut order);
        order.iter().flat_map(|&u| std::iter::repeat_n(USES[u], counts[u])).collect()
    }

    /// Parks, lakes and hills first, spread over the communities, become the
    /// public-place grids.
    fn mark_public(&mut self, left: &mut usize) {
        let mut candidates: Vec<usize> = (0..self.grids.len())
            .filter(|&g| {
                matches!(self.grids[g].land, LandUse::Park | LandUse::Lake | LandUse::Hill)
            })
            .collect();
        candidates
            .sort_by_key(|&g| (self.grids[g].land != LandUse::Park, g.wrapping_mul(7919) % 10_007));
        for g in candidates {
            if *left == 0 {
                return;
            }
            self.grids[g].public = true;
            *left -= 1;
        }
    }
}
