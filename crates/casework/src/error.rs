//! What can go wrong in casework.

use crate::{Case, MicroEvent, Refusal};

/// Why a case could not be read or acted on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// Access refused, or the read could not be logged.
    #[error(transparent)]
    Access(#[from] access::Error),
    /// The case, as it stands, does not take that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The case has moved on since whoever acts saw it. It is given as it stands now.
    #[error("the case has moved on to version {}", .0.version)]
    Conflict(Box<Case>),
    /// The micro-event has moved on since whoever acts saw it. It is given as it stands now.
    #[error("the micro-event has moved on to version {}", .0.version)]
    MicroConflict(Box<MicroEvent>),
    /// There is no such micro-event.
    #[error("there is no such micro-event")]
    NoMicroEvent,
    /// There is no such objection.
    #[error("there is no such objection")]
    NoObjection,
    /// The id of the action stands for another action.
    #[error("the id of this action was used for another")]
    ActionTaken,
    /// The register could not be read.
    #[error(transparent)]
    Register(#[from] register::Error),
    /// The network of roads could not be made.
    #[error("make the network of roads")]
    Network(#[source] tokio::task::JoinError),
    /// Whoever says they are on duty is not.
    #[error("not on duty")]
    OffDuty,
    /// There is no such case.
    #[error("there is no such case")]
    NoCase,
    /// There is no such lead, or it is decided.
    #[error("there is no such lead, or it is decided already")]
    NoLead,
    /// A grant for something else was given.
    #[error("the grant permits {held}, not {needed}")]
    OtherGrant {
        /// What the grant permits.
        held: &'static str,
        /// What the read needs.
        needed: &'static str,
    },
    /// A lead names a person, a plate or the image of a person; it was not kept.
    #[error("a lead is about a thing and a place: `{0}` is not kept")]
    NamesAPerson(String),
    /// A picture cannot be taken in.
    #[error(transparent)]
    Picture(#[from] crate::PictureFault),
    /// A voice note is not taken.
    #[error(transparent)]
    Voice(#[from] crate::VoiceFault),
    /// A photo or a voice note could not be written or read.
    #[error("the file {path}")]
    File {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The catalogues contradict each other.
    #[error("catalogue: {0}")]
    Catalogue(String),
    /// A stored text is not what its column promises.
    #[error("{what} holds what cannot be read: {problem}")]
    Stored {
        /// The column.
        what: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// The result of a call to casework.
pub type Result<T, E = Error> = std::result::Result<T, E>;
