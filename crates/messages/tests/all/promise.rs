//! The promise: each message arrives, and is never sent again once we know it did, whatever fails and dies.

use std::{collections::BTreeSet, sync::Arc};

use access::Role;
use proptest::prelude::*;
use testing::World;

use crate::desk::{Desk, Fate, TABLES, state};

/// What happens next.
#[derive(Clone, Debug)]
enum Step {
    /// Something happens to so many readers.
    Happens(usize),
    /// The feed is followed.
    Follow,
    /// What is due is delivered, and the outside does this with it, in turn.
    Deliver(Vec<Fate>),
    /// So many seconds go by.
    Wait(i64),
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        4 => Just(Fate::Taken),
        3 => Just(Fate::Refused),
        2 => Just(Fate::AnswerLost),
        1 => Just(Fate::DeadBefore),
        1 => Just(Fate::DeadAfter),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1_usize..=3).prop_map(Step::Happens),
        2 => Just(Step::Follow),
        4 => prop::collection::vec(fate(), 0..6).prop_map(Step::Deliver),
        2 => (1_i64..20_000).prop_map(Step::Wait),
    ]
}

/// Delivers once; dies where the outside says so. What our side then knows to have arrived must not come again.
async fn deliver(desk: &Desk, readers: &[access::Principal]) {
    tokio::select! {
        biased;
        done = desk.messages.deliver(&desk.outside, 50) => { done.unwrap(); }
        () = desk.outside.died() => {}
    }
    for reader in readers {
        for message in desk.rows_of(reader).await {
            if state(desk, &message).await.0 == "sent" {
                desk.outside.is_settled(&message.id.to_string());
            }
        }
    }
}

async fn holds(steps: Vec<Step>) {
    let desk = Desk::open(Arc::new(World::migrated(TABLES).await)).await;
    let readers = [(); 3].map(|()| desk.somebody(Role::System));
    for reader in &readers {
        desk.hooked(reader.account).await;
    }
    // It follows already: an installation that never did begins a day back, and leaves nothing out from then on.
    desk.happens(&readers.each_ref().map(|reader| reader.account)).await;
    desk.follow().await;
    let mut told = [1; 3];
    for step in steps {
        match step {
            Step::Happens(many) => {
                let some: Vec<_> = readers.iter().take(many).map(|one| one.account).collect();
                desk.happens(&some).await;
                told.iter_mut().take(many).for_each(|count| *count += 1);
            }
            Step::Follow => {
                desk.follow().await;
            }
            Step::Deliver(fates) => {
                desk.outside.next(&fates);
                deliver(&desk, &readers).await;
                desk.outside.be_kind();
            }
            Step::Wait(seconds) => desk.world.clock.advance(seconds),
        }
    }
    // The outside is well again, and nobody dies.
    while desk.follow().await > 0 {}
    for _ in 0..3 {
        desk.world.clock.advance(2 * 86_400);
        deliver(&desk, &readers).await;
    }
    let taken: Vec<String> = desk.outside.taken().into_iter().map(|parcel| parcel.id).collect();
    let taken: BTreeSet<&String> = taken.iter().collect();
    let mut all = 0;
    for (reader, told) in readers.iter().zip(told) {
        let messages = desk.rows_of(reader).await;
        assert_eq!(messages.len(), told, "each change is told once");
        for message in messages {
            let (state, tries) = state(&desk, &message).await;
            // Given up only after every try was made.
            assert!(state == "sent" || (state == "dead" && tries >= 10), "{state} after {tries}");
            assert!(state == "dead" || taken.contains(&message.id.to_string()), "it arrived");
            all += usize::from(state == "sent");
        }
    }
    assert!(taken.len() >= all, "nothing is said to be sent that did not arrive");
    assert_eq!(
        desk.outside.came_again(),
        Vec::<String>::new(),
        "what we know to have arrived stays away"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn every_message_arrives_and_none_is_sent_again(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(holds(steps));
    }
}
