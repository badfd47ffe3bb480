//! Blocking rules by measured cost and recall.
//!
//! Candidates are single keys and pairs of keys made from the compared columns: the value itself,
//! its beginning, its sound, the year of a date. What a candidate costs is counted on a sample of
//! rows and scaled up; what it recalls is counted on the matches that the run found, each weighed by
//! its probability. Rules are then taken one by one, each time the one that finds most matches not
//! found yet for its pairs (greedy cover, Chvátal 1979).

use serde::Serialize;

use crate::functions::keys;
use crate::rows::{Blocks, Rows, Texts, Workspace, is_shared, tally};
use crate::run::Outcome;
use crate::score::ScoredPair;

/// Rules worth trying, in the order they were taken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestions {
    /// Rules; each adds to those before it.
    pub rules: Vec<SuggestedRule>,
    /// Candidates that were measured.
    pub candidates: usize,
    /// Rows that costs were counted on; fewer than all where there are many.
    pub rows: usize,
    /// Matches that recall was counted on.
    pub matches: f64,
    /// Pairs that the rules of the settings make together.
    pub present_pairs: f64,
}

/// One rule and what it is expected to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SuggestedRule {
    /// Keys, as the settings write them.
    pub keys: Vec<String>,
    /// Pairs the rule makes, those of other rules included.
    pub pairs: f64,
    /// Share of the known matches that agree on its keys.
    pub recall: f64,
    /// Share of the known matches that this rule and those before it find.
    pub recall_so_far: f64,
}

/// One key of all sampled rows and of both sides of the known matches.
struct Key {
    column: usize,
    expression: String,
    /// Of each sampled row.
    codes: Vec<u32>,
    /// Sampled rows of each code.
    counts: Vec<u32>,
    /// A bit for each known match whose two records agree.
    agree: Vec<u64>,
}

struct Candidate {
    keys: Vec<usize>,
    pairs: f64,
    agree: Vec<u64>,
}

const MOST_ROWS: usize = 60_000;
const MOST_MATCHES: usize = 60_000;
const MOST_RULES: usize = 16;
/// A rule is not worth its name below this share of new matches.
const LEAST_GAIN: f64 = 0.000_5;
/// Pairs per row above which a rule is no candidate.
const MOST_PAIRS_A_ROW: f64 = 40.0;

pub(crate) fn suggest(outcome: &Outcome) -> Suggestions {
    let rows = &outcome.rows;
    let step = rows.len().div_ceil(MOST_ROWS).max(1);
    let sampled: Vec<u32> = (0..).take(rows.len()).step_by(step).collect();
    let scale = (rows.len() as f64 / sampled.len().max(1) as f64).powi(2);
    let likely: Vec<&ScoredPair> = outcome.pairs.iter().filter(|p| p.match_weight >= 0.0).collect();
    let known: Vec<&ScoredPair> =
        likely.iter().step_by(likely.len().div_ceil(MOST_MATCHES).max(1)).copied().collect();
    let weights: Vec<f64> = known.iter().map(|p| p.probability()).collect();
    let all: f64 = weights.iter().sum();
    let keys = keys_of(rows, &sampled, &known);
    let candidates = candidates(&keys, scale, rows.len() as f64);
    let shares = |agree: &[u64]| share(agree, &weights, all);
    let mut found = vec![0_u64; known.len().div_ceil(64)];
    let mut taken: Vec<&Candidate> = Vec::new();
    let mut open: Vec<&Candidate> = candidates.iter().collect();
    while taken.len() < MOST_RULES {
        let worth = |c: &Candidate| {
            let joined: Vec<u64> = c.agree.iter().zip(&found).map(|(a, b)| a & !b).collect();
            let gain = shares(&joined);
            // Besides its pairs a rule costs a pass over the rows.
            (gain, gain / (c.pairs + rows.len() as f64))
        };
        let scored = open.iter().enumerate().map(|(at, c)| (at, worth(c)));
        let best = scored
            .filter(|(_, (gain, _))| *gain >= LEAST_GAIN)
            .max_by(|a, b| a.1.1.total_cmp(&b.1.1).then(b.0.cmp(&a.0)));
        let Some((at, _)) = best else { break };
        taken.push(open.remove(at));
        found = together(&taken, found.len());
    }
    // A rule taken early may have become needless by those taken after it.
    let mut at = 0;
    while at < taken.len() {
        let mut others = taken.clone();
        others.remove(at);
        let without = together(&others, found.len());
        if shares(&found) - shares(&without) < LEAST_GAIN {
            taken = others;
            found = without;
        } else {
            at += 1;
        }
    }
    let rules = (1..=taken.len()).map(|n| {
        let rule = taken[n - 1];
        SuggestedRule {
            keys: rule.keys.iter().map(|key| keys[*key].expression.clone()).collect(),
            pairs: rule.pairs,
            recall: shares(&rule.agree),
            recall_so_far: shares(&together(&taken[..n], found.len())),
        }
    });
    Suggestions {
        rules: rules.collect(),
        candidates: candidates.len(),
        rows: sampled.len(),
        matches: all,
        present_pairs: outcome.report.pairs_compared as f64,
    }
}

