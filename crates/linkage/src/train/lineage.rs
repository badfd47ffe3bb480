//! Which comparisons a blocking rule fixes: those that read a column the rule reads.

use std::collections::BTreeSet;

use crate::settings::Settings;
use crate::sql::identifiers;

/// For each rule, whether it touches each comparison.
pub(super) fn touched(settings: &Settings) -> Vec<Vec<bool>> {
    let comparisons: Vec<BTreeSet<String>> = settings
        .comparisons
        .iter()
        .map(|c| c.own_columns().iter().flat_map(|name| raw(settings, name)).collect())
        .collect();
    let of_rule = |keys: &[String]| -> Vec<bool> {
        let reads: BTreeSet<String> = keys
            .iter()
            .flat_map(|k| identifiers(k))
            .flat_map(|name| raw(settings, &name))
            .collect();
        comparisons.iter().map(|c| !c.is_disjoint(&reads)).collect()
    };
    settings.blocking.iter().map(|rule| of_rule(&rule.keys)).collect()
}

/// The raw columns behind a name.
fn raw(settings: &Settings, name: &str) -> Vec<String> {
    settings
        .standardise
        .get(name)
        .map_or_else(|| vec![name.to_owned()], |expression| identifiers(expression))
}
