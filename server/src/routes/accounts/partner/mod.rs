//! The keys, the quota and the log of exchanges of a system's account.

pub(super) mod keys;
pub(super) mod quota;
pub(super) mod show;
