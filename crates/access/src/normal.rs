//! Normal forms of personal numbers, and what proves one wrong.

use kernel::Day;

use crate::{Flaw, Scheme};

/// The normal form; `None` where nothing is written.
type Normal = Result<Option<String>, Flaw>;

/// Weights of the first 17 digits of an identity number (GB 11643, ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by remainder.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Half width, upper case, without spaces and marks between the characters.
fn plain(written: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let between = |c: &char| c.is_whitespace() || "-‐–—－.·()'’\"".contains(*c);
    let text = written.chars().map(narrow).filter(|c| !between(c));
    text.flat_map(char::to_uppercase).collect()
}

/// Whether nothing was meant by it.
fn is_blank(text: &str) -> bool {
    const BLANKS: [&str; 10] =
        ["", "无", "NULL", "NONE", "NAN", "N/A", "NA", "UNKNOWN", "不详", "未知"];
    BLANKS.contains(&text) || text.chars().all(|c| "/*_?？、，,".contains(c))
}

fn is_one_digit(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    characters.all(|c| Some(c) == first)
}

/// An identity number: of `cn` 18 characters (one of 15 is brought to 18), of
/// `us` nine digits, else letters and digits as they are.
pub(crate) fn identity_number(scheme: Scheme, written: &str) -> Normal {
    let text = plain(written);
    if is_blank(&text) {
        return Ok(None);
    }
    match scheme {
        Scheme::Cn => cn_identity(&text).map(Some),
        Scheme::Us => us_social_security(&text).map(Some),
        Scheme::Plain if !text.chars().all(char::is_alphanumeric) => Err(Flaw::Character),
        Scheme::Plain if !(4..=40).contains(&text.chars().count()) => Err(Flaw::Length),
        Scheme::Plain if is_one_digit(&text) => Err(Flaw::Placeholder),
        Scheme::Plain => Ok(Some(text)),
    }
}

fn cn_identity(text: &str) -> Result<String, Flaw> {
    let full = match text.len() {
        // The first generation: a year of two digits, no check digit.
        15 if text.bytes().all(|b| b.is_ascii_digit()) => {
            let stem = format!("{}19{}", &text[..6], &text[6..]);
            let check = cn_check(&stem).ok_or(Flaw::Character)?;
            format!("{stem}{check}")
        }
        18 if text.is_ascii() => text.to_owned(),
        15 => return Err(Flaw::Character),
        _ => return Err(Flaw::Length),
    };
    let check = cn_check(&full[..17]).ok_or(Flaw::Character)?;
    if is_one_digit(&full[..17]) {
        return Err(Flaw::Placeholder);
    }
    if !full.ends_with(check) {
        return Err(Flaw::CheckDigit);
    }
    let number = |from: usize, to: usize| full[from..to].parse::<u32>().unwrap_or_default();
    let year = i32::try_from(number(6, 10)).unwrap_or_default();
    let born = Day::new(year, number(10, 12), number(12, 14));
    if year < 1850 || born.is_none() { Err(Flaw::Date) } else { Ok(full) }
}

/// The check character of 17 digits; `None` where they are none.
fn cn_check(stem: &str) -> Option<char> {
    let digits: Vec<u32> = stem.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

fn us_social_security(text: &str) -> Result<String, Flaw> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Flaw::Character);
    }
    if text.len() != 9 {
        return Err(Flaw::Length);
    }
    let (area, group, serial) = (&text[..3], &text[3..5], &text[5..]);
    let never = area == "000" || area == "666" || group == "00" || serial == "0000";
    if never || is_one_digit(text) || text == "123456789" {
        return Err(Flaw::Placeholder);
    }
    Ok(text.to_owned())
}

/// A phone number as its national digits.
pub(crate) fn phone(scheme: Scheme, written: &str) -> Normal {
    let text = plain(written);
    if is_blank(&text) {
        return Ok(None);
    }
    let national = match scheme {
        Scheme::Cn => text
            .strip_prefix("+86")
            .or_else(|| text.strip_prefix("0086"))
            .or_else(|| text.strip_prefix("86").filter(|rest| rest.len() == 11))
            .unwrap_or(&text),
        Scheme::Us => text
            .strip_prefix("+1")
            .or_else(|| text.strip_prefix('1').filter(|rest| rest.len() == 10))
            .unwrap_or(&text),
        Scheme::Plain => {
            text.strip_prefix('+').or_else(|| text.strip_prefix("00")).unwrap_or(&text)
        }
    };
    if !national.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Flaw::Character);
    }
    let fits = match scheme {
        Scheme::Cn => cn_phone_fits(national),
        Scheme::Us => national.len() == 10,
        Scheme::Plain => (5..=15).contains(&national.len()),
    };
    match () {
        () if !fits => Err(Flaw::Length),
        () if is_one_digit(national) || "12345678901".starts_with(national) => {
            Err(Flaw::Placeholder)
        }
        () => Ok(Some(national.to_owned())),
    }
}

