//! What can go wrong with an identity provider.

use std::path::PathBuf;

use crate::token::Flaw;

/// Why somebody could not be signed in by a provider's word.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The settings cannot work.
    #[error("{0}")]
    Settings(String),
    /// The file of the client's secret, or of certificates, cannot be used.
    #[error("{}: {problem}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do.
        problem: String,
    },
    /// The provider did not answer, or not as a provider does.
    #[error("{url}: {problem}")]
    Unreachable {
        /// What was asked.
        url: String,
        /// What was met.
        problem: String,
    },
    /// What the provider says of itself cannot be used.
    #[error("the description of {issuer}: {problem}")]
    Document {
        /// Whose.
        issuer: String,
        /// What is wrong.
        problem: String,
    },
    /// The provider refused, in its own word (`access_denied`, `invalid_grant`).
    #[error("the provider refused: {0}")]
    Refused(String),
    /// The answer was not given to this sign-on.
    #[error("the answer does not belong to this sign-on: {0}")]
    Foreign(&'static str),
    /// The ID token is not what it should be.
    #[error("the ID token: {0}")]
    Token(#[from] Flaw),
}

/// What comes of asking a provider.
pub type Result<T, E = Error> = std::result::Result<T, E>;
