//! What a run answers, and that nothing but the records decides it.

use std::collections::BTreeMap;

use datafusion::arrow::array::Int64Array;
use linkage::{Input, Outcome, Settings, link, link_in_memory};
use proptest::prelude::*;

use crate::people::{Record, SETTINGS, session, town};

async fn run(records: &[Record], settings: &Settings, partitions: usize) -> Outcome {
    link_in_memory(&session(records, partitions), settings, &[Input::table("people")])
        .await
        .unwrap()
}

fn settings() -> Settings {
    Settings::from_toml(SETTINGS).unwrap()
}

/// Pairs of records said to be one person, and how many of them are.
fn judged(records: &[Record], outcome: &Outcome) -> (usize, usize, usize) {
    let person: BTreeMap<String, usize> =
        records.iter().map(|r| (r.id.to_string(), r.person)).collect();
    let found: Vec<(String, usize)> =
        outcome.memberships().map(|(id, cluster)| (cluster, person[&id])).collect();
    let (mut said, mut real, mut right) = (0, 0, 0);
    for (n, a) in found.iter().enumerate() {
        for b in &found[n + 1..] {
            said += usize::from(a.0 == b.0);
            real += usize::from(a.1 == b.1);
            right += usize::from(a == b);
        }
    }
    (said, real, right)
}

#[tokio::test]
async fn families_are_told_apart() {
    let records = town(150, 5);
    let (said, real, right) = judged(&records, &run(&records, &settings(), 1).await);
    let (precision, recall) = (right as f64 / said as f64, right as f64 / real as f64);
    assert!(precision > 0.97, "precision {precision}");
    assert!(recall > 0.93, "recall {recall}");
}

#[tokio::test]
async fn every_blocked_pair_that_weighs_enough_is_there_and_no_other() {
    let records = town(60, 3);
    for output_probability in [0.0001, 0.3, 0.95] {
        let mut settings = Settings { output_probability, ..settings() };
        settings.clusters.probability = output_probability.max(settings.clusters.probability);
        let outcome = run(&records, &settings, 1).await;
        let rows = u32::try_from(outcome.rows.len()).unwrap();
        let blocked: Vec<(u32, u32)> = (0..rows)
            .flat_map(|left| (left + 1..rows).map(move |right| (left, right)))
            .filter(|(left, right)| outcome.rows.found_by(*left, *right) != 0)
            .collect();
        let weighed = outcome.explain(&settings, &blocked).unwrap();
        let mut expected: Vec<((u32, u32), f64)> = blocked
            .into_iter()
            .zip(weighed)
            .filter(|(_, why)| why.match_probability >= output_probability)
            .map(|(pair, why)| (pair, why.match_weight))
            .collect();
        expected.sort_by_key(|(pair, _)| *pair);
        let found: Vec<((u32, u32), f64)> =
            outcome.pairs.iter().map(|p| ((p.left, p.right), p.match_weight)).collect();
        assert!(!found.is_empty());
        assert_eq!(found, expected, "at {output_probability}");
    }
}

#[tokio::test]
async fn neither_row_order_nor_threads_nor_partitions_change_the_answer() {
    let records = town(80, 9);
    let mut shuffled = records.clone();
    shuffled.reverse();
    shuffled.rotate_left(records.len() / 3);
    let one = run(&records, &Settings { threads: 1, ..settings() }, 1).await;
    for (records, threads, partitions) in [(&records, 3, 4), (&shuffled, 1, 3), (&shuffled, 4, 1)] {
        let other = run(records, &Settings { threads, ..settings() }, partitions).await;
        assert_eq!(one.model, other.model);
        assert_eq!(one.pairs, other.pairs);
        assert_eq!(one.clusters, other.clusters);
    }
}

