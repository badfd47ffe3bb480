//! Addresses as people write them: read into components, matched to a register.
//!
//! `parse` reads a line into [`Component`]s with character spans; a [`Profile`]
//! (data, not code) says how a country writes addresses.

mod component;

pub use component::{Component, ComponentKind, Parsed, Span};
