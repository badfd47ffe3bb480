//! Numbers on papers: identity numbers (GB 11643), unified social credit codes
//! (GB 32100) and telephone numbers, all in ranges that nobody has been given.

use super::Census;
use crate::calendar::Day;

/// ISO 7064 MOD 11-2 over the first 17 digits.
pub(crate) fn identity_check(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    CHECK[(sum % 11) as usize]
}

/// GB 32100 check character (MOD 31) over the first 17.
pub(crate) fn credit_check(body: &str) -> char {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut weight = 1_u32;
    let mut sum = 0_u32;
    for c in body.chars() {
        sum += ALPHABET.find(c).unwrap_or(0) as u32 * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET.chars().nth(((31 - sum % 31) % 31) as usize).unwrap_or('0')
}

/// Eleven digits under 129, a mobile prefix that is not assigned. One to one in
/// the serial; former numbers have a half of the range to themselves.
pub(crate) fn phone(serial: u32, former: bool) -> String {
    // 30,000,001 is prime to 50,000,000, so the step runs through every number once.
    let mixed = (u64::from(serial) * 30_000_001 + 12_345_677) % 50_000_000;
    format!("129{:08}", mixed + if former { 50_000_000 } else { 0 })
}

impl Census<'_> {
    /// An identity number that no one else has: elsewhere-registered people get
    /// division codes of a range kept for their community (91–98, unassigned).
    /// Where a birthday's numbers are used up, the next day's is taken and returned.
    pub(crate) fn identity(&mut self, male: bool, born: Day, local: bool) -> (String, Day) {
        let community = self.out.community as u32;
        let mut day = born;
        for attempt in 0_u32.. {
            let (division, sequence) = if local {
                (990_106, community * 8 + self.dice.below(8) as u32)
            } else {
                let province = 91 + self.dice.below(8) as u32;
                let city = 1 + 2 * self.dice.below(12) as u32 + community / 62;
                (province * 10_000 + city * 100 + 1 + community % 62, self.dice.below(1000) as u32)
            };
            let sequence = (sequence & !1) | u32::from(male);
            let body = format!("{division:06}{}{:03}", day.compact(), sequence % 1000);
            let number = format!("{body}{}", identity_check(&body));
            if self.identities.insert(number.clone()) {
                return (number, day);
            }
            if attempt % 20 == 19 {
                day = day.plus(1);
            }
        }
        (String::new(), day)
    }

    /// A credit code in the unassigned registration division 990106.
    pub(crate) fn credit_code(&mut self, serial: usize, company: bool) -> String {
        let kind = if company { "91" } else { "92" };
        let body = format!("{kind}990106{:03}{serial:06}", self.out.community + 1);
        format!("{body}{}", credit_check(&body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_published_examples() {
        // GB 11643-1999, annex; GB 32100-2015.
        assert_eq!(identity_check("11010519491231002"), 'X');
        assert_eq!(identity_check("44052418800101001"), '4');
        assert_eq!(credit_check("91350100M000100Y4"), '3');
    }

    #[test]
    fn phones_do_not_repeat() {
        let mut seen = std::collections::BTreeSet::new();
        assert!(
            (0..60_000)
                .all(|n| seen.insert(phone(n * 827, false)) && seen.insert(phone(n * 827, true)))
        );
    }
}