/// A mobile number (11 digits from 1), or a fixed one of 7 or 8 digits with or
/// without its area code.
fn cn_phone_fits(digits: &str) -> bool {
    match digits.len() {
        11 => digits.starts_with('1') || digits.starts_with('0'),
        10 | 12 => digits.starts_with('0'),
        7 | 8 => !digits.starts_with('0'),
        _ => false,
    }
}

/// An e-mail address in lower case.
pub(crate) fn email(written: &str) -> Normal {
    let text = written.trim().to_lowercase();
    if is_blank(&text.to_uppercase()) || text == "-" {
        return Ok(None);
    }
    let (mailbox, domain) = text.split_once('@').ok_or(Flaw::Character)?;
    let fits = !mailbox.is_empty() && domain.contains('.') && !domain.contains('@');
    if !fits || text.chars().any(char::is_whitespace) {
        return Err(Flaw::Character);
    }
    if text.len() > 254 { Err(Flaw::Length) } else { Ok(Some(text)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cn(text: &str) -> Normal {
        identity_number(Scheme::Cn, text)
    }

    #[test]
    fn a_chinese_identity_number_is_checked() {
        let stem = "99010119900307123";
        let number = format!("{stem}{}", cn_check(stem).unwrap());
        assert_eq!(cn(&number), Ok(Some(number.clone())));
        assert_eq!(cn(&format!(" {} ", number.to_lowercase())), Ok(Some(number.clone())));
        // The published example of GB 11643.
        assert_eq!(cn_check("11010519491231002"), Some('X'));
        assert_eq!(cn_check("44052418800101001"), Some('4'));
        let wrong = format!("{}{}", stem, if number.ends_with('1') { '2' } else { '1' });
        assert_eq!(cn(&wrong), Err(Flaw::CheckDigit));
        assert_eq!(cn("99010119900230123"), Err(Flaw::Length));
        let no_day = "99010119900230123";
        assert_eq!(cn(&format!("{no_day}{}", cn_check(no_day).unwrap())), Err(Flaw::Date));
        assert_eq!(cn("未知"), Ok(None));
        assert_eq!(cn("111111111111111111"), Err(Flaw::Placeholder));
    }

    #[test]
    fn fifteen_digits_become_eighteen() {
        let full = cn("990101900307123").unwrap().unwrap();
        assert_eq!(&full[..17], "99010119900307123");
        assert_eq!(cn(&full), Ok(Some(full.clone())));
    }

    #[test]
    fn numbers_of_elsewhere() {
        assert_eq!(identity_number(Scheme::Us, "123-45-6788"), Ok(Some("123456788".to_owned())));
        assert_eq!(identity_number(Scheme::Us, "000-45-6788"), Err(Flaw::Placeholder));
        assert_eq!(identity_number(Scheme::Plain, "e1234 5678"), Ok(Some("E12345678".to_owned())));
        assert_eq!(phone(Scheme::Us, "(555) 123-4567"), Ok(Some("5551234567".to_owned())));
        assert_eq!(phone(Scheme::Cn, "0755-8888 1234"), Ok(Some("075588881234".to_owned())));
        assert_eq!(phone(Scheme::Cn, "1990000123"), Err(Flaw::Length));
        assert_eq!(phone(Scheme::Cn, "请打座机"), Err(Flaw::Character));
        assert_eq!(email(" Some.One@Example.org "), Ok(Some("some.one@example.org".to_owned())));
        assert_eq!(email("someone"), Err(Flaw::Character));
    }

    proptest! {
        /// One digit wrong, or two neighbours swapped, never passes the check.
        #[test]
        fn the_check_digit_finds_a_slip(stem in "9901011990030[0-9]{4}", at in 0_usize..17, by in 1_u32..10) {
            let check = cn_check(&stem).unwrap();
            let mut slipped: Vec<u32> = stem.chars().filter_map(|c| c.to_digit(10)).collect();
            slipped[at] = (slipped[at] + by) % 10;
            let slipped: String = slipped.into_iter().filter_map(|d| char::from_digit(d, 10)).collect();
            prop_assert_ne!(cn_check(&slipped), Some(check));
        }

        /// Whatever is written, nothing panics.
        #[test]
        fn any_text_is_taken(text in "\\PC{0,30}") {
            for scheme in [Scheme::Cn, Scheme::Us, Scheme::Plain] {
                let _ = (identity_number(scheme, &text), phone(scheme, &text), email(&text));
            }
        }
    }
}
