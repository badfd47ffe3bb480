//! Measures of two values as functions of the engine, so that a comparison can be read and run as SQL.

use std::sync::Arc;

use datafusion::arrow::array::{Array, Float64Array};
use datafusion::arrow::datatypes::DataType::{Float64, Utf8};
use datafusion::common::cast::as_string_array;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionImplementation, ScalarUDF, Volatility, create_udf,
};

use crate::{chinese, dates, similarity};

/// Edits beyond this are not counted apart.
const EDIT_LIMIT: u32 = 1_000;

/// Every measure; those that ask a yes or no answer 1 or 0.
pub(super) fn all() -> Vec<ScalarUDF> {
    let truth = |yes: bool| Some(f64::from(u8::from(yes)));
    let bits =
        |a: &str, b: &str, bit: u32| Some(f64::from(u8::from(dates::resemblance(a, b) & bit != 0)));
    vec![
        measure("jaro_winkler", |a, b| Some(similarity::jaro_winkler(a, b))),
        measure("edits", |a, b| Some(f64::from(similarity::edits(a, b, EDIT_LIMIT)))),
        measure("begins_alike", move |a, b| truth(a.starts_with(b) || b.starts_with(a))),
        measure("common_words", |a, b| Some(similarity::words(a, b).0)),
        measure("words_contained", move |a, b| truth(similarity::words(a, b).1)),
        measure("common_values", |a, b| Some(f64::from(similarity::intersection(a, b)))),
        measure("number_difference", |a, b| Some((number(a)? - number(b)?).abs())),
        measure("days_apart", |a, b| Some(f64::from(day(a)?.abs_diff(day(b)?)))),
        measure("day_month_swapped", move |a, b| bits(a, b, dates::DAY_MONTH_SWAPPED)),
        measure("date_one_digit", move |a, b| bits(a, b, dates::ONE_DIGIT)),
        measure("date_two_parts", move |a, b| bits(a, b, dates::TWO_PARTS)),
        measure("date_part_missing", move |a, b| bits(a, b, dates::PART_MISSING)),
        measure("chinese_same", move |a, b| truth(same(chinese::simplified, a, b))),
        measure("chinese_homophone", move |a, b| truth(same(chinese::sound, a, b))),
        measure("chinese_near_homophone", move |a, b| truth(same(chinese::near_sound, a, b))),
        measure("chinese_reordered", move |a, b| truth(same(chinese::sorted_sound, a, b))),
        create_udf(
            "distance_m",
            vec![Utf8, Utf8, Utf8, Utf8],
            Float64,
            Volatility::Immutable,
            distance(),
        ),
    ]
}

fn same(key: fn(&str) -> String, a: &str, b: &str) -> bool {
    let key_a = key(a);
    !key_a.is_empty() && key_a == key(b)
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

fn day(text: &str) -> Option<i32> {
    dates::parts(text).map(dates::days)
}

fn measure<F>(name: &str, f: F) -> ScalarUDF
where
    F: Fn(&str, &str) -> Option<f64> + Send + Sync + 'static,
{
    let body: ScalarFunctionImplementation = Arc::new(move |arguments| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        let (left, right) = (as_string_array(&arrays[0])?, as_string_array(&arrays[1])?);
        let values: Float64Array = left.iter().zip(right.iter()).map(|(a, b)| f(a?, b?)).collect();
        Ok(ColumnarValue::Array(Arc::new(values)))
    });
    create_udf(name, vec![Utf8, Utf8], Float64, Volatility::Immutable, body)
}

/// `distance_m(longitude, latitude, longitude, latitude)`.
fn distance() -> ScalarFunctionImplementation {
    Arc::new(|arguments| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        let texts = arrays
            .iter()
            .map(|a| as_string_array(a))
            .collect::<datafusion::error::Result<Vec<_>>>()?;
        let at = |column: usize, row: usize| {
            if texts[column].is_null(row) { None } else { number(texts[column].value(row)) }
        };
        let values: Float64Array = (0..texts[0].len())
            .map(|row| {
                Some(similarity::distance_m((at(0, row)?, at(1, row)?), (at(2, row)?, at(3, row)?)))
            })
            .collect();
        Ok(ColumnarValue::Array(Arc::new(values)))
    })
}
