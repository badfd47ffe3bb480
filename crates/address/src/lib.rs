//! Addresses as people write them: read into components, matched to a register.
//!
//! `parse` reads a line into [`Component`]s with character spans; a [`Profile`]
//! (data, not code) says how a country writes addresses.

mod autocomplete;
mod compare;
mod component;
mod error;
mod index;
mod matching;
pub mod normal;
mod parse;
mod profile;
mod reverse;

pub use autocomplete::Completion;
pub use compare::{Verdict, bigram_similarity, compare};
pub use component::{Component, ComponentKind, Parsed, Span};
pub use error::AddressError;
pub use index::{AddressIndex, Alias, Built, IndexBuilder, RegisterEntry};
pub use matching::{Class, Match};
pub use parse::parse;
pub use profile::Profile;