/// Another order of the records, the same for the same seed.
fn shuffled(records: &[Record], seed: u64) -> Vec<Record> {
    let mut keyed: Vec<(u64, Record)> = (1..)
        .zip(records)
        .map(|(n, record): (u64, &Record)| {
            let spread = (n ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ((spread ^ spread >> 31).wrapping_mul(0xbf58_476d_1ce4_e5b9), record.clone())
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, record)| record).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_order_the_threads_and_the_partitions_the_answer_is_the_same(
        families in 8_usize..40,
        seed in 0_u64..1_000,
        order in any::<u64>(),
        threads in 1_usize..6,
        partitions in 1_usize..6,
        every_test in any::<bool>(),
        largest_block in prop_oneof![Just(5_000_usize), Just(6)],
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let toml = if every_test { EVERY_TEST } else { SETTINGS };
        let mut settings = Settings::from_toml(toml).unwrap();
        settings.largest_block = largest_block;
        settings.clusters.one_per_source = vec!["census".into()];
        let records = town(families, seed);
        let one = Settings { threads: 1, ..settings.clone() };
        let one = runtime.block_on(run(&records, &one, 1));
        settings.threads = threads;
        let other = runtime.block_on(run(&shuffled(&records, order), &settings, partitions));
        prop_assert_eq!(&one.model, &other.model);
        prop_assert_eq!(&one.patterns, &other.patterns);
        prop_assert_eq!(&one.pairs, &other.pairs);
        prop_assert_eq!(&one.clusters, &other.clusters);
        prop_assert_eq!(&one.refused, &other.refused);
        prop_assert_eq!(&one.report.blocking, &other.report.blocking);
        prop_assert_eq!(&one.report.unseen, &other.report.unseen);
        prop_assert_eq!(&one.report.training.warnings, &other.report.training.warnings);
        prop_assert_eq!(one.suggest_rules(), other.suggest_rules());
        let pairs = |outcome: &Outcome| outcome.clerical_sample(&settings, 20).pairs;
        prop_assert_eq!(pairs(&one), pairs(&other));
        let pinned = one.pin(&settings).unwrap();
        prop_assert_eq!(pinned.version, other.pin(&settings).unwrap().version);
    }
}

#[tokio::test]
async fn constraints_hold_in_every_cluster() {
    let records = town(60, 3);
    let mut settings = settings();
    settings.clusters.one_per_source = vec!["census".into()];
    settings.clusters.at_most_one = vec!["dob".into()];
    settings.clusters.mean_weight = -20.0;
    settings.clusters.probability = 0.02;
    let outcome = run(&records, &settings, 1).await;
    let by_id: BTreeMap<String, &Record> = records.iter().map(|r| (r.id.to_string(), r)).collect();
    let mut clusters: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for (id, cluster) in outcome.memberships() {
        clusters.entry(cluster).or_default().push(by_id[&id]);
    }
    assert!(clusters.values().any(|c| c.len() > 1));
    for members in clusters.values() {
        assert!(members.iter().filter(|r| r.source == "census").count() <= 1);
        let mut dates: Vec<&str> =
            members.iter().map(|r| r.fields[2].as_str()).filter(|d| !d.is_empty()).collect();
        dates.dedup();
        dates.sort_unstable();
        dates.dedup();
        assert!(dates.len() <= 1, "{dates:?}");
    }
}

#[tokio::test]
async fn link_looks_across_sources_only() {
    let records = town(60, 4);
    let outcome =
        run(&records, &Settings { link_type: linkage::settings::LinkType::Link, ..settings() }, 1)
            .await;
    assert!(!outcome.pairs.is_empty());
    for pair in &outcome.pairs {
        assert_ne!(
            outcome.rows.source[pair.left as usize],
            outcome.rows.source[pair.right as usize]
        );
    }
}

#[tokio::test]
async fn an_explanation_adds_up_to_the_weight() {
    let records = town(60, 6);
    let outcome = run(&records, &settings(), 1).await;
    for pair in outcome.pairs.iter().take(40) {
        let told = outcome.explain(&settings(), &[(pair.right, pair.left)]).unwrap().remove(0);
        assert!((told.match_weight - pair.match_weight).abs() < 1e-9);
        let sum: f64 = told.evidence.iter().map(|e| e.match_weight).sum();
        let whole = sum + told.prior_weight + told.related_weight;
        assert!((whole - told.match_weight).abs() < 1e-9, "{}", told.words());
        assert!(told.words().contains("surname"));
        assert_eq!(told.svg().matches("<rect").count(), told.svg().matches("<text").count() / 2);
    }
}

#[tokio::test]
async fn files_are_whole_and_run_twice_are_the_same() {
    let records = town(40, 8);
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("a"), folder.path().join("b"));
    for out in [&first, &second] {
        link(&session(&records, 2), &settings(), &[Input::table("people")], out).await.unwrap();
    }
    for name in ["pairs.parquet", "clusters.parquet"] {
        assert_eq!(
            std::fs::read(first.join(name)).unwrap(),
            std::fs::read(second.join(name)).unwrap()
        );
    }
    let report: serde_json::Value =
        serde_json::from_slice(&std::fs::read(first.join("report.json")).unwrap()).unwrap();
    assert_eq!(report["rows"], records.len());
    assert!(report["stages"].as_array().unwrap().iter().any(|s| s["stage"] == "cluster"));
}

#[tokio::test]
async fn the_stages_as_sql_find_the_same_patterns() {
    let mut records = town(40, 11);
    same_as_sql(&records, settings()).await;
    for (n, record) in records.iter_mut().enumerate().filter(|(n, _)| n % 3 == 0) {
        record.fields[0] = ["张偉", "章玮", "臧伟", "wei zhang"][n / 3 % 4].into();
        record.fields[2].truncate(if n % 2 == 0 { 7 } else { 4 });
    }
    same_as_sql(&records, Settings::from_toml(EVERY_TEST).unwrap()).await;
}

const EVERY_TEST: &str = r#"
link_type = "link_and_dedupe"
id = "id"
source = "source"

