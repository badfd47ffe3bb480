//! One cell: from what is written to what it says.

use access::{Scheme, Token, TokenKind, Tokenized, Tokenizer};
use kernel::Day;

use crate::mapping::{Column, ColumnType, DayFormat};

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is written.
    Missing,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A day.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// A value that does not pass the door: its token goes on, the original is sealed.
    Sealed {
        /// The keyed token.
        token: Token,
        /// As written.
        original: String,
    },
    /// Written, but not what the column holds; for a day, its characters in the order year, month, day.
    Unreadable(Option<String>),
}

/// Reads the cells of one column.
#[derive(Clone, Debug)]
pub struct CellReader {
    kind: ColumnType,
    formats: Vec<DayFormat>,
    token_kind: Option<TokenKind>,
    first: Vec<String>,
    second: Vec<String>,
    empty: Vec<String>,
}

impl CellReader {
    /// A reader for a checked column.
    #[must_use]
    pub fn new(column: &Column) -> Self {
        let (first, second) = match column.kind {
            ColumnType::Sex => (&column.male, &column.female),
            _ => (&column.yes, &column.no),
        };
        Self {
            kind: column.kind,
            formats: column.formats.iter().filter_map(|format| DayFormat::new(format)).collect(),
            token_kind: token_kind(column),
            first: first.clone(),
            second: second.clone(),
            empty: column.empty.clone(),
        }
    }

    /// What `written` says.
    #[must_use]
    pub fn read(&self, written: &str, tokenizer: &Tokenizer) -> Cell {
        let written = written.trim();
        if written.is_empty() || self.empty.iter().any(|empty| empty == written) {
            return Cell::Missing;
        }
        match self.kind {
            ColumnType::Text => Cell::Text(spaced(written)),
            ColumnType::Int => whole(written).map_or(Cell::Unreadable(None), Cell::Int),
            ColumnType::Day => self.day(written),
            ColumnType::Year => {
                let year = whole(written).and_then(|year| i32::try_from(year).ok());
                let plausible = year.filter(|year| (1800..2200).contains(year));
                plausible
                    .and_then(|year| Day::new(year, 1, 1))
                    .map_or(Cell::Unreadable(None), Cell::Day)
            }
            ColumnType::IdentityNumber | ColumnType::Phone | ColumnType::Email => {
                self.sealed(written, tokenizer)
            }
            ColumnType::Sex => self.word(written).map_or(Cell::Unreadable(None), |male| {
                Cell::Text(if male { "male" } else { "female" }.to_owned())
            }),
            ColumnType::Flag => self.word(written).map_or(Cell::Unreadable(None), Cell::Flag),
        }
    }

    fn sealed(&self, written: &str, tokenizer: &Tokenizer) -> Cell {
        match self.token_kind.map_or(Tokenized::Missing, |kind| tokenizer.token(kind, written)) {
            Tokenized::Token(token) => Cell::Sealed { token, original: spaced(written) },
            Tokenized::Missing => Cell::Missing,
            Tokenized::Invalid(_) => Cell::Unreadable(None),
        }
    }

    fn day(&self, written: &str) -> Cell {
        let found = self.formats.iter().find_map(|format| format.parse(written));
        match found {
            Some(day) => Cell::Day(day),
            None => {
                Cell::Unreadable(self.formats.iter().find_map(|format| format.reorder(written)))
            }
        }
    }

    /// `true` for a word of the first list, `false` for one of the second.
    fn word(&self, written: &str) -> Option<bool> {
        let is = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(written));
        if is(&self.first) { Some(true) } else { is(&self.second).then_some(false) }
    }
}

/// What kind of token a column's values become; `None` where they pass as they are.
#[must_use]
pub fn token_kind(column: &Column) -> Option<TokenKind> {
    let scheme = column.scheme.map_or(Scheme::Plain, Into::into);
    match column.kind {
        ColumnType::IdentityNumber => Some(TokenKind::IdentityNumber(scheme)),
        ColumnType::Phone => Some(TokenKind::Phone(scheme)),
        ColumnType::Email => Some(TokenKind::Email),
        _ => None,
    }
}

