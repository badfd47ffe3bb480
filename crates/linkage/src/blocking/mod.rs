//! What blocking costs and finds, what it cannot see, and rules that might serve better.

mod suggest;

use std::collections::BTreeMap;

use crate::patterns::Pattern;
use crate::report::{Filled, RuleCount, Unseen};
use crate::rows::Rows;
use crate::settings::{BlockingRule, Settings};

pub(crate) use suggest::suggest;
pub use suggest::{SuggestedRule, Suggestions};

/// What each rule did, and what all of them leave out; `matches` are those expected among the
/// written pairs, by the set of rules that find them.
pub(crate) fn told(
    rows: &Rows,
    settings: &Settings,
    first: &[u64],
    patterns: &[Pattern],
    matches: &BTreeMap<u32, f64>,
) -> (Vec<RuleCount>, Unseen) {
    let mut pairs: BTreeMap<u32, u64> = BTreeMap::new();
    for pattern in patterns {
        *pairs.entry(pattern.rules).or_default() += pattern.pairs;
    }
    let within = nested(settings.blocking.len(), &pairs);
    let of_rule = |rule: usize| {
        let bit = 1_u32 << rule;
        RuleCount {
            keys: settings.blocking[rule].keys.clone(),
            pairs: first[rule],
            all_pairs: pairs.iter().filter(|(set, _)| *set & bit != 0).map(|(_, n)| n).sum(),
            only_pairs: pairs.get(&bit).copied().unwrap_or(0),
            matches: matches.iter().filter(|(set, _)| *set & bit != 0).map(|(_, n)| n).sum(),
            only_matches: matches.get(&bit).copied().unwrap_or(0.0),
            within: within[rule],
            skipped: rows.skipped[rule].clone(),
        }
    };
    let told = (0..settings.blocking.len()).map(of_rule).collect();
    (told, unseen(rows, &within, matches))
}

/// Why no rule finds a pair, rule by rule; without a value of the data.
pub(crate) fn why_none(rows: &Rows, settings: &Settings) -> String {
    let of_rule = |(at, rule): (usize, &BlockingRule)| {
        let (keyed, left_out) = (rows.keyed(at), rows.skipped[at].blocks);
        let why = if keyed == 0 {
            "no row has a value in all its keys".to_owned()
        } else if left_out > 0 {
            let largest = settings.largest_block;
            format!("its {left_out} blocks hold more than largest_block = {largest} rows each")
        } else if rows.rules[at].blocks.ends.is_empty() {
            format!("none of the {keyed} rows that have its keys share them")
        } else {
            "no two rows that share its keys may be compared under this link_type".to_owned()
        };
        format!("rule {at} ({}): {why}", rule.keys.join(", "))
    };
    settings.blocking.iter().enumerate().map(of_rule).collect::<Vec<_>>().join("; ")
}

/// For each rule, another that finds all its pairs; of two rules alike, the later lies within the
/// earlier.
fn nested(rules: usize, pairs: &BTreeMap<u32, u64>) -> Vec<Option<usize>> {
    let lies = |a: usize, b: usize| {
        let mut sets = pairs.keys().filter(|set| *set >> a & 1 == 1).peekable();
        sets.peek().is_some() && sets.all(|set| set >> b & 1 == 1)
    };
    let around = |a: usize| (0..rules).find(|&b| b != a && lies(a, b) && (b < a || !lies(b, a)));
    (0..rules).map(around).collect()
}

fn unseen(rows: &Rows, within: &[Option<usize>], matches: &BTreeMap<u32, f64>) -> Unseen {
    let alone: Vec<u32> = (0..).take(rows.len()).filter(|row| rows.rules_of(*row) == 0).collect();
    let filled = rows.columns.iter().enumerate().map(|(at, column)| {
        let held = alone.iter().filter(|row| rows.codes(**row)[at] != 0).count();
        Filled {
            column: column.name.clone(),
            unseen: held as f64 / alone.len().max(1) as f64,
            all: column.filled as f64 / rows.len().max(1) as f64,
        }
    });
    let catches = (0_u32..).zip(within).filter(|(_, within)| within.is_none());
    let catches = catches.fold(0_u32, |set, (rule, _)| set | 1 << rule);
    let found = |times: u32| -> f64 {
        let of = matches.iter().filter(|(set, _)| (*set & catches).count_ones() == times);
        of.map(|(_, n)| n).sum()
    };
    let (once, twice) = (found(1), found(2));
    let estimable = catches.count_ones() > 2 && twice > 0.0;
    Unseen {
        rows_in_no_block: alone.len() as u64,
        filled: filled.collect(),
        rows_left_out: rows.skipped.iter().map(|s| s.rows).sum(),
        found_once: once,
        found_twice: twice,
        missed_matches: estimable.then(|| once * once / (2.0 * twice)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_within_another_is_no_catch_of_its_own() {
        // Rule 2 finds a part of what rule 0 finds; rules 1 and 3 find the same.
        let pairs = BTreeMap::from([(0b0001, 5), (0b0101, 3), (0b1010, 2), (0b1011, 1)]);
        assert_eq!(nested(4, &pairs), [None, None, Some(0), Some(1)]);
    }

    #[test]
    fn a_rule_that_finds_nothing_lies_within_none() {
        assert_eq!(nested(2, &BTreeMap::from([(0b01, 5)])), [None, None]);
    }
}
