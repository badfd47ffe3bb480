//! What training moves, where it starts, and what it makes of all blocked pairs.

use super::classes::Chances;
use super::em::View;
use crate::patterns::Pattern;
use crate::settings::{Prior, Settings};

/// What is learned.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parameters {
    pub(super) prior: f64,
    pub(super) related_prior: f64,
    pub(super) m: Vec<Vec<f64>>,
    pub(super) u: Vec<Vec<f64>>,
    /// Chance that a related pair shares each comparison's value.
    pub(super) shared: Vec<f64>,
}

impl Parameters {
    /// Matches mostly agree, strangers agree as random pairs do.
    pub(super) fn start(settings: &Settings, random: &[Vec<f64>]) -> Self {
        let m = random.iter().map(|shares| start_m(shares.len())).collect();
        let shared =
            settings.comparisons.iter().map(|c| if c.shared { 0.8 } else { 0.02 }).collect();
        Self { prior: 1e-4, related_prior: 1e-4, m, u: random.to_vec(), shared }
    }

    fn mixture(&self) -> [f64; 3] {
        [self.prior, self.related_prior, 1.0 - self.prior - self.related_prior]
    }
}

fn start_m(levels: usize) -> Vec<f64> {
    let between = levels.saturating_sub(2);
    let mut m = vec![0.15 / between.max(1) as f64; levels];
    m[0] = if between == 0 { 0.9 } else { 0.75 };
    m[levels - 1] = 0.1;
    m
}

/// m of comparisons that no rule teaches, from all blocked pairs judged by the other comparisons.
pub(super) fn teach_rest(patterns: &[Pattern], p: &mut Parameters, untaught: &[bool]) {
    if untaught.iter().all(|u| *u) {
        return;
    }
    for c in (0..untaught.len()).filter(|c| untaught[*c]) {
        let counts = all_pairs(patterns, p, c);
        let seen: f64 = counts.iter().sum();
        let share = 1.0 / counts.len() as f64;
        p.m[c].iter_mut().zip(&counts).for_each(|(m, n)| *m = (n + share) / (seen + 1.0));
    }
}

/// Expected matches by level of one comparison over all blocked pairs, judged by the others.
fn all_pairs(patterns: &[Pattern], p: &Parameters, comparison: usize) -> Vec<f64> {
    let chances = Chances::new(p);
    let mixture = p.mixture();
    let mut counts = vec![0.0; p.m[comparison].len()];
    for pattern in patterns {
        let level = usize::from(pattern.levels[comparison]);
        if level > 0 {
            let (classes, _) = chances.classes(&pattern.levels, mixture, Some(comparison));
            counts[level - 1] += classes[0] * pattern.pairs as f64;
        }
    }
    counts
}

/// Priors over all possible pairs: the fixed point at which the blocked pairs hold as many matches
/// as the prior says, pairs outside every block holding none.
pub(super) fn set_priors(
    patterns: &[Pattern],
    p: &mut Parameters,
    possible: f64,
    prior: Prior,
    related: bool,
) {
    let chances = Chances::new(p);
    for _ in 0..PRIOR_ROUNDS {
        if !related {
            p.related_prior = 0.0;
        }
        let mixture = p.mixture();
        let (mut matches, mut relations) = (0.0, 0.0);
        for pattern in patterns {
            let (classes, _) = chances.classes(&pattern.levels, mixture, None);
            matches += classes[0] * pattern.pairs as f64;
            relations += classes[1] * pattern.pairs as f64;
        }
        let least = 0.5 / possible;
        let before = (p.prior, p.related_prior);
        p.prior = match prior {
            Prior::Learned => (matches / possible).clamp(least, 0.5),
            Prior::Fixed(prior) => prior,
        };
        p.related_prior = if related { (relations / possible).clamp(least, 0.4) } else { 0.0 };
        if (p.prior - before.0).abs() <= 1e-9 * before.0
            && (p.related_prior - before.1).abs() <= 1e-9
        {
            break;
        }
    }
}

const PRIOR_ROUNDS: usize = 50;

/// Matches that taught each level.
pub(super) fn expected_matches(
    views: &[View],
    p: &Parameters,
    patterns: &[Pattern],
    untaught: &[bool],
) -> Vec<Vec<f64>> {
    let mut counts: Vec<Vec<f64>> = p.m.iter().map(|l| vec![0.0; l.len()]).collect();
    let chances = Chances::new(p);
    for view in views {
        for (levels, pairs, verdicts) in view.rows() {
            let chance = verdicts.weigh(chances.classes(levels, view.mixture, None).0)[0];
            for (c, &level) in levels.iter().enumerate().filter(|(_, l)| **l > 0) {
                counts[c][usize::from(level) - 1] += chance * pairs;
            }
        }
    }
    for c in (0..untaught.len()).filter(|c| untaught[*c]) {
        counts[c] = all_pairs(patterns, p, c);
    }
    counts
}
