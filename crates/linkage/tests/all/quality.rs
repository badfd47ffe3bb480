//! A run judged: by labels, by a person on a sample, and by itself.

use std::collections::{BTreeMap, BTreeSet};

use linkage::{
    ByRecord, Extras, Input, Judgement, LinkageError, Outcome, Questions, Refused, Settings,
    entities_page, link_files, link_in_memory, link_taught_in_memory, pairs_page, run_page,
};
use proptest::prelude::*;

use crate::people::{COLUMNS, Record, SETTINGS, session, town};

fn settings() -> Settings {
    Settings::from_toml(SETTINGS).unwrap()
}

async fn run(records: &[Record], settings: &Settings) -> Outcome {
    link_in_memory(&session(records, 1), settings, &[Input::table("people")]).await.unwrap()
}

fn labels(records: &[Record]) -> ByRecord {
    records.iter().map(|r| (r.id.to_string(), format!("person {}", r.person))).collect()
}

/// Judges pairs by the truth.
fn judged(records: &[Record], outcome: &Outcome, size: usize) -> Vec<Judgement> {
    let person: BTreeMap<String, usize> =
        records.iter().map(|r| (r.id.to_string(), r.person)).collect();
    let sample = outcome.clerical_sample(&settings(), size);
    let judge = |pair: &linkage::ScoredPair| {
        let (id_l, id_r) = (outcome.rows.ids.text(pair.left), outcome.rows.ids.text(pair.right));
        Judgement { same: Some(person[&id_l] == person[&id_r]), id_l, id_r }
    };
    sample.pairs.iter().map(judge).collect()
}

#[tokio::test]
async fn labels_judge_pairs_and_clusters_as_counting_does() {
    let records = town(90, 12);
    let outcome = run(&records, &settings()).await;
    let groups: ByRecord =
        records.iter().map(|r| (r.id.to_string(), r.source.to_owned())).collect();
    let told = outcome.evaluate(&settings(), &labels(&records), Some(&groups)).unwrap();
    let person: BTreeMap<String, usize> =
        records.iter().map(|r| (r.id.to_string(), r.person)).collect();
    let found: Vec<(String, usize)> =
        outcome.memberships().map(|(id, cluster)| (cluster, person[&id])).collect();
    let (mut said, mut real, mut right) = (0.0, 0.0, 0.0);
    for (n, a) in found.iter().enumerate() {
        for b in &found[n + 1..] {
            said += f64::from(u8::from(a.0 == b.0));
            real += f64::from(u8::from(a.1 == b.1));
            right += f64::from(u8::from(a == b));
        }
    }
    assert!((told.run.precision - right / said).abs() < 1e-12);
    assert!((told.run.recall - right / real).abs() < 1e-12);
    assert!((told.true_pairs as f64 - real).abs() < 0.5);
    let lowest = told.pairs.first().unwrap();
    assert!(lowest.recall <= told.blocking_recall && told.blocking_recall <= 1.0);
    let best = told.best_pairs.unwrap();
    assert!(told.pairs.iter().all(|p| p.f1 <= best.f1 && p.pairs >= p.right));
    assert!(told.pairs.windows(2).all(|w| w[0].recall >= w[1].recall));
    assert_eq!(told.groups.iter().map(|g| g.rows).sum::<u64>(), records.len() as u64);
    assert_eq!(told.groups.len(), 2);
    let own = told
        .clusters
        .iter()
        .find(|c| c.probability.total_cmp(&settings().clusters.probability).is_eq());
    assert_eq!(own, Some(&told.run), "the run's threshold gives the run's clusters");
}

