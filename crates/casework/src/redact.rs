//! What is shown of a text that people wrote: all but what tells who somebody is.

/// What stands in the place of a number or an address that was taken out.
const GONE: &str = "＊＊＊";

/// Shortest run of digits that may be a telephone.
const LEAST_DIGITS: usize = 7;

/// The text without telephone and identity numbers, e-mail addresses and number plates.
///
/// The original is kept sealed; this is what screens, the index and answers to other systems get. Names cannot be
/// told from other words and stay: the text is shown only to those who handle the case.
#[must_use]
pub fn redact(text: &str) -> String {
    let plain: Vec<char> = text.chars().map(narrow).collect();
    let original: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while at < plain.len() {
        let length = number(&plain[at..]).max(plate(&plain[at..])).max(email(&plain, at));
        if length == 0 {
            shown.push(original[at]);
            at += 1;
        } else {
            shown.push_str(GONE);
            at += length;
        }
    }
    shown
}

/// A full-width letter or digit as the narrow one.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Length of the number that begins here: digits with the signs people put between them.
fn number(text: &[char]) -> usize {
    if !text.first().is_some_and(|c| c.is_ascii_digit() || *c == '+') {
        return 0;
    }
    let (mut digits, mut end, mut gap) = (0, 0, 0);
    for (n, c) in text.iter().enumerate() {
        match c {
            '0'..='9' => {
                (digits, end, gap) = (digits + 1, n + 1, 0);
            }
            'x' | 'X' if digits == 17 => {
                end = n + 1;
                break;
            }
            '+' if n == 0 => {}
            // 18-3-502 is a door: short groups are no telephone.
            ' ' | '-' | '(' | ')' if digits > 0 && gap == 0 => gap += 1,
            _ => break,
        }
    }
    let groups = text[..end].split(|c| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let lengths: Vec<usize> = groups.map(<[char]>::len).collect();
    // 2026-01-05 is a day.
    let is_day = matches!(lengths[..], [4, 1..=2, 1..=2]) && matches!(text[0], '1' | '2');
    let longest = lengths.iter().copied().max().unwrap_or(0);
    if !is_day && digits >= LEAST_DIGITS && longest >= 4 { end } else { 0 }
}

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

/// Length of the number plate that begins here.
fn plate(text: &[char]) -> usize {
    let begins = text.first().is_some_and(|c| PROVINCES.contains(*c))
        && text.get(1).is_some_and(char::is_ascii_uppercase);
    if !begins {
        return 0;
    }
    let mut at = 2;
    if text.get(at).is_some_and(|c| matches!(c, '·' | '.' | ' ' | '-')) {
        at += 1;
    }
    let rest = text[at..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
    if (5..=6).contains(&rest) { at + rest } else { 0 }
}

/// Length of the e-mail address that begins here, and not in the middle of a word.
fn email(text: &[char], at: usize) -> usize {
    let part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    if at > 0 && part(&text[at - 1]) {
        return 0;
    }
    let mailbox = text[at..].iter().take_while(|c| part(c)).count();
    if mailbox == 0 || text.get(at + mailbox) != Some(&'@') {
        return 0;
    }
    let domain = text[at + mailbox + 1..].iter().take_while(|c| part(c)).count();
    if domain == 0 { 0 } else { mailbox + 1 + domain }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::redact;

    #[test]
    fn numbers_addresses_and_plates_are_taken_out() {
        for (written, shown) in [
            ("请打13900001234联系", "请打＊＊＊联系"),
            ("电话 0755-1234 5678，谢谢", "电话 ＊＊＊，谢谢"),
            ("１３９０００01234", "＊＊＊"),
            ("身份证11010119900307123X的", "身份证＊＊＊的"),
            ("mail me: a.b+c@example.org.", "mail me: ＊＊＊"),
            ("粤B·12345 停在门口", "＊＊＊ 停在门口"),
            ("粤BD12345挡路", "＊＊＊挡路"),
        ] {
            assert_eq!(redact(written), shown);
        }
    }

    #[test]
    fn doors_days_and_amounts_stay() {
        for text in ["18-3-502", "3栋2单元1203", "2026-01-05", "押金3500元", "夜间22:30", "新A区"]
        {
            assert_eq!(redact(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_mobile_number_survives_whatever_stands_around_it(
            before in "[\\PC]{0,12}", number in "1[3-9][0-9]{9}", after in "[\\PC]{0,12}"
        ) {
            let shown = redact(&format!("{before} {number} {after}"));
            prop_assert!(!shown.contains(&number));
        }

        #[test]
        fn a_text_without_digits_or_signs_is_left_alone(text in "[\u{4e00}-\u{9fff}，。]{0,40}") {
            prop_assert_eq!(redact(&text), text);
        }
    }
}
