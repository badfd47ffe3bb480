//! A model that outlives its run.

use std::collections::{BTreeMap, BTreeSet};

use linkage::{Input, LinkageError, Outcome, PinnedModel, Settings, link_in_memory};

use crate::people::{Record, SETTINGS, session, town};

async fn trained(records: &[Record]) -> PinnedModel {
    let settings = Settings::from_toml(SETTINGS).unwrap();
    let people = [Input::table("people")];
    let outcome = link_in_memory(&session(records, 1), &settings, &people).await.unwrap();
    outcome.pin(&settings).unwrap()
}

async fn linked(model: &PinnedModel, records: &[Record]) -> Outcome {
    model.link(&session(records, 1), &[Input::table("people")]).await.unwrap()
}

/// Pairs of ids with their weights.
fn pairs(outcome: &Outcome) -> BTreeMap<(String, String), u64> {
    let id = |row| outcome.rows.ids.text(row);
    let of = |p: &linkage::ScoredPair| ((id(p.left), id(p.right)), p.match_weight.to_bits());
    outcome.pairs.iter().map(of).collect()
}

#[tokio::test]
async fn a_saved_model_comes_back_and_a_changed_one_is_refused() {
    let model = trained(&town(60, 2)).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.json");
    model.save(&path).unwrap();
    assert_eq!(PinnedModel::load(&path).unwrap(), model);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("adler"), "a model holds no value of the data");
    std::fs::write(&path, text.replace("rounds = 200", "rounds = 201")).unwrap();
    assert!(matches!(PinnedModel::load(&path), Err(LinkageError::ModelChanged { .. })));
}

#[tokio::test]
async fn new_records_give_the_pairs_of_a_run_over_all() {
    let records = town(80, 7);
    let model = trained(&records).await;
    let whole = linked(&model, &records).await;
    let (existing, new): (Vec<Record>, Vec<Record>) =
        records.iter().cloned().partition(|r| r.id % 5 != 0);
    let context = session(&existing, 1);
    let arrived = session(&new, 2).table("people").await.unwrap();
    context.register_table("arrived", arrived.into_view()).unwrap();
    let joined = model
        .link_new(&context, &[Input::table("people")], &[Input::table("arrived")])
        .await
        .unwrap();
    let before = pairs(&linked(&model, &existing).await);
    let mut found = pairs(&joined);
    assert!(!found.is_empty() && found.keys().all(|pair| !before.contains_key(pair)));
    found.extend(before);
    assert_eq!(found, pairs(&whole));
}

#[tokio::test]
async fn a_few_new_records_are_not_refused_for_the_pairs_of_the_old() {
    let records = town(80, 7);
    let mut model = trained(&records).await;
    let (existing, new): (Vec<Record>, Vec<Record>) =
        records.iter().cloned().partition(|r| r.id % 29 != 0);
    let context = session(&existing, 1);
    let arrived = session(&new, 1).table("people").await.unwrap();
    context.register_table("arrived", arrived.into_view()).unwrap();
    let (before, after) = ([Input::table("people")], [Input::table("arrived")]);
    let joined = model.link_new(&context, &before, &after).await.unwrap();
    let made: u64 = joined.report.blocking.iter().map(|rule| rule.all_pairs).sum();
    model.settings.most_pairs = made;
    let again = model.link_new(&context, &before, &after).await.unwrap();
    assert_eq!(again.pairs, joined.pairs);
    let all = model.link(&context, &before).await.unwrap_err();
    assert!(matches!(all, LinkageError::TooManyPairs { .. }), "{all}");
}

#[tokio::test]
async fn records_that_hold_all_their_pairs_lead_to_cluster_as_in_a_run_over_all() {
    let records = town(80, 8);
    let model = trained(&records).await;
    let whole = linked(&model, &records).await;
    let mut reached: BTreeSet<String> = BTreeSet::from([whole.rows.ids.text(whole.pairs[0].left)]);
    loop {
        let size = reached.len();
        for (a, b) in pairs(&whole).into_keys() {
            if reached.contains(&a) || reached.contains(&b) {
                reached.extend([a, b]);
            }
        }
        if reached.len() == size {
            break;
        }
    }
    let part: Vec<Record> =
        records.iter().filter(|r| reached.contains(&r.id.to_string())).cloned().collect();
    assert!(part.len() > 1 && part.len() < records.len());
    let of_part: BTreeMap<String, String> = linked(&model, &part).await.memberships().collect();
    let of_whole: BTreeMap<String, String> =
        whole.memberships().filter(|(id, _)| reached.contains(id)).collect();
    assert_eq!(of_part, of_whole);
}

#[tokio::test]
async fn two_records_are_explained_without_a_run() {
    let records = town(60, 6);
    let model = trained(&records).await;
    let whole = linked(&model, &records).await;
    let ((a, b), weight) = pairs(&whole).into_iter().next().unwrap();
    let two: Vec<Record> =
        records.iter().filter(|r| [&a, &b].contains(&&r.id.to_string())).cloned().collect();
    let context = session(&two, 1);
    let told = model.explain(&context, &[Input::table("people")], &b, &a).await.unwrap();
    assert_eq!(told.match_weight.to_bits(), weight);
    let nobody = model.explain(&context, &[Input::table("people")], &a, "-5").await;
    assert!(matches!(nobody, Err(LinkageError::NoRecord { .. })));
}

#[tokio::test]
async fn records_that_are_compared_share_the_number_of_a_key() {
    let records = town(60, 9);
    let model = trained(&records).await;
    let whole = linked(&model, &records).await;
    let mut keys: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let context = session(&records, 1);
    let mut stream = model.block_keys(&context, &Input::table("people")).await.unwrap();
    while let Some(found) = stream.next().await.unwrap() {
        for (at, id) in found.ids.iter().enumerate() {
            keys.insert(id.clone(), found.keys.iter().map(|of_rule| of_rule[at]).collect());
        }
    }
    assert_eq!(keys.len(), records.len());
    let share = |a: &str, b: &str| keys[a].iter().zip(&keys[b]).any(|(a, b)| *a != 0 && a == b);
    let mut blocked: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (left, right) in (0..).take(whole.rows.len()).flat_map(|l: u32| (0..l).map(move |r| (r, l)))
    {
        if whole.rows.found_by(left, right) != 0 {
            blocked.insert((left, right));
        }
    }
    assert!(!blocked.is_empty());
    let id = |row| whole.rows.ids.text(row);
    for (left, right) in (0..).take(whole.rows.len()).flat_map(|l: u32| (0..l).map(move |r| (r, l)))
    {
        assert_eq!(share(&id(left), &id(right)), blocked.contains(&(left, right)));
    }
}
