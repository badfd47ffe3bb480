//! When a minor comes of age.

use server::parts::guardian::last_as_minor;

#[test]
fn nobody_is_a_minor_on_the_day_they_come_of_age() {
    for (born_on, last_on) in [
        ("2008-11-29", "2026-11-28"),
        ("2008-01-01", "2025-12-31"),
        ("2008-12-31", "2026-12-30"),
        ("2008-02-29", "2026-02-28"),
    ] {
        let last = last_as_minor(born_on.parse().unwrap());
        assert_eq!(last.unwrap().to_string(), last_on, "{born_on}");
    }
}
