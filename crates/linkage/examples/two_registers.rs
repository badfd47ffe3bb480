//! Two small registers, made and linked here: `cargo run -p linkage --example two_registers`.
//!
//! A table of one's own is made known to the session in any way that DataFusion knows.

use std::error::Error;
use std::fmt::Write as _;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::prelude::SessionContext;
use linkage::{Input, Settings, link_in_memory};

const SETTINGS: &str = r#"
link_type = "link"
id = "id"

[standardise]
first = "fold(first)"
last = "fold(last)"

[[blocking]]
keys = ["last"]
[[blocking]]
keys = ["born"]
[[blocking]]
keys = ["town", "substr(first, 1, 1)"]

[[comparison]]
name = "first name"
levels = [
  { when = { exact = "first" }, term_frequency = ["first"] },
  { when = { jaro_winkler = { column = "first", at_least = 0.85 } } },
]
[[comparison]]
name = "last name"
levels = [
  { when = { exact = "last" }, term_frequency = ["last"] },
  { when = { damerau_levenshtein = { column = "last", at_most = 1 } } },
]
[[comparison]]
name = "birth"
levels = [
  { when = { exact = "born" } },
  { when = { any = [{ date_one_digit = "born" }, { day_month_swapped = "born" }] } },
]
[[comparison]]
name = "town"
levels = [{ when = { exact = "town" }, term_frequency = ["town"] }]

[clusters]
one_per_source = ["census", "clinic"]
"#;

const FIRST: [&str; 10] =
    ["Ada", "Bela", "Cora", "Dora", "Elias", "Fritz", "Gerda", "Hugo", "Irma", "Jonas"];
const LAST: [&str; 11] = [
    "Adler", "Bauer", "Conrad", "Dietz", "Ebert", "Fischer", "Graf", "Huber", "Jung", "Keller",
    "Lang",
];
const TOWNS: [&str; 5] = ["Northfield", "Easton", "Southgate", "Weston", "Middleham"];

/// First name, last name, date of birth and town of a made-up person.
fn person(n: usize) -> [String; 4] {
    let born = format!("{}-{:02}-{:02}", 1940 + n * 7 % 60, 1 + n * 5 % 12, 1 + n * 11 % 28);
    [FIRST[n * 3 % 10].into(), LAST[n * 7 % 11].into(), born, TOWNS[n % 5].into()]
}

/// The same person as another office writes them: a letter lost, day and month exchanged, a gap.
fn written_again(n: usize) -> [String; 4] {
    let [mut first, last, mut born, mut town] = person(n);
    match n % 6 {
        0 => drop(first.pop()),
        2 if born[8..] <= *"12" => born = format!("{}-{}-{}", &born[..4], &born[8..], &born[5..7]),
        4 => town.clear(),
        _ => {}
    }
    [first, last.to_uppercase(), born, town]
}

fn table(name: &str, people: &[(usize, [String; 4])]) -> Result<RecordBatch, Box<dyn Error>> {
    let ids: StringArray = people.iter().map(|(n, _)| Some(format!("{name} {n}"))).collect();
    let mut columns: Vec<(&str, ArrayRef)> = vec![("id", Arc::new(ids))];
    for (at, column) in ["first", "last", "born", "town"].into_iter().enumerate() {
        let values = people.iter().map(|(_, of)| Some(of[at].as_str()).filter(|v| !v.is_empty()));
        columns.push((column, Arc::new(values.collect::<StringArray>())));
    }
    Ok(RecordBatch::try_from_iter(columns)?)
}

/// Links the two and tells what came of it.
pub(crate) async fn told() -> Result<String, Box<dyn Error>> {
    let context = SessionContext::new();
    let census: Vec<_> = (0..300).map(|n| (n, person(n))).collect();
    let clinic: Vec<_> = (0..300).step_by(2).map(|n| (n, written_again(n))).collect();
    context.register_batch("census", table("census", &census)?)?;
    context.register_batch("clinic", table("clinic", &clinic)?)?;

    let settings = Settings::from_toml(SETTINGS)?;
    let tables = [Input::table("census"), Input::table("clinic")];
    let outcome = link_in_memory(&context, &settings, &tables).await?;

    let report = &outcome.report;
    let mut told = format!(
        "{} records, {} pairs compared, {} people in both registers\n",
        report.rows, report.pairs_compared, report.clusters.joined
    );
    let strongest = outcome.pairs.iter().max_by(|a, b| a.match_weight.total_cmp(&b.match_weight));
    let pair = strongest.ok_or("no pair was found")?;
    for why in outcome.explain(&settings, &[(pair.left, pair.right)])? {
        told += &why.words();
    }
    for point in outcome.thresholds().iter().filter(|point| point.match_weight >= 0.0).step_by(4) {
        writeln!(
            told,
            "at match weight {:+}: {} pairs, expected precision {:.3} and recall {:.3}",
            point.match_weight, point.at_least, point.precision, point.recall
        )?;
    }
    for warning in &report.training.warnings {
        writeln!(told, "warning: {warning}")?;
    }
    Ok(told)
}

#[cfg(not(test))]
#[tokio::main]
#[expect(clippy::print_stdout, reason = "an example shows what it found")]
async fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", told().await?);
    Ok(())
}
