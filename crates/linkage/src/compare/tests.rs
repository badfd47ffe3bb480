use super::*;
use crate::rows::{Bounds, Derived, Keep, Keys, RowsBuilder};
use crate::settings::{BlockingRule, ClusterSettings, Comparison, Level, LinkType, Prior, Test};
use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use std::sync::Arc;

fn level(when: Test) -> Level {
    Level { name: None, when, term_frequency: Vec::new(), counted_elsewhere: false }
}

pub(crate) fn settings(comparisons: Vec<(&str, Vec<Test>)>) -> Settings {
    Settings {
        link_type: LinkType::Dedupe,
        id: "id".into(),
        source: None,
        id_by_source: false,
        standardise: std::collections::BTreeMap::new(),
        blocking: vec![BlockingRule { keys: vec!["1".into()], trains: true }],
        comparisons: comparisons
            .into_iter()
            .map(|(name, tests)| Comparison {
                name: name.into(),
                levels: tests.into_iter().map(level).collect(),
                shared: false,
            })
            .collect(),
        prior: Prior::Learned,
        output_probability: 0.01,
        settle: true,
        largest_block: 100,
        most_pairs: 1_000_000,
        sample_pairs: 100,
        rounds: 10,
        clusters: ClusterSettings::default(),
        threads: 1,
    }
}

fn rows(settings: &Settings, columns: &[&[&str]]) -> Rows {
    rows_of(settings, &vec!["t"; columns[0].len()], columns)
}

/// Rows of these sources and columns, all in one block.
pub(crate) fn rows_of(settings: &Settings, sources: &[&str], columns: &[&[&str]]) -> Rows {
    let names = settings.columns();
    let n = columns[0].len();
    let text = |values: &[&str]| -> ArrayRef {
        Arc::new(StringArray::from(
            values.iter().map(|v| (!v.is_empty()).then_some(*v)).collect::<Vec<_>>(),
        ))
    };
    let mut arrays: Vec<(String, ArrayRef)> = vec![
        ("id".into(), Arc::new(Int64Array::from_iter_values(0..i64::try_from(n).unwrap()))),
        ("source".into(), text(sources)),
    ];
    arrays.extend(names.iter().zip(columns).map(|(name, values)| (name.clone(), text(values))));
    arrays.push(("key".into(), text(&vec!["k"; n])));
    let keys = Keys::new(settings, |_| true);
    let mut builder = RowsBuilder::new(&names, &keys, true, 1);
    builder.push(&[RecordBatch::try_from_iter(arrays).unwrap()], "t", "id").unwrap();
    let bounds = Bounds {
        which: Keep::UpTo(100),
        most_pairs: 1_000,
        link: settings.link_type,
        rules: vec!["1".into()],
    };
    builder.read().finish(&keys, Derived::new(), &bounds).unwrap()
}

fn levels(tests: Vec<(&str, Vec<Test>)>, columns: &[&[&str]]) -> Vec<u8> {
    let settings = settings(tests);
    let rows = rows(&settings, columns);
    let comparer = Comparer::new(&rows, &settings).unwrap();
    let pattern = comparer.pattern(0, 1, &mut comparer.scratch());
    assert_eq!(
        pattern,
        comparer.pattern(1, 0, &mut comparer.scratch()),
        "a pair is the same both ways"
    );
    comparer.layout().unpack(pattern)
}

#[test]
fn levels_are_tried_in_order_and_null_is_no_evidence() {
    let name = |a, b| {
        let tests =
            vec![Test::Exact("n".into()), Test::JaroWinkler { column: "n".into(), at_least: 0.9 }];
        levels(vec![("n", tests)], &[&[a, b]])[0]
    };
    assert_eq!(name("ann", "ann"), 1);
    assert_eq!(name("martha", "marhta"), 2);
    assert_eq!(name("ann", "zoe"), 3);
    assert_eq!(name("ann", ""), 0);
}

#[test]
fn half_a_point_is_no_evidence() {
    let near = Test::Distance { longitude: "x".into(), latitude: "y".into(), at_most_m: 200.0 };
    let point = |tests: Vec<Test>, y: &[&str; 2]| {
        levels(vec![("p", tests)], &[&["113.001", "113.001"], y])[0]
    };
    assert_eq!(point(vec![near.clone()], &["22.5", "22.5"]), 1);
    assert_eq!(point(vec![near.clone()], &["22.5", "23.5"]), 2);
    assert_eq!(point(vec![near.clone()], &["22.5", ""]), 0);
    assert_eq!(point(vec![near, Test::Exact("x".into())], &["", ""]), 2, "x is there by itself");
}

#[test]
fn dates() {
    let date = |a, b| {
        let column = || "d".to_owned();
        let tests = vec![
            Test::Exact(column()),
            Test::DayMonthSwapped(column()),
            Test::DateOneDigit(column()),
            Test::Days { column: column(), at_most: 40 },
            Test::DateTwoParts(column()),
            Test::DatePartMissing(column()),
        ];
        levels(vec![("d", tests)], &[&[a, b]])[0]
    };
    assert_eq!(date("1971-06-04", "1971-04-06"), 2);
    assert_eq!(date("1971-06-24", "1971-05-24"), 3);
    assert_eq!(date("1971-06-30", "1971-07-11"), 4);
    assert_eq!(date("1971-06-24", "1989-06-24"), 5);
    assert_eq!(date("1971-06-24", "1971-06"), 6);
    assert_eq!(date("1971-06-24", "1980-01-01"), 7);
}

#[test]
fn several_columns() {
    let tests = vec![
        Test::All(vec![Test::Exact("f".into()), Test::Exact("l".into())]),
        Test::Swapped("f".into(), "l".into()),
        Test::Not(Box::new(Test::Any(vec![Test::Exact("f".into()), Test::Exact("l".into())]))),
    ];
    let both = |f: &[&str; 2], l: &[&str; 2]| levels(vec![("name", tests.clone())], &[f, l])[0];
    assert_eq!(both(&["li", "li"], &["wei", "wei"]), 1);
    assert_eq!(both(&["li", "wei"], &["wei", "li"]), 2);
    assert_eq!(both(&["li", "ann"], &["wei", "zhao"]), 3);
    assert_eq!(both(&["li", "li"], &["wei", "zhao"]), 4);
}

#[test]
fn places_lists_words_and_chinese() {
    let distance = Test::Distance { longitude: "x".into(), latitude: "y".into(), at_most_m: 200.0 };
    assert_eq!(
        levels(vec![("p", vec![distance])], &[&["113.001", "113.002"], &["22.5", "22.5"]]),
        [1]
    );
    assert_eq!(levels(vec![("l", vec![Test::Intersects("l".into())])], &[&["a|b", "c|b"]]), [1]);
    assert_eq!(
        levels(
            vec![("w", vec![Test::WordsContained("w".into())])],
            &[&["star trading inc", "star trading"]]
        ),
        [1]
    );
    let chinese = vec![
        Test::ChineseSame("n".into()),
        Test::ChineseHomophone("n".into()),
        Test::ChineseReordered("n".into()),
        Test::ChineseNearHomophone("n".into()),
    ];
    let name = |a, b| levels(vec![("n", chinese.clone())], &[&[a, b]])[0];
    assert_eq!(name("張偉", "张伟"), 1);
    assert_eq!(name("章玮", "张伟"), 2);
    assert_eq!(name("Wei Zhang", "张伟"), 3);
    assert_eq!(name("臧伟", "张伟"), 4);
    assert_eq!(name("李娜", "张伟"), 5);
}
