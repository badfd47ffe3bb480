//! What a caller may fix instead of leaving it to be found by content.

use crate::Column;
use serde::{Deserialize, Serialize};

/// How a file is to be read. The default finds everything by content.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The container; found by its first bytes when absent.
    pub format: Option<Format>,
    /// The character set of a text file; found by content when absent.
    pub encoding: Option<Encoding>,
    /// The delimiter of a text file; found by content when absent.
    pub delimiter: Option<u8>,
    /// The sheet of a workbook; the first that has cells when absent.
    pub sheet: Option<String>,
    /// Columns without which the file is refused.
    pub required: Vec<Column>,
    /// Bounds on memory.
    pub limits: Limits,
}

/// The container of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text, one record a line, quoted where needed (RFC 4180).
    Delimited,
    /// Office Open XML workbook.
    Xlsx,
}

/// The character set of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, which contains GBK and GB2312.
    Gb18030,
    /// UTF-16, least significant byte first.
    Utf16le,
    /// UTF-16, most significant byte first.
    Utf16be,
    /// Windows-1252, which contains the printable part of ISO 8859-1.
    Windows1252,
}

/// Bounds that keep memory small whatever the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest cell, in bytes of UTF-8.
    pub cell_bytes: usize,
    /// Longest row, in bytes of UTF-8.
    pub row_bytes: usize,
    /// Most columns.
    pub columns: usize,
    /// Largest unpacked part of a workbook that has to be held whole (its shared texts).
    pub workbook_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { cell_bytes: 1 << 20, row_bytes: 8 << 20, columns: 16_384, workbook_bytes: 512 << 20 }
    }
}
