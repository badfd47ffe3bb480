//! Stage *train*: the model, learned from integer counts of patterns.
//!
//! Each blocking rule gives a sample of pairs that is biased on the rule's own columns and on
//! nothing else, so a comparison learns only from rules that do not read its columns
//! (Fellegi and Sunter 1969; the rule-wise reading is Splink's). All rules learn together: one set of
//! m probabilities, a mixture of its own for each rule. Where the settings name shared values, a
//! third class of pairs, *related*, stands between matches and strangers (after Winkler 1993, who
//! set apart non-matches within a household): a related pair shares each value with a chance of its
//! own and is otherwise like strangers.

mod classes;
mod em;
mod exact;
mod judged;
mod lineage;
mod parameters;
mod sample;

use crate::compare::Comparer;
use crate::error::Result;
use crate::model::{ComparisonModel, LevelModel, Model, Taught};
use crate::patterns::{Compared, Pattern};
use crate::rows::Rows;
use crate::settings::Settings;

use em::View;
pub(crate) use judged::Judged;
pub use judged::Learned;
use parameters::Parameters;
use sample::RandomPairs;
pub(crate) use sample::mixed;

/// What training says about itself; empty where a pinned model was applied.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct TrainingReport {
    /// Patterns learned from.
    pub patterns: usize,
    /// Rounds of expectation maximisation over all passes.
    pub rounds: usize,
    /// Whether the last pass came to rest before the rounds ran out.
    pub converged: bool,
    /// Comparisons that learn from each rule; empty for a rule that teaches nothing.
    pub rules: Vec<Vec<String>>,
    /// Random pairs that showed each level, drawn or counted, by comparison.
    pub random_pairs: Vec<Vec<u64>>,
    /// Comparisons whose first level is equality, its u known from the frequencies of the values.
    pub u_from_frequencies: Vec<String>,
    /// Judgements learned from.
    pub judged: Learned,
    /// Everything that was not learned as it should be, in words.
    pub warnings: Vec<String>,
}

/// Learns u from random pairs and m, priors and sharing from blocked pairs, alternately: matches are
/// among the random pairs too, and are taken out of u.
pub(crate) fn train(
    rows: &Rows,
    settings: &Settings,
    comparer: &Comparer<'_>,
    found: &Compared,
    judged: &Judged,
) -> Result<(Model, TrainingReport)> {
    let random = sample::random_pairs(rows, settings, comparer)?;
    let related = settings.comparisons.iter().any(|c| c.shared);
    let (mut views, untaught) = views(settings, &found.patterns, judged);
    let mut parameters = Parameters::start(settings, &random.shares);
    let (mut rounds, mut converged) = (0, false);
    for _pass in 0..PASSES {
        let (used, rested) = em::learn(&mut views, &mut parameters, settings, related);
        rounds += used;
        converged = rested;
        parameters::teach_rest(&found.patterns, &mut parameters, &untaught);
        parameters::set_priors(
            &found.patterns,
            &mut parameters,
            random.possible,
            settings.prior,
            related,
        );
        take_matches_out(&random, &mut parameters);
    }
    let expected = parameters::expected_matches(&views, &parameters, &found.patterns, &untaught);
    let model = model(settings, &parameters, &expected, &untaught, related);
    let report = TrainingReport {
        patterns: found.patterns.len(),
        rounds,
        converged,
        rules: taught_by(settings),
        warnings: [
            columns(rows),
            unbound(rows, settings),
            warnings(&model, converged, settings, &random),
        ]
        .concat(),
        random_pairs: random.seen,
        u_from_frequencies: random.exact,
        judged: judged.learned,
    };
    Ok((model, report))
}

const PASSES: usize = 3;

/// One view per rule that can teach, and the comparisons that no rule teaches.
fn views(settings: &Settings, patterns: &[Pattern], judged: &Judged) -> (Vec<View>, Vec<bool>) {
    let touched = lineage::touched(settings);
    let mut untaught = vec![true; settings.comparisons.len()];
    let mut views = Vec::new();
    for (rule, touched) in touched.iter().enumerate() {
        if !settings.blocking[rule].trains || touched.iter().filter(|t| !**t).count() < 2 {
            continue;
        }
        let view = View::of_rule(patterns, judged, rule, touched);
        if !view.is_empty() {
            untaught.iter_mut().zip(touched).for_each(|(u, t)| *u &= *t);
            views.push(view);
        }
    }
    if views.is_empty() {
        // Nothing but all pairs at once is left; every comparison is reported as taught so.
        views.push(View::of_all(patterns, judged, settings.comparisons.len()));
        untaught = vec![true; settings.comparisons.len()];
    }
    (views, untaught)
}

fn taught_by(settings: &Settings) -> Vec<Vec<String>> {
    let names = |touched: &Vec<bool>, trains: bool| -> Vec<String> {
        let free = settings
            .comparisons
            .iter()
            .zip(touched)
            .filter(|(_, t)| !**t)
            .map(|(c, _)| c.name.clone());
        let free: Vec<String> = free.collect();
        if trains && free.len() > 1 { free } else { Vec::new() }
    };
    lineage::touched(settings)
        .iter()
        .zip(&settings.blocking)
        .map(|(t, rule)| names(t, rule.trains))
        .collect()
}