#[tokio::test]
async fn what_is_written_weighs_pairs_by_their_entities() {
    let mut records = town(150, 21);
    let mut copies: BTreeMap<usize, usize> = BTreeMap::new();
    for record in &mut records {
        let copy = copies.entry(record.person).or_default();
        // No rule finds the first and the third record of a person; both have the second in common.
        match *copy {
            0 => record.fields[4].clear(),
            2 => record.fields[..2].iter_mut().for_each(String::clear),
            _ => {}
        }
        *copy += 1;
    }
    let settings = Settings { blocking: settings().blocking[..2].to_vec(), ..settings() };
    let outcome = run(&records, &settings).await;
    let told = outcome.evaluate(&settings, &labels(&records), None).unwrap();
    let (alone, settled) = (told.best_pairs.unwrap(), told.best_settled.unwrap());
    assert!(settled.recall > alone.recall, "{} {}", settled.recall, alone.recall);
    assert!(settled.f1 > alone.f1, "{} {}", settled.f1, alone.f1);
    let bare = Settings { settle: false, ..settings };
    let told = outcome.evaluate(&bare, &labels(&records), None).unwrap();
    assert_eq!(told.best_settled, told.best_pairs);
}

#[tokio::test]
async fn a_model_learns_from_what_people_judged_whatever_the_order() {
    let records = town(90, 12);
    let outcome = run(&records, &settings()).await;
    let taught = async |judged: &[Judgement]| {
        let people = [Input::table("people")];
        link_taught_in_memory(&session(&records, 1), &settings(), &people, judged).await.unwrap()
    };
    let untaught = taught(&[]).await;
    assert_eq!((&untaught.model, untaught.pairs), (&outcome.model, outcome.pairs.clone()));
    let truth = judged(&records, &outcome, 200);
    let sure = |same: bool| truth.iter().filter(|one| one.same == Some(same)).count() as u64;
    let unsure = Judgement { same: None, ..truth[0].clone() };
    let gone = Judgement { id_l: "no such record".into(), ..truth[0].clone() };
    let mut said: Vec<Judgement> = truth.iter().cloned().chain([unsure, gone]).collect();
    let once = taught(&said).await;
    let learned = once.report.training.judged;
    assert_eq!((learned.same, learned.different, learned.unused), (sure(true), sure(false), 1));
    assert_ne!(once.model, outcome.model);
    said.reverse();
    for one in &mut said {
        std::mem::swap(&mut one.id_l, &mut one.id_r);
    }
    assert_eq!(taught(&said).await.model, once.model);
    let told = |outcome: &Outcome| {
        let told = outcome.evaluate(&settings(), &labels(&records), None).unwrap();
        told.best_pairs.unwrap().f1
    };
    assert!(told(&once) >= told(&outcome) - 0.01, "{} {}", told(&once), told(&outcome));
    // Who says of every pair that it is none, and often, is believed.
    let denied: Vec<Judgement> = outcome
        .pairs
        .iter()
        .map(|pair| (outcome.rows.ids.text(pair.left), outcome.rows.ids.text(pair.right)))
        .map(|(id_l, id_r)| Judgement { id_l, id_r, same: Some(false) })
        .collect();
    let denied = taught(&denied).await;
    assert!(denied.report.clusters.joined < outcome.report.clusters.joined);
}

#[tokio::test]
async fn labels_of_other_records_are_refused() {
    let outcome = run(&town(20, 1), &settings()).await;
    let strange = vec![("no such record".to_owned(), "x".to_owned())];
    let error = outcome.evaluate(&settings(), &strange, None).unwrap_err();
    assert!(matches!(error, LinkageError::NoLabels), "{error}");
}

#[tokio::test]
async fn a_record_with_two_labels_is_refused() {
    let records = town(20, 1);
    let outcome = run(&records, &settings()).await;
    let mut labels = labels(&records);
    labels.push(labels[3].clone());
    assert!(outcome.evaluate(&settings(), &labels, None).is_ok(), "the same label again");
    labels.push((labels[3].0.clone(), "another person".into()));
    let error = outcome.evaluate(&settings(), &labels, None).unwrap_err();
    assert!(error.to_string().contains(&format!("record {} has two", labels[3].0)), "{error}");
}

