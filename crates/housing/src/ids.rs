//! What has ids.

use kernel::marks;
use serde::{Deserialize, Serialize};

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
    /// A declaration of who lives in, works in, runs or lets a unit.
    DeclarationMark = "declaration", DeclarationId;
    /// A notice to those who answer for a place.
    NoticeMark = "notice", NoticeId;
    /// An objection to a notice.
    ObjectionMark = "objection to a notice", ObjectionId;
    /// A plan of a day's inspections.
    PlanMark = "inspection plan", PlanId;
    /// A visit of a plan.
    VisitMark = "visit", VisitId;
    /// A campaign.
    CampaignMark = "campaign", CampaignId;
    /// A target of a campaign.
    TargetMark = "campaign target", TargetId;
    /// A joint enforcement.
    JointMark = "joint enforcement", JointId;
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
