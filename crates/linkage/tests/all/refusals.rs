//! What bad settings and bad tables are told.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::prelude::SessionContext;
use linkage::settings::{BlockingRule, Comparison, Level, LinkType, Test};
use linkage::{
    Input, LinkageError, Questions, Settings, link_files, link_in_memory, standardise_sql,
};

use crate::people::{SETTINGS, session, town};

async fn failure(toml: &str) -> String {
    let settings = match Settings::from_toml(toml) {
        Ok(settings) => settings,
        Err(error) => return error.to_string(),
    };
    match link_in_memory(&session(&town(5, 1), 1), &settings, &[Input::table("people")]).await {
        Ok(_) => "it ran".into(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn messages_name_the_place() {
    let missing = failure(&SETTINGS.replace("exact = \"address\"", "exact = \"street\"")).await;
    assert_eq!(missing, "table people has no column street, which comparison needs");
    let unknown = failure(&SETTINGS.replace("shared = true", "shard = true")).await;
    assert!(unknown.contains("unknown field `shard`"), "{unknown}");
    let share = failure(&SETTINGS.replace("at_least = 0.8", "at_least = 8")).await;
    assert!(share.contains("comparison.first_name.levels[1]"), "{share}");
    let key = failure(&SETTINGS.replace("keys = [\"dob\"]", "keys = [\"nothing\"]")).await;
    assert!(key.contains("nothing"), "{key}");
    let none = failure(&SETTINGS.replace("keys = [\"dob\"]", "keys = []")).await;
    assert!(none.contains("blocking[2].keys"), "{none}");
}

#[tokio::test]
async fn settings_that_would_count_wrongly_in_silence_are_refused() {
    let alike = "{ when = { jaro_winkler = { column = \"first_name\", at_least = 0.8 } }";
    let of_either = SETTINGS.replace(alike, &format!("{alike}, term_frequency = [\"first_name\"]"));
    assert_ne!(of_either, SETTINGS);
    let told = failure(&of_either).await;
    assert!(told.contains("comparison.first_name.levels[1].term_frequency"), "{told}");
    let both = |test: &str| {
        SETTINGS.replace(
            "{ when = { exact = \"surname\" },",
            &format!(
                "{{ when = {{ {test} = [{{ exact = \"surname\" }}, {{ exact = \"phone\" }}] }},"
            ),
        )
    };
    assert_eq!(failure(&both("all")).await, "it ran");
    assert!(failure(&both("any")).await.contains("comparison.surname.levels[0].term_frequency"));
    for (setting, value) in [("weight_cap", "nan"), ("weight_cap", "-1.0"), ("mean_weight", "nan")]
    {
        let told = failure(&format!("{SETTINGS}\n[clusters]\n{setting} = {value}\n")).await;
        assert!(told.contains(&format!("clusters.{setting}")), "{told}");
    }
}

#[tokio::test]
async fn too_many_pairs_are_refused_with_the_keys_that_make_them() {
    let mut records = town(40, 1);
    for r in &mut records {
        r.fields[4] = "0000000".into();
    }
    let toml = SETTINGS.replace("id = \"id\"", "id = \"id\"\nmost_pairs = 2000");
    let settings = Settings::from_toml(&toml).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let people = [Input::table("people")];
    let error = linkage::link(&session(&records, 1), &settings, &people, &out).await.unwrap_err();
    let told = error.to_string();
    assert!(matches!(error, LinkageError::TooManyPairs { rule: 0, .. }), "{told}");
    assert!(told.contains("rule 0 (phone)") && told.contains("\"0000000\""), "{told}");
    assert_eq!(std::fs::read_dir(&out).map_or(0, Iterator::count), 0, "nothing half-written");
}

#[tokio::test]
async fn the_pairs_that_are_refused_are_those_that_a_run_would_make() {
    let context = session(&town(40, 1), 1);
    let people = [Input::table("people")];
    for link_type in [LinkType::Dedupe, LinkType::Link, LinkType::LinkAndDedupe] {
        let mut settings = Settings { link_type, ..Settings::from_toml(SETTINGS).unwrap() };
        let outcome = link_in_memory(&context, &settings, &people).await.unwrap();
        let made: u64 = outcome.report.blocking.iter().map(|rule| rule.all_pairs).sum();
        settings.most_pairs = made;
        link_in_memory(&context, &settings, &people).await.unwrap();
        settings.most_pairs = made - 1;
        match link_in_memory(&context, &settings, &people).await.unwrap_err() {
            LinkageError::TooManyPairs { pairs, .. } => assert_eq!(pairs, made, "{link_type:?}"),
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn a_rule_of_a_billion_pairs_is_refused_before_it_runs() {
    let batch = RecordBatch::try_from_iter([
        ("id", Arc::new(Int64Array::from_iter_values(0..50_000)) as ArrayRef),
        ("name", Arc::new(StringArray::from(vec!["the same"; 50_000])) as ArrayRef),
    ])
    .unwrap();
    let context = SessionContext::new();
    context.register_batch("people", batch).unwrap();
    let level = Level::from(Test::Exact("name".into()));
    let comparisons = vec![Comparison::new("name", vec![level])];
    let rules = vec![BlockingRule::on(&["name"])];
    let settings = Settings {
        id: "id".into(),
        largest_block: 100_000,
        ..Settings::new(LinkType::Dedupe, rules, comparisons)
    };
    let people = [Input::table("people")];
    let told = link_in_memory(&context, &settings, &people).await.unwrap_err().to_string();
    assert!(
        told.contains("would make 1249975000 pairs, more than most_pairs = 300000000"),
        "{told}"
    );
    assert!(told.contains("rule 0 (name)") && told.contains("\"the same\" (50000 rows)"), "{told}");
}

#[tokio::test]
async fn a_block_too_large_is_left_out_and_told() {
    let mut records = town(40, 1);
    for r in &mut records {
        r.fields[4] = "0000000".into();
    }
    let toml = SETTINGS.replace("id = \"id\"", "id = \"id\"\nlargest_block = 50");
    let settings = Settings::from_toml(&toml).unwrap();
    let people = [Input::table("people")];
    let outcome = link_in_memory(&session(&records, 1), &settings, &people).await.unwrap();
    let skipped = &outcome.report.blocking[0].skipped;
    assert_eq!((skipped.blocks, skipped.rows), (1, records.len() as u64));
    assert_eq!(outcome.rows.skipped[0].keys, [["0000000"]]);
}

#[tokio::test]
async fn a_column_empty_or_the_same_everywhere_teaches_nothing_and_breaks_nothing() {
    for value in ["", "the same"] {
        let mut records = town(60, 1);
        for r in &mut records {
            r.fields[3] = value.into();
        }
        let settings = Settings::from_toml(SETTINGS).unwrap();
        let people = [Input::table("people")];
        let outcome = link_in_memory(&session(&records, 1), &settings, &people).await.unwrap();
        assert!(outcome.pairs.iter().all(|p| p.match_weight.is_finite()));
        assert!(outcome.report.clusters.joined > 0);
        let warnings = &outcome.report.training.warnings;
        let said =
            if value.is_empty() { "is empty in every row" } else { "holds one value in all" };
        let told = warnings.iter().filter(|w| w.starts_with(&format!("column address {said}")));
        assert_eq!(told.count(), 1, "{value:?}: {warnings:?}");
    }
}

#[tokio::test]
async fn blocking_that_finds_nothing_says_why_rule_by_rule() {
    let mut records = town(20, 3);
    for (n, r) in records.iter_mut().enumerate() {
        r.fields[4].clear();
        r.fields[0] = "ada".into();
        r.fields[1] = format!("surname {n}");
        r.fields[2] = "1970-01-01".into();
    }
    let toml = SETTINGS.replace("id = \"id\"", "id = \"id\"\nlargest_block = 5");
    let settings = Settings::from_toml(&toml).unwrap();
    let people = [Input::table("people")];
    let error = link_in_memory(&session(&records, 1), &settings, &people).await.unwrap_err();
    let told = error.to_string();
    assert!(told.contains("rule 0 (phone): no row has a value in all its keys"), "{told}");
    let rows = records.len();
    let alone = format!("rule 1 (surname, first_name): none of the {rows} rows");
    assert!(told.contains(&alone), "{told}");
    assert!(told.contains("rule 2 (dob): its 1 blocks hold more than largest_block = 5"), "{told}");
}

#[tokio::test]
async fn sources_that_are_none_are_told() {
    let records = town(20, 3);
    let context = session(&records, 1);
    let of = async |settings: &Settings| {
        link_in_memory(&context, settings, &[Input::table("people")]).await.unwrap_err().to_string()
    };
    let mut settings = Settings::from_toml(SETTINGS).unwrap();
    settings.source = None;
    settings.link_type = LinkType::Link;
    let told = of(&settings).await;
    assert!(told.contains("every row is of source people"), "{told}");
    settings.link_type = LinkType::Dedupe;
    settings.clusters.one_per_source = vec!["peopel".into()];
    let told = of(&settings).await;
    assert!(told.contains("no table is of source peopel; there are people"), "{told}");
    let folder = tempfile::tempdir().unwrap();
    let files = ["a", "b"].map(|name| folder.path().join(name).join("people.csv"));
    settings.clusters.one_per_source.clear();
    let ask = Questions::default();
    let told = link_files(&settings, &files, &folder.path().join("out"), &ask).await.unwrap_err();
    assert!(matches!(told, LinkageError::SameSource { .. }), "{told}");
    settings.source = Some("source".into());
    let told = link_files(&settings, &files, &folder.path().join("out"), &ask).await.unwrap_err();
    assert!(matches!(told, LinkageError::File { .. }), "a column names the sources: {told}");
}

#[tokio::test]
async fn a_bound_source_without_a_row_is_told() {
    let mut settings = Settings::from_toml(SETTINGS).unwrap();
    settings.clusters.one_per_source = vec!["census".into(), "censsus".into()];
    let people = [Input::table("people")];
    let outcome = link_in_memory(&session(&town(20, 3), 1), &settings, &people).await.unwrap();
    let warnings = &outcome.report.training.warnings;
    let about = |name: &str| warnings.iter().filter(|w| w.contains(&format!("{name}, "))).count();
    assert_eq!((about("censsus"), about("census")), (1, 0), "{warnings:?}");
}

#[tokio::test]
async fn a_source_column_that_names_records_is_refused() {
    let ids: Vec<i64> = (0..70_000).collect();
    let names: Vec<String> = ids.iter().map(|id| format!("source {id}")).collect();
    let names = StringArray::from_iter_values(&names);
    let batch = RecordBatch::try_from_iter([
        ("id", Arc::new(Int64Array::from(ids)) as ArrayRef),
        ("source", Arc::new(names) as ArrayRef),
        ("name", Arc::new(StringArray::from(vec!["a"; 70_000])) as ArrayRef),
    ])
    .unwrap();
    let context = SessionContext::new();
    context.register_batch("people", batch).unwrap();
    let settings = Settings::from_toml(
        r#"
        link_type = "dedupe"
        id = "id"
        source = "source"
        [[blocking]]
        keys = ["name"]
        [[comparison]]
        name = "name"
        levels = [{ when = { exact = "name" } }]
        "#,
    );
    let people = [Input::table("people")];
    let error = link_in_memory(&context, &settings.unwrap(), &people).await.unwrap_err();
    assert!(matches!(error, LinkageError::TooManySources), "{error}");
}

#[tokio::test]
async fn ids_must_be_there_once() {
    let mut records = town(5, 1);
    records[1].id = records[0].id;
    let settings = Settings::from_toml(SETTINGS).unwrap();
    let error = link_in_memory(&session(&records, 1), &settings, &[Input::table("people")])
        .await
        .unwrap_err();
    assert!(matches!(error, LinkageError::DuplicateId { .. }), "{error}");
    // Two tables that each count from one.
    let context = session(&town(5, 1), 1);
    let again = session(&town(5, 2), 1).table("people").await.unwrap();
    context.register_table("again", again.into_view()).unwrap();
    let settings = Settings { source: None, ..Settings::from_toml(SETTINGS).unwrap() };
    let both = [Input::table("people"), Input::table("again")];
    let told = link_in_memory(&context, &settings, &both).await.unwrap_err().to_string();
    assert!(told.contains("occurs in source people and again in source again"), "{told}");
}

#[tokio::test]
async fn the_standardise_stage_can_be_read_and_run_as_sql() {
    let context = session(&town(5, 1), 1);
    linkage::functions::register(&context).unwrap();
    let toml = SETTINGS.replace(
        "source = \"source\"",
        "source = \"source\"\n[standardise]\nsurname = \"upper(trim(surname))\"",
    );
    let settings = Settings::from_toml(&toml).unwrap();
    let sql = standardise_sql(&context, &settings, &Input::table("people")).await.unwrap();
    assert!(sql.contains("upper(trim(surname)) AS \"surname\""), "{sql}");
    let batches = context.sql(&sql).await.unwrap().collect().await.unwrap();
    assert_eq!(batches[0].num_columns(), 2 + 5 + 4);
}