/// Random pairs are strangers but for a few matches; what the matches add is taken out.
fn take_matches_out(random: &RandomPairs, parameters: &mut Parameters) {
    let matches = parameters.prior.min(0.5);
    for ((shares, m), u) in random.shares.iter().zip(&parameters.m).zip(&mut parameters.u) {
        for ((share, m), u) in shares.iter().zip(m).zip(u.iter_mut()) {
            let rest = (share - matches * m) / (1.0 - matches);
            *u = rest.max(0.02 * share).max(0.5 / random.possible);
        }
        let total: f64 = u.iter().sum();
        for u in u.iter_mut() {
            *u /= total;
        }
    }
}

fn model(
    settings: &Settings,
    parameters: &Parameters,
    expected: &[Vec<f64>],
    untaught: &[bool],
    related: bool,
) -> Model {
    let comparisons = settings.comparisons.iter().enumerate().map(|(at, comparison)| {
        let mut names: Vec<String> =
            comparison.levels.iter().map(crate::settings::Level::title).collect();
        names.push("anything else".into());
        let levels = names.into_iter().enumerate().map(|(level, name)| {
            let (m, u) = (parameters.m[at][level], parameters.u[at][level]);
            let taught = match (untaught[at], expected[at][level] < 1.0) {
                (_, true) => Taught::TooFewMatches,
                (true, false) => Taught::FromAllBlockedPairs,
                (false, false) => Taught::Learned,
            };
            LevelModel {
                name,
                m,
                u,
                match_weight: (m / u).log2(),
                expected_matches: expected[at][level],
                taught,
            }
        });
        let shared = if related { parameters.shared[at] } else { 0.0 };
        ComparisonModel { name: comparison.name.clone(), shared, levels: levels.collect() }
    });
    let related_prior = if related { parameters.related_prior } else { 0.0 };
    Model { prior: parameters.prior, related_prior, comparisons: comparisons.collect() }
}

/// Columns that cannot tell any two rows apart.
fn columns(rows: &Rows) -> Vec<String> {
    let told = rows.columns.iter().filter_map(|column| {
        let name = &column.name;
        match (column.filled, column.values.len() - 1) {
            (0, _) => Some(format!("column {name} is empty in every row: it is evidence of nothing")),
            (filled, 1) => Some(format!(
                "column {name} holds one value in all of the {filled} rows that fill it: agreement on it is evidence of nothing"
            )),
            _ => None,
        }
    });
    told.collect()
}

/// Sources that clustering is to keep apart and of which there is no row: a name misspelled, perhaps.
fn unbound(rows: &Rows, settings: &Settings) -> Vec<String> {
    let bound = settings.clusters.one_per_source.iter();
    let missing = bound.filter(|name| !rows.sources.contains(name));
    missing.map(|name| format!("no row is of source {name}, which one_per_source names")).collect()
}

/// A comparison whose strongest level speaks less for a match than its weakest: training took something
/// else for matches.
fn wrong_way_round(comparison: &ComparisonModel) -> Option<String> {
    let [first, .., last] = &comparison.levels[..] else { return None };
    (first.match_weight <= last.match_weight).then(|| {
        format!(
            "{}: \"{}\" weighs {:+.2} and \"{}\" {:+.2}, the wrong way round; other rules that teach, or a fixed prior, may mend it",
            comparison.name, first.name, first.match_weight, last.name, last.match_weight
        )
    })
}

fn warnings(
    model: &Model,
    converged: bool,
    settings: &Settings,
    random: &RandomPairs,
) -> Vec<String> {
    let mut warnings = Vec::new();
    if !converged {
        warnings.push(format!("training had not come to rest after {} rounds", settings.rounds));
    }
    warnings.extend(model.comparisons.iter().filter_map(wrong_way_round));
    for (comparison, seen) in model.comparisons.iter().zip(&random.seen) {
        for (at, (level, seen)) in comparison.levels.iter().zip(seen).enumerate() {
            let told = settings.comparisons.iter().find(|c| c.name == comparison.name);
            let silent =
                |l: &crate::settings::Level| l.counted_elsewhere && l.title() == level.name;
            if told.is_some_and(|c| c.levels.iter().any(silent)) {
                continue;
            }
            let from_frequencies = at == 0 && random.exact.contains(&comparison.name);
            if *seen < FEWEST_SEEN && !from_frequencies {
                warnings.push(format!(
                    "{}, level \"{}\": {seen} random pairs show it, too few to learn from; u is a smoothed guess of {:.2e}",
                    comparison.name, level.name, level.u
                ));
            }
            match level.taught {
                Taught::Learned => {}
                Taught::TooFewMatches => warnings.push(format!(
                    "{}, level \"{}\": {:.2} matches expected, too few to learn from; m is a smoothed guess of {:.2e}",
                    comparison.name, level.name, level.expected_matches, level.m
                )),
                Taught::FromAllBlockedPairs => warnings.push(format!(
                    "{}, level \"{}\": every rule that teaches blocks on this comparison's columns; m is learned from all blocked pairs and likely too favourable",
                    comparison.name, level.name
                )),
            }
        }
    }
    warnings
}

/// A share counted on fewer pairs than this is a guess.
pub(crate) const FEWEST_SEEN: u64 = 10;

#[cfg(test)]
mod sample_tests;
#[cfg(test)]
mod tests;
