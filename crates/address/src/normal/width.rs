//! Width, case and the many shapes of dashes, brackets and separators.

/// The half-width, upper-case form of a character that has another form.
pub(super) fn half(c: char) -> Option<char> {
    let to = match c {
        '\u{3000}' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\t' | '\r' | '\n' => ' ',
        '—' | '–' | '－' | '‐' | '‑' | '‒' | '―' | '─' | '━' | '～' | '~' | '〜' | '∼' | '﹣'
        | 'ー' => '-',
        '（' | '﹙' | '❨' => '(',
        '）' | '﹚' | '❩' => ')',
        '【' | '〔' | '［' | '〖' | '「' | '『' | '《' | '〈' | '｛' | '{' | '<' => '[',
        '】' | '〕' | '］' | '〗' | '」' | '』' | '》' | '〉' | '｝' | '}' | '>' => ']',
        '，' | '、' | '﹐' | '､' => ',',
        '：' => ':',
        '；' | '。' | '｡' => ';',
        '．' => '.',
        '•' | '・' | '‧' | '∙' | '●' => '·',
        '\u{FF01}'..='\u{FF5E}' => {
            let ascii = char::from_u32(u32::from(c) - 0xFEE0)?;
            return Some(half(ascii).unwrap_or(ascii));
        }
        '①'..='⑨' => char::from_u32(u32::from(c) - u32::from('①') + u32::from('1'))?,
        'a'..='z' => c.to_ascii_uppercase(),
        '衖' => '弄',
        '橦' | '㡧' => '幢',
        _ => return None,
    };
    Some(to)
}

/// Whether a normal character parts names: spaces and punctuation, not dashes.
#[must_use]
pub fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | ','
            | ';'
            | ':'
            | '|'
            | '\\'
            | '?'
            | '!'
            | '"'
            | '\''
            | '*'
            | '='
            | '+'
            | '_'
            | '^'
            | '`'
            | '…'
            | '“'
            | '”'
            | '‘'
            | '’'
    )
}

/// Whether a normal character opens a bracket.
#[must_use]
pub fn is_open(c: char) -> bool {
    matches!(c, '(' | '[')
}

/// Whether a normal character closes a bracket.
#[must_use]
pub fn is_close(c: char) -> bool {
    matches!(c, ')' | ']')
}

/// Where the bracket that opens at `open` closes, before `end`.
#[must_use]
pub fn matching_close(normal: &[char], open: usize, end: usize) -> Option<usize> {
    let close = if normal[open] == '(' { ')' } else { ']' };
    let mut depth = 0_usize;
    for (i, &c) in normal.iter().enumerate().take(end).skip(open) {
        if c == normal[open] {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(i);
            }
        }
    }
    None
}
