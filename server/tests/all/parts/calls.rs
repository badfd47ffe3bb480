//! Calls in memory.

use std::sync::Arc;

use kernel::{AreaPath, Chance, FixedClock, Ids};
use server::parts::calls::{Call, Calls};
use testing::MONDAY_MORNING;

fn ids() -> Ids {
    Ids::new(Arc::new(FixedClock::at(MONDAY_MORNING)), Chance::seeded(1))
}

#[test]
fn it_needs_both_and_lapses_by_the_clock() {
    let (ids, calls, now) = (ids(), Calls::default(), MONDAY_MORNING);
    let [worker, one, two] = [ids.next(), ids.next(), ids.next()];
    let ring = |dispatcher| {
        let call = Call::new(ids.next(), (worker, AreaPath::whole()), dispatcher, false, now);
        calls.ring(call.clone()).then_some(call.id)
    };
    let id = ring(None).unwrap();
    assert!(ring(Some(one)).is_none(), "the worker rings already");
    assert!(!calls.signal(id, worker, "offer", String::new()), "nobody agreed");
    assert!(calls.accept(id, worker, now).is_none(), "not by whoever rang");
    assert!(calls.accept(id, one, now.plus_seconds(30)).is_none(), "too late");
    assert_eq!(calls.accept(id, one, now.plus_seconds(29)).unwrap().dispatcher, Some(one));
    assert!(calls.accept(id, two, now.plus_seconds(29)).is_none(), "the first takes it");
    assert!(calls.signal(id, worker, "offer", String::new()));
    assert!(!calls.signal(id, two, "offer", String::new()), "of others");
    assert!(calls.end(id, two).is_none());
    assert!(calls.end(id, one).is_some() && calls.all().is_empty());

    let id = ring(Some(one)).unwrap();
    assert!(calls.accept(id, two, now).is_none(), "for the worker alone");
    assert!(calls.lapse(now.plus_seconds(29)).is_empty());
    assert_eq!(calls.lapse(now.plus_seconds(30)).len(), 1);
    assert!(calls.find(id).is_none());
}

#[test]
fn no_call_tells_without_end() {
    let (ids, calls, now) = (ids(), Calls::default(), MONDAY_MORNING);
    let [worker, one] = [ids.next(), ids.next()];
    let call = Call::new(ids.next(), (worker, AreaPath::whole()), Some(one), true, now);
    assert!(calls.ring(call.clone()));
    calls.accept(call.id, worker, now).unwrap();
    let passed =
        (0..405).filter(|_| calls.signal(call.id, one, "candidate", String::new())).count();
    assert_eq!(passed, 400);
}
