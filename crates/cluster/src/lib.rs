//! Partitions of a stage, worked on other machines.
//!
//! A stage is cut into partitions that depend on nothing but files all machines
//! read. A [`Crew`] hands each to a worker and takes it back from one that
//! dies, falls silent, stands still or is slow; the answer that comes first
//! counts, and a partition is answered once. What no worker answers is done
//! here, by the same [`Work`] that runs on the workers.
//!
//! ```text
//!  coordinator                                   worker (`serve`)
//!   Crew::run ── partitions ──► board
//!     one driver a worker ◄── next ──┘
//!        │  Noise handshake with the shared key       │
//!        │  Hello, Welcome: the same program          │
//!        │  Task ───────────────────────────────────► │ Work::run on a thread
//!        │  ◄─────────────── Alive, every second ──── │
//!        │  ◄─────────────── Done or Failed ───────── │
//!     accept: the caller checks files and counts
//! ```
//!
//! A message says which files to read and write and how many rows came of it:
//! no row crosses the wire. The wire is encrypted and both ends prove that they
//! hold the key ([`Key`]) before anything is said.

mod board;
mod crew;
mod error;
mod key;
mod message;
mod wire;
mod work;
mod worker;

pub use board::{Loss, Part, Shift};
pub use crew::{Accept, Crew, Patience};
pub use error::{ClusterError, Result};
pub use key::Key;
pub use message::Task;
pub use work::{Ended, Steps, Work};
pub use worker::serve;
