#![doc = include_str!("../README.md")]

mod autocomplete;
mod columns;
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
pub use columns::{Columns, parts};
pub use compare::{Verdict, bigram_similarity, compare};
pub use component::{Component, ComponentKind, Parsed, Span};
pub use error::AddressError;
pub use index::{AddressIndex, Alias, Built, BuiltDelta, Group, IndexBuilder, RegisterEntry};
/// Where an entry is: longitude and latitude in degrees (WGS 84).
pub use kernel::Point4326;
pub use matching::{Class, Match};
pub use parse::{Parser, Reading, parse, personal, readings};
pub use profile::Profile;
