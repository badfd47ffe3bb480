//! What can be wrong with an authenticator's answer.

/// The result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an answer is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is not written as the standard says.
    #[error("the {0} cannot be read")]
    Unreadable(&'static str),
    /// It was made for another deed: to register where somebody signs in, or the reverse.
    #[error("the answer is of another ceremony")]
    Ceremony,
    /// It answers another challenge.
    #[error("the answer is to another challenge")]
    Challenge,
    /// It was made on a page elsewhere, or in a frame of one.
    #[error("the answer was made on another page")]
    Origin,
    /// It was made for another domain.
    #[error("the answer is for another relying party")]
    Party,
    /// Nobody was there, or nobody showed who they are.
    #[error("the authenticator did not verify its user")]
    Unverified,
    /// The key is of a kind that was not offered.
    #[error("the key is of a kind that was not asked for")]
    Key,
    /// The signature is by another key, or of other data.
    #[error("the signature is wrong")]
    Signature,
}
