//! What can fail.

use std::path::PathBuf;

use kernel::Day;

/// The result of this crate's functions.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure of counting, or of meters.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Access refused or failed.
    #[error(transparent)]
    Access(#[from] access::Error),
    /// The blocks could not be read.
    #[error(transparent)]
    Blocks(#[from] blocks::Error),
    /// The database.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// The noise that is set cannot be.
    #[error(transparent)]
    Noise(#[from] crate::NoiseError),
    /// A stored count is not what this version writes.
    #[error("a stored {what} cannot be read; count again with `linli counts run`")]
    Stored {
        /// What it is.
        what: &'static str,
    },
    /// Fixed releases are cut by one dimension.
    #[error("counts are told by fixed releases here, by one dimension at most")]
    TooFine,
    /// Nothing is released where counts are told by cell keys.
    #[error(
        "counts are told by cell keys here at any time; releases are made where `counts.told` is `releases` in the configuration"
    )]
    ByCellKeys,
    /// Nobody was counted yet.
    #[error("nobody was counted yet; count with `linli counts run`")]
    NotCounted,
    /// A file of the meters' lake could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A Parquet file of the meters' lake could not be read or written.
    #[error("{}: {source}", path.display())]
    Lake {
        /// The file.
        path: PathBuf,
        /// What Parquet said.
        source: Box<parquet::errors::ParquetError>,
    },
    /// A file of the meters' lake is not what this version writes.
    #[error("{} is not what this version writes; remove it, or of `state` that whole folder, and import or score again", path.display())]
    Strange {
        /// The file.
        path: PathBuf,
    },
    /// A day was scored before, or one after it.
    #[error(
        "{on} cannot be scored any more: what is usual is known up to {until}, and days are taken once, in order"
    )]
    Scored {
        /// The day.
        on: Day,
        /// Up to when days are scored.
        until: Day,
    },
    /// The lake has no sums of a day.
    #[error("there are no sums of {on}; take them in with `linli meters import`")]
    NoSums {
        /// The day.
        on: Day,
    },
}
