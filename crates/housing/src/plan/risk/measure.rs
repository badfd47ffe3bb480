//! How well the model holds: on visits drawn by lot alone.

use serde::{Deserialize, Serialize};

/// Groups of the calibration, from the least likely to the most.
const BANDS: usize = 5;
/// Visits that figures are shown of at the least: fewer say nothing.
const FEWEST: usize = 50;

/// A visit of a plan as it came out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether the lot chose it, and no rule.
    pub drawn: bool,
    /// How likely it was said to find something, before it was made.
    pub risk: Option<f64>,
    /// Whether it did.
    pub found: bool,
}

/// A fifth of the visits, by what was said of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// Visits.
    pub visits: u64,
    /// What was said, on average, 0 to 1.
    pub said: f64,
    /// What came, 0 to 1.
    pub came: f64,
}

/// What the visits of plans show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Visits drawn by lot, and how many of them found something.
    pub drawn: (u64, u64),
    /// Visits that the rules chose, and how many of them found something.
    pub chosen: (u64, u64),
    /// Calibration, of visits drawn by lot that had a figure; empty where they are too few.
    pub bands: Vec<Band>,
    /// How many times as often the likeliest fifth found something as all did; none where they are too few.
    pub lift: Option<f64>,
}

/// Measures the visits of plans.
#[must_use]
pub fn measure(all: &[Outcome]) -> Measured {
    let count = |drawn: bool| {
        let of = all.iter().filter(|one| one.drawn == drawn);
        (of.clone().count() as u64, of.filter(|one| one.found).count() as u64)
    };
    let mut said: Vec<(f64, bool)> =
        all.iter().filter(|one| one.drawn).filter_map(|one| Some((one.risk?, one.found))).collect();
    said.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut measured = Measured { drawn: count(true), chosen: count(false), ..Measured::default() };
    if said.len() < FEWEST {
        return measured;
    }
    for n in 0..BANDS {
        let part = &said[n * said.len() / BANDS..(n + 1) * said.len() / BANDS];
        let sum: f64 = part.iter().map(|(risk, _)| risk).sum();
        let visits = part.len() as u64;
        measured.bands.push(Band { visits, said: sum / part.len() as f64, came: came(part) });
    }
    let overall = came(&said);
    measured.lift = measured.bands.last().filter(|_| overall > 0.0).map(|top| top.came / overall);
    measured
}

/// Which part of them found something.
fn came(part: &[(f64, bool)]) -> f64 {
    part.iter().filter(|(_, found)| *found).count() as f64 / part.len() as f64
}
