//! What can go wrong in access.

use std::path::PathBuf;

use crate::Action;

/// Why access was refused or could not be decided.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No policy permits it, or one forbids it.
    #[error("{action} is not permitted here")]
    Denied {
        /// What was asked for.
        action: Action,
    },
    /// A grant was asked for without a ground that says anything.
    #[error(
        "{action} needs a stated ground: a case, a task, or a reason of four to 500 characters"
    )]
    NoBasis {
        /// What was asked for.
        action: Action,
    },
    /// The emergency is over, somebody else's, or of another area.
    #[error("the emergency does not cover this")]
    NoEmergency,
    /// Whoever opened an emergency does not review it, and nobody does twice.
    #[error("the emergency cannot be reviewed by this account, or was reviewed already")]
    NotReviewable,
    /// A case was named as the ground that nobody confirmed to be the reader's to handle, or none was named to handle one.
    #[error("{action}: there is no such open case for this reader to handle")]
    NoCase {
        /// What was asked for.
        action: Action,
    },
    /// A grant for one deed was used for another.
    #[error("the grant does not cover this read")]
    OutsideGrant,
    /// The account is unknown, closed, or the password is wrong: one answer for all.
    #[error("the account or the password is wrong")]
    SignIn,
    /// Too many wrong passwords.
    #[error("too many attempts; try again in {wait_s} s")]
    TooManyAttempts {
        /// Seconds until the next attempt is heard.
        wait_s: i64,
    },
    /// The login is taken.
    #[error("there is already an account `{0}`")]
    LoginTaken(String),
    /// The login is no login.
    #[error("`{0}` is not a login: 2 to 64 letters, digits, `.`, `-`, `_` or `@`")]
    BadLogin(String),
    /// No such account.
    #[error("there is no account `{0}`")]
    NoAccount(String),
    /// A password could not be hashed or its hash not be read.
    #[error("hashing a password")]
    Password(#[source] argon2::password_hash::Error),
    /// A key file could not be made or read.
    #[error("key file {path}: {problem}")]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A sealed value was cut, changed, or sealed for another place or with a key that is gone.
    #[error("a sealed value does not open: {0}")]
    Seal(&'static str),
    /// A key cannot be retired: values were sealed for a table that the job does not know.
    #[error("values are sealed in {table}, which is not among the tables of the job")]
    Sealed {
        /// The table.
        table: String,
    },
    /// A policy file or the schema does not parse.
    #[error("policies: {0}")]
    Policy(String),
    /// The log of reads could not be written: nothing personal leaves until it can.
    #[error("the log of reads, {path}: {source}")]
    Log {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The log of reads stopped after an error; the process must be started again.
    #[error("the log of reads has stopped")]
    LogStopped,
    /// A stored value is not what this version writes.
    #[error("a stored {what} cannot be read: {problem}")]
    Stored {
        /// What it is.
        what: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// A task of ours ended early.
    #[error("a background task ended early")]
    Task,
    /// The database.
    #[error(transparent)]
    Database(#[from] database::Error),
}
