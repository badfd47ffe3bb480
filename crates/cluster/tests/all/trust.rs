//! Who may send work and who may take it.

use crate::yard::{Hand, answers, crew, expected, key, plain, squares};

#[tokio::test]
async fn every_partition_is_answered_once_and_in_order() {
    let hands = [Hand::new(plain()), Hand::new(plain()), Hand::new(plain())];
    let addresses: Vec<&str> = hands.iter().map(|hand| hand.address.as_str()).collect();
    let shift = squares(&crew(&addresses), &plain()).await.unwrap();
    assert_eq!(answers(&shift), expected());
    assert!(shift.losses.is_empty(), "{:?}", shift.losses);
    assert!(shift.parts.iter().all(|part| part.by.is_some() && part.handed_out == 1));
}

#[tokio::test]
async fn a_worker_with_another_key_is_sent_nothing() {
    let stranger = Hand::of(
        std::sync::Arc::new(crate::yard::Squares(Box::new(|_| panic!("work for a stranger")))),
        key('b'),
        "linli 1",
    );
    let hand = Hand::new(plain());
    let shift = squares(&crew(&[&stranger.address, &hand.address]), &plain()).await.unwrap();
    assert_eq!(answers(&shift), expected());
    assert!(shift.parts.iter().all(|part| part.by.as_ref() == Some(&hand.address)));
    assert_eq!(shift.losses.len(), 1);
    assert_eq!(shift.losses[0].worker, stranger.address);
}

#[tokio::test]
async fn a_worker_that_runs_another_program_is_sent_nothing() {
    let old = Hand::of(plain(), key('a'), "linli 0");
    let shift = squares(&crew(&[&old.address]), &plain()).await.unwrap();
    assert_eq!(answers(&shift), expected());
    assert!(shift.parts.iter().all(|part| part.by.is_none()), "done on the coordinator");
    let cause = &shift.losses[0].cause;
    assert!(cause.contains("linli 0") && cause.contains("linli 1"), "{cause}");
}
