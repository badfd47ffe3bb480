//! Pairs compared in shares, by machines that see the rows in another order.

use std::path::{Path, PathBuf};

use linkage::{
    Input, LinkageError, Settings, Share, SharedPairs, compare_share, link_compared,
    link_in_memory, standardise,
};

use crate::people::{Record, SETTINGS, session, town};

fn settings() -> Settings {
    Settings::from_toml(SETTINGS).unwrap()
}

async fn shares(records: &[Record], of: u32, folder: &Path) -> Vec<(PathBuf, SharedPairs)> {
    let mut found = Vec::new();
    for number in 0..of {
        let mut seen = records.to_vec();
        seen.rotate_left(number as usize * 7 % records.len());
        let threads = Settings { threads: 1 + number as usize % 3, ..settings() };
        let context = session(&seen, 1 + number as usize % 2);
        let rows = standardise(&context, &threads, &[Input::table("people")]).await.unwrap();
        let path = folder.join(format!("{number}.parquet"));
        let share = Share { number, of };
        let said = compare_share(&rows, &threads, share, &path, &|| ()).unwrap();
        found.push((path, said));
    }
    found
}

#[tokio::test]
async fn three_shares_give_the_answer_of_one_machine() {
    let records = town(120, 4);
    let people = [Input::table("people")];
    let whole = link_in_memory(&session(&records, 1), &settings(), &people).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let shares = shares(&records, 3, folder.path()).await;
    let counts: Vec<u64> = shares.iter().map(|(_, said)| said.pairs).collect();
    assert!(counts.iter().all(|pairs| *pairs > 0), "{counts:?}");
    assert_eq!(counts.iter().sum::<u64>(), whole.report.pairs_compared);
    let rows = standardise(&session(&records, 1), &settings(), &people).await.unwrap();
    let joined =
        link_compared(rows, &settings(), shares, &[], &folder.path().join("out")).await.unwrap();
    assert_eq!(joined.model, whole.model);
    assert_eq!(joined.pairs, whole.pairs);
    assert_eq!(joined.clusters, whole.clusters);
    assert_eq!(joined.patterns, whole.patterns);
    assert!(folder.path().join("out/pairs.parquet").is_file());
}

#[tokio::test]
async fn a_share_that_is_missing_twice_there_or_of_other_rows_is_refused() {
    let records = town(40, 4);
    let folder = tempfile::tempdir().unwrap();
    let found = shares(&records, 3, folder.path()).await;
    let refused = async |shares: Vec<(PathBuf, SharedPairs)>, records: &[Record]| {
        let context = session(records, 1);
        let rows = standardise(&context, &settings(), &[Input::table("people")]).await.unwrap();
        let out = folder.path().join("out");
        match link_compared(rows, &settings(), shares, &[], &out).await {
            Err(LinkageError::Share { problem, .. }) => problem,
            other => panic!("not refused: {:?}", other.map(|outcome| outcome.report)),
        }
    };
    assert!(refused(found[1..].to_vec(), &records).await.contains("missing"));
    let twice = vec![found[0].clone(), found[1].clone(), found[1].clone()];
    assert!(refused(twice, &records).await.contains("twice"));
    assert!(refused(found, &records[1..]).await.contains("other rows"));
}
