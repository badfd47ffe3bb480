//! Calendar dates as the engine compares them: ISO text, and days since 1970-01-01.

/// Year, month and day of an ISO date, if it is a day of the Gregorian calendar.
#[must_use]
pub fn parts(text: &str) -> Option<(i32, u32, u32)> {
    let mut fields = text.split('-');
    let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some()
        || year.len() != 4
        || month.len() != 2
        || day.get(2..).is_some_and(|t| !t.is_empty() && !t.starts_with(['T', ' ']))
    {
        return None;
    }
    valid(year.parse().ok()?, month.parse().ok()?, day.get(..2)?.parse().ok()?)
}

/// The date when it exists in the calendar.
#[must_use]
pub fn valid(year: i32, month: u32, day: u32) -> Option<(i32, u32, u32)> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}

/// Days since 1970-01-01 (Howard Hinnant, *days from civil*).
#[must_use]
pub fn days((year, month, day): (i32, u32, u32)) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = i32::try_from((month + 9) % 12).unwrap_or(0);
    let of_year = (153 * shifted + 2) / 5 + i32::try_from(day).unwrap_or(1) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Reads a date by a pattern of `YYYY`, `YY`, `MM`, `DD` and literal characters, such as
/// `MM/DD/YYYY` or `YYYYMMDD`; gives ISO text. Two-digit years up to 29 are of 2000. A pattern without
/// a day, or without month and day, gives `YYYY-MM` or `YYYY`.
#[must_use]
pub fn read(text: &str, pattern: &str) -> Option<String> {
    let text = text.trim();
    let (mut rest, mut pattern) = (text, pattern);
    let (mut year, mut month, mut day) = (None, None, None);
    let digits = |rest: &mut &str, n: usize| -> Option<u32> {
        let head = rest.get(..n).filter(|h| h.bytes().all(|b| b.is_ascii_digit()))?;
        *rest = &rest[n..];
        head.parse().ok()
    };
    while !pattern.is_empty() {
        if let Some(p) = pattern.strip_prefix("YYYY") {
            year = i32::try_from(digits(&mut rest, 4)?).ok();
            pattern = p;
        } else if let Some(p) = pattern.strip_prefix("YY") {
            let short = i32::try_from(digits(&mut rest, 2)?).ok()?;
            year = Some(if short <= 29 { 2000 + short } else { 1900 + short });
            pattern = p;
        } else if let Some(p) = pattern.strip_prefix("MM") {
            month = Some(digits(&mut rest, 2)?);
            pattern = p;
        } else if let Some(p) = pattern.strip_prefix("DD") {
            day = Some(digits(&mut rest, 2)?);
            pattern = p;
        } else {
            let literal = pattern.chars().next()?;
            rest = rest.strip_prefix(literal)?;
            pattern = &pattern[literal.len_utf8()..];
        }
    }
    if !(rest.is_empty() || rest.starts_with(['T', ' '])) {
        return None;
    }
    let year = year?;
    match (month, day) {
        (Some(month), Some(day)) => {
            valid(year, month, day).map(|_| format!("{year:04}-{month:02}-{day:02}"))
        }
        (Some(month @ 1..=12), None) => Some(format!("{year:04}-{month:02}")),
        (None, None) => Some(format!("{year:04}")),
        _ => None,
    }
}

/// Year, month and day of an ISO date of which the day, or month and day, may be missing: left out or
/// written as zeros.
#[must_use]
pub fn known_parts(text: &str) -> Option<(i32, Option<u32>, Option<u32>)> {
    if let Some((year, month, day)) = parts(text) {
        return Some((year, Some(month), Some(day)));
    }
    let mut fields = text.split('-');
    let year = fields.next().filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))?;
    let mut part = |most: u32| match fields.next() {
        None | Some("00") => Some(None),
        Some(text) if text.len() == 2 => {
            text.parse().ok().filter(|n| (1..=most).contains(n)).map(Some)
        }
        Some(_) => None,
    };
    let (month, day) = (part(12)?, part(31)?);
    let whole = month.is_none() && day.is_some() || month.is_some() && day.is_some();
    if whole || fields.next().is_some() { None } else { Some((year.parse().ok()?, month, day)) }
}

/// Whether one of two dates lacks a part and they agree in what both have.
fn part_missing(a: &str, b: &str) -> bool {
    let (Some(x), Some(y)) = (known_parts(a), known_parts(b)) else { return false };
    let agree = |p: Option<u32>, q: Option<u32>| p.is_none() || q.is_none() || p == q;
    let whole = x.2.is_some() && y.2.is_some();
    !whole && a != b && x.0 == y.0 && agree(x.1, y.1) && agree(x.2, y.2)
}

/// How two ISO dates resemble each other; bits of [`DAY_MONTH_SWAPPED`], [`ONE_DIGIT`], [`TWO_PARTS`]
/// and [`PART_MISSING`].
#[must_use]
pub fn resemblance(a: &str, b: &str) -> u32 {
    let mut bits = 0;
    if let (Some(x), Some(y)) = (parts(a), parts(b)) {
        if x.0 == y.0 && x.1 == y.2 && x.2 == y.1 {
            bits |= DAY_MONTH_SWAPPED;
        }
        if u32::from(x.0 == y.0) + u32::from(x.1 == y.1) + u32::from(x.2 == y.2) == 2 {
            bits |= TWO_PARTS;
        }
    }
    if a.len() == b.len() && crate::similarity::edits(a, b, 1) == 1 {
        bits |= ONE_DIGIT;
    }
    if part_missing(a, b) {
        bits |= PART_MISSING;
    }
    bits
}

