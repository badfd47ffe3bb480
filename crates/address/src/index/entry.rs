//! What the register tells the index about one address.

use kernel::Point4326;

use crate::ComponentKind;

/// One address of the register: a building, a unit, or a house number on a
/// street. The caller keeps the map between `id` and its own identifiers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegisterEntry {
    /// Dense: the entries of one index are numbered from 0 without a gap.
    pub id: u64,
    /// The register's own code, handed back as it came.
    pub code: String,
    /// The parts of the address, in any order; numbered parts with or without
    /// their suffix (`3栋` or `3`).
    pub components: Vec<(ComponentKind, String)>,
    /// Other ways to say the same address.
    pub aliases: Vec<Alias>,
    /// Where it is.
    pub point: Option<Point4326>,
    /// False once it is retired. It is found all the same, unless another entry stands at its
    /// own address today.
    pub current: bool,
    /// The entry that stands in its place, where it is retired.
    pub successor: Option<u64>,
}

/// Another way to say an address: a department's spelling, an old name, a nickname.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alias {
    /// The whole address as the alias says it.
    pub components: Vec<(ComponentKind, String)>,
    /// True for a name or number that is no longer in use.
    pub historical: bool,
}
