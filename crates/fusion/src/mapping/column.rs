//! Columns and their types.

use kernel::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A column: its type, and whether a row without it is of use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What the cells hold.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Of a `day`: the formats, tried in order. `YYYY`, `MM`, `DD` with leading zeros, `M`, `D` without; other characters
    /// stand for themselves; what follows the last field (a time of day) is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<String>,
    /// Of an `identity_number` or `phone`: how the country writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<NumberScheme>,
    /// Of a `sex`: words for male.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub male: Vec<String>,
    /// Of a `sex`: words for female.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub female: Vec<String>,
    /// Of a `flag`: words for yes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yes: Vec<String>,
    /// Of a `flag`: words for no.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no: Vec<String>,
    /// A row whose cell is empty or unreadable is rejected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Written texts that mean "nothing here", such as `N/A` or `不详`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub empty: Vec<String>,
}

impl Column {
    /// A column of a type without settings.
    #[must_use]
    pub fn of(kind: ColumnType) -> Self {
        Self {
            kind,
            formats: Vec::new(),
            scheme: None,
            male: Vec::new(),
            female: Vec::new(),
            yes: Vec::new(),
            no: Vec::new(),
            required: false,
            empty: Vec::new(),
        }
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// Text, trimmed, runs of spaces made one.
    #[default]
    Text,
    /// A whole number.
    Int,
    /// A day, in one of the column's `formats`.
    Day,
    /// A year, read as its first day.
    Year,
    /// The number of an identity document, built by the column's `scheme`: turned into a keyed token at the door.
    IdentityNumber,
    /// A telephone number: turned into a keyed token at the door.
    Phone,
    /// An e-mail address: turned into a keyed token at the door.
    Email,
    /// The column's words for `male` and `female`; anything else is unknown.
    Sex,
    /// The column's words for `yes` and `no`; anything else is unknown.
    Flag,
}

impl ColumnType {
    /// The name of the type in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Int => "int",
            Self::Day => "day",
            Self::Year => "year",
            Self::IdentityNumber => "identity_number",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Sex => "sex",
            Self::Flag => "flag",
        }
    }
}

/// How a country writes its numbers, and so how one is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumberScheme {
    /// China: identity numbers with their check character (GB 11643), telephones of +86.
    Cn,
    /// United States: social security numbers of nine digits, telephones of +1.
    Us,
    /// Letters and digits without a rule.
    Plain,
}

impl From<NumberScheme> for access::Scheme {
    fn from(scheme: NumberScheme) -> Self {
        match scheme {
            NumberScheme::Cn => Self::Cn,
            NumberScheme::Us => Self::Us,
            NumberScheme::Plain => Self::Plain,
        }
    }
}

/// A day format, read once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFormat(Vec<Field>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// Which of year, month, day (0–2); least and most digits.
    Number(usize, usize, usize),
    Literal(char),
}

impl DayFormat {
    /// Reads a format; `None` where it names no year, or a field twice.
    #[must_use]
    pub fn new(format: &str) -> Option<Self> {
        let chars: Vec<char> = format.chars().collect();
        let (mut fields, mut at) = (Vec::new(), 0);
        while at < chars.len() {
            let run = chars[at..].iter().take_while(|c| **c == chars[at]).count();
            let (field, taken) = match (chars[at], run) {
                ('Y', 4) => (Field::Number(0, 4, 4), 4),
                ('M', 2) => (Field::Number(1, 2, 2), 2),
                ('D', 2) => (Field::Number(2, 2, 2), 2),
                ('M', 1) => (Field::Number(1, 1, 2), 1),
                ('D', 1) => (Field::Number(2, 1, 2), 1),
                ('Y' | 'M' | 'D', _) => return None,
                (other, _) => (Field::Literal(other), 1),
            };
            fields.push(field);
            at += taken;
        }
        let count = |part| {
            fields.iter().filter(|f| matches!(f, Field::Number(p, ..) if *p == part)).count()
        };
        (count(0) == 1 && count(1) <= 1 && count(2) <= count(1)).then_some(Self(fields))
    }

    /// The day a cell holds; a format without month or day gives the first.
    #[must_use]
    pub fn parse(&self, cell: &str) -> Option<Day> {
        let chars: Vec<char> = cell.chars().collect();
        let (mut parts, mut at) = ([0_u32, 1, 1], 0);
        for field in &self.0 {
            match *field {
                Field::Literal(literal) => {
                    if *chars.get(at)? != literal {
                        return None;
                    }
                    at += 1;
                }
                Field::Number(part, least, most) => {
                    let digits =
                        chars[at..].iter().take(most).take_while(|c| c.is_ascii_digit()).count();
                    if digits < least {
                        return None;
                    }
                    parts[part] = chars[at..at + digits].iter().collect::<String>().parse().ok()?;
                    at += digits;
                }
            }
        }
        if chars.get(at).is_some_and(|c| !matches!(c, ' ' | 'T')) {
            return None;
        }
        Day::new(i32::try_from(parts[0]).ok()?, parts[1], parts[2])
    }

    /// The characters of a misspelt cell in the order year, month, day, where it is as long as the format; else as written.
    ///
    /// `07/0a/1961` under `MM/DD/YYYY` is `1961-07-0a`: near enough to compare.
    #[must_use]
    pub fn reorder(&self, cell: &str) -> Option<String> {
        let chars: Vec<char> = cell.chars().collect();
        let width = |field: &Field| match *field {
            Field::Number(_, least, most) if least == most => Some(least),
            Field::Number(..) => None,
            Field::Literal(_) => Some(1),
        };
        let total: usize = self.0.iter().map(width).sum::<Option<usize>>()?;
        if total != chars.len() {
            return None;
        }
        let mut parts = [const { String::new() }; 3];
        let mut at = 0;
        for field in &self.0 {
            let wide = width(field)?;
            if let Field::Number(part, ..) = field {
                parts[*part] = chars[at..at + wide].iter().collect();
            }
            at += wide;
        }
        Some(parts.join("-"))
    }
}
