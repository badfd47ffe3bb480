//! A small town with a truth: families that share surname, address and telephone.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};

/// One record and the person it is of.
#[derive(Clone)]
pub(crate) struct Record {
    pub(crate) id: i64,
    pub(crate) person: usize,
    pub(crate) source: &'static str,
    pub(crate) fields: [String; 5],
}

/// Columns of a record after id and source.
pub(crate) const COLUMNS: [&str; 5] = ["first_name", "surname", "dob", "address", "phone"];

const FIRST: [&str; 24] = [
    "ada", "bela", "cora", "dora", "elias", "fritz", "gerda", "hugo", "irma", "jonas", "klara",
    "lukas", "mina", "nora", "oskar", "paula", "quirin", "rosa", "simon", "thea", "ulrich", "vera",
    "wanda", "xaver",
];
const SUR: [&str; 20] = [
    "adler", "bauer", "conrad", "dietz", "ebert", "fischer", "graf", "huber", "jung", "keller",
    "lang", "maier", "nagel", "otto", "pohl", "richter", "sommer", "thoma", "vogt", "winkler",
];

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Records of `families` families, three people each, one to three records a person.
pub(crate) fn town(families: usize, seed: u64) -> Vec<Record> {
    let mut chance = Chance(seed);
    let mut records = Vec::new();
    for family in 0..families {
        let surname = SUR[chance.below(SUR.len())];
        let (address, phone) = (
            format!("{} {} street", 1 + chance.below(90), SUR[chance.below(SUR.len())]),
            format!("{:07}", chance.below(9_999_999)),
        );
        for member in 0..3 {
            let person = family * 3 + member;
            let first = FIRST[(family * 7 + member * 5 + chance.below(3)) % FIRST.len()];
            let dob = format!(
                "{}-{:02}-{:02}",
                1930 + chance.below(80),
                1 + chance.below(12),
                1 + chance.below(28)
            );
            for copy in 0..=chance.below(3) {
                let mut fields = [
                    first.to_owned(),
                    surname.to_owned(),
                    dob.clone(),
                    address.clone(),
                    phone.clone(),
                ];
                if copy > 0 {
                    match chance.below(6) {
                        0 => drop(fields[0].remove(0)),
                        1 => fields[2] = fields[2].replacen('1', "7", 1),
                        2 => fields[chance.below(5)].clear(),
                        3 => fields[1].push('n'),
                        _ => {}
                    }
                }
                let id = i64::try_from(records.len()).unwrap() * 3 % 1_000_003;
                records.push(Record {
                    id,
                    person,
                    source: if copy == 0 { "census" } else { "clinic" },
                    fields,
                });
            }
        }
    }
    records
}

/// A session with the records as table `people`, cut into partitions.
pub(crate) fn session(records: &[Record], partitions: usize) -> SessionContext {
    let text = |values: Vec<&str>| -> ArrayRef {
        Arc::new(StringArray::from(
            values.into_iter().map(|v| (!v.is_empty()).then_some(v)).collect::<Vec<_>>(),
        ))
    };
    let batch = |part: &[Record]| {
        let mut columns: Vec<(&str, ArrayRef)> = vec![
            ("id", Arc::new(Int64Array::from_iter_values(part.iter().map(|r| r.id)))),
            ("source", text(part.iter().map(|r| r.source).collect())),
        ];
        for (at, name) in COLUMNS.iter().enumerate() {
            columns.push((name, text(part.iter().map(|r| r.fields[at].as_str()).collect())));
        }
        RecordBatch::try_from_iter_with_nullable(
            columns.into_iter().map(|(name, array)| (name, array, true)),
        )
        .unwrap()
    };
    let parts: Vec<Vec<RecordBatch>> = records
        .chunks(records.len().div_ceil(partitions).max(1))
        .map(|part| vec![batch(part)])
        .collect();
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2));
    let schema = batch(&[]).schema();
    context.register_table("people", Arc::new(MemTable::try_new(schema, parts).unwrap())).unwrap();
    context
}

/// Settings for the town.
pub(crate) const SETTINGS: &str = r#"
link_type = "link_and_dedupe"
id = "id"
source = "source"

[[blocking]]
keys = ["phone"]
[[blocking]]
keys = ["surname", "first_name"]
[[blocking]]
keys = ["dob"]

[[comparison]]
name = "first_name"
levels = [
  { when = { exact = "first_name" }, term_frequency = ["first_name"] },
  { when = { jaro_winkler = { column = "first_name", at_least = 0.8 } } },
]
[[comparison]]
name = "surname"
shared = true
levels = [
  { when = { exact = "surname" }, term_frequency = ["surname"] },
  { when = { damerau_levenshtein = { column = "surname", at_most = 1 } } },
]
[[comparison]]
name = "dob"
levels = [{ when = { exact = "dob" } }, { when = { date_one_digit = "dob" } }]
[[comparison]]
name = "address"
shared = true
levels = [{ when = { exact = "address" } }]
[[comparison]]
name = "phone"
shared = true
levels = [{ when = { exact = "phone" } }]
"#;
