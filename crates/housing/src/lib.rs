#![doc = include_str!("../README.md")]

mod actor;
mod calendar;
pub mod catalogue;
mod code;
mod desk;
mod error;
pub mod facts;
pub mod filter;
pub mod hazard;
mod housing;
mod ids;
mod limit;
pub mod rating;
pub mod stars;
mod store;
pub mod tier;
mod words;

pub use actor::{Actor, Evidence, Fixer};
pub use calendar::Working;
pub use catalogue::Catalogue;
pub use code::DoorCode;
pub use desk::{
    BuildingFile, FoundHazard, HazardAct, NewEvent, NewInspection, RatingAct, Scanned, Step,
    Suspension, UnitView,
};
pub use error::{Error, Result};
pub use hazard::{Hazard, HazardAction, HazardDeed, HazardRefusal};
pub use housing::Housing;
pub use ids::{
    AccountId, AccountMark, ActionId, ActionMark, BuildingId, BuildingMark, FileId, FileMark,
    HazardId, HazardMark, Place, RatingId, RatingMark, UnitId, UnitMark,
};
pub use limit::{ByTheClock, Counted, Deadlines, Limit};
pub use rating::{Rating, RatingAction, RatingDeed, RatingRefusal};
pub use store::{buildings::BuildingRow, codes::Held, lists::Summary, units::UnitFile};
pub use words::{
    Capacity, Category, Cause, EventKind, EvidenceKind, FoundBy, HazardState, Of, RatingState,
    Severity, Tier,
};

/// The schema of housing.
pub const MIGRATIONS: &[database::Migration] = &[database::Migration {
    name: "20261129_0200_housing",
    sql: include_str!("migrations/20261129_0200_housing.sql"),
}];
