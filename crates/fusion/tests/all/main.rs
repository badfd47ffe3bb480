//! The fusion from end to end, on a town of five addresses that nobody lives in.

mod fuse;
mod identities;
mod town;
