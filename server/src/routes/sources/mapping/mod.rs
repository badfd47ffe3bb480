//! A new department's table: a sample is understood, edited and tried out; nothing of it is kept.

mod draft;
pub(super) mod preview;

/// Longest sample, bytes.
pub(super) const LONGEST: usize = 16 << 20;
