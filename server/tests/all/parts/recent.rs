//! Who asked a moment ago.

use access::{Principal, SessionToken};
use kernel::{Id, Instant, Lang, Text};
use server::parts::recent::Recent;

#[test]
fn one_of_those_who_ask_looks_anew_before_the_second_is_over() {
    let recent = Recent::default();
    let token: SessionToken = "5a".repeat(32).parse().unwrap();
    let principal = Principal {
        account: Id::from_bytes([1; 16]),
        login: "officer".to_owned(),
        name: "officer".to_owned(),
        office: Text::default(),
        lang: Lang::En,
        assignments: Vec::new(),
        person: None,
    };
    let found = |us, writes| recent.found(&token, Instant::from_micros(us), writes).is_some();
    recent.keep(&token, Instant::from_micros(0), 7, principal.clone());
    assert!(found(0, 7) && found(499_999, 7));
    assert!(!found(499_999, 8), "something was written");
    assert!(!found(500_000, 7), "the first looks anew");
    assert!(found(500_000, 7) && found(999_999, 7), "the others go on");
    assert!(!found(1_000_000, 7), "a second at most");
    recent.keep(&token, Instant::from_micros(600_000), 7, principal);
    assert!(found(1_000_000, 7), "looked at anew");
    recent.forget(&token);
    assert!(!found(1_000_000, 7), "ended");
}