[[blocking]]
keys = ["phone"]
[[blocking]]
keys = ["substr(dob, 1, 4)"]

[[comparison]]
name = "name"
levels = [
  { when = { chinese_same = "first_name" } },
  { when = { chinese_homophone = "first_name" } },
  { when = { chinese_near_homophone = "first_name" } },
  { when = { chinese_reordered = "first_name" } },
  { when = { prefix = "first_name" } },
  { when = { jaro_winkler = { column = "first_name", at_least = 0.85 } } },
  { when = { jaro_winkler = { column = "first_name", at_least = 0.55 } } },
]
[[comparison]]
name = "surname"
levels = [
  { when = { swapped = ["surname", "first_name"] } },
  { when = { damerau_levenshtein = { column = "surname", at_most = 1 } } },
  { when = { damerau_levenshtein = { column = "surname", at_most = 3 } } },
  { when = { not = { prefix = "surname" } } },
]
[[comparison]]
name = "dob"
levels = [
  { when = { exact = "dob" } },
  { when = { date_part_missing = "dob" } },
  { when = { day_month_swapped = "dob" } },
  { when = { date_one_digit = "dob" } },
  { when = { date_two_parts = "dob" } },
  { when = { days = { column = "dob", at_most = 400 } } },
]
[[comparison]]
name = "address"
levels = [
  { when = { words = { column = "address", at_least = 0.6 } } },
  { when = { words_contained = "address" } },
  { when = { in_common = { column = "address", at_least = 2 } } },
  { when = { intersects = "address" } },
]
[[comparison]]
name = "phone"
levels = [{ when = { within = { column = "phone", at_most = 900000.0 } } }]
[[comparison]]
name = "point"
levels = [{ when = { distance = { longitude = "phone", latitude = "surname", at_most_m = 5.0 } } }]
"#;

/// The SQL of the stages, run stage by stage, counts the same patterns as the engine.
async fn same_as_sql(records: &[Record], settings: Settings) {
    let context = session(records, 1);
    let outcome = link_in_memory(&context, &settings, &[Input::table("people")]).await.unwrap();
    let rows =
        linkage::standardise_sql(&context, &settings, &Input::table("people")).await.unwrap();
    let stages = [
        ("standardised", rows),
        ("blocked", linkage::block_sql(&settings, "standardised")),
        ("compared", linkage::compare_sql(&settings, "standardised", "blocked")),
    ];
    for (name, sql) in stages {
        let frame = context.sql(&sql).await.unwrap().cache().await.unwrap();
        context.register_table(name, frame.into_view()).unwrap();
    }
    let batches = context
        .sql(&linkage::count_sql(&settings, "compared"))
        .await
        .unwrap()
        .collect()
        .await
        .unwrap();
    let mut counted = BTreeMap::new();
    for batch in &batches {
        let columns: Vec<&Int64Array> = batch
            .columns()
            .iter()
            .map(|c| c.as_any().downcast_ref::<Int64Array>().unwrap())
            .collect();
        for row in 0..batch.num_rows() {
            let (pairs, levels) = columns.split_last().unwrap();
            let levels = levels.iter().map(|c| u8::try_from(c.value(row)).unwrap()).collect();
            counted.insert(levels, u64::try_from(pairs.value(row)).unwrap());
        }
    }
    assert_eq!(counted, outcome.patterns);
}

#[tokio::test]
async fn no_level_goes_untrained_in_silence() {
    for (families, seed, toml) in [(12, 1, SETTINGS), (60, 2, SETTINGS), (40, 3, EVERY_TEST)] {
        let settings = Settings::from_toml(toml).unwrap();
        let outcome = run(&town(families, seed), &settings, 1).await;
        let training = &outcome.report.training;
        let (mut guesses, mut learned) = (0, 0);
        for (c, comparison) in outcome.model.comparisons.iter().enumerate() {
            for (l, level) in comparison.levels.iter().enumerate() {
                let exact = l == 0 && training.u_from_frequencies.contains(&comparison.name);
                let m_is_a_guess = level.taught != linkage::Taught::Learned;
                let u_is_a_guess = training.random_pairs[c][l] < 10 && !exact;
                let told = |what: &str| {
                    let named = format!("{}, level \"{}\"", comparison.name, level.name);
                    let about = |w: &&String| w.starts_with(&named) && w.contains(what);
                    training.warnings.iter().filter(about).count()
                };
                assert_eq!(told("; m is"), usize::from(m_is_a_guess), "{:?}", training.warnings);
                assert_eq!(told("; u is"), usize::from(u_is_a_guess), "{:?}", training.warnings);
                assert!(level.m > 0.0 && level.u > 0.0 && level.match_weight.is_finite());
                if m_is_a_guess || u_is_a_guess { guesses += 1 } else { learned += 1 }
            }
        }
        assert!(guesses > 0 && learned > 0, "both kinds are met");
    }
}
