//! The log of reads: who saw whom, on disk before the data leaves.
//!
//! - Append-only files in `<data>/reads`, outside the database; one chain of
//!   segments per writing process, every entry hashed over all before it.
//! - One entry per response, with all the people in it, however long the list.
//! - [`ReadLog::append`] returns when the entry is on the disk. Entries that
//!   wait while one batch is being synced share the next sync.
//! - A segment that is full is closed under a signed root. When its time is
//!   over the file goes and the root stays, so that the chain remains whole.
//! - Checkpoints are what others keep: signed, one after another, each with the
//!   root of a tree over a segment's lines. A receipt shows one line's way to it.
//! - [`verify`] reads everything and says what is wrong, where.

mod chain;
mod checkpoint;
mod entry;
mod fields;
mod receipt;
mod retention;
mod scan;
mod seal;
mod segment;
mod tree;
mod verify;
mod writer;

pub use checkpoint::Checkpoint;
pub(crate) use checkpoint::{Checkpointer, checkpoints, latest, public_key};
pub use entry::{Batch, Entry, Event, Read};
pub use fields::{Field, FieldSet};
pub(crate) use receipt::receipts;
pub use receipt::{Line, Receipt};
pub(crate) use scan::{Place, scan};
pub(crate) use verify::verify_keyed;
pub use verify::{Finding, Verification, verify, verify_against};
pub use writer::ReadLog;
