//! Many at once: the rows of a spreadsheet, the good ones kept apart from the bad.

use std::collections::HashMap;

use access::{Token, Tokenizer};
use kernel::{Day, Text};

use super::{DeclarationRefusal, DeclaredPerson, Document};

/// Most rows of a sheet.
pub const MOST_ROWS: usize = 20_000;

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The code of the unit.
    Unit,
    /// Name.
    Name,
    /// What kind of document the number is of; an identity card where it is not said.
    Document,
    /// Its number.
    Number,
    /// Telephone.
    Phone,
    /// First day.
    From,
    /// Last day.
    Until,
}

impl Column {
    /// Every one, in the order of an empty sheet.
    pub const ALL: [Self; 7] = [
        Self::Unit,
        Self::Name,
        Self::Document,
        Self::Number,
        Self::Phone,
        Self::From,
        Self::Until,
    ];

    /// What it is called at the head of a sheet.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Unit => Text::new("房屋编码", "Unit code"),
            Self::Name => Text::new("姓名", "Name"),
            Self::Document => Text::new("证件类型", "Document"),
            Self::Number => Text::new("证件号码", "Document number"),
            Self::Phone => Text::new("电话", "Phone"),
            Self::From => Text::new("入住日期", "From"),
            Self::Until => Text::new("离开日期", "Until"),
        }
    }

    const fn is_needed(self) -> bool {
        matches!(self, Self::Unit | Self::Name | Self::Number | Self::From)
    }
}

/// Where each column stands.
#[derive(Clone, Debug)]
pub struct Columns(HashMap<Column, usize>);

impl Columns {
    /// By the head of a sheet, in either language.
    ///
    /// # Errors
    /// The columns that are needed and not there.
    pub fn of(head: &[String]) -> Result<Self, Vec<Column>> {
        let mut at = HashMap::new();
        for column in Column::ALL {
            let title = column.title();
            let is_it = |name: &String| {
                let name = name.trim();
                name == title.zh || name.eq_ignore_ascii_case(&title.en)
            };
            if let Some(place) = head.iter().position(is_it) {
                at.insert(column, place);
            }
        }
        let missing: Vec<Column> = Column::ALL
            .into_iter()
            .filter(|column| column.is_needed() && !at.contains_key(column))
            .collect();
        if missing.is_empty() { Ok(Self(at)) } else { Err(missing) }
    }

    fn cell<'a>(&self, column: Column, cells: &[&'a str]) -> &'a str {
        let place = self.0.get(&column).and_then(|place| cells.get(*place));
        place.map_or("", |cell| cell.trim())
    }
}

/// A row that can be declared, as far as the sheet alone tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
    /// The row, as a spreadsheet numbers it.
    pub row: u64,
    /// The code of the unit.
    pub unit: String,
    /// Who.
    pub who: DeclaredPerson,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Option<Day>,
}

/// What is wrong with a row, and what to do. It repeats no value of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// The row, as a spreadsheet numbers it.
    pub row: u64,
    /// The column, where one cell is to blame.
    pub column: Option<Column>,
    /// What is wrong and what to do.
    pub text: Text,
}

impl Bad {
    /// A cell that is wrong.
    #[must_use]
    pub const fn cell(row: u64, column: Column, text: Text) -> Self {
        Self { row, column: Some(column), text }
    }
}

/// Reads the rows of a sheet one by one, so that what stands twice is told with the row that has it first.
#[derive(Debug)]
pub struct Reader<'t> {
    columns: Columns,
    tokenizer: &'t Tokenizer,
    seen: HashMap<(String, Token), u64>,
}

impl<'t> Reader<'t> {
    /// For a sheet of such columns.
    #[must_use]
    pub fn new(columns: Columns, tokenizer: &'t Tokenizer) -> Self {
        Self { columns, tokenizer, seen: HashMap::new() }
    }

