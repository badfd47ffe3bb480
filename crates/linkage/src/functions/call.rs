//! From a Rust function on text to a function of the engine.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, StringArray, StringBuilder};
use datafusion::arrow::datatypes::DataType::Utf8;
use datafusion::common::cast::{as_int64_array, as_string_array};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionImplementation, ScalarUDF, Volatility, create_udf,
};

/// `None` for empty text: an empty value is a missing one.
pub(super) fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// A function of one text; null gives null.
pub(super) fn unary<F>(name: &str, f: F) -> ScalarUDF
where
    F: Fn(&str) -> Option<String> + Send + Sync + 'static,
{
    let body: ScalarFunctionImplementation = Arc::new(move |arguments| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        let texts = as_string_array(&arrays[0])?;
        Ok(ColumnarValue::Array(collect(texts.iter().map(|s| s.and_then(&f)), texts)))
    });
    create_udf(name, vec![Utf8], Utf8, Volatility::Immutable, body)
}

/// A function of two texts; null gives null.
pub(super) fn binary<F>(name: &str, f: F) -> ScalarUDF
where
    F: Fn(&str, &str) -> Option<String> + Send + Sync + 'static,
{
    let body: ScalarFunctionImplementation = Arc::new(move |arguments| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        let (left, right) = (as_string_array(&arrays[0])?, as_string_array(&arrays[1])?);
        let values = left.iter().zip(right.iter()).map(|(a, b)| f(a?, b?));
        Ok(ColumnarValue::Array(collect(values, left)))
    });
    create_udf(name, vec![Utf8, Utf8], Utf8, Volatility::Immutable, body)
}

/// `substr(text, from, length)`, counted in characters from 1.
pub(super) fn substring() -> ScalarFunctionImplementation {
    Arc::new(|arguments| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        let texts = as_string_array(&arrays[0])?;
        let (from, length) = (as_int64_array(&arrays[1])?, as_int64_array(&arrays[2])?);
        let mut built = StringBuilder::with_capacity(texts.len(), texts.len() * 4);
        for (row, text) in texts.iter().enumerate() {
            match text {
                Some(text) if from.is_valid(row) && length.is_valid(row) => {
                    let skip = usize::try_from(from.value(row).saturating_sub(1)).unwrap_or(0);
                    let take = usize::try_from(length.value(row)).unwrap_or(0);
                    let rest = text.char_indices().nth(skip).map_or("", |(at, _)| &text[at..]);
                    let part = rest.char_indices().nth(take).map_or(rest, |(at, _)| &rest[..at]);
                    if part.is_empty() { built.append_null() } else { built.append_value(part) }
                }
                _ => built.append_null(),
            }
        }
        Ok(ColumnarValue::Array(Arc::new(built.finish())))
    })
}

fn collect(values: impl Iterator<Item = Option<String>>, like: &StringArray) -> ArrayRef {
    let mut built = StringBuilder::with_capacity(like.len(), like.value_data().len());
    values.for_each(|value| built.append_option(value));
    Arc::new(built.finish())
}
