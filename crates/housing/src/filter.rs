//! Which buildings, hazards, ratings and notices, in what order, and where a page goes on.

pub use casework::Cursor;
use kernel::AreaPath;

use crate::{
    AccountId, BuildingId, HazardId, HazardState, NoticeId, RatingState, Severity, Tier, UnitId,
    campaign::TargetState, declaration::DeclarationState, joint::JointState, notice::NoticeKind,
    objection::ObjectionState,
};

/// In what order buildings are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuildingSort {
    /// By code.
    #[default]
    Code,
    /// By published stars.
    Stars,
    /// By when the first open hazard is due.
    Due,
    /// By how many hazards are open.
    Open,
}

/// Which buildings. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct BuildingFilter {
    /// Within this area.
    pub area: AreaPath,
    /// A name, a road and number, a code: as the register looks for them.
    pub q: Option<String>,
    /// With so many published stars; `Some(None)` for those without.
    pub stars: Option<Option<u8>>,
    /// With this tier as the highest of its units.
    pub tier: Option<Tier>,
    /// With a hazard open.
    pub open: bool,
    /// With a hazard overdue.
    pub overdue: bool,
    /// With a rating that stands so.
    pub under_way: Option<RatingState>,
    /// In what order.
    pub sort: BuildingSort,
    /// The greatest first.
    pub descending: bool,
    /// Rows that are left out before the page.
    pub skip: u64,
    /// To read a list whole: those after this one, in the order of ids.
    pub after: Option<BuildingId>,
    /// At most so many.
    pub limit: u32,
}

/// In what order hazards are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HazardSort {
    /// The newest first.
    #[default]
    Newest,
    /// What is due first; open ones alone.
    Deadline,
}

/// Which hazards. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct HazardFilter {
    /// Within this area.
    pub area: AreaPath,
    /// A building as the register looks for it, or a part of a type's title.
    pub q: Option<String>,
    /// Of this type.
    pub kind: Option<String>,
    /// Of this group of types.
    pub group: Option<String>,
    /// So grave.
    pub severity: Option<Severity>,
    /// Where they stand.
    pub state: Option<HazardState>,
    /// Open or over.
    pub open: Option<bool>,
    /// Overdue.
    pub overdue: bool,
    /// With this office.
    pub office: Option<String>,
    /// Of this building and its units.
    pub building: Option<BuildingId>,
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// In what order.
    pub sort: HazardSort,
    /// After this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u32,
}

/// Which declarations, the newest first. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct DeclarationFilter {
    /// Within this area.
    pub area: AreaPath,
    /// Where they stand.
    pub state: Option<DeclarationState>,
    /// Those that a worker is to see on the door.
    pub for_the_door: bool,
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// After the one of this number.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// In what order campaigns are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CampaignSort {
    /// By when they began.
    #[default]
    Started,
    /// By what they are called.
    Title,
    /// By the day until which they are to be done.
    Until,
    /// By how many targets they have.
    Targets,
}

/// Which campaigns. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct CampaignFilter {
    /// Within this area, or of an area that holds it.
    pub area: AreaPath,
    /// With this in their title.
    pub q: Option<String>,
    /// Under way, or closed.
    pub open: Option<bool>,
    /// In what order.
    pub sort: CampaignSort,
    /// The greatest first.
    pub descending: bool,
    /// Rows that are left out before the page.
    pub skip: u64,
    /// At most so many.
    pub limit: u32,
}

/// In what order targets are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TargetSort {
    /// As they were drawn: by area and code.
    #[default]
    Position,
    /// By the day of their first inspection.
    Visited,
    /// By open hazards.
    Open,
}

/// Which targets of a campaign. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct TargetFilter {
    /// Within this area.
    pub area: AreaPath,
    /// A building as the register looks for it.
    pub q: Option<String>,
    /// Where they stand.
    pub state: Option<TargetState>,
    /// Given to this inspector: of whoever asks alone.
    pub assignee: Option<AccountId>,
    /// Given to this office.
    pub office: Option<String>,
    /// Given to nobody.
    pub unassigned: bool,
    /// In what order.
    pub sort: TargetSort,
    /// The greatest first.
    pub descending: bool,
    /// Rows that are left out before the page.
    pub skip: u64,
    /// At most so many.
    pub limit: u32,
}

/// Which ratings. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct RatingFilter {
    /// Within this area.
    pub area: AreaPath,
    /// Where they stand.
    pub state: Option<RatingState>,
    /// Whose appeal should have been decided by now.
    pub overdue: bool,
    /// After this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u32,
}

/// Which objections to notices, the newest first. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct ObjectionFilter {
    /// Within this area.
    pub area: AreaPath,
    /// Where they stand.
    pub state: Option<ObjectionState>,
    /// Those that should have been decided by now.
    pub overdue: bool,
    /// To this notice.
    pub notice: Option<NoticeId>,
    /// After the one of this number.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// Which joint enforcement, the newest first. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct JointFilter {
    /// Within this area.
    pub area: AreaPath,
    /// Where they stand.
    pub state: Option<JointState>,
    /// Of this building.
    pub building: Option<BuildingId>,
    /// After the one of this number.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// Which notices, the newest first. Every condition must hold; none holds for all.
#[derive(Clone, Debug, Default)]
pub struct NoticeFilter {
    /// Within this area.
    pub area: AreaPath,
    /// What they tell.
    pub kind: Option<NoticeKind>,
    /// Those that reached nobody yet.
    pub unserved: bool,
    /// Of this building and its units.
    pub building: Option<BuildingId>,
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Of this hazard.
    pub hazard: Option<HazardId>,
    /// After the one of this number.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: u32,
}
