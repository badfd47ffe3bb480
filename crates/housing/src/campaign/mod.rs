//! Campaigns: a list of buildings or units drawn once by what is known of them, visited, and what became of it.
//!
//! The list is frozen with what was known then. Visits and hazards are those that inspectors record anyway: an inspection
//! of a target since the campaign began counts by itself. Nothing is counted by person, and nothing says who lives there.

mod progress;
mod refusal;

use kernel::{AreaPath, Day, Instant, Point4326, words};
use serde::{Deserialize, Serialize};

pub use progress::{Progress, Side, Tally, part_of};
pub use refusal::CampaignRefusal;

use crate::{AccountId, BuildingId, CampaignId, Place, TargetId, Tier, UnitId};

/// Targets of one campaign at the most.
pub const MOST_TARGETS: u32 = 20_000;
/// Longest title, characters.
pub const LONGEST_TITLE: usize = 80;
/// Days that a campaign may ask back for.
pub const MOST_DAYS: u32 = 3_660;

words! {
    /// What a campaign visits.
    TargetKind {
        /// Buildings as a whole.
        Building = "building", "楼栋", "Buildings";
        /// Units.
        Unit = "unit", "房屋", "Units";
    }
}

words! {
    /// Where a target stands.
    TargetState {
        /// Nobody inspected it since the campaign began.
        NotVisited = "not_visited", "未检查", "Not visited";
        /// Inspected, and no hazard is open.
        Visited = "visited", "已检查", "Visited";
        /// Inspected, and a hazard is open.
        HazardsFound = "hazards_found", "有隐患", "Hazards found";
        /// Inspected; hazards were verified fixed since, and none is open.
        PutRight = "put_right", "已整改", "Put right";
        /// Somebody stood there and could not go in.
        NoEntry = "no_entry", "无法进入", "Cannot enter";
    }
}

impl TargetState {
    /// Its place in lists of five.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether it was inspected.
    #[must_use]
    pub const fn is_visited(self) -> bool {
        matches!(self, Self::Visited | Self::HazardsFound | Self::PutRight)
    }
}

words! {
    /// Why a target could not be entered. Of the place alone; it is kept while the campaign is under way.
    Bar {
        /// Nobody opened.
        NobodyOpened = "nobody_opened", "无人应门", "Nobody opened";
        /// Entry was not agreed to.
        Refused = "refused", "未同意进入", "Entry was not agreed to";
        /// Another time is agreed on.
        ToArrange = "to_arrange", "另行约定时间", "Another time is agreed on";
        /// Locked or closed down.
        Closed = "closed", "已上锁或停用", "Locked or closed down";
        /// Not safe to go in.
        Unsafe = "unsafe", "现场不安全", "Not safe to go in";
        /// It is not there any more.
        Gone = "gone", "已拆除或不存在", "Not there any more";
    }
}

/// Which buildings or units. Every condition must hold; none holds for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// Buildings or units.
    pub of: TargetKind,
    /// In this tier or above; of a building the highest of its units.
    pub tier: Option<Tier>,
    /// With published stars, so many at the most; of a unit those of its building.
    pub stars_at_most: Option<u8>,
    /// With a hazard of this type open.
    pub hazard: Option<String>,
    /// Not inspected for so many days, or never.
    pub days: Option<u32>,
    /// In buildings of this use.
    pub building_use: Option<String>,
    /// Units of this use.
    pub unit_use: Option<String>,
}

impl Query {
    /// All buildings, or all units.
    #[must_use]
    pub const fn all(of: TargetKind) -> Self {
        Self {
            of,
            tier: None,
            stars_at_most: None,
            hazard: None,
            days: None,
            building_use: None,
            unit_use: None,
        }
    }
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// Its area.
    pub area: AreaPath,
    /// What it is called.
    pub title: String,
    /// When it began: its list was drawn then.
    pub started_at: Instant,
    /// On which day.
    pub started_on: Day,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// How many targets it has.
    pub targets: u64,
    /// What else it says of itself.
    pub body: CampaignBody,
}

/// What a campaign says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignBody {
    /// What it is for.
    pub purpose: String,
    /// What its list was drawn by.
    pub query: Query,
    /// The day until which it is to be done.
    pub until: Option<Day>,
    /// The report: what whoever closed it says of it.
    pub report: Option<String>,
    /// Who began it.
    pub by: AccountId,
}

/// What is known of a target at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its tier; of a building the highest of its units.
    pub tier: Tier,
    /// Published stars; of a unit those of its building.
    pub stars: Option<u8>,
    /// Open hazards.
    pub open: u64,
    /// How many of them are overdue.
    pub overdue: u64,
}

/// What the query finds, before it is a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The building.
    pub building: BuildingId,
    /// The unit, where units are drawn.
    pub unit: Option<UnitId>,
    /// The area.
    pub area: AreaPath,
    /// What is known of it.
    pub standing: Standing,
    /// The day of the last inspection.
    pub inspected_on: Option<Day>,
}

impl Drawn {
    /// Where it is.
    #[must_use]
    pub const fn place(&self) -> Place {
        Place { building: self.building, unit: self.unit }
    }
}

/// A target of a campaign as it stands; as it stood when the campaign was closed, where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its id.
    pub id: TargetId,
    /// Its place in the list, from 1.
    pub position: u32,
    /// Where it is, and what was known of it when the list was drawn.
    pub drawn: Drawn,
    /// Where the building is.
    pub point: Option<Point4326>,
    /// The inspector it is given to.
    pub assignee: Option<AccountId>,
    /// The office it is given to.
    pub office: Option<String>,
    /// Why it could not be entered, and on which day; also where it was inspected since. Nothing once the campaign is closed.
    pub barred: Option<(Bar, Day)>,
    /// Where it stands.
    pub state: TargetState,
    /// The day of the first inspection since the campaign began.
    pub visited_on: Option<Day>,
    /// What is known of it now.
    pub now: Standing,
    /// Hazards taken down since the campaign began, less those found in error.
    pub found: u64,
    /// Hazards verified fixed since the campaign began.
    pub fixed: u64,
}
