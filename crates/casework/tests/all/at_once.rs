//! Two who act on one case, and whoever acts on what they read before.

use std::sync::Arc;

use casework::{Act, Deed, Error, Outcome, State};
use testing::World;

use super::cases::{desk, on_each_database};

#[test]
fn two_who_close_at_once_are_told_of_each_other_and_a_repeat_is_no_second() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.in_hand(&desk.begin("order.noise", "夜间施工").await).await;
        let case = desk.shown(case, None).await;
        let [first, second] =
            [0, 1].map(|_| desk.act(&case, Deed::Resolve { outcome: Outcome::Fixed }));
        let (a, b) =
            tokio::join!(desk.casework.act(first.clone()), desk.casework.act(second.clone()));
        let (done, conflict) = match a {
            Ok(done) => (done, b),
            refused => (b.unwrap(), refused),
        };
        let Err(Error::Conflict(now)) = conflict else {
            panic!("the second is told: {conflict:?}")
        };
        assert_eq!((now.version, now.state), (done.version, State::Resolved));
        let repeat = if done.version == case.version + 1 { first } else { second };
        let before = desk.casework.actions(case.id).await.unwrap().len();
        let answered = desk.casework.act(repeat.clone()).await;
        assert!(answered.is_ok() || matches!(answered, Err(Error::Conflict(_))));
        assert_eq!(desk.casework.actions(case.id).await.unwrap().len(), before);
        let other = Act { deed: Deed::Note, ..repeat };
        let taken = desk.casework.act(other).await;
        assert!(
            taken.is_err() || before + 1 == desk.casework.actions(case.id).await.unwrap().len()
        );
        let note = Act { seen: Some(1), ..desk.act(&done, Deed::Note) };
        assert!(desk.casework.act(note).await.is_ok(), "a note adds, whatever was seen");
    });
}

#[test]
fn whoever_has_read_a_case_acts_on_it_as_it_stands_by_then() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let read = desk.begin("order.noise", "夜间施工").await;
        let claim = desk.act(&read, Deed::Claim);
        let claimed = desk.casework.act_on(read.clone(), claim.clone()).await.unwrap();
        assert_eq!(claimed, desk.casework.find(read.id).await.unwrap().unwrap());
        // Sent twice, from what was read before: done once, and answered as the case stands.
        let start = desk.act(&claimed, Deed::Start);
        let begun = desk.casework.act_on(claimed.clone(), start).await.unwrap();
        assert_eq!(desk.casework.act_on(read.clone(), claim.clone()).await.unwrap(), begun);
        // Read before somebody was faster: told so, or added to the file where it only adds.
        let late = desk.casework.act_on(claimed.clone(), desk.act(&claimed, Deed::Start)).await;
        assert!(matches!(late, Err(Error::Conflict(now)) if *now == begun));
        let note = desk.act(&read, Deed::Note);
        let noted = desk.casework.act_on(read.clone(), note.clone()).await.unwrap();
        assert_eq!((noted.state, noted.version), (begun.state, begun.version + 1));
        // What cannot be done is refused, and an id that was used for another case is not used again.
        let refused = desk.casework.act_on(noted.clone(), desk.act(&noted, Deed::Claim)).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        let other = desk.begin("order.noise", "夜间施工").await;
        let taken = Act { id: note.id, ..desk.act(&other, Deed::Note) };
        assert!(matches!(
            desk.casework.act_on(other.clone(), taken).await,
            Err(Error::ActionTaken)
        ));
        // A case that was read is that of the action, or it is read again.
        let elsewhere = desk.act(&noted, Deed::Note);
        let done = desk.casework.act_on(other.clone(), elsewhere).await.unwrap();
        assert_eq!((done.id, done.version), (noted.id, noted.version + 1));
        assert_eq!(desk.casework.find(other.id).await.unwrap().unwrap(), other);
        let versions = desk.casework.actions(read.id).await.unwrap();
        let versions: Vec<u32> = versions.iter().map(|action| action.version).collect();
        assert_eq!(versions, (1..=done.version).collect::<Vec<_>>());
    });
}

#[test]
fn a_step_holds_though_somebody_added_to_the_file_and_not_though_somebody_moved_it() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.begin("order.noise", "夜间施工").await;
        let case = desk.with(&case, Deed::Claim).await.unwrap();
        let start = desk.act(&case, Deed::Start);
        let again = desk.act(&case, Deed::Start);
        desk.with(&case, Deed::Note).await.unwrap();
        let noted = desk.with(&case, Deed::Contact).await.unwrap();
        let begun = desk.casework.act(start).await.unwrap();
        assert_eq!((begun.state, begun.version), (State::InHand, noted.version + 1));
        let late = desk.casework.act(again).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let early = Act { seen: Some(begun.version + 1), ..desk.act(&begun, Deed::Reopen) };
        assert!(matches!(desk.casework.act(early).await, Err(Error::Conflict(_))));
    });
}
