//! Expectation maximisation over patterns. Sums run in the order of the sorted patterns, so the
//! answer is the same to the last bit however the patterns were counted.

use std::collections::BTreeMap;

use super::classes::Chances;
use super::judged::{Judged, Verdicts, blanked};
use super::parameters::Parameters;
use crate::patterns::Pattern;
use crate::settings::Settings;

/// The pairs of one rule, with the comparisons it fixes blanked out.
#[derive(Clone)]
pub(super) struct View {
    comparisons: usize,
    /// Levels of each distinct pattern, one after another.
    levels: Vec<u8>,
    pairs: Vec<f64>,
    /// What people judged of each.
    verdicts: Vec<Verdicts>,
    /// Shares of matches, related pairs and strangers among them.
    pub(super) mixture: [f64; 3],
}

impl View {
    pub(super) fn of_rule(
        patterns: &[Pattern],
        judged: &Judged,
        rule: usize,
        touched: &[bool],
    ) -> Self {
        let verdicts = judged.of_rule(rule, touched);
        Self::gather(patterns.iter().filter(|p| p.rules >> rule & 1 == 1), &verdicts, touched)
    }

    pub(super) fn of_all(patterns: &[Pattern], judged: &Judged, comparisons: usize) -> Self {
        Self::gather(patterns.iter(), &judged.of_all(comparisons), &vec![false; comparisons])
    }

    fn gather<'a>(
        patterns: impl Iterator<Item = &'a Pattern>,
        verdicts: &BTreeMap<Vec<u8>, Verdicts>,
        touched: &[bool],
    ) -> Self {
        let mut counts: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        for pattern in patterns {
            *counts.entry(blanked(&pattern.levels, touched)).or_default() += pattern.pairs;
        }
        Self {
            comparisons: touched.len(),
            pairs: counts.values().map(|n| *n as f64).collect(),
            verdicts: counts
                .keys()
                .map(|levels| verdicts.get(levels).copied().unwrap_or_default())
                .collect(),
            levels: counts.into_keys().flatten().collect(),
            mixture: [0.3, 0.2, 0.5],
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Levels of each distinct pattern, number of pairs, and what was judged of them.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[u8], f64, Verdicts)> {
        let counts = self.pairs.iter().copied().zip(self.verdicts.iter().copied());
        let rows = self.levels.chunks_exact(self.comparisons).zip(counts);
        rows.map(|(levels, (pairs, verdicts))| (levels, pairs, verdicts))
    }
}

/// What one look at the data expects under the parameters of the moment.
struct Expected {
    /// Pairs by class, comparison and level, for matches and related pairs.
    levels: [Vec<Vec<f64>>; 2],
    mixtures: Vec<[f64; 3]>,
    /// Logarithm of the likelihood.
    likelihood: f64,
}

fn expect(views: &[View], mixtures: &[[f64; 3]], p: &Parameters) -> Expected {
    let chances = Chances::new(p);
    let zeros = || p.m.iter().map(|l| vec![0.0; l.len()]).collect::<Vec<Vec<f64>>>();
    let mut expected =
        Expected { levels: [zeros(), zeros()], mixtures: Vec::new(), likelihood: 0.0 };
    for (view, mixture) in views.iter().zip(mixtures) {
        let (mut sums, mut total) = ([0.0; 3], 0.0);
        for (levels, pairs, verdicts) in view.rows() {
            let (classes, likelihood) = chances.classes(levels, *mixture, None);
            let weighed = verdicts.weigh(classes).map(|c| c * pairs);
            total += pairs;
            expected.likelihood += likelihood * pairs;
            sums.iter_mut().zip(weighed).for_each(|(sum, w)| *sum += w);
            let [matches, related] = &mut expected.levels;
            for ((&level, matches), related) in levels.iter().zip(matches).zip(related) {
                if level > 0 {
                    matches[usize::from(level) - 1] += weighed[0];
                    related[usize::from(level) - 1] += weighed[1];
                }
            }
        }
        expected.mixtures.push(sums.map(|x| (x / total).clamp(1e-9, 1.0)));
    }
    expected
}

/// The point that moves: m, sharing and the mixture of every view.
#[derive(Clone)]
struct Point {
    m: Vec<Vec<f64>>,
    shared: Vec<f64>,
    mixtures: Vec<[f64; 3]>,
}

impl Point {
    fn values(&self) -> impl Iterator<Item = f64> {
        let mixtures = self.mixtures.iter().flatten();
        self.m.iter().flatten().chain(&self.shared).chain(mixtures).copied()
    }

    fn values_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        let mixtures = self.mixtures.iter_mut().flatten();
        self.m.iter_mut().flatten().chain(&mut self.shared).chain(mixtures)
    }

    fn normalised(mut self, most: &[f64]) -> Self {
        for group in &mut self.m {
            let total: f64 = group.iter().map(|x| x.max(1e-12)).sum();
            for x in group {
                *x = x.max(1e-12) / total;
            }
        }
        for (shared, most) in self.shared.iter_mut().zip(most) {
            *shared = shared.clamp(1e-4, *most);
        }
        for mixture in &mut self.mixtures {
            let related = mixture[1] > 0.0;
            *mixture = mixture.map(|x| x.max(1e-9));
            if !related {
                mixture[1] = 0.0;
            }
            let total: f64 = mixture.iter().sum();
            *mixture = mixture.map(|x| x / total);
        }
        self
    }
}

