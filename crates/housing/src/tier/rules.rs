//! `tiers.toml`: the rules, and what they ask for.

use std::sync::LazyLock;

use kernel::{Instant, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Reason, TierState, UnitFacts};
use crate::{Severity, Tier, catalogue::TextForm};

/// `tiers.toml`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierFile {
    /// Version, counted up with every change.
    pub version: u32,
    /// The tiers, the lowest first.
    pub tier: Vec<TierLine>,
    /// The rules, in order.
    pub rule: Vec<TierRule>,
}

/// A tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierLine {
    /// Which.
    pub id: Tier,
    /// What it is called.
    #[schemars(with = "TextForm")]
    pub title: Text,
    /// Days in which no rule asks for it before it is left.
    pub quiet_days: u32,
    /// Days between visits at the most.
    pub visit_days: u32,
}

/// A rule that asks for a tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierRule {
    /// Its id.
    pub id: String,
    /// The tier that it asks for.
    pub tier: Tier,
    /// When.
    pub when: TierWhen,
    /// What it says.
    #[schemars(with = "TextForm")]
    pub title: Text,
}

/// When a rule asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum TierWhen {
    /// So many open hazards of this severity or graver.
    Open {
        /// This severity or graver.
        severity: Severity,
        /// So many.
        at_least: u32,
    },
    /// So many overdue hazards of this severity or graver.
    Overdue {
        /// This severity or graver.
        severity: Severity,
        /// So many.
        at_least: u32,
    },
    /// So many hazards that came back, found within these days.
    Recurred {
        /// Days.
        days: u32,
        /// So many.
        at_least: u32,
    },
    /// A fire within these days.
    Fire {
        /// Days.
        days: u32,
    },
    /// Letting is suspended.
    Suspended,
}

/// The rules, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierRules {
    /// Version.
    pub version: u32,
    /// The tiers, the lowest first.
    pub tiers: Vec<TierLine>,
    /// The rules, in order.
    pub rules: Vec<TierRule>,
}

/// The file that the program carries.
pub const TIERS: &str = include_str!("../../../../catalogues/housing/tiers.toml");

static READ: LazyLock<Result<TierRules, String>> = LazyLock::new(|| TierRules::read(TIERS));

impl TierRules {
    /// The rules that the program carries; the fault in words where they contradict each other, which a test excludes.
    pub fn built_in() -> Result<&'static Self, String> {
        READ.as_ref().map_err(Clone::clone)
    }

    /// Reads rules; the fault in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: TierFile = toml::from_str(text).map_err(|error| format!("tiers: {error}"))?;
        if file.tier.iter().map(|line| line.id).ne(Tier::ALL.iter().copied()) {
            return Err("tiers: every tier once, the lowest first".to_owned());
        }
        file.tier.iter().try_for_each(|line| line.title.said(line.id.name()))?;
        if file.tier.iter().any(|line| line.id != Tier::Ordinary && line.quiet_days == 0) {
            return Err("tiers: a tier that is left at once would flap".to_owned());
        }
        if !file.tier.is_sorted_by(|a, b| a.visit_days > b.visit_days) {
            return Err("tiers: a higher tier is visited more often".to_owned());
        }
        for (n, rule) in file.rule.iter().enumerate() {
            rule.title.said(&rule.id)?;
            if rule.tier == Tier::Ordinary {
                return Err(format!("{}: nothing need ask for the lowest tier", rule.id));
            }
            if file.rule.iter().take(n).any(|other| other.id == rule.id) {
                return Err(format!("{}: there twice", rule.id));
            }
            let never = match rule.when {
                TierWhen::Open { at_least, .. } | TierWhen::Overdue { at_least, .. } => {
                    at_least == 0
                }
                TierWhen::Recurred { days, at_least } => at_least == 0 || days == 0,
                TierWhen::Fire { days } => days == 0,
                TierWhen::Suspended => false,
            };
            if never {
                return Err(format!("{}: a count or days of nothing", rule.id));
            }
        }
        Ok(Self { version: file.version, tiers: file.tier, rules: file.rule })
    }

    /// The line of a tier.
    #[must_use]
    pub fn line(&self, tier: Tier) -> Option<&TierLine> {
        self.tiers.iter().find(|line| line.id == tier)
    }

    /// The highest tier that a rule asks for.
    #[must_use]
    pub fn asked(&self, facts: &UnitFacts, now: Instant) -> Tier {
        self.reasons(facts, now).iter().map(|reason| reason.tier).max().unwrap_or(Tier::Ordinary)
    }

    /// Every rule that asks for more than the lowest tier, in order.
    #[must_use]
    pub fn reasons(&self, facts: &UnitFacts, now: Instant) -> Vec<Reason> {
        self.rules.iter().filter_map(|rule| Reason::of(rule, facts, now)).collect()
    }

    /// Whether a tier that no rule asks for is left now.
    pub(super) fn may_fall(&self, state: TierState, facts: &UnitFacts, now: Instant) -> bool {
        let Some(since) = state.quiet_since else { return false };
        let quiet = self.quiet_until(state.tier, since) <= now;
        let clean = facts.clean_visit_at.is_some_and(|at| at >= since && at <= now);
        quiet && clean && state.tier > Tier::Ordinary
    }

    /// When a tier was quiet long enough.
    pub(super) fn quiet_until(&self, tier: Tier, since: Instant) -> Instant {
        let days = self.line(tier).map_or(0, |line| line.quiet_days);
        since.plus_seconds(i64::from(days) * 86_400)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_agree() {
        let rules = TierRules::built_in().unwrap();
        assert_eq!(rules.rules.len(), 8);
        assert!(rules.rules.iter().any(|rule| rule.tier == Tier::Watch));
    }

    #[test]
    fn rules_that_contradict_each_other_are_refused() {
        for (from, to) in [
            ("quiet_days = 90", "quiet_days = 0"),
            ("visit_days = 14", "visit_days = 140"),
            ("id = \"recurred\"", "id = \"suspended\""),
            ("at_least = 3", "at_least = 0"),
            ("tier = \"watch\"", "tier = \"ordinary\""),
            ("id = \"watch\"", "id = \"key\""),
        ] {
            assert!(TIERS.contains(from), "{from}");
            assert!(TierRules::read(&TIERS.replacen(from, to, 1)).is_err(), "{to}");
        }
    }
}
