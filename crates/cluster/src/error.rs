//! What can go wrong between a coordinator and its workers.

use std::{path::PathBuf, time::Duration};

/// Why a worker or a stage stopped; each variant says what was being done.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// The key file cannot be read.
    #[error("{}: {cause}. Make one with `openssl rand -hex 32 > FILE` and `chmod 600 FILE`, and copy it to every machine.", file.display())]
    KeyFile {
        /// The file.
        file: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// The key file holds something else.
    #[error("{}: a cluster key is 64 hexadecimal digits. Make one with `openssl rand -hex 32 > FILE`.", file.display())]
    KeyText {
        /// The file.
        file: PathBuf,
    },
    /// Others than the owner may read the key.
    #[error("{}: others may read this key. Take the right from them: `chmod 600 {}`.", file.display(), file.display())]
    KeyOpen {
        /// The file.
        file: PathBuf,
    },
    /// A worker's address is none.
    #[error("{text} is no address of a worker: write tcp://HOST:PORT")]
    Address {
        /// What was written.
        text: String,
    },
    /// A connection broke.
    #[error("the connection broke: {0}")]
    Broken(#[from] std::io::Error),
    /// The other end does not hold the key, or the line is disturbed.
    #[error(
        "the other end does not hold the same key, or what it sent was changed on the way: {0}"
    )]
    Unproven(#[from] snow::Error),
    /// A message is longer than any that is sent.
    #[error("a message of {0} bytes is longer than any that linli sends")]
    TooLong(usize),
    /// A message is not understood.
    #[error("a message is not understood: {0}")]
    Message(#[from] serde_json::Error),
    /// The other end runs another program.
    #[error(
        "the worker runs {theirs} and the coordinator {ours}: the same answer needs the same program on both"
    )]
    OtherProgram {
        /// What the other end runs.
        theirs: String,
        /// What this end runs.
        ours: String,
    },
    /// The other end said something out of turn.
    #[error("the other end said something out of turn")]
    OutOfTurn,
    /// A worker said nothing for too long.
    #[error("not a word for {} s", .0.as_secs_f64())]
    Silent(Duration),
    /// A worker is there, but its partition does not go on.
    #[error("the partition has stood still for {} s", .0.as_secs_f64())]
    Standstill(Duration),
    /// A partition failed here too, after it failed on workers or with none left.
    #[error("{stage}, partition {part}: {cause}")]
    Task {
        /// The stage.
        stage: String,
        /// The partition.
        part: usize,
        /// Why.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A working thread ended abnormally.
    #[error("the thread of a partition ended abnormally")]
    Thread,
}

/// The crate's result.
pub type Result<T, E = ClusterError> = std::result::Result<T, E>;
