//! Functions on text.

use super::call::some;

/// Without space at either end; empty text becomes null.
pub(super) fn trimmed(text: &str) -> Option<String> {
    some(text.trim().to_owned())
}

/// The first characters.
pub(super) fn beginning(text: &str, length: usize) -> Option<String> {
    some(text.chars().take(length).collect())
}

/// Lower case, Latin letters without their marks, everything but letters and digits as one space.
pub(super) fn folded(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\'' | '’' | '`' => {}
            c if c.is_alphanumeric() => plain(c, &mut out),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    some(out)
}

fn plain(c: char, out: &mut String) {
    // Full-width Latin letters and digits lie at a fixed distance from ASCII.
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    for c in c.to_lowercase() {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => out.push('e'),
            'ğ' => out.push('g'),
            'ì'..='ï' | 'ī' | 'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => out.push('o'),
            'ř' => out.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
            'ť' | 'ţ' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            '\u{0300}'..='\u{036f}' => {}
            c => out.push(c),
        }
    }
}

/// The digit that a letter is often misread for, where there is one.
pub(super) fn digit_of(c: char) -> char {
    match c {
        'O' | 'o' | 'Q' => '0',
        'I' | 'l' | '|' | 'L' | 'i' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'G' | 'b' => '6',
        'B' => '8',
        'g' | 'q' => '9',
        c => c,
    }
}

/// The letter that a digit or sign is often misread for, where there is one.
pub(super) fn letter_of(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '|' => 'l',
        ':' | '!' => 'i',
        '4' => 'a',
        '5' => 's',
        '6' | '9' => 'g',
        '8' => 'b',
        c => c,
    }
}

/// Only the characters that a test keeps.
pub(super) fn kept(text: &str, keep: impl Fn(char) -> bool) -> Option<String> {
    some(text.chars().filter(|c| keep(*c)).collect())
}

/// Words in alphabetical order, each once.
pub(super) fn sorted_words(text: &str) -> Option<String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort_unstable();
    words.dedup();
    some(words.join(" "))
}

/// Letters and digits in order: equal for texts that differ by exchanges alone.
pub(super) fn sorted_letters(text: &str) -> Option<String> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    some(letters.into_iter().collect())
}

/// The text where it reads as a number.
pub(super) fn number(text: &str) -> Option<String> {
    let text = text.trim();
    text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| text.to_owned())
}

/// The nth word, counted from 1.
pub(super) fn nth_word(text: &str, n: &str) -> Option<String> {
    let n: usize = n.parse().ok()?;
    text.split_whitespace().nth(n.checked_sub(1)?).map(str::to_owned)
}

/// The text without the words of a list, unless nothing would be left.
pub(super) fn without_words(text: &str, list: &str) -> Option<String> {
    let rest: Vec<&str> =
        text.split_whitespace().filter(|w| !list.split_whitespace().any(|x| x == *w)).collect();
    some(if rest.is_empty() { text.to_owned() } else { rest.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        assert_eq!(folded("  O'Neill-Łódź  Ｎo.５ ").as_deref(), Some("oneill lodz no 5"));
        assert_eq!(folded("…"), None);
    }

    #[test]
    fn what_is_no_number_is_missing() {
        assert_eq!(number(" -12.50 ").as_deref(), Some("-12.50"));
        for none in ["", "n/a", "unknown", "12 m", "inf", "NaN"] {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn words() {
        assert_eq!(nth_word("a b c", "2").as_deref(), Some("b"));
        assert_eq!(without_words("star trading inc", "inc ltd").as_deref(), Some("star trading"));
        assert_eq!(without_words("inc", "inc").as_deref(), Some("inc"));
        assert_eq!(sorted_letters("acb-1").as_deref(), Some("1abc"));
    }
}
