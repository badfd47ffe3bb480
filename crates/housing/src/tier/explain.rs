//! Which rule asks for a tier, by which facts, and what would bring it down.

use kernel::{Instant, Text};
use serde::{Deserialize, Serialize};

use super::{TierRule, TierRules, TierState, TierWhen, UnitFacts, UnitHazard};
use crate::{HazardId, Tier};

/// A rule that asks, and the facts it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule.
    pub rule: String,
    /// What it says.
    pub title: Text,
    /// The tier that it asks for.
    pub tier: Tier,
    /// The hazards it rests on.
    pub hazards: Vec<HazardId>,
    /// The fire it rests on.
    pub fire_at: Option<Instant>,
    /// What would end it.
    pub ends: Need,
}

/// Something that is needed before a tier is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "need", rename_all = "snake_case")]
pub enum Need {
    /// Hazards verified fixed.
    VerifyFixed {
        /// Which.
        hazards: Vec<HazardId>,
        /// How many of them may remain.
        may_remain: u32,
    },
    /// Time: a past event counts until then.
    Lapse {
        /// Until when.
        at: Instant,
    },
    /// The suspension lifted.
    LiftSuspension,
    /// Days without a cause, counted from when the last one ends.
    Quiet {
        /// How many days.
        days: u32,
        /// Until when, where no cause is left.
        until: Option<Instant>,
    },
    /// A visit that finds nothing, after the last cause has ended.
    CleanVisit,
}

impl Need {
    /// What people read.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::VerifyFixed { hazards, may_remain } => {
                let fix = hazards.len() - (*may_remain as usize).min(hazards.len());
                Text::new(
                    format!("核实消除其中{fix}处隐患"),
                    format!("{fix} of these hazards verified fixed"),
                )
            }
            Self::Lapse { at } => Text::new(
                format!("到{}（世界时）自动不再计入", at.day(0)),
                format!("it no longer counts from {} (UTC)", at.day(0)),
            ),
            Self::LiftSuspension => Text::new("解除暂停出租", "the suspension of letting lifted"),
            Self::Quiet { days, .. } => Text::new(
                format!("连续{days}天没有上述情形"),
                format!("{days} days without any of this"),
            ),
            Self::CleanVisit => {
                Text::new("此后一次未发现隐患的上门检查", "then a visit that finds nothing")
            }
        }
    }
}

impl Reason {
    pub(super) fn of(rule: &TierRule, facts: &UnitFacts, now: Instant) -> Option<Self> {
        let of = |hazards: Vec<HazardId>, fire_at, ends| Self {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            tier: rule.tier,
            hazards,
            fire_at,
            ends,
        };
        let counted = |at_least: u32, holds: &dyn Fn(&UnitHazard) -> bool| {
            let hazards: Vec<HazardId> =
                facts.hazards.iter().filter(|one| holds(one)).map(|one| one.id).collect();
            let enough = hazards.len() >= at_least as usize;
            let ends = Need::VerifyFixed {
                hazards: hazards.clone(),
                may_remain: at_least.saturating_sub(1),
            };
            enough.then(|| of(hazards, None, ends))
        };
        match rule.when {
            TierWhen::Open { severity, at_least } => {
                counted(at_least, &|one| one.open && one.severity >= severity)
            }
            TierWhen::Overdue { severity, at_least } => {
                counted(at_least, &|one| one.open && one.severity >= severity && now > one.due_at)
            }
            TierWhen::Recurred { days, at_least } => {
                let back: Vec<&UnitHazard> = facts
                    .hazards
                    .iter()
                    .filter(|one| one.recurs && within(one.found_at, days, now))
                    .collect();
                // It ends when fewer than `at_least` count: the `at_least`-th latest lapses.
                let mut found: Vec<Instant> = back.iter().map(|one| one.found_at).collect();
                found.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
                let last = found.get((at_least as usize).saturating_sub(1))?;
                let ids = back.iter().map(|one| one.id).collect();
                Some(of(ids, None, Need::Lapse { at: last.plus_seconds(seconds(days)) }))
            }
            TierWhen::Fire { days } => {
                let fires = facts.fires_at.iter().copied();
                let last = fires.filter(|at| within(*at, days, now)).max()?;
                Some(of(vec![], Some(last), Need::Lapse { at: last.plus_seconds(seconds(days)) }))
            }
            TierWhen::Suspended => facts.suspended.then(|| of(vec![], None, Need::LiftSuspension)),
        }
    }
}

const fn seconds(days: u32) -> i64 {
    days as i64 * 86_400
}

fn within(at: Instant, days: u32, now: Instant) -> bool {
    at <= now && now < at.plus_seconds(seconds(days))
}

/// A tier explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// The tier.
    pub tier: Tier,
    /// The rules that ask for it now.
    pub reasons: Vec<Reason>,
    /// All that is needed before it is left; empty where it is left now, or is the lowest.
    pub down: Vec<Need>,
}

impl TierState {
    /// Why a unit has this tier, and what would bring it down.
    #[must_use]
    pub fn explain(self, facts: &UnitFacts, rules: &TierRules, now: Instant) -> Explained {
        let mut reasons = rules.reasons(facts, now);
        reasons.retain(|reason| reason.tier >= self.tier);
        let mut down: Vec<Need> = reasons.iter().map(|reason| reason.ends.clone()).collect();
        if self.tier == Tier::Ordinary {
            return Explained { tier: self.tier, reasons, down: Vec::new() };
        }
        let days = rules.line(self.tier).map_or(0, |line| line.quiet_days);
        let since = if reasons.is_empty() { Some(self.quiet_since.unwrap_or(now)) } else { None };
        match since.map(|since| rules.quiet_until(self.tier, since)) {
            Some(until) if until <= now => {}
            until => down.push(Need::Quiet { days, until }),
        }
        let clean =
            |since: Instant| facts.clean_visit_at.is_some_and(|at| at >= since && at <= now);
        if !since.is_some_and(clean) {
            down.push(Need::CleanVisit);
        }
        Explained { tier: self.tier, reasons, down }
    }
}
