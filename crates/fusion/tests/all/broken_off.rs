//! A run that is broken off, wherever, leaves the blocks as they were, or whole.

use std::{fs, pin::pin, task::Poll};

use fusion::{FusionError, RunReport};

use crate::town::Town;

/// The stages in order; a folder of the draft by the name of each is there as soon as it begins.
const STAGES: [&str; 7] =
    ["intake", "wash", "standardise", "link_people", "link_organisations", "relations", "apply"];

/// A run that is dropped where it waits for the `waits`th time after `stage` began; nothing where it was.
///
/// How often a run waits before a stage depends on the threads it waits for; that it waits in or after every stage does
/// not, for the last of them writes to the database.
async fn broken_off(
    town: &Town,
    stage: &str,
    mut waits: u32,
) -> Option<Result<RunReport, FusionError>> {
    let begun = town.context.data.join("lake/draft").join(stage);
    let mut run = pin!(town.fuse());
    std::future::poll_fn(|context| {
        let done = run.as_mut().poll(context).map(Some);
        if done.is_pending() && begun.exists() {
            if waits <= 1 {
                return Poll::Ready(None);
            }
            waits -= 1;
        }
        done
    })
    .await
}

#[tokio::test]
async fn wherever_a_run_is_broken_off_the_blocks_are_as_they_were_or_whole() {
    let (town, _) = Town::fused().await;
    let before = town.export("people.csv").await;
    // The next run has another answer: a person is gone.
    let file = town.sources().join("tables/registration.csv");
    let sound = fs::read_to_string(&file).unwrap();
    let fewer: String =
        sound.lines().filter(|line| !line.contains("R2")).flat_map(|line| [line, "\n"]).collect();
    assert_ne!(fewer, sound);
    fs::write(&file, fewer).unwrap();
    let mut stages = STAGES.iter();
    let mut stage = stages.next().unwrap();
    let mut waits = 1;
    let mut left = Vec::new();
    let report = loop {
        match broken_off(&town, stage, waits).await {
            // A thread of the run before still writes into its draft.
            Some(Err(FusionError::Busy { .. })) => tokio::task::yield_now().await,
            Some(done) => break done.unwrap(),
            None => {
                left.push((*stage, waits, town.export("people.csv").await));
                // Once in every stage, and in the last from its first wait to its last, few at a time.
                match stages.next() {
                    Some(next) => stage = next,
                    None => waits += waits.div_ceil(4),
                }
            }
        }
    };
    assert!(left.len() > STAGES.len(), "broken off but {:?}", left.len());
    assert!(report.number > 1);
    let after = town.export("people.csv").await;
    assert_ne!(after, before);
    let changed = left.iter().position(|(_, _, found)| *found == after).unwrap_or(left.len());
    for (at, (stage, waits, found)) in left.iter().enumerate() {
        let expected = if at < changed { &before } else { &after };
        assert_eq!(found, expected, "broken off in {stage} at its wait {waits}");
    }
    let first = left.get(changed).map(|(stage, waits, _)| (stage, waits));
    assert!(changed >= STAGES.len(), "the blocks changed as early as {first:?}");
}
