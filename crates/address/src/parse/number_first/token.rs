//! Words of a line with their spans.

/// A word, upper case, without the punctuation around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) word: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// A comma or semicolon follows.
    pub(super) closes: bool,
}

impl Token {
    pub(super) fn has_digit(&self) -> bool {
        self.word.bytes().any(|b| b.is_ascii_digit())
    }

    /// 217-555-0100, or seven digits in a row anywhere.
    pub(super) fn is_phone(&self) -> bool {
        let plain = self.word.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.');
        let digits = self.word.bytes().filter(u8::is_ascii_digit).count();
        plain && (10..=11).contains(&digits)
            || self.word.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= 7)
    }

    /// 555-0100: a telephone number without its area.
    pub(super) fn is_local_phone(&self) -> bool {
        self.word.split_once('-').is_some_and(|(a, b)| {
            a.len() == 3 && b.len() == 4 && a.bytes().chain(b.bytes()).all(|b| b.is_ascii_digit())
        })
    }

    /// 12, 12A, 12-34, 12.5, N6W23001.
    pub(super) fn is_house_number(&self) -> bool {
        self.has_digit()
            && (self.word.as_bytes()[0].is_ascii_digit()
                || self.word.bytes().filter(u8::is_ascii_digit).count() >= 3)
    }

    /// 1ST, 22ND.
    pub(super) fn is_ordinal(&self) -> bool {
        let digits = self.word.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && matches!(&self.word[digits..], "ST" | "ND" | "RD" | "TH")
    }

    /// 1/2.
    pub(super) fn is_fraction(&self) -> bool {
        self.word.split_once('/').is_some_and(|(a, b)| {
            !a.is_empty() && !b.is_empty() && a.bytes().chain(b.bytes()).all(|b| b.is_ascii_digit())
        })
    }
}

/// The words of a line in its normal form.
pub(super) fn tokens(line: &[char]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(12);
    let mut i = 0;
    while i < line.len() {
        let c = line[i];
        if matches!(c, ',' | ';') {
            if let Some(last) = out.last_mut() {
                last.closes = true;
            }
            i += 1;
            continue;
        }
        if !c.is_alphanumeric() && c != '#' {
            i += 1;
            continue;
        }
        let start = i;
        while i < line.len()
            && (line[i].is_alphanumeric()
                || matches!(line[i], '-' | '/' | '\'' | '&' | '#')
                || inner_dot(line, i))
        {
            i += 1;
        }
        let mut end = i;
        while end > start + 1 && matches!(line[end - 1], '-' | '/' | '\'' | '&') {
            end -= 1;
        }
        let word = line[start..end].iter().filter(|c| **c != '\'').collect();
        out.push(Token { word, start, end, closes: false });
    }
    out
}

/// The dot of 12.5; the dots of "N." and "P.O." end words.
fn inner_dot(line: &[char], i: usize) -> bool {
    line[i] == '.'
        && i > 0
        && line[i - 1].is_ascii_digit()
        && line.get(i + 1).is_some_and(char::is_ascii_digit)
}