/// One study of the views.
struct Learner<'a> {
    views: &'a [View],
    p: Parameters,
    most: Vec<f64>,
    related: bool,
}

impl Learner<'_> {
    /// One round: the next point, and how likely the data are at this one (levels' smoothing included).
    fn round(&mut self, at: &Point) -> (Point, f64) {
        self.p.m.clone_from(&at.m);
        self.p.shared.clone_from(&at.shared);
        let expected = expect(self.views, &at.mixtures, &self.p);
        let mut next = Point { mixtures: expected.mixtures, ..at.clone() };
        if !self.related {
            next.mixtures.iter_mut().for_each(|m| m[1] = 0.0);
        }
        let mut likelihood = expected.likelihood;
        for ((m, counts), before) in next.m.iter_mut().zip(&expected.levels[0]).zip(&at.m) {
            let seen: f64 = counts.iter().sum();
            if seen > 0.0 {
                let share = 1.0 / counts.len() as f64;
                m.iter_mut().zip(counts).for_each(|(m, n)| *m = (n + share) / (seen + 1.0));
                likelihood += before.iter().map(|m| share * m.ln()).sum::<f64>();
            }
        }
        if self.related {
            for (c, counts) in expected.levels[1].iter().enumerate() {
                let all: f64 = counts.iter().sum();
                if all > 0.0 {
                    let s = at.shared[c];
                    let levels = counts.iter().zip(&at.m[c]).zip(&self.p.u[c]);
                    let hits: f64 =
                        levels.map(|((n, m), u)| n * s * m / (s * m + (1.0 - s) * u)).sum();
                    next.shared[c] = (hits / all).clamp(1e-4, self.most[c]);
                }
            }
        }
        (next, likelihood)
    }
}

/// Learns m, sharing and every view's mixture; u stays. Gives rounds used and whether it came to
/// rest. Two rounds show where the point is heading; a longer step in that direction is kept when
/// the data become no less likely by it (SQUAREM, Varadhan and Roland 2008).
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
    let most = settings.comparisons.iter();
    let most = most.map(|c| if c.shared { 0.99 } else { MOST_CHANCE_SHARING }).collect();
    let mut at = Point {
        m: p.m.clone(),
        shared: p.shared.clone(),
        mixtures: views.iter().map(|v| v.mixture).collect(),
    };
    let mut learner = Learner { views, p: p.clone(), most, related };
    let (mut rounds, mut rested) = (0, false);
    while rounds < settings.rounds && !rested {
        let (first, here) = learner.round(&at);
        let (second, _) = learner.round(&first);
        rounds += 2;
        rested = apart(&second, &first) < AT_REST;
        at = if rested {
            second
        } else {
            leap(&mut learner, &at, &first, second, here, &mut rounds)
        };
    }
    (p.m, p.shared) = (at.m, at.shared);
    for (view, mixture) in views.iter_mut().zip(at.mixtures) {
        view.mixture = mixture;
    }
    (rounds, rested)
}

/// The point after a long step and one round, or `second` where that is no better than `at`.
fn leap(
    learner: &mut Learner<'_>,
    at: &Point,
    first: &Point,
    second: Point,
    here: f64,
    rounds: &mut usize,
) -> Point {
    let steps = at.values().zip(first.values()).zip(second.values());
    let (mut speed, mut bend) = (0.0, 0.0);
    for ((a, b), c) in steps {
        speed += (b - a) * (b - a);
        bend += (c - 2.0 * b + a) * (c - 2.0 * b + a);
    }
    let length = (speed / bend).sqrt();
    if length.is_nan() || length <= 1.0 {
        return second;
    }
    let length = length.min(LONGEST_STEP);
    let mut far = at.clone();
    let steps = at.values().zip(first.values()).zip(second.values());
    for (x, ((a, b), c)) in far.values_mut().zip(steps) {
        *x = a + 2.0 * length * (b - a) + length * length * (c - 2.0 * b + a);
    }
    let far = far.normalised(&learner.most);
    let (next, there) = learner.round(&far);
    *rounds += 1;
    if there.is_finite() && there >= here { next } else { second }
}

fn apart(a: &Point, b: &Point) -> f64 {
    let mixtures = a.m.iter().flatten().count() + a.shared.len();
    a.values().zip(b.values()).take(mixtures).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max)
}

/// Probabilities that move less than this in a round have come to rest.
const AT_REST: f64 = 1e-5;

const LONGEST_STEP: f64 = 64.0;

/// Twins share a birth date, a father and son a name: related entities share what marks a person
/// now and then, but not as a rule. More than this would be a match under another name.
const MOST_CHANCE_SHARING: f64 = 0.1;
