//! Which comparisons a blocking rule fixes: those that read a column the rule reads.

use std::collections::BTreeSet;

use crate::settings::Settings;

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

/// Names in an SQL expression that are not functions, literals or keywords of `CASE`.
fn identifiers(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = sql;
    while let Some(c) = rest.chars().next() {
        if c == '\'' || c == '"' {
            let inner = &rest[1..];
            let end = inner.find(c).unwrap_or(inner.len());
            if c == '"' {
                found.push(inner[..end].to_owned());
            }
            rest = inner.get(end + 1..).unwrap_or("");
        } else if c.is_alphabetic() || c == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let keyword = [
                "case", "when", "then", "else", "end", "and", "or", "not", "is", "null", "as",
                "like", "in", "cast",
            ];
            if !after.trim_start().starts_with('(')
                && !keyword.contains(&name.to_lowercase().as_str())
            {
                found.push(name.to_owned());
            }
            rest = after;
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::identifiers;

    #[test]
    fn names_only() {
        let sql = "CASE WHEN \"last name\" IS NULL THEN 'first' ELSE substr(surname, 1, 3) END";
        assert_eq!(identifiers(sql), ["last name", "surname"]);
    }
}