#[tokio::test]
async fn a_judged_sample_tells_what_judging_all_would() {
    let records = town(150, 21);
    let outcome = run(&records, &settings()).await;
    let all = judged(&records, &outcome, outcome.pairs.len() * 10);
    assert_eq!(all.len(), outcome.pairs.len(), "a sample of everything is everything");
    let whole = outcome.estimate(&settings(), &all).unwrap();
    let (precision, recall) = (whole.precision.unwrap(), whole.recall.unwrap());
    assert!(precision.high - precision.low < 1e-9, "nothing is left to chance: {precision:?}");
    let some = judged(&records, &outcome, 150);
    assert!(some.len() < all.len());
    let part = outcome.estimate(&settings(), &some).unwrap();
    let inside = |of: linkage::Interval, truth: f64| of.low <= truth && truth <= of.high;
    assert!(inside(part.precision.unwrap(), precision.share), "{part:?} {precision:?}");
    assert!(inside(part.recall.unwrap(), recall.share), "{part:?} {recall:?}");
}

#[tokio::test]
async fn judgements_of_another_run_or_given_twice_are_refused() {
    let records = town(40, 2);
    let outcome = run(&records, &settings()).await;
    let mut given = judged(&records, &outcome, 20);
    given.push(given[0].clone());
    let twice = outcome.estimate(&settings(), &given).unwrap_err();
    assert!(matches!(twice, LinkageError::JudgedTwice { .. }), "{twice}");
    let strange = Judgement { id_l: "0".into(), id_r: "nobody".into(), same: Some(true) };
    let elsewhere = outcome.estimate(&settings(), &[strange]).unwrap_err();
    assert!(matches!(elsewhere, LinkageError::JudgedElsewhere { .. }), "{elsewhere}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_larger_sample_holds_a_smaller_one(seed in 0_u64..1_000, small in 1_usize..60, more in 0_usize..90) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let outcome = runtime.block_on(run(&town(30, seed), &settings()));
        let pairs = |size: usize| -> BTreeSet<(u32, u32)> {
            let sample = outcome.clerical_sample(&settings(), size);
            sample.pairs.iter().map(|p| (p.left, p.right)).collect()
        };
        prop_assert!(pairs(small).is_subset(&pairs(small + more)));
    }

    #[test]
    fn an_entity_tells_all_of_its_cluster(seed in 0_u64..1_000) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let outcome = runtime.block_on(run(&town(25, seed), &settings()));
        let mut clusters: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, cluster) in outcome.memberships() {
            clusters.entry(cluster).or_default().push(id);
        }
        for (cluster, members) in clusters.into_iter().take(12) {
            let told = outcome.entity(&settings(), members.last().unwrap()).unwrap();
            prop_assert_eq!(&told.cluster_id, &cluster);
            prop_assert_eq!(told.records.len(), members.len());
            prop_assert_eq!(told.joins.len(), members.len() - 1, "a tree holds a cluster together");
            prop_assert_eq!(told.edges.len(), members.len() * (members.len() - 1) / 2);
            if let Some(weakest) = told.weakest {
                let least = told.joins[weakest].mean_weight;
                prop_assert!(told.joins.iter().all(|j| j.mean_weight >= least));
            }
            let outside = told.kept_out.iter().flat_map(|k| &k.outside);
            prop_assert!(outside.clone().all(|id| !members.contains(id)));
        }
    }
}

#[tokio::test]
async fn a_contradiction_says_why() {
    let records = town(60, 3);
    let mut settings = settings();
    settings.clusters.at_most_one = vec!["dob".into()];
    settings.clusters.mean_weight = -20.0;
    let outcome = run(&records, &settings).await;
    let (pair, why) = outcome.refused.iter().find(|(_, why)| *why == Refused::Value).unwrap();
    assert_eq!(*why, Refused::Value);
    let told = outcome.entity(&settings, &outcome.rows.ids.text(pair.left)).unwrap();
    assert!(told.kept_out.iter().any(|k| k.why == Refused::Value), "{}", told.words());
    assert!(told.words().contains("different values of a column"), "{}", told.words());
}

