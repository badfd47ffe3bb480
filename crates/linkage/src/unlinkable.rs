//! Records that say too little to be linked: even with themselves they do not reach a threshold.

use serde::Serialize;

use crate::error::Result;
use crate::run::Outcome;
use crate::settings::Settings;

/// Share of records that could not be linked at a threshold, whatever they were compared with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Unlinkable {
    /// The threshold as a match weight.
    pub match_weight: f64,
    /// Share of records whose match weight with themselves is below it.
    pub share: f64,
}

/// By whole match weight from 0 up to where no record is linkable. Of many rows every so many is
/// looked at.
pub(crate) fn unlinkable(outcome: &Outcome, settings: &Settings) -> Result<Vec<Unlinkable>> {
    let rows = &outcome.rows;
    let step = rows.len().div_ceil(MOST_ROWS).max(1);
    let mut weights: Vec<f64> = outcome.scoring(settings, |comparer, scorer| {
        let mut scratch = comparer.scratch();
        let looked_at = (0..).take(rows.len()).step_by(step);
        let with_itself = looked_at.map(|row| {
            let levels = scorer.layout().unpack(comparer.pattern(row, row, &mut scratch));
            scorer.score(&levels, row)
        });
        with_itself.collect()
    })?;
    weights.sort_by(f64::total_cmp);
    let (Some(most), all) = (weights.last().copied(), weights.len() as f64) else {
        return Ok(Vec::new());
    };
    let mut told = Vec::new();
    let mut match_weight = 0.0;
    while match_weight <= most.ceil() {
        let below = weights.partition_point(|w| *w < match_weight);
        told.push(Unlinkable { match_weight, share: below as f64 / all });
        match_weight += 1.0;
    }
    Ok(told)
}

const MOST_ROWS: usize = 50_000;
