//! The register as one immutable, memory-mapped file that addresses are matched to.

mod builder;
mod entry;
pub(crate) mod layout;
pub(crate) mod memo;
mod open;
pub(crate) mod record;
pub(crate) mod spelling;
mod tables;
pub(crate) mod typo;
mod write;

pub use builder::IndexBuilder;
pub use entry::{Alias, RegisterEntry};
pub use open::AddressIndex;
pub(crate) use open::Name;
pub use write::Built;
