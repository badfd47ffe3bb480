//! What pairs weigh once entities are known.
//!
//! A pair is scored by its own two records; the other records of their entities know more of it. Within an entity no
//! pair weighs less than the mean over the entity's pairs, whether or not a rule found it. Between two entities none
//! weighs more than the mean over all pairs across, by which clustering kept them apart.

use crate::block::wanted;
use crate::cluster::{MOST_MEMBERS_ASKED, Weigher, begins, mean_weight};
use crate::error::Result;
use crate::parallel;
use crate::run::{Outcome, by_rows};
use crate::score::ScoredPair;
use crate::settings::{ClusterSettings, Settings};

/// A pair, and what it weighs by the entities of its records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SettledPair {
    /// The pair as its own records have it.
    pub(crate) own: ScoredPair,
    /// log2 of the odds that the two are one entity, by what is known of both.
    pub(crate) match_weight: f64,
}

/// Entities, or pairs, of one piece of work.
const AT_ONCE: usize = 16_384;

/// Every pair at or above the output probability, in order of its rows.
pub(crate) fn settled(outcome: &Outcome, settings: &Settings) -> Result<Vec<SettledPair>> {
    if !settings.settle {
        let alone = |own: &ScoredPair| SettledPair { own: *own, match_weight: own.match_weight };
        return Ok(outcome.pairs.iter().map(alone).collect());
    }
    let known = Known::new(outcome, &settings.clusters);
    let odds = settings.output_probability / (1.0 - settings.output_probability);
    let least = odds.log2();
    let threads = parallel::threads(settings.threads);
    let entities: Vec<&[u32]> = known.entities().filter(|members| members.len() > 2).collect();
    let parts =
        outcome.scoring(settings, |comparer, scorer| -> Result<Vec<Vec<SettledPair>>> {
            let start = || Weigher::new(comparer, scorer);
            let entities: Vec<&[&[u32]]> = entities.chunks(AT_ONCE).collect();
            let (within, _) =
                parallel::run("settle", threads, &entities, start, |_, weigher, part| {
                    let mut found = Vec::new();
                    for members in *part {
                        known.within(members, weigher, &mut found);
                    }
                    let of_interest = |one: &SettledPair| {
                        one.match_weight >= least
                            && wanted(
                                &outcome.rows,
                                settings.link_type,
                                one.own.left,
                                one.own.right,
                            )
                    };
                    found.retain(of_interest);
                    found
                })?;
            let scored: Vec<&[ScoredPair]> = outcome.pairs.chunks(AT_ONCE).collect();
            let (scored, _) =
                parallel::run("settle", threads, &scored, start, |_, weigher, part| {
                    let settled = part.iter().filter_map(|pair| known.scored(pair, weigher));
                    settled.filter(|one| one.match_weight >= least).collect()
                })?;
            Ok(within.into_iter().chain(scored).collect())
        })??;
    Ok(by_rows(outcome.rows.len(), &parts, |one| (one.own.left, one.own.right)))
}

/// Entities and their pairs, to be looked up.
struct Known<'a> {
    outcome: &'a Outcome,
    settings: &'a ClusterSettings,
    /// Rows by entity, ascending within.
    rows: Vec<u32>,
    /// Where the rows of each entity begin, by its smallest row; the rows of another row's entity begin at its.
    starts: Vec<u32>,
    /// Where the pairs of each left row begin.
    pairs: Vec<u32>,
}

impl<'a> Known<'a> {
    fn new(outcome: &'a Outcome, settings: &'a ClusterSettings) -> Self {
        let starts = begins(outcome.rows.len(), outcome.clusters.iter().copied());
        let mut next = starts.clone();
        let mut rows = vec![0; outcome.clusters.len()];
        for (row, &entity) in (0..).zip(&outcome.clusters) {
            let at = &mut next[entity as usize];
            rows[*at as usize] = row;
            *at += 1;
        }
        let pairs = begins(outcome.rows.len(), outcome.pairs.iter().map(|pair| pair.left));
        Self { outcome, settings, rows, starts, pairs }
    }

    /// The rows of every entity.
    fn entities(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.rows[ends[0] as usize..ends[1] as usize])
    }

    /// The rows of the entity of a row.
    fn entity(&self, row: u32) -> &[u32] {
        let entity = self.outcome.clusters[row as usize] as usize;
        &self.rows[self.starts[entity] as usize..self.starts[entity + 1] as usize]
    }

    /// What two rows weigh by themselves.
    fn own(&self, left: u32, right: u32, weigher: &mut Weigher<'_>) -> f64 {
        let (left, right) = (left.min(right), left.max(right));
        let at = left as usize;
        let of_left = &self.outcome.pairs[self.pairs[at] as usize..self.pairs[at + 1] as usize];
        match of_left.binary_search_by_key(&right, |pair| pair.right) {
            Ok(at) => of_left[at].match_weight,
            Err(_) => weigher.weight(left, right),
        }
    }

    /// Every pair of an entity.
    fn within(&self, members: &[u32], weigher: &mut Weigher<'_>, found: &mut Vec<SettledPair>) {
        let begun = found.len();
        let (mut sum, mut asked) = (0.0, 0_u32);
        for (n, &left) in members.iter().enumerate() {
            for (m, &right) in members.iter().enumerate().skip(n + 1) {
                let match_weight = self.own(left, right, weigher);
                if m < MOST_MEMBERS_ASKED {
                    sum += self.settings.held(match_weight);
                    asked += 1;
                }
                found.push(SettledPair {
                    own: ScoredPair { left, right, match_weight },
                    match_weight,
                });
            }
        }
        let mean = sum / f64::from(asked.max(1));
        for one in &mut found[begun..] {
            one.match_weight = one.match_weight.max(mean);
        }
    }

    /// A pair that a rule found; none where its entity tells it.
    fn scored(&self, pair: &ScoredPair, weigher: &mut Weigher<'_>) -> Option<SettledPair> {
        let (left, right) = (self.entity(pair.left), self.entity(pair.right));
        let mut match_weight = pair.match_weight;
        if left[0] == right[0] {
            if left.len() > 2 {
                return None;
            }
        } else if match_weight >= self.settings.bound() {
            let mut weight = |x: u32, y: u32| self.settings.held(self.own(x, y, weigher));
            match_weight = match_weight.min(mean_weight(left, right, &mut weight));
        }
        Some(SettledPair { own: *pair, match_weight })
    }
}
