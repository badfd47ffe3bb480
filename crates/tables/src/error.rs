//! Why a file was refused as a whole.

use kernel::Text;
use std::io;

/// A file that cannot be read as a table at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file could not be opened or its beginning not read.
    #[error("{file}: cannot be read: {source}. Check the path and the permissions.")]
    Read {
        /// The file's name.
        file: String,
        /// The cause.
        source: io::Error,
    },
    /// Neither a text table nor a workbook.
    #[error("{file}: {found} is not a table. Save it as CSV or XLSX.")]
    NotATable {
        /// The file's name.
        file: String,
        /// What it looks like.
        found: &'static str,
    },
    /// A workbook that cannot be opened, or whose sheet is missing.
    #[error(
        "{file}: the workbook cannot be read: {cause}. Open and save it again in a spreadsheet program."
    )]
    Workbook {
        /// The file's name.
        file: String,
        /// The cause.
        cause: String,
    },
    /// A workbook too large to unpack.
    #[error(
        "{file}: the workbook unpacks to {bytes} bytes of text, more than {limit}. Save the sheet as CSV."
    )]
    WorkbookTooLarge {
        /// The file's name.
        file: String,
        /// Unpacked size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// There is no header row.
    #[error("{file}: no header row. The first row has to name the columns.")]
    NoHeader {
        /// The file's name.
        file: String,
    },
    /// The header row itself cannot be read.
    #[error("{}", .0.message().en)]
    Header(crate::RowError),
    /// A row after which nothing can be read: what came before it is not the whole file.
    #[error("{}", .0.message().en)]
    BrokenOff(crate::RowError),
    /// Two columns have one name.
    #[error(
        "{file} row {row}, column \"{column}\": columns {first} and {second} have the same name. Rename one."
    )]
    RepeatedColumn {
        /// The file's name.
        file: String,
        /// The header's row.
        row: u64,
        /// The name.
        column: String,
        /// Letters of the first.
        first: String,
        /// Letters of the second.
        second: String,
    },
    /// A column that the caller cannot do without is not there.
    #[error(
        "{file} row {row}, column \"{column}\": missing. The file has: {found}. Rename the column or name it in the mapping."
    )]
    MissingColumn {
        /// The file's name.
        file: String,
        /// The header's row.
        row: u64,
        /// Its names.
        column: String,
        /// The names that are there.
        found: String,
    },
}

impl Error {
    /// What is wrong and what to do, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        let zh = match self {
            Self::Read { file, source } => {
                format!("{file}：无法读取（{source}）。请检查路径和权限。")
            }
            Self::NotATable { file, found } => {
                format!("{file}：{found}不是表格文件。请另存为CSV或XLSX。")
            }
            Self::Workbook { file, cause } => {
                format!("{file}：工作簿无法读取（{cause}）。请在表格软件中打开并重新保存。")
            }
            Self::WorkbookTooLarge { file, bytes, limit } => {
                format!("{file}：工作簿展开后有{bytes}字节文字，超过{limit}。请把工作表另存为CSV。")
            }
            Self::NoHeader { file } => format!("{file}：没有表头。第一行须写明各列名称。"),
            Self::Header(row) | Self::BrokenOff(row) => row.message().zh,
            Self::RepeatedColumn { file, row, column, first, second } => {
                format!("{file} 第{row}行“{column}”列：{first}列与{second}列同名。请改名。")
            }
            Self::MissingColumn { file, row, column, found } => {
                format!(
                    "{file} 第{row}行“{column}”列：缺少该列。文件中有：{found}。请改列名或在映射中指明。"
                )
            }
        };
        Text { zh, en: self.to_string() }
    }
}
