//! The clock against a slow and obvious model: minute by minute, nothing clever.

use casework::{Audience, Calendar, Catalogue, Counted, Level, Limit, Pause, Running};
use kernel::Instant;
use proptest::prelude::*;

const MINUTE_US: i64 = 60_000_000;

fn calendar() -> &'static Calendar {
    &Catalogue::built_in().unwrap().calendar
}

fn at(minute: i64) -> Instant {
    Instant::from_micros(minute * MINUTE_US)
}

/// Whether the clock runs in a minute.
fn runs(calendar: &Calendar, working: bool, pauses: &[Pause], minute: i64) -> bool {
    let floor = |instant: Instant| instant.micros().div_euclid(MINUTE_US);
    let mut stretches = pauses.iter().map(|pause| floor(pause.from)..floor(pause.ends_at()));
    !stretches.any(|stretch| stretch.contains(&minute))
        && (!working || calendar.is_working(at(minute)))
}

/// Whether a working day other than that of `start` ends with this minute.
fn ends_a_day(calendar: &Calendar, start: i64, minute: i64) -> bool {
    let day = |minute| at(minute).day(calendar.offset_minutes);
    let rest = (minute + 1..).take_while(|later| day(*later) == day(minute));
    day(minute) != day(start)
        && calendar.is_working(at(minute))
        && !rest.into_iter().any(|later| calendar.is_working(at(later)))
}

/// When a limit is due, counted minute by minute.
fn slow_due(calendar: &Calendar, limit: Limit, from: Instant, pauses: &[Pause]) -> Instant {
    let start = from.micros().div_euclid(MINUTE_US);
    let count = i64::from(limit.count);
    let (mut left, working, by_day) = match limit.counted {
        Counted::WorkingHours => (count * 60, true, false),
        Counted::WorkingDays => (count, true, true),
        Counted::Hours => (count * 60, false, false),
        Counted::Days => (count * 24 * 60, false, false),
    };
    let mut minute = start;
    while left > 0 {
        let counts = if by_day {
            ends_a_day(calendar, start, minute) && runs(calendar, true, pauses, minute)
        } else {
            runs(calendar, working, pauses, minute)
        };
        left -= i64::from(counts);
        minute += 1;
    }
    at(minute)
}

/// When a part of a limit has run, counted minute by minute.
fn slow_level(
    calendar: &Calendar,
    limit: Limit,
    from: Instant,
    pauses: &[Pause],
    percent: u32,
) -> Instant {
    let working = matches!(limit.counted, Counted::WorkingHours | Counted::WorkingDays);
    let start = from.micros().div_euclid(MINUTE_US);
    let due = slow_due(calendar, limit, from, pauses).micros().div_euclid(MINUTE_US);
    let whole = (start..due).filter(|minute| runs(calendar, working, pauses, *minute)).count();
    let mut left = i64::try_from(whole).unwrap() * i64::from(percent) / 100;
    let mut minute = start;
    while left > 0 {
        left -= i64::from(runs(calendar, working, pauses, minute));
        minute += 1;
    }
    at(minute)
}

/// Beginnings around the holidays of 2025 and 2026, to the second.
fn beginnings() -> impl Strategy<Value = Instant> {
    let second = |day: i64| (day * 86_400)..((day + 12) * 86_400);
    // 2025-01-20, 2025-09-22, 2025-12-26, 2026-02-09, 2026-09-14.
    prop_oneof![second(20_108), second(20_353), second(20_448), second(20_493), second(20_710),]
        .prop_map(|second| Instant::from_micros(second * 1_000_000))
}

fn limits() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (0_u32..40).prop_map(|count| Limit { count, counted: Counted::WorkingHours }),
        (0_u32..8).prop_map(|count| Limit { count, counted: Counted::WorkingDays }),
        (0_u32..72).prop_map(|count| Limit { count, counted: Counted::Hours }),
        (0_u32..6).prop_map(|count| Limit { count, counted: Counted::Days }),
    ]
}

/// Pauses after a beginning: some that lasted, some that last, some beyond their cap, some that overlap.
fn pauses(from: Instant) -> impl Strategy<Value = Vec<Pause>> {
    let one = (0_i64..6 * 86_400, proptest::option::of(1_i64..4 * 86_400), 1_u32..5 * 24 * 60)
        .prop_map(move |(after, length, cap_min)| {
            let begun = from.plus_seconds(after);
            Pause { from: begun, to: length.map(|length| begun.plus_seconds(length)), cap_min }
        });
    proptest::collection::vec(one, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn deadlines_and_levels_are_those_of_the_slow_model(
        (from, limit, pauses) in beginnings().prop_flat_map(|from| (Just(from), limits(), pauses(from))),
        percent in 0_u32..160,
    ) {
        let running = Running { calendar: calendar(), limit, from, pauses: &pauses };
        prop_assert_eq!(running.due(), slow_due(calendar(), limit, from, &pauses));
        let level = Level { percent, to: Audience::Office };
        let alarms = running.alarms(&[level]);
        prop_assert_eq!(alarms[0].0, slow_level(calendar(), limit, from, &pauses, percent));
    }

    #[test]
    fn a_pause_never_brings_a_deadline_nearer(
        (from, limit, pauses) in beginnings().prop_flat_map(|from| (Just(from), limits(), pauses(from))),
    ) {
        let with = Running { calendar: calendar(), limit, from, pauses: &pauses };
        let without = Running { pauses: &[], ..with };
        prop_assert!(with.due() >= without.due());
    }
}

#[test]
fn working_days_are_counted_from_the_day_after() {
    let noon = |text: &str| {
        serde_json::from_str::<Instant>(&format!("\"{text}T12:00:00+08:00\"")).unwrap()
    };
    let due = |from: &str, count: u32| {
        let limit = Limit { count, counted: Counted::WorkingDays };
        Running { calendar: calendar(), limit, from: noon(from), pauses: &[] }.due().to_string()
    };
    assert_eq!(due("2026-01-05", 1), "2026-01-06T10:00:00Z", "Tuesday 18:00");
    assert_eq!(
        due("2026-02-13", 2),
        "2026-02-24T10:00:00Z",
        "the make-up Saturday, then after the festival"
    );
    assert_eq!(due("2026-09-30", 1), "2026-10-08T10:00:00Z", "after the National Day");
}
