//! A mapping as the file that a run reads, laid out as a person would write it.

use std::fmt::Write as _;

use serde::Serialize;
use toml::Value;

use crate::mapping::{AsOf, Column, Mapping, Title};

/// The TOML file of a mapping. [`parse_mapping`](crate::mapping::parse_mapping) reads the same mapping from it.
#[must_use]
pub fn toml_text(mapping: &Mapping) -> String {
    let mut text = String::new();
    line(&mut text, "source", &Value::from(mapping.source.as_str()));
    line(&mut text, "title", &title(&mapping.title));
    line(&mut text, "office", &title(&mapping.office));
    line(&mut text, "rank", &Value::from(i64::from(mapping.rank)));
    if let Some(basis) = &mapping.legal_basis {
        line(&mut text, "legal_basis", &title(basis));
    }
    line(&mut text, "files", &Value::from(mapping.files.as_str()));
    if let Some(id) = &mapping.record_id {
        line(&mut text, "record_id", &Value::from(id.as_str()));
    }
    let as_of = mapping.as_of.as_ref().map(|as_of| match as_of {
        AsOf::Column(column) => ("column", column),
        AsOf::Day(day) => ("day", day),
    });
    if let Some((key, of)) = as_of {
        let table = toml::Table::from_iter([(key.to_owned(), Value::from(of.as_str()))]);
        line(&mut text, "as_of", &Value::Table(table));
    }
    if mapping.unique_person {
        line(&mut text, "unique_person", &Value::from(true));
    }
    if let Ok(Value::Array(duties)) = Value::try_from(&mapping.serves)
        && !duties.is_empty()
    {
        line(&mut text, "serves", &Value::Array(duties));
    }
    if mapping.unnamed {
        line(&mut text, "unnamed", &Value::from(true));
    }
    text.push_str("\n[columns]\n");
    for (name, column) in &mapping.columns {
        let _ = writeln!(text, "{} = {}", quoted(name), written(column));
    }
    tables(&mut text, "person", &mapping.persons);
    tables(&mut text, "organisation", &mapping.organisations);
    tables(&mut text, "address", &mapping.addresses);
    tables(&mut text, "relation", &mapping.relations);
    if let Some(event) = &mapping.event {
        text.push_str("\n[event]\n");
        entries(&mut text, event);
    }
    text
}

fn line(text: &mut String, key: &str, value: &Value) {
    let _ = writeln!(text, "{key} = {}", inline(value));
}

fn title(title: &Title) -> Value {
    let pair = [("zh", &title.zh), ("en", &title.en)];
    Value::Table(
        pair.map(|(key, said)| (key.to_owned(), Value::from(said.as_str()))).into_iter().collect(),
    )
}

fn tables<T: Serialize>(text: &mut String, name: &str, rows: &[T]) {
    for row in rows {
        let _ = write!(text, "\n[[{name}]]\n");
        entries(text, row);
    }
}

fn entries<T: Serialize>(text: &mut String, row: &T) {
    if let Ok(Value::Table(table)) = Value::try_from(row) {
        // What it is comes first, whatever the alphabet says.
        let first = ["role", "type", "from", "to", "name"];
        let rest = table.keys().map(String::as_str).filter(|key| !first.contains(key));
        for key in first.into_iter().chain(rest) {
            if let Some(value) = table.get(key) {
                line(text, key, value);
            }
        }
    }
}

fn written(column: &Column) -> String {
    let Ok(Value::Table(table)) = Value::try_from(column) else { return String::new() };
    let rest = table.iter().filter(|(key, _)| *key != "type");
    let pairs = table.get_key_value("type").into_iter().chain(rest);
    let pairs: Vec<String> =
        pairs.map(|(key, value)| format!("{key} = {}", inline(value))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let pairs: Vec<String> = table
                .iter()
                .rev()
                .map(|(key, value)| format!("{key} = {}", inline(value)))
                .collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::Array(values) => {
            format!("[{}]", values.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        Value::String(said) => quoted(said),
        other => other.to_string(),
    }
}

/// A basic string on one line: JSON's escapes are TOML's, but for the one control character that JSON lets stand.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}