#[tokio::test]
async fn rules_tell_what_they_cost_and_find() {
    let records = town(70, 14);
    let outcome = run(&records, &settings()).await;
    let blocking = &outcome.report.blocking;
    assert_eq!(blocking.iter().map(|r| r.pairs).sum::<u64>(), outcome.report.pairs_compared);
    for (at, rule) in blocking.iter().enumerate() {
        let (mut all, mut only) = (0, 0);
        for left in 0..u32::try_from(outcome.rows.len()).unwrap() {
            for right in left + 1..u32::try_from(outcome.rows.len()).unwrap() {
                let found = outcome.rows.found_by(left, right);
                all += u64::from(found >> at & 1);
                only += u64::from(found == 1 << at);
            }
        }
        assert_eq!((rule.all_pairs, rule.only_pairs), (all, only), "rule {at}");
        assert!(rule.only_matches <= rule.matches && rule.matches <= rule.all_pairs as f64);
    }
    let alone = |row: &u32| outcome.rows.rules_of(*row) == 0;
    let rows = u32::try_from(outcome.rows.len()).unwrap();
    let unseen = &outcome.report.unseen;
    assert_eq!(unseen.rows_in_no_block, (0..rows).filter(alone).count() as u64);
    assert!(unseen.missed_matches.is_some_and(|missed| missed >= 0.0));
}

#[tokio::test]
async fn suggested_rules_do_what_they_promise() {
    let records = town(120, 15);
    let outcome = run(&records, &settings()).await;
    let found = outcome.suggest_rules();
    assert!(found.rules.len() > 1, "{found:?}");
    let mut before = 0.0;
    for rule in &found.rules {
        assert!(rule.recall_so_far > before && rule.recall_so_far <= 1.0 + 1e-9, "{found:?}");
        before = rule.recall_so_far;
    }
    let mut settings = settings();
    settings.blocking =
        vec![linkage::settings::BlockingRule { keys: found.rules[0].keys.clone(), trains: true }];
    let alone = run(&records, &settings).await;
    assert!((alone.report.pairs_compared as f64 - found.rules[0].pairs).abs() < 0.5, "{found:?}");
}

#[tokio::test]
async fn the_page_is_whole_in_both_languages_and_shows_no_value() {
    let records = town(60, 16);
    let outcome = run(&records, &settings()).await;
    let extras = Extras {
        evaluation: Some(outcome.evaluate(&settings(), &labels(&records), None).unwrap()),
        estimate: Some(outcome.estimate(&settings(), &judged(&records, &outcome, 60)).unwrap()),
        suggestions: Some(outcome.suggest_rules()),
    };
    let page = run_page(&outcome, &settings(), &extras).unwrap();
    assert_eq!(page.matches("lang=\"en\">").count() - 1, page.matches("lang=\"zh\">").count());
    for (open, close) in [("<section>", "</section>"), ("<svg ", "</svg>"), ("<table>", "</table>")]
    {
        assert_eq!(page.matches(open).count(), page.matches(close).count(), "{open}");
    }
    assert!(
        !page.contains("NaN") && !page.contains(">inf") && !page.contains("\"inf"),
        "a figure is missing"
    );
    assert!(!page.contains("<script") && !page.contains("href="), "nothing is loaded or run");
    for record in &records {
        for value in record.fields.iter().filter(|v| v.len() > 4) {
            assert!(!page.contains(&format!(">{value}<")), "{value} is on the page");
        }
    }
    let largest = outcome.memberships().next().unwrap().0;
    let entity = outcome.entity(&settings(), &largest).unwrap();
    let shown = entities_page(&outcome, &[entity]);
    assert!(COLUMNS.iter().all(|c| shown.contains(c)) && !shown.contains("NaN"));
}

