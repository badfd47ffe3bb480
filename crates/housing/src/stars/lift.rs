//! What would lift a building one star: reckoned by the rules that rate it, never written by hand.

use kernel::{Day, Text};
use serde::{Deserialize, Serialize};

use super::{Building, StarRules, When, building::Value, rules::Lowers};
use crate::{Catalogue, Category, HazardId};

/// What would lift a building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "lift", rename_all = "snake_case")]
pub enum Lift {
    /// It has five stars.
    Highest,
    /// It has none: these facts must be inspected first.
    Inspect {
        /// Which.
        facts: Vec<String>,
    },
    /// One star more.
    Steps {
        /// To how many.
        to: u8,
        /// Not before this day: a fire or a breach counts until then.
        not_before: Day,
        /// What to do: no step of them can be left out.
        steps: Vec<LiftStep>,
    },
}

/// A thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum LiftStep {
    /// Have a hazard verified fixed.
    Clear {
        /// Which.
        hazard: HazardId,
        /// Its type.
        kind: String,
    },
    /// Put a fact right, and have it inspected.
    Improve {
        /// Which.
        fact: String,
        /// The answer that is worth most.
        to: String,
    },
    /// Have a fact inspected again: it is too old by then.
    Inspect {
        /// Which.
        fact: String,
    },
}

impl LiftStep {
    pub(super) const fn cleared(&self) -> Option<HazardId> {
        match self {
            Self::Clear { hazard, .. } => Some(*hazard),
            Self::Improve { .. } | Self::Inspect { .. } => None,
        }
    }

    /// What people read.
    #[must_use]
    pub fn text(&self, rules: &StarRules, catalogue: &Catalogue) -> Text {
        let ask =
            |fact: &str| rules.facts().iter().map(|(_, rule)| rule).find(|rule| rule.id == fact);
        match self {
            Self::Clear { kind, .. } => catalogue.get(kind).map_or_else(Text::default, |hazard| {
                Text::new(
                    format!("消除“{}”并经核实：{}", hazard.title.zh, hazard.fix.zh),
                    format!("“{}” verified fixed. {}", hazard.title.en, hazard.fix.en),
                )
            }),
            Self::Improve { fact, to } => ask(fact).map_or_else(Text::default, |rule| {
                let best = rule.answers.iter().find(|answer| answer.id == *to);
                let best = best.map(|answer| answer.text.clone()).unwrap_or_default();
                Text::new(
                    format!("{}：达到“{}”并经检查", rule.ask.zh, best.zh),
                    format!("{}: “{}”, as inspected", rule.ask.en, best.en),
                )
            }),
            Self::Inspect { fact } => ask(fact).map_or_else(Text::default, |rule| {
                Text::new(
                    format!("{}：重新检查", rule.ask.zh),
                    format!("{}: inspected again", rule.ask.en),
                )
            }),
        }
    }
}

/// A step with what it gains: percentage points × weight, to compare.
struct Candidate {
    step: LiftStep,
    gain: u64,
}

impl StarRules {
    /// What would lift a building one star.
    #[must_use]
    pub fn lift(&self, building: &Building, catalogue: &Catalogue, when: When) -> Lift {
        let rated = self.rate(building, catalogue, when);
        let Some(stars) = rated.stars else {
            let missing = rated.categories.into_iter().flat_map(|one| one.missing);
            return Lift::Inspect { facts: missing.collect() };
        };
        if stars >= 5 {
            return Lift::Highest;
        }
        let to = stars + 1;
        let dated = self.dated_caps(building.fire_on, building.breach_on, when.today);
        let lapse = dated.filter(|(cap, _, _)| cap.stars < to).map(|(_, _, until)| until).max();
        let then = when.on(lapse.unwrap_or(when.today));
        let lowers = self.lowers(catalogue);
        let mut steps = self.stale(building, then.today);
        for category in Category::ALL {
            let own = self.lift_category(*category, to, building, catalogue, &lowers, then, &steps);
            steps.extend(own);
        }
        // A fact that is put right is inspected by that.
        let improved: Vec<String> = steps
            .iter()
            .filter_map(|step| match step {
                LiftStep::Improve { fact, .. } => Some(fact.clone()),
                LiftStep::Clear { .. } | LiftStep::Inspect { .. } => None,
            })
            .collect();
        steps.retain(|step| match step {
            LiftStep::Inspect { fact } => !improved.contains(fact),
            LiftStep::Clear { .. } | LiftStep::Improve { .. } => true,
        });
        Lift::Steps { to, not_before: then.today, steps }
    }

