//! What is known of a building: inspected facts and open hazards.

use std::collections::BTreeSet;

use kernel::{Day, Instant};

use super::{LiftStep, StarRules};
use crate::{Catalogue, HazardId};

/// What a fact is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// 0 to 100.
    Worth(u8),
    /// There is no such thing in the building.
    NotApplicable,
}

/// A building as it is rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Building {
    /// By the number of the fact: what was found, and when.
    pub(super) facts: Vec<Option<(Value, Day)>>,
    /// Its open hazards and those of its units.
    pub hazards: Vec<OpenHazard>,
    /// The last serious fire.
    pub fire_on: Option<Day>,
    /// The last grave breach of safety or operation.
    pub breach_on: Option<Day>,
}

/// An open hazard, as far as stars go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenHazard {
    /// Which.
    pub id: HazardId,
    /// The number of its type in the catalogue.
    pub kind: u16,
    /// Until when it is to be verified fixed.
    pub due_at: Instant,
}

/// What is told of a building and is not in the rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StarFault {
    /// There is no such fact.
    #[error("there is no fact `{0}`")]
    NoFact(String),
    /// There is no such answer.
    #[error("`{fact}` is not answered by `{answer}`")]
    NoAnswer {
        /// The fact.
        fact: String,
        /// The answer.
        answer: String,
    },
    /// There is no such type of hazard.
    #[error("there is no type `{0}`")]
    NoType(String),
}

impl Building {
    /// A building of which nothing is known.
    #[must_use]
    pub fn unseen(rules: &StarRules) -> Self {
        let facts = vec![None; rules.facts().len()];
        Self { facts, hazards: Vec::new(), fire_on: None, breach_on: None }
    }

    /// A fact as it was found on a day. What was found last counts.
    pub fn see(
        &mut self,
        rules: &StarRules,
        fact: &str,
        answer: &str,
        on: Day,
    ) -> Result<(), StarFault> {
        let fault = || StarFault::NoFact(fact.to_owned());
        let number = rules.number(fact).ok_or_else(fault)?;
        let (_, rule) = rules.facts().get(number).ok_or_else(fault)?;
        let found = rule.answers.iter().find(|one| one.id == answer).ok_or_else(|| {
            StarFault::NoAnswer { fact: fact.to_owned(), answer: answer.to_owned() }
        })?;
        let value = found.value.map_or(Value::NotApplicable, Value::Worth);
        let slot = self.facts.get_mut(number).ok_or_else(fault)?;
        if slot.is_none_or(|(_, before)| before <= on) {
            *slot = Some((value, on));
        }
        Ok(())
    }

    /// A hazard that is open.
    pub fn open(
        &mut self,
        catalogue: &Catalogue,
        id: HazardId,
        kind: &str,
        due_at: Instant,
    ) -> Result<(), StarFault> {
        let kind = catalogue.number(kind).ok_or_else(|| StarFault::NoType(kind.to_owned()))?;
        self.hazards.push(OpenHazard { id, kind, due_at });
        Ok(())
    }

    /// The building after these steps were taken, all on one day.
    #[must_use]
    pub fn after(&self, steps: &[LiftStep], rules: &StarRules, on: Day) -> Self {
        let mut next = self.clone();
        let cleared: BTreeSet<HazardId> = steps.iter().filter_map(LiftStep::cleared).collect();
        next.hazards.retain(|hazard| !cleared.contains(&hazard.id));
        for step in steps {
            let (fact, best) = match step {
                LiftStep::Improve { fact, .. } => (fact, true),
                LiftStep::Inspect { fact } => (fact, false),
                LiftStep::Clear { .. } => continue,
            };
            let Some(number) = rules.number(fact) else { continue };
            if let Some(Some((value, seen_on))) = next.facts.get_mut(number) {
                *seen_on = on;
                if best {
                    *value = Value::Worth(100);
                }
            }
        }
        next
    }
}
