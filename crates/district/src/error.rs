//! What can go wrong while a district is written.

use std::path::PathBuf;

/// Errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be written (disk full, no permission).
    #[error("writing {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A table of a district could not be read back.
    #[error("reading {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: Box<tables::Error>,
    },
    /// A spreadsheet could not be written.
    #[error("writing the spreadsheet {}: {source}", path.display())]
    Sheet {
        /// The file.
        path: PathBuf,
        /// What the writer said.
        source: rust_xlsxwriter::XlsxError,
    },
    /// A size that does not exist was named.
    #[error("there is no size {name:?}; choose demo, street or district")]
    UnknownSize {
        /// As given.
        name: String,
    },
    /// A difficulty that does not exist was named.
    #[error("there is no difficulty {name:?}; choose normal or hard")]
    UnknownDifficulty {
        /// As given.
        name: String,
    },
}
