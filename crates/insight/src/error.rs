//! What can fail.

/// The result of this crate's functions.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure of counting.
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
}
