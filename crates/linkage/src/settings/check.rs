//! Settings that contradict themselves are refused before any work.

use std::collections::BTreeSet;

use super::{Level, Prior, Settings, Test};
use crate::error::{LinkageError, Result};

impl Settings {
    /// Checks the settings; `from_toml` calls it, and so does every run.
    pub fn check(&self) -> Result<()> {
        let wrong = |place: &str, problem: &str| Err(LinkageError::settings(place, problem));
        if self.blocking.is_empty() {
            return wrong("blocking", "at least one rule is needed");
        }
        if self.blocking.len() > 32 {
            return wrong("blocking", "at most 32 rules");
        }
        for (index, rule) in self.blocking.iter().enumerate() {
            if rule.keys.is_empty() {
                return wrong(&format!("blocking[{index}].keys"), "at least one key is needed");
            }
        }
        if self.comparisons.is_empty() {
            return wrong("comparison", "at least one comparison is needed");
        }
        let mut names = BTreeSet::new();
        for comparison in &self.comparisons {
            let place = format!("comparison.{}", comparison.name);
            if !names.insert(&comparison.name) {
                return wrong(&place, "the name is used twice");
            }
            if comparison.levels.is_empty() {
                return wrong(
                    &place,
                    "at least one level is needed; the last level, anything else, is understood",
                );
            }
            if comparison.levels.len() > 30 {
                return wrong(&place, "at most 30 levels");
            }
            for (index, level) in comparison.levels.iter().enumerate() {
                let place = format!("{place}.levels[{index}]");
                check_test(&level.when, &place)?;
                check_frequencies(level, &place)?;
            }
        }
        if let Prior::Fixed(p) = self.prior
            && !(p > 0.0 && p < 1.0)
        {
            return wrong("prior.fixed", "a probability between 0 and 1, ends excluded");
        }
        for (place, value) in [
            ("output_probability", self.output_probability),
            ("clusters.probability", self.clusters.probability),
        ] {
            if !(0.0..=1.0).contains(&value) {
                return wrong(place, "a probability from 0 to 1");
            }
        }
        if self.clusters.probability < self.output_probability {
            return wrong("clusters.probability", "must not be below output_probability");
        }
        if self.largest_block < 2 {
            return wrong("largest_block", "at least 2");
        }
        if self.clusters.mean_weight.is_nan() {
            return wrong("clusters.mean_weight", "a match weight: a number");
        }
        // Not a number, too: a weight cannot be held within it.
        if self.clusters.weight_cap.is_nan() || self.clusters.weight_cap <= 0.0 {
            return wrong("clusters.weight_cap", "a match weight above 0");
        }
        Ok(())
    }
}

/// A value's frequency says something of a pair only where both records hold that value.
fn check_frequencies(level: &Level, place: &str) -> Result<()> {
    let same = same_in_both(&level.when);
    let Some(other) = level.term_frequency.iter().find(|name| !same.contains(*name)) else {
        return Ok(());
    };
    Err(LinkageError::settings(
        format!("{place}.term_frequency"),
        format!(
            "{other} may differ between the two records where this level holds; name columns that its test finds equal"
        ),
    ))
}

/// Columns of which both records hold one value wherever the test holds.
fn same_in_both(test: &Test) -> BTreeSet<String> {
    match test {
        Test::Exact(name) => BTreeSet::from([name.clone()]),
        Test::All(tests) => tests.iter().flat_map(same_in_both).collect(),
        Test::Any(tests) => {
            let mut sets = tests.iter().map(same_in_both);
            let first = sets.next().unwrap_or_default();
            sets.fold(first, |same, other| same.intersection(&other).cloned().collect())
        }
        _ => BTreeSet::new(),
    }
}

fn check_test(test: &Test, place: &str) -> Result<()> {
    let share = |value: f64| {
        if value > 0.0 && value <= 1.0 {
            Ok(())
        } else {
            Err(LinkageError::settings(place, "at_least is a share above 0, up to 1"))
        }
    };
    match test {
        Test::JaroWinkler { at_least, .. } | Test::Words { at_least, .. } => share(*at_least),
        Test::Within { at_most, .. } | Test::Distance { at_most_m: at_most, .. }
            if at_most.is_nan() || *at_most < 0.0 =>
        {
            Err(LinkageError::settings(place, "the greatest difference is a number from 0"))
        }
        Test::InCommon { at_least: 0, .. } => {
            Err(LinkageError::settings(place, "at_least is a number of values, 1 or more"))
        }
        Test::All(tests) | Test::Any(tests) => {
            if tests.is_empty() {
                return Err(LinkageError::settings(place, "all and any need at least one test"));
            }
            tests.iter().try_for_each(|t| check_test(t, place))
        }
        Test::Not(inner) => check_test(inner, place),
        _ => Ok(()),
    }
}
