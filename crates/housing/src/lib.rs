#![doc = include_str!("../README.md")]

mod actor;
pub mod catalogue;
pub mod hazard;
mod ids;
mod limit;
pub mod rating;
pub mod stars;
pub mod tier;
mod words;

pub use actor::{Actor, Evidence, Fixer};
pub use catalogue::Catalogue;
pub use hazard::{Hazard, HazardAction, HazardDeed, HazardRefusal};
pub use ids::{
    AccountId, AccountMark, ActionId, ActionMark, BuildingId, BuildingMark, FileId, FileMark,
    HazardId, HazardMark, Place, RatingId, RatingMark, UnitId, UnitMark,
};
pub use limit::{ByTheClock, Counted, Deadlines, Limit};
pub use rating::{Rating, RatingAction, RatingDeed, RatingRefusal};
pub use words::{
    Capacity, Category, Cause, EvidenceKind, FoundBy, HazardState, Of, RatingState, Severity, Tier,
};