#[tokio::test]
async fn thresholds_and_unlinkables_are_what_counting_gives() {
    let records = town(80, 19);
    let outcome = run(&records, &settings()).await;
    let points = outcome.thresholds();
    assert_eq!(points.iter().map(|p| p.pairs).sum::<u64>(), outcome.pairs.len() as u64);
    assert_eq!(points[0].at_least, outcome.pairs.len() as u64);
    for point in &points {
        let above = outcome.pairs.iter().filter(|p| p.match_weight >= point.match_weight);
        let chances: Vec<f64> = above.map(linkage::ScoredPair::probability).collect();
        assert_eq!(point.at_least, chances.len() as u64);
        let mean = chances.iter().sum::<f64>() / chances.len().max(1) as f64;
        assert!((point.precision - mean).abs() < 1e-9, "{point:?} {mean}");
    }
    assert!(points.windows(2).all(|two| two[0].recall >= two[1].recall));
    let rows = 0..u32::try_from(outcome.rows.len()).unwrap();
    let themselves: Vec<(u32, u32)> = rows.map(|row| (row, row)).collect();
    let told = outcome.explain(&settings(), &themselves).unwrap();
    for point in outcome.unlinkables(&settings()).unwrap() {
        let below = told.iter().filter(|own| own.match_weight < point.match_weight).count();
        assert!((point.share - below as f64 / told.len() as f64).abs() < 1e-12, "{point:?}");
    }
}

#[tokio::test]
async fn a_pair_is_told_and_drawn_in_both_languages() {
    let records = town(60, 6);
    let outcome = run(&records, &settings()).await;
    let pairs: Vec<(u32, u32)> =
        outcome.pairs.iter().take(2).map(|pair| (pair.left, pair.right)).collect();
    let told = outcome.explain(&settings(), &pairs).unwrap();
    let page = pairs_page(&told);
    assert_eq!(page.matches("<svg ").count(), 2);
    assert_eq!(page.matches("lang=\"en\">").count() - 1, page.matches("lang=\"zh\">").count());
    assert!(page.contains("先验") && !page.contains("NaN"));
    for step in told.iter().flat_map(|pair| &pair.evidence) {
        assert!(page.contains(&format!("<td>{:+.2}</td>", step.match_weight)), "{step:?}");
        assert!(step.left.iter().chain(&step.right).all(|value| page.contains(value.as_str())));
    }
}

#[tokio::test]
async fn ids_may_be_unique_within_each_file_alone() {
    let records = town(60, 23);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut labels = "id,label\n".to_owned();
    for source in ["census", "clinic"] {
        let mut lines = format!("id,sex,{}\n", COLUMNS.join(","));
        let own = records.iter().filter(|r| r.source == source);
        // Each file counts from 0.
        for (n, r) in own.enumerate() {
            lines.extend([format!("{n},{},{}\n", ["f", "m"][r.person % 2], r.fields.join(","))]);
            labels.extend([format!("{source}/{n},{}\n", r.person)]);
        }
        std::fs::write(path(&format!("{source}.csv")), lines).unwrap();
    }
    std::fs::write(path("labels.csv"), labels).unwrap();
    let mut settings = Settings { source: None, ..settings() };
    let files = [path("census.csv"), path("clinic.csv")];
    let ask = Questions {
        labels: Some(path("labels.csv")),
        group: Some("sex".into()),
        ..Questions::default()
    };
    let error = link_files(&settings, &files, &path("out"), &ask).await.unwrap_err();
    assert!(error.to_string().contains("id_by_source = true"), "{error}");
    settings.id_by_source = true;
    let (outcome, extras) = link_files(&settings, &files, &path("out"), &ask).await.unwrap();
    let told = extras.evaluation.unwrap();
    assert_eq!(told.rows, records.len() as u64);
    assert_eq!(told.groups.iter().map(|group| group.rows).sum::<u64>(), records.len() as u64);
    assert!(outcome.rows.row("census/0").is_some() && outcome.rows.row("clinic/0").is_some());
}