    /// Facts that are too old on a day.
    fn stale(&self, building: &Building, today: Day) -> Vec<LiftStep> {
        let facts = self.facts().iter().zip(&building.facts).enumerate();
        facts
            .filter(|(number, (_, seen))| !self.is_fresh(*number, seen.map(|(_, on)| on), today))
            .map(|(_, ((_, rule), _))| LiftStep::Inspect { fact: rule.id.clone() })
            .collect()
    }

    #[expect(clippy::too_many_arguments, reason = "one category of one building at one time")]
    fn lift_category(
        &self,
        category: Category,
        to: u8,
        building: &Building,
        catalogue: &Catalogue,
        lowers: &[Lowers],
        then: When,
        before: &[LiftStep],
    ) -> Vec<LiftStep> {
        let reaches = |steps: &[LiftStep]| {
            let all = [before, steps].concat();
            let after = building.after(&all, self, then.today);
            let stars = self.tally(category, &after, lowers, then).stars(&self.published().from);
            stars.is_some_and(|stars| stars >= to)
        };
        // What caps the category below the star must go, whatever else is done.
        let (bound, free): (Vec<_>, Vec<_>) = building
            .hazards
            .iter()
            .filter_map(|hazard| {
                let lower = lowers.get(usize::from(hazard.kind))?;
                let kind = catalogue.types.get(usize::from(hazard.kind))?.id.clone();
                let overdue = then.now > hazard.due_at;
                let (points, cap) = if overdue {
                    (lower.points_overdue, lower.cap_overdue)
                } else {
                    (lower.points, lower.cap)
                };
                let step = LiftStep::Clear { hazard: hazard.id, kind };
                (lower.category == category).then_some((step, points, cap))
            })
            .partition(|(_, _, cap)| *cap < to);
        let mut steps: Vec<LiftStep> = bound.into_iter().map(|(step, _, _)| step).collect();
        let fixed = steps.len();
        let weight = u64::from(self.tally(category, building, lowers, then).weight.max(1));
        let mut rest: Vec<Candidate> = free
            .into_iter()
            .map(|(step, points, _)| Candidate { step, gain: u64::from(points) * weight })
            .chain(self.improvements(category, building))
            .collect();
        rest.sort_by_key(|candidate| std::cmp::Reverse(candidate.gain));
        for candidate in rest {
            if reaches(&steps) {
                break;
            }
            steps.push(candidate.step);
        }
        // The last that was added may have made an earlier, smaller need superfluous.
        let mut at = steps.len();
        while at > fixed {
            at -= 1;
            let mut fewer = steps.clone();
            fewer.remove(at);
            if reaches(&fewer) {
                steps = fewer;
            }
        }
        steps
    }

    fn improvements(&self, category: Category, building: &Building) -> Vec<Candidate> {
        let facts = self.facts().iter().zip(&building.facts);
        facts
            .filter(|((of, _), _)| *of == category)
            .filter_map(|((_, rule), seen)| {
                let Some((Value::Worth(value), _)) = seen else { return None };
                let lacks = 100_u8.checked_sub(*value).filter(|lacks| *lacks > 0)?;
                let best = rule.answers.iter().find(|answer| answer.value == Some(100))?;
                let step = LiftStep::Improve { fact: rule.id.clone(), to: best.id.clone() };
                Some(Candidate { step, gain: u64::from(rule.weight) * u64::from(lacks) })
            })
            .collect()
    }
}
