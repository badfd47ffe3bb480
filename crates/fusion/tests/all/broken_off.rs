//! A run that is broken off, wherever, leaves the blocks as they were, or whole.

use std::{fs, pin::pin, task::Poll};

use fusion::{FusionError, RunReport};

use crate::town::Town;

/// A run that is dropped after so many of its steps; nothing where it was.
async fn broken_off(town: &Town, steps: u32) -> Option<Result<RunReport, FusionError>> {
    let mut left = steps;
    let mut run = pin!(town.fuse());
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        run.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test]
async fn wherever_a_run_is_broken_off_the_blocks_are_as_they_were_or_whole() {
    let town = Town::new().await;
    town.fuse().await.unwrap();
    let before = town.export("people.csv").await;
    // The next run has another answer: a person is gone.
    let file = town.sources().join("tables/registration.csv");
    let sound = fs::read_to_string(&file).unwrap();
    let fewer: String =
        sound.lines().filter(|line| !line.contains("R2")).flat_map(|line| [line, "\n"]).collect();
    assert_ne!(fewer, sound);
    fs::write(&file, fewer).unwrap();
    let (mut steps, mut stages) = (1, std::collections::BTreeSet::new());
    let mut left = Vec::new();
    let report = loop {
        match broken_off(&town, steps).await {
            // A thread of the run before still writes into its draft.
            Some(Err(FusionError::Busy { .. })) => tokio::task::yield_now().await,
            Some(done) => break done.unwrap(),
            None => {
                left.push((steps, town.export("people.csv").await));
                let draft = town.context.data.join("lake/draft");
                let known = stages.len();
                stages.extend(
                    fs::read_dir(draft)
                        .into_iter()
                        .flatten()
                        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()),
                );
                // The next run takes up after what is finished: its first steps are in the stage after that. No step is
                // skipped on the way to apply, which takes few.
                let near = stages.contains("relations.json") && !stages.contains("apply");
                let stride = if near { 1 } else { steps.div_ceil(3) };
                steps = if stages.len() > known { 1 } else { steps + stride };
            }
        }
    };
    for stage in ["intake", "relations.json", "apply"] {
        assert!(stages.contains(stage), "no run was broken off in or after {stage}: {stages:?}");
    }
    assert!(report.number > 1);
    let after = town.export("people.csv").await;
    assert_ne!(after, before);
    let changed = left.iter().position(|(_, found)| *found == after).unwrap_or(left.len());
    for (at, (steps, found)) in left.iter().enumerate() {
        let expected = if at < changed { &before } else { &after };
        assert_eq!(found, expected, "after {steps} steps");
    }
    assert!(changed > 5, "the blocks changed after {:?} steps", left.get(changed).map(|l| l.0));
}
