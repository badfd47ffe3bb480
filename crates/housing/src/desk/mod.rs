//! What is done: each a recorded action in one transaction, done once however often it is sent.

mod campaigns;
mod codes;
mod declarations;
mod declared;
mod entries;
mod files;
mod hazards;
mod inspections;
mod inspectors;
mod joints;
mod nights;
mod notices;
mod objections;
mod own;
mod plans;
mod ratings;
mod read;
mod risk;
mod standing;

pub use campaigns::{
    AssignTo, AssignWhich, Assignment, CloseCampaign, Entry, NewCampaign, Preview,
};
pub use codes::Scanned;
pub use declarations::{DeclarationAct, NewDeclaration, Taken};
pub use declared::ShownPerson;
pub use entries::{NoEntry, TryAgainFrom};
pub use hazards::{FoundHazard, HazardAct};
pub use inspections::{Brought, NewEvent, NewInspection, Suspension};
pub use inspectors::SetProfile;
pub use joints::{JointAct, NewJoint};
pub use notices::{NewNotice, NoticeAct, NoticeOf};
pub use objections::{NewObjection, ObjectionAct};
pub use plans::PlanFor;
pub use ratings::RatingAct;
pub use read::{BuildingFile, Step, UnitView};
pub use risk::RiskShown;
