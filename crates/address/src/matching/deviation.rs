//! What separates a written address from a register entry, and what each costs.

/// One way in which they differ. The order is that of the table below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deviation {
    NameVariant,
    NamePartial,
    NameTypo,
    NameTypos,
    NameSlips,
    NameSound,
    NameMissing,
    NameUnlisted,
    NameConflict,
    AreaMissing,
    AreaTypo,
    AreaConflict,
    AreaForeign,
    LaneMissing,
    NumberMissing,
    NumberExtra,
    NumberSlip,
    NumberDifferent,
    BuildingMissing,
    BuildingDifferent,
    EntranceMissing,
    EntranceExtra,
    EntranceDifferent,
    UnitForm,
    UnitMissing,
    UnitExtra,
    UnitDifferent,
    Reading,
}

/// What a deviation means for the class.
pub(crate) struct Rule {
    /// Its name in answers and in `docs/reference/address.md`.
    pub(crate) name: &'static str,
    /// Taken from the score, in thousandths.
    pub(crate) cost: u32,
    /// Points of risk; a match of class B has at most [`RISK_LIMIT`].
    pub(crate) risk: u32,
}

/// Most risk a safe match may carry.
pub(crate) const RISK_LIMIT: u32 = 4;
/// More than any safe match may carry.
const UNSAFE: u32 = 100;

const fn rule(name: &'static str, cost: u32, risk: u32) -> Rule {
    Rule { name, cost, risk }
}

const RULES: [Rule; 28] = [
    rule("name-variant", 20, 1),
    rule("name-partial", 80, 3),
    rule("name-typo", 80, 2),
    rule("name-typos", 160, 3),
    rule("name-slips", 240, 4),
    rule("name-sound", 60, 2),
    rule("part-missing", 10, 0),
    rule("name-unlisted", 60, 3),
    rule("name-conflict", 200, UNSAFE),
    rule("area-missing", 8, 1),
    rule("area-typo", 15, 1),
    rule("area-conflict", 50, 2),
    rule("area-foreign", 300, UNSAFE),
    rule("lane-missing", 200, UNSAFE),
    rule("number-missing", 200, 3),
    rule("number-extra", 150, UNSAFE),
    rule("number-slip", 100, 3),
    rule("number-different", 400, UNSAFE),
    rule("building-missing", 200, 3),
    rule("building-different", 400, UNSAFE),
    rule("entrance-missing", 60, 2),
    rule("entrance-extra", 60, 2),
    rule("entrance-different", 300, UNSAFE),
    rule("room-form", 10, 0),
    rule("unit-missing", 150, 3),
    rule("unit-beyond-register", 120, 2),
    rule("unit-different", 300, UNSAFE),
    rule("other-reading", 30, 2),
];

/// A set of deviations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Deviations(u32);

impl Deviations {
    pub(crate) fn add(&mut self, deviation: Deviation) {
        self.0 |= 1 << deviation as u32;
    }

    pub(crate) fn remove(&mut self, deviation: Deviation) {
        self.0 &= !(1 << deviation as u32);
    }

    pub(crate) fn add_if(&mut self, holds: bool, deviation: Deviation) {
        if holds {
            self.add(deviation);
        }
    }

    /// Those of both.
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn has(self, deviation: Deviation) -> bool {
        self.0 & (1 << deviation as u32) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn rules(self) -> impl Iterator<Item = &'static Rule> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let rule = RULES.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(rule)
        })
    }

    /// What is left of 1,000 points.
    pub(crate) fn score(self) -> u32 {
        1000_u32.saturating_sub(self.rules().map(|rule| rule.cost).sum())
    }

    /// Points of risk, summed.
    pub(crate) fn risk(self) -> u32 {
        self.rules().map(|rule| rule.risk).sum()
    }

    /// The rule that weighs most.
    pub(crate) fn main_rule(self) -> Option<&'static str> {
        let first_of_most = self.rules().fold(None, |most: Option<&Rule>, rule| match most {
            Some(kept) if (kept.risk, kept.cost) >= (rule.risk, rule.cost) => Some(kept),
            _ => Some(rule),
        });
        first_of_most.map(|rule| rule.name)
    }
}
