//! How much may be asked for, and how much was.

use kernel::{Id, Instant};
use server::parts::limits::{Left, Minutes, Pace, rows};

#[test]
fn one_too_many_waits_for_the_next_hour() {
    let (pace, start) = (Pace::default(), Instant::from_micros(0));
    let take = |from: &str, s| pace.take("report", from.to_owned(), 2, start.plus_seconds(s));
    assert!(take("a", 0).is_ok() && take("a", 10).is_ok());
    assert!(take("a", 20).is_err() && take("b", 20).is_ok());
    assert!(take("a", 3_600).is_ok());
}

#[test]
fn one_too_many_waits_for_the_next_minute() {
    let (minutes, start) = (Minutes::default(), Instant::from_micros(0));
    let [one, other] = [1, 2].map(|n| Id::from_bytes([n; 16]));
    let take = |who, s| minutes.take(who, 2, start.plus_seconds(s));
    assert_eq!(take(one, 0), Ok(Left { requests: 1, seconds: 60 }));
    assert_eq!(take(one, 10), Ok(Left { requests: 0, seconds: 50 }));
    assert_eq!(take(one, 20), Err(Left { requests: 0, seconds: 40 }));
    minutes.give_back(one);
    assert_eq!(take(one, 20), Ok(Left { requests: 0, seconds: 40 }));
    assert!(take(other, 20).is_ok() && take(one, 60).is_ok());
}

#[test]
fn rows_are_elements_of_lists_and_lines_of_tables() {
    for (kind, body, count) in [
        ("application/json", "", 0),
        ("application/json", "[1,2,3]", 3),
        ("application/json", "{\"signals\":[{},{}],\"total\":2}", 2),
        ("application/json", "{\"taken\":2}", 1),
        ("application/json", "{\"rows\":[]}", 0),
        ("text/csv; charset=utf-8", "a,b\n1,2\n3,4\n", 2),
        ("application/octet-stream", "x", 1),
    ] {
        assert_eq!(rows(kind, body.as_bytes()), count, "{body}");
    }
}
