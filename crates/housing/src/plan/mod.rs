//! The plan of inspections: what is due and why, what is drawn by lot, who goes where and when.
//!
//! [`PlanRules`] say how often; [`risk`] says where a visit likely finds something, from facts about buildings alone;
//! [`choose()`] takes what is most pressing and what the lot draws; [`routes`] makes rounds of it.

mod attempts;
mod choose;
mod profile;
pub mod risk;
pub mod routes;
mod rules;
mod task;

use kernel::{AreaPath, Day, Instant, Point4326, words};
use serde::{Deserialize, Serialize};

pub use attempts::{Attempt, Attempts, Next, Retry, RetryBar};
pub use choose::{Chosen, choose};
pub use profile::{KeptProfile, MOST_BREAKS, Profile, UsualDay, Window, WorkDay};
pub use routes::Left;
pub use rules::{DAY_MIN, Interval, PLAN, PlanFile, PlanRules, VisitKind};
pub(crate) use task::{Away, ToVisit, bits, lay};

use crate::{AccountId, BuildingId, Capacity, Error, PlanId, Result, Tier, VisitId, campaign::Bar};

/// Visits of one plan at the most: a street's day.
pub const MOST_VISITS: usize = 1_000;
/// Inspectors of one plan at the most.
pub const MOST_CREW: usize = 100;

words! {
    /// Why a building is visited.
    Why {
        /// A hazard of it is overdue.
        Overdue = "overdue", "有隐患逾期", "A hazard is overdue";
        /// A lead about the building was sent on.
        Lead = "lead", "整栋用量上升的线索已转办", "A lead of risen use of the building was sent on";
        /// Nobody inspected it yet.
        Never = "never", "从未检查", "Never inspected";
        /// Its interval by stars and tier is over.
        Interval = "interval", "已到检查周期", "Its interval is over";
        /// The lot drew it.
        Drawn = "drawn", "随机抽取", "Drawn by lot";
    }
}

/// A building as the plan sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The building.
    pub building: BuildingId,
    /// Its code.
    pub code: String,
    /// The path of its area.
    pub area: AreaPath,
    /// Where it is.
    pub point: Option<Point4326>,
    /// What the register says of it.
    pub built: risk::Built,
    /// Published stars.
    pub stars: Option<u8>,
    /// Open hazards of it and its units.
    pub open: u32,
    /// The highest tier of its units.
    pub tier: Tier,
    /// The day of the last inspection.
    pub inspected_on: Option<Day>,
    /// When the first of its open hazards is due.
    pub hazard_due_at: Option<Instant>,
    /// The day on which a lead about it was sent on, which asks for an inspection from then on.
    pub asked_on: Option<Day>,
    /// Attempts since then at which nobody could enter.
    pub attempts: Attempts,
}

impl Candidate {
    /// The day since which a lead asks for an inspection; none where it was inspected on that day or since.
    #[must_use]
    pub fn asked(&self) -> Option<Day> {
        self.asked_on.filter(|asked| self.inspected_on.is_none_or(|seen| seen < *asked))
    }

    /// The day from which it is due; none where nobody inspected it yet.
    #[must_use]
    pub fn due_on(&self, rules: &PlanRules, tiers: &crate::tier::TierRules) -> Option<Day> {
        let days = rules.days(tiers, self.stars, self.tier);
        let by_rule = self.inspected_on.map(|day| day.plus_days(u64::from(days)));
        by_rule.map(|due| self.asked().map_or(due, |asked| due.min(asked)))
    }

    /// Why it is due on a day; none where it is not.
    #[must_use]
    pub fn why(
        &self,
        rules: &PlanRules,
        tiers: &crate::tier::TierRules,
        on: Day,
        now: Instant,
    ) -> Option<Why> {
        if self.hazard_due_at.is_some_and(|due| due < now) {
            return Some(Why::Overdue);
        }
        if self.asked().is_some() {
            return Some(Why::Lead);
        }
        match self.due_on(rules, tiers) {
            None => Some(Why::Never),
            Some(due) => (due <= on).then_some(Why::Interval),
        }
    }
}

