//! Reading the register: the tree, lists, single places, search.
//!
//! Every filter is a range of an index; lists are paged and a page lies within
//! the first [`DEEPEST`] rows.

mod address;
mod areas;
mod buildings;
mod changes;
mod filter;
mod history;
mod labels;
mod paths;
mod search;
mod streets;
mod units;
mod ways;

pub use address::{AddressLines, BothLines};
pub use areas::{AreaDetail, AreaFacts, AreaRef, AreaRow};
pub use buildings::{BuildingDetail, BuildingRow};
pub use changes::{Changed, ReadTo};
pub use filter::{Filter, Rows};
pub use history::{AliasRow, LifeEvent, Lineage, Provenance};
pub use labels::Called;
pub use paths::UnitPlace;
pub use search::Hit;
pub use streets::{EstateRow, ThoroughfareRow};
pub use units::{Room, UnitDetail, UnitRow};
pub use ways::Way;

/// The deepest row a list is paged to.
pub const DEEPEST: u64 = 10_000;
