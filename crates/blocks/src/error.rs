//! What can go wrong in the blocks.

/// Why blocks could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error("{}", told(.0))]
    Database(#[from] database::Error),
    /// Access refused, or the read could not be logged.
    #[error(transparent)]
    Access(#[from] access::Error),
    /// A grant for something else was given.
    #[error("the grant permits {held}, not {needed}")]
    OtherGrant {
        /// What the grant permits.
        held: &'static str,
        /// What the read needs.
        needed: &'static str,
    },
    /// A judgement is of two different records of people, or of organisations.
    #[error("a judgement needs two different records, both of people or both of organisations")]
    NotJudged,
    /// There is no such merge or split, it was undone before, or none of its records is left to judge.
    #[error("this merge or split is unknown, or undone already")]
    NotUndone,
    /// A correction is refused with a reason.
    #[error("a correction is refused with a reason")]
    NoReason,
    /// The same was asked of the same office and not answered yet.
    #[error("the same was asked and is not answered yet")]
    AskedAlready,
    /// More requests wait than one person may have open.
    #[error("too many requests of this person wait already")]
    TooManyRequests,
    /// A value that the office may not be told, or that the field cannot have.
    #[error("the value is none that this field can have")]
    BadValue,
    /// The task that writes a load ended before its rows did.
    #[error("the load was broken off before it was whole: run again")]
    LoadEnded,
    /// Another run over the same database loads a generation.
    #[error(
        "another run loads the blocks at the moment: run again when it has ended. One whose process ended holds them for a quarter of an hour at most"
    )]
    LoadHeld,
    /// Sealed values could not be staged on disk.
    #[error(
        "sealed values could not be staged: {0}. Free some space under the data folder, and run again"
    )]
    Stage(#[source] std::io::Error),
    /// Another run loaded a generation meanwhile.
    #[error(
        "another run loaded the blocks meanwhile: generation {expected} is not the current one any more. Run again."
    )]
    OtherGeneration {
        /// The generation that the change was made for.
        expected: i64,
    },
    /// A stored text is not what its column promises.
    #[error("{what} holds {found}, which cannot be read")]
    Stored {
        /// The column.
        what: &'static str,
        /// What stands there.
        found: String,
    },
}

/// The result of a call to the blocks.
pub type Result<T, E = Error> = std::result::Result<T, E>;

fn told(error: &database::Error) -> String {
    if error.is_disk_full() {
        "the disk of the database is full: free some space and run again".to_owned()
    } else {
        error.to_string()
    }
}
