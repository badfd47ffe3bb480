//! From tests by column name to checks by column number.

use rustc_hash::FxHashMap;

use super::measure::{Kind, Measure};
use crate::dates;
use crate::error::{LinkageError, Result};
use crate::rows::{Column, Rows};
use crate::settings::Test;

/// A test, ready to run.
pub(super) enum Check {
    Equal(usize),
    Swapped { a: usize, b: usize, to_b: Vec<u32>, to_a: Vec<u32> },
    AtLeast(usize, f64),
    AtMost(usize, f64),
    Bit(usize, u32),
    All(Vec<Check>),
    Any(Vec<Check>),
    Not(Vec<usize>, Box<Check>),
}

/// Compiles a test; measures that several tests share are kept once, so that a similarity is
/// computed once for a pair whatever thresholds are asked of it.
pub(super) fn compile<'a>(
    test: &Test,
    rows: &'a Rows,
    measures: &mut Vec<Measure<'a>>,
) -> Result<Check> {
    let column = |name: &String| {
        rows.column(name)
            .ok_or_else(|| LinkageError::settings("comparison", format!("no column {name}")))
    };
    let mut measure = |name: &String, kind: Kind| -> Result<usize> {
        let column = column(name)?;
        Ok(Measure::number(measures, column, kind, rows))
    };
    Ok(match test {
        Test::Exact(name) => Check::Equal(column(name)?),
        Test::Swapped(a, b) => {
            let (a, b) = (column(a)?, column(b)?);
            let (of_a, of_b) = (&rows.columns[a], &rows.columns[b]);
            Check::Swapped { a, b, to_b: across(of_a, of_b), to_a: across(of_b, of_a) }
        }
        Test::JaroWinkler { column, at_least } => {
            let alike = measure(column, Kind::JaroWinkler)?;
            measures[alike].ask_from(*at_least);
            Check::AtLeast(alike, *at_least)
        }
        Test::DamerauLevenshtein { column, at_most } => {
            let edits = measure(column, Kind::Edits)?;
            measures[edits].count_edits(*at_most);
            Check::AtMost(edits, f64::from(*at_most))
        }
        Test::Prefix(name) => Check::AtLeast(measure(name, Kind::Prefix)?, 1.0),
        Test::Words { column, at_least } => {
            Check::AtLeast(measure(column, Kind::Words)?, *at_least)
        }
        Test::WordsContained(name) => Check::AtLeast(measure(name, Kind::WordsContained)?, 1.0),
        Test::Within { column, at_most } => {
            Check::AtMost(measure(column, Kind::Difference)?, *at_most)
        }
        Test::Days { column, at_most } => {
            Check::AtMost(measure(column, Kind::Days)?, f64::from(*at_most))
        }
        Test::DayMonthSwapped(name) => {
            Check::Bit(measure(name, Kind::DateBits)?, dates::DAY_MONTH_SWAPPED)
        }
        Test::DateOneDigit(name) => Check::Bit(measure(name, Kind::DateBits)?, dates::ONE_DIGIT),
        Test::DateTwoParts(name) => Check::Bit(measure(name, Kind::DateBits)?, dates::TWO_PARTS),
        Test::DatePartMissing(name) => {
            Check::Bit(measure(name, Kind::DateBits)?, dates::PART_MISSING)
        }
        Test::Intersects(name) => Check::AtLeast(measure(name, Kind::Intersection)?, 1.0),
        Test::InCommon { column, at_least } => {
            Check::AtLeast(measure(column, Kind::Intersection)?, f64::from(*at_least))
        }
        Test::Distance { longitude, latitude, at_most_m } => {
            let latitude = column(latitude)?;
            Check::AtMost(measure(longitude, Kind::Distance { latitude })?, *at_most_m)
        }
        Test::ChineseSame(name) => Check::AtLeast(measure(name, Kind::ChineseSame)?, 1.0),
        Test::ChineseHomophone(name) => Check::AtLeast(measure(name, Kind::ChineseSound)?, 1.0),
        Test::ChineseNearHomophone(name) => {
            Check::AtLeast(measure(name, Kind::ChineseNearSound)?, 1.0)
        }
        Test::ChineseReordered(name) => Check::AtLeast(measure(name, Kind::ChineseSorted)?, 1.0),
        Test::All(tests) => Check::All(all(tests, rows, measures)?),
        Test::Any(tests) => Check::Any(all(tests, rows, measures)?),
        Test::Not(inner) => {
            let mut names = Vec::new();
            inner.collect_columns(false, &mut names);
            let columns = names.iter().map(column).collect::<Result<_>>()?;
            Check::Not(columns, Box::new(compile(inner, rows, measures)?))
        }
    })
}

fn all<'a>(tests: &[Test], rows: &'a Rows, measures: &mut Vec<Measure<'a>>) -> Result<Vec<Check>> {
    tests.iter().map(|t| compile(t, rows, measures)).collect()
}

/// For each value of one column, the number of the same value in the other, or a number no row has.
fn across(from: &Column, to: &Column) -> Vec<u32> {
    let numbers: FxHashMap<&str, u32> = to.values.iter().zip(0_u32..).collect();
    from.values.iter().map(|v| numbers.get(v).copied().unwrap_or(u32::MAX)).collect()
}
