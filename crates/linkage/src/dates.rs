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
/// `MM/DD/YYYY` or `YYYYMMDD`; gives ISO text. Two-digit years up to 29 are of 2000.
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
    let (year, month, day) = valid(year?, month?, day?)?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// How two ISO dates resemble each other; bits of [`DAY_MONTH_SWAPPED`], [`ONE_DIGIT`], [`TWO_PARTS`].
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
    bits
}

/// Day and month are exchanged.
pub const DAY_MONTH_SWAPPED: u32 = 1;
/// One digit differs, or two neighbours are exchanged.
pub const ONE_DIGIT: u32 = 2;
/// Two of year, month and day agree.
pub const TWO_PARTS: u32 = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_by_pattern() {
        assert_eq!(read("07/04/1977", "MM/DD/YYYY").as_deref(), Some("1977-07-04"));
        assert_eq!(read("12042018", "MMDDYYYY").as_deref(), Some("2018-12-04"));
        assert_eq!(read("2020-10-06 00:00:00", "YYYY-MM-DD").as_deref(), Some("2020-10-06"));
        assert_eq!(read("1978年3月", "YYYY年MM月"), None);
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
    }
}
