//! Lists as text, as they stand in a standardised column.

use std::sync::Arc;

use datafusion::arrow::array::{Array, StringBuilder};
use datafusion::arrow::compute::{can_cast_types, cast};
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::cast::{as_list_array, as_string_array};
use datafusion::common::plan_err;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

/// `joined(list)`: the values of a list, each once and in order, separated by `|`; null where there
/// is none. A value that is no list is a list of one.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Joined {
    signature: Signature,
}

pub(super) fn joined() -> ScalarUDF {
    ScalarUDF::new_from_impl(Joined { signature: Signature::any(1, Volatility::Immutable) })
}

/// Whether values of a type are lists.
pub(crate) fn is_list(kind: &DataType) -> bool {
    matches!(
        kind,
        DataType::List(_)
            | DataType::LargeList(_)
            | DataType::FixedSizeList(..)
            | DataType::ListView(_)
            | DataType::LargeListView(_)
    )
}

fn list_of_text() -> DataType {
    DataType::List(Arc::new(Field::new("item", DataType::Utf8, true)))
}

impl ScalarUDFImpl for Joined {
    fn name(&self) -> &'static str {
        "joined"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, given: &[DataType]) -> Result<DataType> {
        match given {
            [kind] if can_cast_types(kind, &list_of_text()) => Ok(DataType::Utf8),
            _ => plan_err!("joined takes one list of texts or numbers"),
        }
    }

    fn invoke_with_args(&self, given: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let array = given.args[0].to_array(given.number_rows)?;
        let lists = cast(&array, &list_of_text())?;
        let lists = as_list_array(&lists)?;
        let texts = as_string_array(lists.values())?;
        let mut built = StringBuilder::new();
        for (row, ends) in lists.value_offsets().windows(2).enumerate() {
            let places = (ends[0]..ends[1]).filter_map(|at| usize::try_from(at).ok());
            let there = places.filter(|at| texts.is_valid(*at));
            let mut values: Vec<&str> = there.map(|at| texts.value(at).trim()).collect();
            values.retain(|value| !value.is_empty());
            values.sort_unstable();
            values.dedup();
            if lists.is_null(row) || values.is_empty() {
                built.append_null();
            } else {
                built.append_value(values.join("|"));
            }
        }
        Ok(ColumnarValue::Array(Arc::new(built.finish())))
    }
}
