//! Words of the index that nobody writes: the areas that a case lies in, and the day and the month of its report.
//!
//! Characters of private use stand in them, which a text that is cut into words does not keep.

use kernel::{AreaPath, Day, Instant};

const AREA: char = '\u{e000}';
const DAY: char = '\u{e001}';
const SLASH: char = '\u{e002}';
const HYPHEN: char = '\u{e003}';
const UNDERSCORE: char = '\u{e004}';
/// Before a capital, which an index makes small.
const CAPITAL: char = '\u{e005}';

/// Most days and months that a span is asked for by: beyond it the span is no bound.
const MOST: usize = 100;

/// The marks of a case at a place and a time.
pub(crate) fn of(area: &AreaPath, at: Instant) -> Vec<String> {
    let day = at.day(0);
    let areas = area.upward().filter_map(|area| self::area(&area));
    areas.chain([of_day(day), of_month(day)]).collect()
}

/// The mark of an area, which no other area has; none of the whole installation.
pub(crate) fn area(area: &AreaPath) -> Option<String> {
    let mut mark = String::from(AREA);
    for c in area.as_str().chars() {
        match c {
            '/' => mark.push(SLASH),
            '-' => mark.push(HYPHEN),
            '_' => mark.push(UNDERSCORE),
            capital if capital.is_ascii_uppercase() => {
                mark.extend([CAPITAL, capital.to_ascii_lowercase()]);
            }
            other => mark.push(other),
        }
    }
    (!area.as_str().is_empty()).then_some(mark)
}

/// Marks of which every case has one that was reported from `from` on and before `to`, months where they are whole; none
/// where they were too many. A case of the same days may have one too.
pub(crate) fn days(from: Instant, to: Instant) -> Option<Vec<String>> {
    let (mut day, last) = (from.day(0), to.day(0));
    let mut marks = Vec::new();
    while day <= last {
        if marks.len() == MOST {
            return None;
        }
        let next = after_month(day).filter(|next| day.day_of_month() == 1 && *next <= last);
        marks.push(if next.is_some() { of_month(day) } else { of_day(day) });
        day = next.unwrap_or_else(|| day.plus_days(1));
    }
    Some(marks)
}

fn after_month(day: Day) -> Option<Day> {
    if day.month() == 12 {
        Day::new(day.year() + 1, 1, 1)
    } else {
        Day::new(day.year(), day.month() + 1, 1)
    }
}

fn of_month(day: Day) -> String {
    format!("{DAY}{:04}{:02}", day.year(), day.month())
}

fn of_day(day: Day) -> String {
    format!("{}{:02}", of_month(day), day.day_of_month())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_area_is_marked_with_all_above_it() {
        let area: AreaPath = "440399/0-1/G_3".parse().unwrap();
        let marks = of(&area, Instant::from_micros(0));
        assert_eq!(marks.len(), 5);
        for above in area.upward() {
            assert!(marks.contains(&self::area(&above).unwrap()), "{above}");
        }
        assert!(self::area(&AreaPath::whole()).is_none());
    }

    proptest! {
        #[test]
        fn whatever_was_reported_within_a_span_has_a_mark_of_it(
            from in -2_000_000_000_i64..4_000_000_000, seconds in 0_i64..2_000_000_000, part in 0.0..1.0_f64,
        ) {
            let [from, to] = [from, from + seconds].map(|at| Instant::from_micros(at * 1_000_000));
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a part of the span")]
            let at = from.plus_seconds((seconds as f64 * part) as i64);
            if let Some(days) = days(from, to) {
                prop_assert!(of(&AreaPath::whole(), at).iter().any(|mark| days.contains(mark)));
                prop_assert!(days.len() <= MOST);
            } else {
                prop_assert!(seconds > 365 * 86_400);
            }
        }
    }
}