/// An inspector's hours, breaks and skills on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspector {
    /// Whose.
    pub account: AccountId,
    /// From, minutes of the day.
    pub from: u32,
    /// To, minutes of the day.
    pub to: u32,
    /// Visits at the most.
    pub most: u32,
    /// What they are qualified for.
    pub skills: Vec<Capacity>,
    /// Windows without work, in order.
    #[serde(default)]
    pub breaks: Vec<Window>,
    /// Where their round begins and ends; the plan's own start where not given.
    #[serde(default)]
    pub start: Option<Point4326>,
}

impl Inspector {
    /// As the rules have it where nothing else is said.
    #[must_use]
    pub fn usual(rules: &PlanRules, account: AccountId) -> Self {
        let PlanFile { from, to, most_visits, .. } = rules.file;
        let skills = vec![Capacity::Inspector];
        Self { account, from, to, most: most_visits, skills, breaks: Vec::new(), start: None }
    }

    /// Minutes of work on that day.
    pub(crate) fn minutes(&self) -> u32 {
        let hours = Window { from: self.from, to: self.to };
        let rest: u32 = self.breaks.iter().map(|one| one.within(hours)).sum();
        (self.to - self.from).saturating_sub(rest)
    }

    /// Whether these are hours of a day.
    pub(crate) fn check(&self) -> Result<()> {
        let hours = self.from < self.to && self.to <= DAY_MIN;
        if hours && self.most > 0 && profile::are_breaks(&self.breaks) {
            Ok(())
        } else {
            Err(Error::NoCrew)
        }
    }
}

/// What a plan says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanBody {
    /// The version of the rules.
    pub rules: u32,
    /// What the lot was drawn with.
    pub seed: u64,
    /// The day on which the model of risk was fitted; none where there is none yet.
    pub model: Option<Day>,
    /// Who goes.
    pub crew: Vec<Inspector>,
    /// Where rounds begin and end.
    pub start: Point4326,
    /// Buildings that were due.
    pub due: u64,
    /// Buildings that may be inspected and whose place is known.
    pub pool: u64,
    /// Buildings whose place the register does not know.
    pub unplaced: u64,
    /// Ways between places that no road is known for, estimated from the straight line, per mille.
    pub off_road: u32,
}

/// A visit of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanVisit {
    /// Its id.
    pub id: VisitId,
    /// The building.
    pub building: BuildingId,
    /// Who goes; none where nobody can.
    pub inspector: Option<AccountId>,
    /// Its place in the round, from 1.
    pub place: Option<u32>,
    /// When it begins, seconds of the day.
    pub begins_s: Option<u32>,
    /// The way to it from the place before, seconds.
    pub travel_s: Option<u32>,
    /// What kind of visit it is, of the rules.
    pub kind: String,
    /// How long it takes, minutes.
    pub minutes: u32,
    /// When somebody began it.
    pub begun_at: Option<Instant>,
    /// Whether it is done, and whether something was found; none where it is not.
    pub found: Option<bool>,
    /// Why the building could not be entered on the plan's day, where it could not.
    pub barred: Option<Bar>,
    /// Why.
    pub why: Why,
    /// How likely it was said to find something.
    pub risk: Option<f64>,
    /// Why it is in no round.
    pub left: Option<Left>,
}

impl PlanVisit {
    /// Whether it is begun, done or could not be entered: it stays where it is when the rest is planned again.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.begun_at.is_some() || self.is_over()
    }

    /// Whether it is done, or could not be entered: nobody is there any more.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.found.is_some() || self.barred.is_some()
    }
}

/// A day's plan of an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// The area.
    pub area: AreaPath,
    /// The day.
    pub on: Day,
    /// How often it was made.
    pub version: u32,
    /// When it was made last.
    pub made_at: Instant,
    /// What it says of itself.
    pub body: PlanBody,
    /// Its visits: by inspector, in the order of their round.
    pub visits: Vec<PlanVisit>,
}
