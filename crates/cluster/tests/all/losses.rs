//! What the loss of a worker costs: a partition, never a row.

use std::sync::Arc;

use cluster::ClusterError;

use crate::yard::{Hand, Squares, answers, crew, expected, plain, squares};

#[tokio::test]
async fn a_worker_killed_with_a_partition_costs_that_partition() {
    let (doomed, stuck) = Hand::stuck();
    let hand = Hand::new(stuck.after());
    let addresses = [doomed.address.clone(), hand.address.clone()];
    let held = Arc::clone(&stuck.part);
    let killer = std::thread::spawn(move || {
        held.wait();
        drop(doomed);
    });
    let shift = squares(&crew(&[&addresses[0], &addresses[1]]), &plain()).await.unwrap();
    killer.join().unwrap();
    assert_eq!(answers(&shift), expected());
    let part = &shift.parts[*stuck.part.wait()];
    assert!(part.handed_out >= 2, "{part:?}");
    assert!(shift.parts.iter().all(|one| one.by.as_ref() == Some(&addresses[1])));
    assert!(shift.losses.iter().any(|loss| loss.worker == addresses[0]), "{:?}", shift.losses);
}

#[tokio::test]
async fn a_worker_that_stands_still_is_overtaken() {
    let (still, stuck) = Hand::stuck();
    let hand = Hand::new(stuck.after());
    let shift = squares(&crew(&[&still.address, &hand.address]), &plain()).await.unwrap();
    assert_eq!(answers(&shift), expected());
    let part = &shift.parts[*stuck.part.wait()];
    assert_eq!((part.handed_out, &part.by), (2, &Some(hand.address.clone())));
}

#[tokio::test]
async fn with_no_worker_left_the_coordinator_does_it_all() {
    let gone = Hand::new(plain()).address.clone();
    let shift = squares(&crew(&[&gone]), &plain()).await.unwrap();
    assert_eq!(answers(&shift), expected());
    assert!(shift.parts.iter().all(|part| part.by.is_none()));
    assert_eq!(answers(&squares(&crew(&[]), &plain()).await.unwrap()), expected());
}

#[tokio::test]
async fn what_fails_on_workers_is_done_at_home_and_what_fails_there_ends_the_stage() {
    let refuses = || {
        let fails = |task: &cluster::Task| match task.part {
            7 => Err("the disk is full".to_owned()),
            _ => Ok(()),
        };
        Arc::new(Squares(Box::new(fails)))
    };
    let hand = Hand::new(refuses());
    let shift = squares(&crew(&[&hand.address]), &plain()).await.unwrap();
    assert_eq!(answers(&shift), expected());
    assert_eq!((shift.parts[7].by.as_ref(), shift.parts[7].handed_out), (None, 3));
    let failed = squares(&crew(&[&hand.address]), &refuses()).await.unwrap_err();
    assert!(matches!(failed, ClusterError::Task { part: 7, .. }));
    assert!(failed.to_string().contains("the disk is full"), "{failed}");
}
