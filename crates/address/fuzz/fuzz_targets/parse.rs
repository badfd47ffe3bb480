//! Any line has an answer whose spans lie in the line, in order.
//!
//! `cargo +nightly fuzz run parse` in `crates/address`. The bounded run that
//! every test run makes is `every_line_has_a_sound_answer` in `src/parse/tests.rs`.

#![no_main]

use std::sync::LazyLock;

use address::{Profile, compare, parse};
use libfuzzer_sys::fuzz_target;

static PROFILES: LazyLock<[Profile; 2]> = LazyLock::new(|| [Profile::cn(), Profile::us()]);

fuzz_target!(|line: &str| {
    let length = line.chars().count();
    for profile in PROFILES.iter() {
        let parsed = parse(profile, line);
        let mut before = 0;
        for component in &parsed.components {
            assert!(before <= component.span.start && component.span.start < component.span.end);
            assert!(component.span.end <= length);
            before = component.span.end;
        }
        let (_, score) = compare(profile, line, "12 Main St");
        assert!((0.0..=1.0).contains(&score));
    }
});
