//! How many rows a body holds, for the quota of a day.

use serde_json::Value;

/// The rows of a body: the elements of a list, or of the lists of an object; of a table its lines but the head. A body
/// of another kind is one row, an empty one none.
#[must_use]
pub fn rows(content_type: &str, body: &[u8]) -> u32 {
    if body.is_empty() {
        return 0;
    }
    let count = if content_type.starts_with("text/csv") {
        body.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count().saturating_sub(1)
    } else {
        match serde_json::from_slice(body) {
            Ok(Value::Array(list)) => list.len(),
            Ok(Value::Object(fields)) => {
                let lists = fields.values().filter_map(Value::as_array);
                lists.map(Vec::len).reduce(|sum, len| sum + len).unwrap_or(1)
            }
            _ => 1,
        }
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}
