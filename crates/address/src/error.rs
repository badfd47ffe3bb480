//! What can go wrong in this crate.

use std::path::PathBuf;

/// Errors of parsing profiles and of building and opening an index.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// The index file could not be read or written.
    #[error("{doing} {path}")]
    File {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// The file is no index, is cut short, or was changed after it was written.
    #[error("{path} is not a usable address index: {reason}; build it again from the register")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The index was built under another profile than the one asked for.
    #[error("the index was built for profile {built}, not {asked}")]
    OtherProfile {
        /// Profile in the file.
        built: String,
        /// Profile of the caller.
        asked: String,
    },
    /// The index was built under a profile that linli does not carry: open it with that one.
    #[error("the index was built for profile {name}, which is to be given with it on opening")]
    UnknownProfile {
        /// Profile in the file.
        name: String,
    },
    /// Entry numbers must run from 0 without a gap and without a repeat.
    #[error("register entry {id}: {reason}")]
    Entry {
        /// The entry.
        id: u64,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// What changed cannot be told by a delta: the index is to be written whole.
    #[error("what changed needs a whole index: {reason}")]
    NeedsWhole {
        /// Why.
        reason: &'static str,
    },
    /// A part of the index outgrew 32 bits.
    #[error("the register is too large for one index: {part}")]
    TooLarge {
        /// The part.
        part: &'static str,
    },
    /// The names of the index could not be put into their automaton.
    #[error("sorting names into the index")]
    Names(#[from] fst::Error),
    /// A profile is no TOML, or lacks a table.
    #[error("reading a profile")]
    Profile(#[from] toml::de::Error),
    /// A profile asks for something that linli does not know.
    #[error("a profile says {key} = \"{word}\", which is not known")]
    UnknownWord {
        /// The key.
        key: &'static str,
        /// What it says.
        word: String,
    },
}
