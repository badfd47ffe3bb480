//! What has ids.

use kernel::{Entity, Id};
use serde::{Deserialize, Serialize};

macro_rules! marks {
    ($($(#[$doc:meta])+ $name:ident = $word:literal, $id:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Entity for $name {
            const NAME: &'static str = $word;
        }
        $(#[$doc])+
        pub type $id = Id<$name>;
    )+};
}

marks! {
    /// A hazard.
    HazardMark = "hazard", HazardId;
    /// An action of a hazard or a rating; made by whoever acts, so that a repeat is known.
    ActionMark = "housing action", ActionId;
    /// A rating of a building.
    RatingMark = "rating", RatingId;
    /// A building of the register, by its id there.
    BuildingMark = "building", BuildingId;
    /// A unit of the register, by its id there.
    UnitMark = "unit", UnitId;
    /// An account, by its id in access.
    AccountMark = "account", AccountId;
    /// A file that shows something: a photo, a scan.
    FileMark = "file", FileId;
}

/// Where a hazard is: a building as a whole, or one of its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The building.
    pub building: BuildingId,
    /// The unit; none for the building as a whole.
    pub unit: Option<UnitId>,
}