/// Keys of every compared column that say something.
fn keys_of(rows: &Rows, sampled: &[u32], known: &[&ScoredPair]) -> Vec<Key> {
    let mut found = Vec::new();
    for (column, held) in rows.columns.iter().enumerate() {
        if held.filled == 0 {
            continue;
        }
        for (expression, key) in keys::of_column(&held.name, &held.values) {
            let (values, of_value) = numbered(&held.values, key);
            let code = |row: u32| of_value[rows.codes(row)[column] as usize];
            let mut agree = vec![0_u64; known.len().div_ceil(64)];
            for (at, pair) in known.iter().enumerate() {
                let (left, right) = (code(pair.left), code(pair.right));
                agree[at / 64] |= u64::from(left != 0 && left == right) << (at % 64);
            }
            let codes: Vec<u32> = sampled.iter().map(|row| code(*row)).collect();
            let counts = tally(codes.iter().copied(), values);
            found.push(Key { column, expression, codes, counts, agree });
        }
    }
    found
}

/// How many distinct keys there are, none included, and the key of each value.
fn numbered(values: &Texts, key: impl Fn(&str) -> Option<String>) -> (usize, Vec<u32>) {
    let mut known: rustc_hash::FxHashMap<String, u32> = rustc_hash::FxHashMap::default();
    let of_value = values.iter().map(|value| match key(value) {
        Some(key) if !key.is_empty() => {
            let next = u32::try_from(known.len() + 1).unwrap_or(u32::MAX);
            *known.entry(key).or_insert(next)
        }
        _ => 0,
    });
    let of_value: Vec<u32> = of_value.collect();
    (known.len() + 1, of_value)
}

/// Single keys and pairs of keys of different columns that do not make too many pairs.
fn candidates(keys: &[Key], scale: f64, rows: f64) -> Vec<Candidate> {
    let (mut found, mut workspace) = (Vec::new(), Workspace::default());
    let mut consider = |of: Vec<usize>| {
        let counts: Vec<&[u32]> = of.iter().map(|key| keys[*key].counts.as_slice()).collect();
        let sampled = u32::try_from(keys[of[0]].codes.len()).unwrap_or(u32::MAX);
        let code = |key: usize, row: u32| keys[of[key]].codes[row as usize];
        let sizes = Blocks::form(sampled, &counts, is_shared(&counts, code), code, &mut workspace);
        let pairs: f64 =
            sizes.ranges().map(|r| r.len() as f64 * (r.len() as f64 - 1.0) / 2.0).sum();
        let pairs = pairs * scale;
        if pairs > rows * MOST_PAIRS_A_ROW {
            return;
        }
        let mut agree = keys[of[0]].agree.clone();
        for key in &of[1..] {
            agree.iter_mut().zip(&keys[*key].agree).for_each(|(a, b)| *a &= b);
        }
        found.push(Candidate { keys: of, pairs, agree });
    };
    for (at, first) in keys.iter().enumerate() {
        consider(vec![at]);
        for (other, second) in keys.iter().enumerate().skip(at + 1) {
            if first.column != second.column {
                consider(vec![at, other]);
            }
        }
    }
    found
}

/// What any of these candidates finds.
fn together(of: &[&Candidate], words: usize) -> Vec<u64> {
    let mut found = vec![0; words];
    for candidate in of {
        found.iter_mut().zip(&candidate.agree).for_each(|(all, new)| *all |= new);
    }
    found
}

fn share(agree: &[u64], weights: &[f64], all: f64) -> f64 {
    let hit = weights.iter().enumerate().filter(|(at, _)| agree[at / 64] >> (at % 64) & 1 == 1);
    hit.map(|(_, weight)| weight).sum::<f64>() / all.max(f64::MIN_POSITIVE)
}
