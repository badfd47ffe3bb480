//! Keys by sound, for blocking on names written with errors.

use super::call::some;

/// American Soundex: the first letter and three digits.
pub(super) fn soundex(text: &str) -> Option<String> {
    let mut letters =
        text.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase());
    let first = letters.next()?;
    let mut out = String::from(first.to_ascii_uppercase());
    let mut last = digit(first);
    for c in letters {
        let code = digit(c);
        if let Some(code) = code
            && Some(code) != last
        {
            out.push(code);
            if out.len() == 4 {
                break;
            }
        }
        // H and W do not part two letters of one code; vowels do.
        if !matches!(c, 'h' | 'w') {
            last = code;
        }
    }
    while out.len() < 4 {
        out.push('0');
    }
    Some(out)
}

fn digit(c: char) -> Option<char> {
    match c {
        'b' | 'f' | 'p' | 'v' => Some('1'),
        'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => Some('2'),
        'd' | 't' => Some('3'),
        'l' => Some('4'),
        'm' | 'n' => Some('5'),
        'r' => Some('6'),
        _ => None,
    }
}

/// The first letter and then the consonants, doubled ones once.
pub(super) fn consonants(text: &str) -> Option<String> {
    let mut out = String::new();
    for c in text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase) {
        if (out.is_empty() || !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')) && !out.ends_with(c)
        {
            out.push(c);
        }
    }
    some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes() {
        for (name, code) in [
            ("Robert", "R163"),
            ("Rupert", "R163"),
            ("Ashcraft", "A261"),
            ("Tymczak", "T522"),
            ("Lee", "L000"),
        ] {
            assert_eq!(soundex(name).as_deref(), Some(code));
        }
        assert_eq!(consonants("Allen").as_deref(), Some("aln"));
    }
}
