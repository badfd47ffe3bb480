//! Expectation maximisation over patterns. Sums run in the order of the sorted patterns, so the
//! answer is the same to the last bit however the patterns were counted.

use std::collections::BTreeMap;

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
}

fn start_m(levels: usize) -> Vec<f64> {
    let between = levels.saturating_sub(2);
    let mut m = vec![0.15 / between.max(1) as f64; levels];
    m[0] = if between == 0 { 0.9 } else { 0.75 };
    m[levels - 1] = 0.1;
    m
}

/// The pairs of one rule, with the comparisons it fixes blanked out.
pub(super) struct View {
    rows: Vec<(Vec<u8>, f64)>,
    /// Shares of matches, related pairs and strangers among them.
    mixture: [f64; 3],
}

impl View {
    pub(super) fn of_rule(patterns: &[Pattern], rule: usize, touched: &[bool]) -> Self {
        Self::gather(patterns.iter().filter(|p| p.rules >> rule & 1 == 1), touched)
    }

    pub(super) fn of_all(patterns: &[Pattern], comparisons: usize) -> Self {
        Self::gather(patterns.iter(), &vec![false; comparisons])
    }

    fn gather<'a>(patterns: impl Iterator<Item = &'a Pattern>, touched: &[bool]) -> Self {
        let mut counts: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        for pattern in patterns {
            let levels =
                pattern.levels.iter().zip(touched).map(|(l, t)| if *t { 0 } else { *l }).collect();
            *counts.entry(levels).or_default() += pattern.pairs;
        }
        Self {
            rows: counts.into_iter().map(|(l, n)| (l, n as f64)).collect(),
            mixture: [0.3, 0.2, 0.5],
        }
    }

    pub(super) fn pairs(&self) -> usize {
        self.rows.len()
    }
}

/// Natural logarithms of the three classes' level chances.
struct Logs([Vec<Vec<f64>>; 3]);

impl Logs {
    fn new(p: &Parameters) -> Self {
        let logs = |table: &[Vec<f64>]| {
            table.iter().map(|l| l.iter().map(|x| x.ln()).collect()).collect::<Vec<Vec<f64>>>()
        };
        let related: Vec<Vec<f64>> = (0..p.m.len())
            .map(|c| {
                p.m[c]
                    .iter()
                    .zip(&p.u[c])
                    .map(|(m, u)| p.shared[c] * m + (1.0 - p.shared[c]) * u)
                    .collect()
            })
            .collect();
        Self([logs(&p.m), logs(&related), logs(&p.u)])
    }

    /// Chance of each class given the levels, under a mixture; `skip` leaves one comparison out.
    fn classes(&self, levels: &[u8], mixture: [f64; 3], skip: Option<usize>) -> [f64; 3] {
        let mut sums = mixture.map(f64::ln);
        for (c, &level) in levels.iter().enumerate() {
            if level > 0 && skip != Some(c) {
                for (sum, table) in sums.iter_mut().zip(&self.0) {
                    *sum += table[c][usize::from(level) - 1];
                }
            }
        }
        let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights = sums.map(|s| (s - top).exp());
        let total: f64 = weights.iter().sum();
        weights.map(|w| w / total)
    }
}

/// Learns m, sharing and every view's mixture; u stays. Gives rounds used and whether it came to rest.
pub(super) fn learn(
    views: &mut [View],
    p: &mut Parameters,
    settings: &Settings,
    related: bool,
) -> (usize, bool) {
    if !related {
        for view in views.iter_mut() {
            view.mixture = [view.mixture[0], 0.0, 1.0 - view.mixture[0]];
        }
    }
    for round in 1..=settings.rounds {
        let before = (p.m.clone(), p.shared.clone());
        let mut matches: Vec<Vec<f64>> = p.m.iter().map(|l| vec![0.0; l.len()]).collect();
        let mut sharing = vec![(0.0, 0.0); p.m.len()];
        let logs = Logs::new(p);
        for view in views.iter_mut() {
            let mut mixture = [0.0; 3];
            let mut total = 0.0;
            for (levels, pairs) in &view.rows {
                let classes = logs.classes(levels, view.mixture, None);
                total += pairs;
                for (sum, class) in mixture.iter_mut().zip(classes) {
                    *sum += class * pairs;
                }
                for (c, &level) in levels.iter().enumerate().filter(|(_, l)| **l > 0) {
                    let level = usize::from(level) - 1;
                    matches[c][level] += classes[0] * pairs;
                    if related {
                        let (m, u, s) = (p.m[c][level], p.u[c][level], p.shared[c]);
                        let weight = classes[1] * pairs;
                        sharing[c].0 += weight * s * m / (s * m + (1.0 - s) * u);
                        sharing[c].1 += weight;
                    }
                }
            }
            view.mixture = mixture.map(|x| (x / total).clamp(1e-9, 1.0));
            if !related {
                view.mixture[1] = 0.0;
            }
        }
        for (m, counts) in p.m.iter_mut().zip(&matches) {
            let seen: f64 = counts.iter().sum();
            if seen > 0.0 {
                let share = 1.0 / counts.len() as f64;
                m.iter_mut().zip(counts).for_each(|(m, n)| *m = (n + share) / (seen + 1.0));
            }
        }
        for (c, (hits, all)) in sharing.into_iter().enumerate().filter(|(_, s)| s.1 > 0.0) {
            let most = if settings.comparisons[c].shared { 0.99 } else { MOST_CHANCE_SHARING };
            p.shared[c] = (hits / all).clamp(1e-4, most);
        }
        let moved = |a: &[Vec<f64>], b: &[Vec<f64>]| {
            a.iter()
                .flatten()
                .zip(b.iter().flatten())
                .map(|(x, y)| (x - y).abs())
                .fold(0.0, f64::max)
        };
        let sharing_moved =
            p.shared.iter().zip(&before.1).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
        if moved(&p.m, &before.0).max(sharing_moved) < 1e-5 {
            return (round, true);
        }
    }
    (settings.rounds, false)
}

/// Twins share a birth date, a father and son a name: related entities share what marks a person
/// now and then, but not as a rule. More than this would be a match under another name.
const MOST_CHANCE_SHARING: f64 = 0.1;

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
    let logs = Logs::new(p);
    let mixture = [p.prior, p.related_prior, 1.0 - p.prior - p.related_prior];
    let mut counts = vec![0.0; p.m[comparison].len()];
    for pattern in patterns {
        let level = usize::from(pattern.levels[comparison]);
        if level > 0 {
            counts[level - 1] +=
                logs.classes(&pattern.levels, mixture, Some(comparison))[0] * pattern.pairs as f64;
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
    let logs = Logs::new(p);
    for _ in 0..PRIOR_ROUNDS {
        let mixture =
            [p.prior, if related { p.related_prior } else { 0.0 }, 1.0 - p.prior - p.related_prior];
        let (mut matches, mut relations) = (0.0, 0.0);
        for pattern in patterns {
            let classes = logs.classes(&pattern.levels, mixture, None);
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
    let logs = Logs::new(p);
    for view in views {
        for (levels, pairs) in &view.rows {
            let chance = logs.classes(levels, view.mixture, None)[0];
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
