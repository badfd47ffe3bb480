//! What can be wrong with one row, and how to say it.

use crate::Error;
use kernel::Text;
use serde::{Deserialize, Serialize};

/// A row that could not be read. The rows after it still can, unless it [ends the file](Self::ends_file).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.message().en)]
pub struct RowError {
    /// The file's name.
    pub file: String,
    /// The row as a spreadsheet numbers it, from 1.
    pub row: u64,
    /// The column's name, where one cell is to blame.
    pub column: Option<String>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// Another number of cells than the header has.
    Ragged {
        /// Cells in the header.
        expected: usize,
        /// Cells in this row.
        found: usize,
    },
    /// A cell longer than the limit.
    CellTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A row longer than the limit, or with more columns than allowed.
    RowTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Bytes that are no characters in the file's encoding.
    BadBytes {
        /// The encoding the file is read in.
        encoding: String,
    },
    /// A quotation mark that opens a cell and never closes.
    OpenQuote,
    /// A formula without a stored value.
    FormulaWithoutValue,
    /// A cell that holds a spreadsheet error.
    ErrorValue {
        /// As the sheet shows it, such as `#REF!`.
        value: String,
    },
    /// The file broke off or could not be read further.
    Unreadable {
        /// The cause.
        cause: String,
    },
}

impl RowError {
    /// Whether no further row can follow.
    #[must_use]
    pub fn ends_file(&self) -> bool {
        matches!(self.fault, Fault::OpenQuote | Fault::Unreadable { .. })
    }

    /// Itself, to be told while the rest is read; an error where no further row can follow, so that the rows before it
    /// are never taken for all there are.
    pub fn unless_ends_file(self) -> Result<Self, Error> {
        if self.ends_file() { Err(Error::BrokenOff(self)) } else { Ok(self) }
    }

    /// Where and what, and what to do, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        let (zh, en) = self.fault.words();
        let (column_zh, column_en) = match &self.column {
            Some(name) => (format!("“{name}”列"), format!(", column \"{name}\"")),
            None => (String::new(), String::new()),
        };
        Text {
            zh: format!("{} 第{}行{}：{}", self.file, self.row, column_zh, zh),
            en: format!("{} row {}{}: {}", self.file, self.row, column_en, en),
        }
    }
}

impl Fault {
    fn words(&self) -> (String, String) {
        match self {
            Self::Ragged { expected, found } => (
                format!("有{found}个单元格，表头有{expected}个。请检查是否多了分隔符，或含分隔符的内容未加引号。"),
                format!("{found} cells where the header has {expected}. Look for a delimiter too many, or put quotation marks round a cell that contains one."),
            ),
            Self::CellTooLong { limit } => (
                format!("单元格超过{limit}字节。请检查前面是否有未闭合的引号，或缩短内容。"),
                format!("a cell is longer than {limit} bytes. Look for a quotation mark that is not closed, or shorten the text."),
            ),
            Self::RowTooLong { limit } => (
                format!("整行超过{limit}字节或列数过多。请检查换行是否丢失。"),
                format!("the row is longer than {limit} bytes or has too many columns. Look for missing line ends."),
            ),
            Self::BadBytes { encoding } => (
                format!("含有不属于{encoding}编码的字节。请用同一种编码（建议UTF-8）重新导出。"),
                format!("bytes that are not {encoding}. Export the file again in one encoding, best UTF-8."),
            ),
            Self::OpenQuote => (
                "引号打开后直到文件末尾也没有闭合。请补上引号，或把引号写成两个。".into(),
                "a quotation mark opens here and is not closed before the file ends. Close it, or double it if it is part of the text.".into(),
            ),
            Self::FormulaWithoutValue => (
                "公式没有保存计算结果。请在表格软件中打开并保存，或粘贴为数值。".into(),
                "a formula without a stored value. Open and save the workbook in a spreadsheet program, or paste the cells as values.".into(),
            ),
            Self::ErrorValue { value } => (
                format!("单元格是错误值{value}。请在表格软件中改正公式。"),
                format!("the cell holds the error {value}. Mend the formula in the spreadsheet program."),
            ),
            Self::Unreadable { cause } => (
                format!("文件在此处之后无法读取（{cause}）。请重新导出或重新传输该文件。"),
                format!("the file cannot be read past this point ({cause}). Export or transfer it again."),
            ),
        }
    }
}