/// Full width to half width, control characters to spaces, runs of spaces to one.
fn spaced(written: &str) -> String {
    if is_plain(written) {
        return written.to_owned();
    }
    let mut text = String::with_capacity(written.len());
    let mut gap = false;
    for c in written.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        };
        if c.is_whitespace() || c.is_control() {
            gap = true;
        } else {
            if gap && !text.is_empty() {
                text.push(' ');
            }
            gap = false;
            text.push(c);
        }
    }
    text
}

/// Whether [`spaced`] would leave a text as it is: so are most, and that is told at a glance.
fn is_plain(written: &str) -> bool {
    let mut last = ' ';
    for c in written.chars() {
        let plain = match c {
            ' ' => last != ' ',
            c if c.is_ascii() => c.is_ascii_graphic(),
            '\u{ff01}'..='\u{ff5e}' => false,
            c => !c.is_whitespace() && !c.is_control(),
        };
        if !plain {
            return false;
        }
        last = c;
    }
    last != ' '
}

fn whole(written: &str) -> Option<i64> {
    let text = written.strip_suffix(".0").unwrap_or(written);
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_each_format_and_a_slip_keeps_its_order() {
        let mut column = Column::of(ColumnType::Day);
        column.formats = vec!["MM/DD/YYYY".into(), "YYYY年M月D日".into()];
        let (reader, key) = (CellReader::new(&column), Tokenizer::with_key([1; 32]));
        let day = Cell::Day(Day::new(1977, 7, 4).unwrap());
        assert_eq!(reader.read("07/04/1977", &key), day);
        assert_eq!(reader.read("07/04/1977 00:00:00", &key), day);
        assert_eq!(reader.read("1977年7月4日", &key), day);
        assert_eq!(reader.read("07/0a/1977", &key), Cell::Unreadable(Some("1977-07-0a".into())));
        assert_eq!(reader.read(" ", &key), Cell::Missing);
    }

    #[test]
    fn a_number_becomes_a_token_and_a_broken_one_is_unreadable() {
        let mut column = Column::of(ColumnType::IdentityNumber);
        column.scheme = Some(crate::mapping::NumberScheme::Us);
        let (reader, key) = (CellReader::new(&column), Tokenizer::with_key([1; 32]));
        let token = |written: &str| match reader.read(written, &key) {
            Cell::Sealed { token, .. } => Some(token),
            _ => None,
        };
        assert_eq!(token("786-77-6454"), token("786776454"));
        assert!(token("786-77-6454").is_some() && token("786-7a-6454").is_none());
    }

    #[test]
    fn words_and_spaces_are_brought_to_one_form() {
        let key = Tokenizer::with_key([1; 32]);
        let mut column = Column::of(ColumnType::Sex);
        (column.male, column.female) =
            (vec!["男".into(), "M".into()], vec!["女".into(), "F".into()]);
        column.empty = vec!["不详".into()];
        let reader = CellReader::new(&column);
        assert_eq!(reader.read("m", &key), Cell::Text("male".into()));
        assert_eq!(reader.read("女", &key), Cell::Text("female".into()));
        assert_eq!(reader.read("不详", &key), Cell::Missing);
        assert_eq!(reader.read("x", &key), Cell::Unreadable(None));
        let text = CellReader::new(&Column::of(ColumnType::Text));
        assert_eq!(text.read("  １２\t 号 ", &key), Cell::Text("12 号".into()));
        for plain in ["12 号", "a b-c", "王　", "a  b", "é\u{a0}x", "\u{7f}"] {
            let spaced = spaced(plain);
            assert_eq!(is_plain(plain), spaced == plain && !spaced.is_empty(), "{plain:?}");
        }
    }
}
