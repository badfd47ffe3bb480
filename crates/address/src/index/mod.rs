//! The register as one immutable, memory-mapped file that addresses are matched to.

mod builder;
mod delta;
mod entry;
pub(crate) mod layout;
pub(crate) mod memo;
mod open;
pub(crate) mod record;
pub(crate) mod spelling;
mod stored;
mod tables;
pub(crate) mod typo;
mod write;

pub use builder::IndexBuilder;
pub use delta::{BuiltDelta, Group};
pub use entry::{Alias, RegisterEntry};
pub use open::AddressIndex;
pub(crate) use stored::Name;
pub use write::Built;
