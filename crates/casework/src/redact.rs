//! What is shown of a text that people wrote: all but what tells who somebody is.

use address::Profile;

/// What stands in the place of a number or an address that was taken out.
const GONE: &str = "＊＊＊";

/// Shortest run of digits that may be a telephone.
const LEAST_DIGITS: usize = 7;

/// The text without telephone and identity numbers, e-mail addresses and number plates.
#[must_use]
pub fn redact(text: &str) -> String {
    written(text, &numbers(text))
}

/// The text as it is shown to anybody but those whose task the case is: without numbers as [`redact`] has it, without
/// names of persons beside a number, a word such as 联系人 or one such as 先生 (as the wash drops them from an address),
/// and without what the reporter said of themself.
///
/// Other names cannot be told from other words and stay. The original is sealed.
#[must_use]
pub(crate) fn shown(text: &str, own: &Own) -> String {
    let mut gone = numbers(text);
    for span in address::personal(&Profile::cn(), text) {
        gone[span.start..span.end].fill(true);
    }
    own.mark(text, &mut gone);
    written(text, &gone)
}

/// What a reporter said of themself: name, telephone, e-mail address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own(Vec<Vec<char>>);

/// Shortest of it that is looked for, characters: less is found everywhere.
const LEAST_OWN: usize = 2;

impl Own {
    /// Of a name and of other values.
    pub(crate) fn of<'a>(
        name: Option<&'a str>,
        others: impl IntoIterator<Item = Option<&'a str>>,
    ) -> Self {
        let mut values: Vec<Vec<char>> = Vec::new();
        let mut add = |value: &str| {
            let value: Vec<char> = value.trim().chars().map(plain).collect();
            if value.len() >= LEAST_OWN {
                values.push(value);
            }
        };
        if let Some(name) = name {
            add(name);
            // Jane Roe is Jane too, and 王小明 is 小明.
            name.split_whitespace().for_each(&mut add);
            if !name.trim_start().starts_with(|c: char| c.is_ascii()) {
                add(&name.trim().chars().skip(1).collect::<String>());
            }
        }
        others.into_iter().flatten().for_each(add);
        Self(values)
    }

    /// What both said of themselves.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    fn mark(&self, text: &str, gone: &mut [bool]) {
        let text: Vec<char> = text.chars().map(plain).collect();
        let is_letter = |at: usize| text.get(at).is_some_and(char::is_ascii_alphanumeric);
        for value in &self.0 {
            for at in 0..=text.len().saturating_sub(value.len()) {
                if !text[at..].starts_with(value) {
                    continue;
                }
                // Roe is no part of Roeburn.
                let end = at + value.len();
                let within = (is_letter(at) && at > 0 && is_letter(at - 1))
                    || (is_letter(end) && is_letter(end - 1));
                if !within {
                    gone[at..end].fill(true);
                }
            }
        }
    }
}

/// A letter as it is compared: narrow and small.
fn plain(c: char) -> char {
    narrow(c).to_lowercase().next().unwrap_or(c)
}

/// Which characters of a text belong to a number, an e-mail address or a plate.
fn numbers(text: &str) -> Vec<bool> {
    let plain: Vec<char> = text.chars().map(narrow).collect();
    let mut gone = vec![false; plain.len()];
    let mut at = 0;
    while at < plain.len() {
        let length = number(&plain[at..]).max(plate(&plain[at..])).max(email(&plain, at));
        gone[at..at + length].fill(true);
        at += length.max(1);
    }
    gone
}

/// The text with a sign for each run that is gone.
fn written(text: &str, gone: &[bool]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = false;
    for (c, gone) in text.chars().zip(gone) {
        match (gone, before) {
            (false, _) => shown.push(c),
            (true, false) => shown.push_str(GONE),
            (true, true) => {}
        }
        before = *gone;
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

    use super::{Own, redact, shown};

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

    #[test]
    fn a_reporter_is_not_shown_by_name_nor_is_whoever_stands_beside_a_number() {
        let own = Own::of(Some("王小明"), [Some("5566-77"), None]);
        for (written, expected) in [
            ("我是王小明，三楼漏水", "我是＊＊＊，三楼漏水"),
            ("小明家漏水，分机5566-77", "＊＊＊家漏水，分机＊＊＊"),
            ("楼上张阿姨也知道", "楼上＊＊＊也知道"),
            ("李芳，13900001234，漏水", "＊＊＊，＊＊＊，漏水"),
            ("房东不退押金3500元", "房东不退押金3500元"),
        ] {
            assert_eq!(shown(written, &own), expected);
        }
        let own = Own::of(Some("Jane Roe"), []);
        assert_eq!(
            shown("JANE here, Roeburn road; Ms Roe", &own),
            "＊＊＊ here, Roeburn road; Ms ＊＊＊"
        );
        assert_eq!(shown("王小明说漏水", &Own::default()), "王小明说漏水", "what is not caught");
    }

    proptest! {
        #[test]
        fn a_reporters_own_name_is_never_shown(
            before in "[\\PC]{0,12}", name in "[\u{4e00}-\u{9fff}]{2,4}", after in "[\\PC]{0,12}"
        ) {
            let own = Own::of(Some(&name), []);
            let shown = shown(&format!("{before}{name}{after}"), &own);
            prop_assert!(!shown.contains(&name));
        }

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
