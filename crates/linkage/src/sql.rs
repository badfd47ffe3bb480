//! The stages *block*, *compare* and *count* as SQL over the standardised rows: to read, to run on
//! their own, and to check the engine against. The engine itself runs them over numbered values
//! (see the crate's page), which gives the same pairs and patterns.

use std::fmt::Write;

use crate::settings::{Comparison, LinkType, Settings, Test};

/// The pairs: `id_l`, `id_r`, `rule` (the first rule that finds the pair). `rows` is a table of the
/// standardise stage. Blocks above `largest_block` are not left out here.
#[must_use]
pub fn block_sql(settings: &Settings, rows: &str) -> String {
    let agrees = |rule: usize| -> String {
        let keys = (0..settings.blocking[rule].keys.len())
            .map(|part| format!("l.\"key {rule}.{part}\" = r.\"key {rule}.{part}\""));
        keys.collect::<Vec<_>>().join(" AND ")
    };
    let sources = match settings.link_type {
        LinkType::Dedupe => " AND l.source = r.source",
        LinkType::Link => " AND l.source <> r.source",
        LinkType::LinkAndDedupe => "",
    };
    let of_rule = |rule: usize| {
        let mut sql = format!(
            "SELECT l.id AS id_l, r.id AS id_r, {rule} AS rule\nFROM {rows} l JOIN {rows} r ON {}\nWHERE l.id < r.id{sources}",
            agrees(rule)
        );
        for earlier in 0..rule {
            let _ = write!(sql, "\n  AND NOT coalesce({}, false)", agrees(earlier));
        }
        sql
    };
    (0..settings.blocking.len()).map(of_rule).collect::<Vec<_>>().join("\nUNION ALL\n")
}

/// The levels: `id_l`, `id_r`, `rule`, and for each comparison the number of the level that holds:
/// 0 no evidence, then the levels in order, then anything else. `pairs` is a table of the block stage.
#[must_use]
pub fn compare_sql(settings: &Settings, rows: &str, pairs: &str) -> String {
    let levels: Vec<String> = settings
        .comparisons
        .iter()
        .map(|c| format!(",\n       {} AS {}", level_sql(c), quoted(&c.name)))
        .collect();
    format!(
        "SELECT p.id_l, p.id_r, p.rule{}\nFROM {pairs} p JOIN {rows} l ON l.id = p.id_l JOIN {rows} r ON r.id = p.id_r",
        levels.concat()
    )
}

/// The counts that training learns from: one row per combination of levels, with its number of
/// `pairs`. `compared` is a table of the compare stage.
#[must_use]
pub fn count_sql(settings: &Settings, compared: &str) -> String {
    let names: Vec<String> = settings.comparisons.iter().map(|c| quoted(&c.name)).collect();
    let names = names.join(", ");
    format!(
        "SELECT {names}, count(*) AS pairs\nFROM {compared}\nGROUP BY {names}\nORDER BY {names}"
    )
}

fn level_sql(comparison: &Comparison) -> String {
    let missing = |c: &String| format!("l.{0} IS NULL OR r.{0} IS NULL", quoted(c));
    let (columns, points) = comparison.evidence();
    let mut absent: Vec<String> = columns.iter().map(|c| format!("({})", missing(c))).collect();
    absent.extend(points.iter().map(|(x, y)| format!("({} OR {})", missing(x), missing(y))));
    let mut sql = format!("CASE WHEN {} THEN 0", absent.join(" AND "));
    for (at, level) in comparison.levels.iter().enumerate() {
        let number = if level.counted_elsewhere { 0 } else { at + 1 };
        let _ = write!(sql, " WHEN {} THEN {number}", level.when.sql());
    }
    let _ = write!(sql, " ELSE {} END", comparison.levels.len() + 1);
    sql
}

impl Test {
    /// The test as an SQL condition on rows `l` and `r`.
    #[must_use]
    pub fn sql(&self) -> String {
        let call =
            |function: &str, column: &str| format!("{function}(l.{0}, r.{0})", quoted(column));
        let join = |tests: &[Self], word: &str| {
            format!("({})", tests.iter().map(Self::sql).collect::<Vec<_>>().join(word))
        };
        match self {
            Self::Exact(c) => format!("l.{0} = r.{0}", quoted(c)),
            Self::Swapped(a, b) => {
                format!("(l.{0} = r.{1} AND l.{1} = r.{0})", quoted(a), quoted(b))
            }
            Self::JaroWinkler { column, at_least } => {
                format!("{} >= {at_least:?}", call("jaro_winkler", column))
            }
            Self::DamerauLevenshtein { column, at_most } => {
                format!("{} <= {at_most}", call("edits", column))
            }
            Self::Prefix(c) => format!("{} = 1", call("begins_alike", c)),
            Self::Words { column, at_least } => {
                format!("{} >= {at_least:?}", call("common_words", column))
            }
            Self::WordsContained(c) => format!("{} = 1", call("words_contained", c)),
            Self::Within { column, at_most } => {
                format!("{} <= {at_most:?}", call("number_difference", column))
            }
            Self::Days { column, at_most } => {
                format!("{} <= {at_most}", call("days_apart", column))
            }
            Self::DayMonthSwapped(c) => format!("{} = 1", call("day_month_swapped", c)),
            Self::DateOneDigit(c) => format!("{} = 1", call("date_one_digit", c)),
            Self::DateTwoParts(c) => format!("{} = 1", call("date_two_parts", c)),
            Self::DatePartMissing(c) => format!("{} = 1", call("date_part_missing", c)),
            Self::Intersects(c) => format!("{} >= 1", call("common_values", c)),
            Self::InCommon { column, at_least } => {
                format!("{} >= {at_least}", call("common_values", column))
            }
            Self::Distance { longitude, latitude, at_most_m } => {
                let (x, y) = (quoted(longitude), quoted(latitude));
                format!("distance_m(l.{x}, l.{y}, r.{x}, r.{y}) <= {at_most_m:?}")
            }
            Self::ChineseSame(c) => format!("{} = 1", call("chinese_same", c)),
            Self::ChineseHomophone(c) => format!("{} = 1", call("chinese_homophone", c)),
            Self::ChineseNearHomophone(c) => {
                format!("{} = 1", call("chinese_near_homophone", c))
            }
            Self::ChineseReordered(c) => format!("{} = 1", call("chinese_reordered", c)),
            Self::All(tests) => join(tests, " AND "),
            Self::Any(tests) => join(tests, " OR "),
            Self::Not(test) => {
                let mut columns = Vec::new();
                test.collect_columns(false, &mut columns);
                let there: Vec<String> = columns
                    .iter()
                    .map(|c| format!("l.{0} IS NOT NULL AND r.{0} IS NOT NULL", quoted(c)))
                    .collect();
                format!("({} AND NOT coalesce({}, false))", there.join(" AND "), test.sql())
            }
        }
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Names in an SQL expression that are not functions, literals or keywords of `CASE`.
pub(crate) fn identifiers(sql: &str) -> Vec<String> {
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