#[tokio::test]
async fn a_record_of_no_source_is_named_within_none() {
    let mut records = town(60, 23);
    records.iter_mut().filter(|r| r.source == "clinic").for_each(|r| r.source = "");
    let settings = Settings { id_by_source: true, ..settings() };
    let outcome = run(&records, &settings).await;
    assert_eq!(outcome.clusters.len(), records.len());
    let nowhere = records.iter().find(|r| r.source.is_empty()).unwrap();
    assert!(outcome.rows.row(&format!("/{}", nowhere.id)).is_some());
}

#[tokio::test]
async fn a_review_goes_out_as_a_file_and_comes_back() {
    let records = town(60, 17);
    let folder = tempfile::tempdir().unwrap();
    let (table, truth) = (folder.path().join("people.csv"), folder.path().join("labels.csv"));
    let mut lines = format!("id,source,{}\n", COLUMNS.join(","));
    let mut of = "id,label\n".to_owned();
    for r in &records {
        let mut fields = r.fields.clone();
        fields[3] = format!("=\"{}\", rear", fields[3]).replace('"', "\"\"");
        lines.extend([format!(
            "{},{},{},\"{}\",{}\n",
            r.id,
            r.source,
            fields[..3].join(","),
            fields[3],
            fields[4]
        )]);
        of.extend([format!("{},{}\n", r.id, r.person)]);
    }
    std::fs::write(&table, lines).unwrap();
    std::fs::write(&truth, of).unwrap();
    let out = folder.path().join("out");
    let ask = Questions {
        labels: Some(truth.clone()),
        group: Some("source".into()),
        clerical: Some(80),
        suggest: true,
        entities: vec![records[0].id.to_string()],
        ..Questions::default()
    };
    let (outcome, extras) =
        link_files(&settings(), std::slice::from_ref(&table), &out, &ask).await.unwrap();
    let told = extras.evaluation.unwrap();
    assert_eq!(told.groups.len(), 2);
    let alone = outcome.evaluate(&settings(), &labels(&records), None).unwrap();
    assert_eq!(told.best_settled, alone.best_settled, "what is written is what is judged");
    for name in ["report.json", "report.html", "quality.json", "entities.html", "pairs.parquet"] {
        assert!(out.join(name).exists(), "{name}");
    }
    let sheet = std::fs::read_to_string(out.join("clerical.csv")).unwrap();
    assert!(sheet.starts_with("judgement,id_l,id_r,first_name_l,first_name_r,"), "{sheet}");
    assert!(sheet.contains("\"'=\"\""), "no spreadsheet takes a value for a formula: {sheet}");
    let filled: Vec<String> = sheet
        .lines()
        .enumerate()
        .map(|(n, line)| match n {
            0 => line.to_owned(),
            n if n % 9 == 0 => format!("unsure{line}"),
            n if n % 4 == 0 => format!("Different{line}"),
            _ => format!("same{line}"),
        })
        .collect();
    let back = folder.path().join("judged.csv");
    std::fs::write(&back, filled.join("\n")).unwrap();
    let ask = Questions { judged: Some(back.clone()), ..Questions::default() };
    let (_, extras) =
        link_files(&settings(), std::slice::from_ref(&table), &out, &ask).await.unwrap();
    let estimate = extras.estimate.unwrap();
    let judged: u64 = estimate.strata.iter().map(|s| s.judged + s.unsure).sum();
    assert_eq!(judged, sheet.lines().count() as u64 - 1);
    assert!(estimate.strata.iter().any(|s| s.unsure > 0) && estimate.precision.is_some());
    std::fs::write(&back, sheet.replacen("\n,", "\nperhaps,", 1)).unwrap();
    let wrong =
        link_files(&settings(), std::slice::from_ref(&table), &out, &ask).await.unwrap_err();
    assert!(wrong.to_string().contains("write same, different or unsure"), "{wrong}");
    std::fs::write(&truth, "record,label\n1,2\n").unwrap();
    let ask = Questions { labels: Some(truth), ..Questions::default() };
    let wrong = link_files(&settings(), &[table], &out, &ask).await.unwrap_err();
    assert!(matches!(wrong, LinkageError::LabelColumn { .. }), "{wrong}");
}
