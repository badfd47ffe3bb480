//! What can go wrong with messages.

use kernel::Text;

/// Why something was not told, kept or set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// Sealing failed, or access refused.
    #[error(transparent)]
    Access(#[from] access::Error),
    /// The catalogue contradicts itself.
    #[error("the catalogue of messages: {0}")]
    Catalogue(String),
    /// There is no such kind.
    #[error("there is no message of kind `{0}`")]
    NoKind(String),
    /// Whoever says whom to tell could not.
    #[error("who is to be told could not be found out")]
    Teller(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What was given to be reached at cannot be.
    #[error("{}", .0.en)]
    Unfit(Text),
    /// The installation has no way to send this.
    #[error("the channel `{0}` is not set up here")]
    NotSetUp(&'static str),
    /// A carrier refused.
    #[error("it could not be sent: {0}")]
    Carry(String),
    /// A code that confirms an address is wrong or too old.
    #[error("the code is wrong or too old")]
    WrongCode,
    /// A stored text is not what its column promises.
    #[error("{what} holds what cannot be read: {problem}")]
    Stored {
        /// The column.
        what: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// The result of a call to messages.
pub type Result<T, E = Error> = std::result::Result<T, E>;