/// A date as its eight digits, four bits each: what resemblance asks of it is asked of the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits(u32);

impl Digits {
    /// The digits of `YYYY-MM-DD` where it is a day of the calendar.
    pub(crate) fn of(text: &str) -> Option<Self> {
        if text.len() != 10 || text.bytes().filter(u8::is_ascii_digit).count() != 8 {
            return None;
        }
        parts(text)?;
        let digits = text.bytes().filter(u8::is_ascii_digit);
        Some(Self(digits.fold(0, |digits, digit| digits << 4 | u32::from(digit - b'0'))))
    }

    /// As [`resemblance`] of the two texts.
    pub(crate) fn resemblance(self, other: Self) -> u32 {
        let (a, b) = (self.0, other.0);
        let differ = a ^ b;
        let (year, month, day) = (differ >> 16, differ >> 8 & 0xff, differ & 0xff);
        let mut bits = 0;
        if year == 0 && a >> 8 & 0xff == b & 0xff && a & 0xff == b >> 8 & 0xff {
            bits |= DAY_MONTH_SWAPPED;
        }
        if u32::from(year == 0) + u32::from(month == 0) + u32::from(day == 0) == 2 {
            bits |= TWO_PARTS;
        }
        let of_place = |digits: u32, place: u32| digits >> (4 * place) & 0xf;
        let mut places = (0..8).filter(|place| of_place(differ, *place) != 0);
        let one = match (places.next(), places.next(), places.next()) {
            (Some(_), None, None) => true,
            // Neighbours within the year, the month or the day.
            (Some(low), Some(high), None) => {
                high == low + 1
                    && !matches!(high, 2 | 4)
                    && of_place(a, low) == of_place(b, high)
                    && of_place(a, high) == of_place(b, low)
            }
            _ => false,
        };
        bits | if one { ONE_DIGIT } else { 0 }
    }
}

/// Day and month are exchanged.
pub const DAY_MONTH_SWAPPED: u32 = 1;
/// One digit differs, or two neighbours are exchanged.
pub const ONE_DIGIT: u32 = 2;
/// Two of year, month and day agree.
pub const TWO_PARTS: u32 = 4;
/// One lacks its day, or month and day, and they agree in what both have.
pub const PART_MISSING: u32 = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn digits_resemble_as_texts_do(
            a in "(19[67][0-3]|2012)-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
            b in "(19[67][0-3]|2021)-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
            at in 0_usize..9,
        ) {
            let mut near = a.clone().into_bytes();
            near.swap(at, at + 1);
            let near = String::from_utf8(near).unwrap_or_default();
            for b in [b, near] {
                if let (Some(x), Some(y)) = (Digits::of(&a), Digits::of(&b)) {
                    prop_assert_eq!(x.resemblance(y), resemblance(&a, &b), "{} {}", a, b);
                }
            }
        }
    }

    #[test]
    fn reads_by_pattern() {
        assert_eq!(read("07/04/1977", "MM/DD/YYYY").as_deref(), Some("1977-07-04"));
        assert_eq!(read("12042018", "MMDDYYYY").as_deref(), Some("2018-12-04"));
        assert_eq!(read("2020-10-06 00:00:00", "YYYY-MM-DD").as_deref(), Some("2020-10-06"));
        assert_eq!(read("1978年3月", "YYYY年MM月"), None);
        assert_eq!(read("1978年03月", "YYYY年MM月").as_deref(), Some("1978-03"));
        assert_eq!(read("1978年13月", "YYYY年MM月"), None);
        assert_eq!(read("1978", "YYYY").as_deref(), Some("1978"));
        assert_eq!(read("31/02/1999", "DD/MM/YYYY"), None);
        assert_eq!(read("٣٤/٠١/1999", "DD/MM/YYYY"), None);
    }

    #[test]
    fn counts_days() {
        assert_eq!(days((1970, 1, 1)), 0);
        assert_eq!(days((2000, 3, 1)), 11_017);
        assert_eq!(days((1969, 12, 31)), -1);
    }

    #[test]
    fn resembles() {
        assert_eq!(resemblance("1971-06-04", "1971-04-06") & DAY_MONTH_SWAPPED, DAY_MONTH_SWAPPED);
        assert_eq!(resemblance("1971-06-24", "1971-05-24"), ONE_DIGIT | TWO_PARTS);
        assert_eq!(resemblance("1971-06-24", "1980-01-02"), 0);
        for partial in ["1971", "1971-06", "1971-06-00", "1971-00-00"] {
            assert_eq!(
                resemblance("1971-06-24", partial) & PART_MISSING,
                PART_MISSING,
                "{partial}"
            );
            assert_eq!(
                resemblance(partial, "1971-06-24") & PART_MISSING,
                PART_MISSING,
                "{partial}"
            );
        }
        for other in ["1972", "1971-07", "1971-07-00", "1971-6", "1971-00-24", "1971-06-24", "x"] {
            assert_eq!(resemblance("1971-06-24", other) & PART_MISSING, 0, "{other}");
        }
    }
}