    /// A row: what it declares, or everything that is wrong with it.
    ///
    /// # Errors
    /// Each wrong cell.
    pub fn row(&mut self, row: u64, cells: &[&str]) -> Result<Good, Vec<Bad>> {
        let mut bad = Vec::new();
        let unit = self.columns.cell(Column::Unit, cells).to_owned();
        if unit.is_empty() {
            let text = Text::new("请填写房屋编码", "Give the code of the unit");
            bad.push(Bad::cell(row, Column::Unit, text));
        }
        let document = self.document(row, cells, &mut bad);
        let (from, until) = self.days(row, cells, &mut bad);
        let written = |column| {
            let cell = self.columns.cell(column, cells);
            Some(cell.to_owned()).filter(|cell| !cell.is_empty())
        };
        let who = DeclaredPerson {
            name: self.columns.cell(Column::Name, cells).to_owned(),
            document,
            number: written(Column::Number),
            phone: written(Column::Phone),
        };
        match who.check(false, self.tokenizer) {
            Ok(Some(token)) => {
                let first = *self.seen.entry((unit.clone(), token)).or_insert(row);
                if first != row {
                    bad.push(twice(row, first));
                }
            }
            Ok(None) => {}
            Err(refusal) => {
                bad.push(Bad { row, column: blamed(&refusal), text: refusal.text() });
            }
        }
        match from {
            Some(from) if bad.is_empty() => Ok(Good { row, unit, who, from, until }),
            _ => Err(bad),
        }
    }

    fn document(&self, row: u64, cells: &[&str], bad: &mut Vec<Bad>) -> Document {
        let written = self.columns.cell(Column::Document, cells);
        if written.is_empty() {
            return Document::IdentityCard;
        }
        let is_it = |document: &Document| {
            let label = document.label();
            written == label.zh
                || written.eq_ignore_ascii_case(&label.en)
                || written == document.name()
        };
        let found = Document::ALL.iter().copied().find(is_it);
        found.unwrap_or_else(|| {
            let text = Text::new(
                "请填写“居民身份证”或“其他证件”",
                "Write “Identity card” or “Another document”",
            );
            bad.push(Bad::cell(row, Column::Document, text));
            Document::Other
        })
    }

    fn days(&self, row: u64, cells: &[&str], bad: &mut Vec<Bad>) -> (Option<Day>, Option<Day>) {
        let mut read = |column: Column| {
            let written = self.columns.cell(column, cells);
            let day = day(written);
            if day.is_none() && (column.is_needed() || !written.is_empty()) {
                let text = Text::new(
                    "请按“年-月-日”填写日期，如 2026-03-01",
                    "Write the day as year-month-day, such as 2026-03-01",
                );
                bad.push(Bad::cell(row, column, text));
            }
            day
        };
        let (from, until) = (read(Column::From), read(Column::Until));
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            let text =
                Text::new("离开日期不能早于入住日期", "The last day is not before the first");
            bad.push(Bad::cell(row, Column::Until, text));
        }
        (from, until)
    }
}

/// A day as sheets write it: `2026-03-01`, `2026/3/1`, `2026.3.1`, and with a time behind it.
fn day(written: &str) -> Option<Day> {
    let date = written.split([' ', 'T']).next().unwrap_or_default();
    let mut parts = date.split(['-', '/', '.']);
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let of_month = parts.next()?.parse().ok()?;
    if parts.next().is_some() || !(1900..=2200).contains(&year) {
        return None;
    }
    Day::new(year, month, of_month)
}

fn twice(row: u64, first: u64) -> Bad {
    let text = Text::new(
        format!("与第 {first} 行重复：同一人同一房屋，请删去一行"),
        format!("The same person at the same unit as in row {first}: delete one of them"),
    );
    Bad::cell(row, Column::Number, text)
}

const fn blamed(refusal: &DeclarationRefusal) -> Option<Column> {
    match refusal {
        DeclarationRefusal::NoName => Some(Column::Name),
        DeclarationRefusal::NoNumber | DeclarationRefusal::BadNumber => Some(Column::Number),
        DeclarationRefusal::BadPhone => Some(Column::Phone),
        DeclarationRefusal::Days => Some(Column::From),
        _ => None,
    }
}
