//! Columns that hold lists.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Int64Array, ListBuilder, RecordBatch, StringArray, StringBuilder,
};
use datafusion::prelude::SessionContext;
use linkage::{Input, Outcome, Settings, link_in_memory};

const SETTINGS: &str = r#"
link_type = "dedupe"
id = "id"

[[blocking]]
keys = ["name"]
[[blocking]]
keys = ["town"]

[[comparison]]
name = "name"
levels = [{ when = { exact = "name" } }]
[[comparison]]
name = "town"
levels = [{ when = { exact = "town" } }]
[[comparison]]
name = "phones"
levels = [
  { when = { in_common = { column = "phones", at_least = 2 } } },
  { when = { intersects = "phones" } },
]
"#;

/// Telephones of a record: two of its person, written in either order, and sometimes none.
fn phones(row: usize) -> Vec<String> {
    let person = row / 2;
    let mut own = vec![format!("1{person:03}"), format!("2{person:03}")];
    match (row % 2, person % 4) {
        (1, 0) => own.reverse(),
        (1, 1) => own.truncate(1),
        (_, 2) => own.clear(),
        _ => {}
    }
    own
}

async fn run(phones: ArrayRef) -> Outcome {
    let rows = phones.len();
    let text = |of: fn(usize) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values((0..rows).map(of)))
    };
    let ids = Int64Array::from_iter_values(0..i64::try_from(rows).unwrap());
    let batch = RecordBatch::try_from_iter_with_nullable([
        ("id", Arc::new(ids) as ArrayRef, false),
        ("name", text(|row| format!("name {}", row / 2 % 30)), true),
        ("town", text(|row| format!("town {}", row / 2 % 7)), true),
        ("phones", phones, true),
    ])
    .unwrap();
    let context = SessionContext::new();
    context.register_batch("people", batch).unwrap();
    let settings = Settings::from_toml(SETTINGS).unwrap();
    link_in_memory(&context, &settings, &[Input::table("people")]).await.unwrap()
}

#[tokio::test]
async fn a_list_column_compares_as_its_values_whatever_their_order() {
    const ROWS: usize = 120;
    let mut lists = ListBuilder::new(StringBuilder::new());
    for row in 0..ROWS {
        for phone in phones(row) {
            lists.values().append_value(phone);
        }
        lists.append(!phones(row).is_empty());
    }
    let outcome = run(Arc::new(lists.finish())).await;
    let settings = Settings::from_toml(SETTINGS).unwrap();
    let level = |left: u32, right: u32| {
        let told = outcome.explain(&settings, &[(left, right)]).unwrap().remove(0);
        told.evidence[2].level.clone()
    };
    assert_eq!(level(0, 1), "phones values in common >= 2");
    assert_eq!(level(2, 3), "phones intersect");
    assert_eq!(level(4, 5), "no evidence");
    assert_eq!(level(0, 2), "anything else");
    let joined = (0..ROWS).map(|row| {
        let phones = phones(row);
        (!phones.is_empty()).then(|| phones.join("|"))
    });
    let joined: StringArray = joined.collect();
    let as_text = run(Arc::new(joined)).await;
    assert_eq!(as_text.patterns, outcome.patterns);
    assert_eq!(as_text.pairs, outcome.pairs);
}
