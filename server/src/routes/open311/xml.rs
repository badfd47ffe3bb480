//! JSON as the standard's XML: an element a field, an element an item.

use serde_json::Value;

/// What the items of a list are called.
fn item(list: &str) -> &str {
    match list {
        "services" => "service",
        "service_requests" => "request",
        "attributes" => "attribute",
        "values" => "value",
        "errors" => "error",
        "endpoints" => "endpoint",
        "formats" => "format",
        _ => "item",
    }
}

/// A document with `root` around `value`.
#[must_use]
pub fn document(root: &str, value: &Value) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    element(&mut text, root, value);
    text
}

fn element(text: &mut String, name: &str, value: &Value) {
    text.extend(["<", name, ">"]);
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| element(text, name, value)),
        Value::Array(list) => list.iter().for_each(|value| element(text, item(name), value)),
        Value::String(written) => escape(text, written),
        Value::Null => {}
        other => text.push_str(&other.to_string()),
    }
    text.extend(["</", name, ">"]);
}

/// Text as XML 1.0 takes it: characters that it does not know are left out.
fn escape(text: &mut String, written: &str) {
    for c in written.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\n' | '\t' => text.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => text.push(c),
        }
    }
}
