//! Matches written addresses to the register, in classes that can be relied on.
//!
//! The rules are written once, in `docs/reference/address.md`, and named in every
//! answer. A match is safe (class A or B) only where nothing else in the
//! register is as likely; what is merely probable is class C, with candidates.

mod area;
mod deviation;
mod gather;
mod judge;
mod look;
mod query;
mod several;
mod slips;
mod standing;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::index::AddressIndex;
use crate::parse::LONGEST;
use crate::{Component, ComponentKind, Profile, parse};
use deviation::{Deviation, RISK_LIMIT};
use gather::{Candidate, gather};
use query::Query;
use several::holds_several;
use standing::give_way;

/// Most candidates an answer names.
const CANDIDATES: usize = 5;
/// A safe match stands at least this far (in thousandths) before any other entry.
const MARGIN: u32 = 40;
/// A misspelled name with a long number stands this far before any other entry.
const APART: u32 = 150;
/// Below this score (in thousandths) an entry is no candidate.
const FAINT: u32 = 400;

/// How sure a match is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// The same but for case, width, script, punctuation and spacing.
    A,
    /// A safe, small variation.
    B,
    /// Unsure: candidates for a person to choose from.
    C,
    /// Nothing in the register is near.
    None,
}

/// The answer to one written address.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match {
    /// How sure it is.
    pub class: Class,
    /// The entry, for classes A and B.
    pub entry: Option<u64>,
    /// The rule that decided, as listed in the wash reference.
    pub rule: &'static str,
    /// 1 for the same address, less for each deviation.
    pub score: f64,
    /// Distance of the score to the runner-up's.
    pub margin: f64,
    /// The likeliest entries with their scores, best first, at most five.
    pub candidates: Vec<(u64, f64)>,
    /// The address as written is no longer in use; the entry is today's.
    pub historical: bool,
}

impl AddressIndex {
    /// Reads a line under `profile` ([`Self::profile`] knows the register's own
    /// names) and matches it.
    #[must_use]
    pub fn wash(&self, profile: &Profile, line: &str) -> Match {
        if is_too_long(line) {
            return nothing("too-long");
        }
        self.wash_components(&parse(profile, line).components)
    }

    /// The same, with what was read in the line: what [`parse`] answers, without reading it twice.
    #[must_use]
    pub fn wash_and_read(&self, profile: &Profile, line: &str) -> (Match, Vec<Component>) {
        let components = parse(profile, line).components;
        let found =
            if is_too_long(line) { nothing("too-long") } else { self.wash_components(&components) };
        (found, components)
    }

    fn wash_components(&self, components: &[Component]) -> Match {
        // What is near is not the address.
        let parts: Vec<&Component> = components.iter().filter(|part| !part.near).collect();
        if holds_several(&parts) {
            return nothing("several");
        }
        let fields: Vec<(ComponentKind, &str)> =
            parts.iter().map(|part| (part.kind, self.spelling.said(part))).collect();
        self.answer(&fields, || {
            joined(&parts, &fields).iter().map(|other| Query::read(self, other)).collect()
        })
    }

    /// Matches an address that is already split into parts, such as the columns
    /// of a table. Empty parts are taken as not said.
    #[must_use]
    pub fn wash_fields(&self, fields: &[(ComponentKind, &str)]) -> Match {
        self.answer(fields, Vec::new)
    }

    fn answer(
        &self,
        fields: &[(ComponentKind, &str)],
        joined: impl FnOnce() -> Vec<Query>,
    ) -> Match {
        let query = Query::read(self, fields);
        if query.names.is_empty() {
            let rule = if query.has_locator() { "no-name" } else { "empty" };
            return nothing(rule);
        }
        let found = gather(self, &query, joined);
        let mut candidates: Vec<Candidate> = found.candidates.into_values().collect();
        candidates.retain(|one| one.deviations.score() >= FAINT);
        give_way(self, &mut candidates);
        candidates.sort_unstable_by_key(|one| {
            (std::cmp::Reverse(one.deviations.score()), self.order(one.entry))
        });
        let Some(best) = candidates.first().copied() else {
            return nothing(if found.name_known { "locator-unknown" } else { "name-unknown" });
        };
        let score = best.deviations.score();
        let margin = score - candidates.get(1).map_or(0, |second| second.deviations.score());
        let sibling = candidates[1..].iter().any(Candidate::is_other_unit);
        // A long number that one of the roads near in name has, and no other, tells them apart.
        let told_apart = query.is_far_along() && margin >= APART && best.has_its_number();
        let near_names = if told_apart { &[][..] } else { &found.near_names[..] };
        let (class, rule) =
            if best.deviations.has(Deviation::NameSlips) && !told_apart && found.far_names > 1 {
                (Class::C, "name-doubtful")
            } else {
                decide(best, margin, sibling, found.name_known, near_names)
            };
        Match {
            class,
            entry: matches!(class, Class::A | Class::B).then_some(u64::from(best.entry)),
            rule,
            score: share(score),
            margin: share(margin),
            candidates: candidates
                .iter()
                .take(CANDIDATES)
                .map(|one| (u64::from(one.entry), share(one.deviations.score())))
                .collect(),
            historical: best.historical,
        }
    }
}

/// The parts with two neighbours read as one name: a village and its lane
/// (棠谷村 二巷), an estate and its quarter (菱埔大院 东苑).
fn joined<'a>(
    parts: &[&'a Component],
    fields: &[(ComponentKind, &'a str)],
) -> Vec<Vec<(ComponentKind, Cow<'a, str>)>> {
    use ComponentKind::{Community, Estate, Lane, Poi, Road, Zone};
    let mut found = Vec::new();
    for (at, pair) in parts.windows(2).enumerate() {
        let named = matches!(pair[0].kind, Zone | Community | Road | Estate | Poi);
        let kind = match pair[1].kind {
            Lane | Road => Road,
            Estate | Poi | Community => Estate,
            _ => continue,
        };
        if named && pair[0].span.end == pair[1].span.start {
            let mut other: Vec<(ComponentKind, Cow<str>)> =
                fields.iter().map(|(kind, text)| (*kind, Cow::Borrowed(*text))).collect();
            other[at] = (kind, Cow::Owned(format!("{}{}", pair[0].text, pair[1].text)));
            other.remove(at + 1);
            found.push(other);
        }
    }
    found
}

/// The class of the best candidate, and the rule that gives it.
fn decide(
    best: Candidate,
    margin: u32,
    sibling: bool,
    name_known: bool,
    near_names: &[u32],
) -> (Class, &'static str) {
    if best.is_same() {
        return match (margin, best.historical, best.alias) {
            (0, ..) => (Class::C, "duplicate"),
            (_, true, _) => (Class::A, "historical"),
            (_, _, true) => (Class::A, "alias"),
            _ => (Class::A, "same"),
        };
    }
    let rule = best.deviations.main_rule().unwrap_or("same");
    if best.deviations.risk() > RISK_LIMIT {
        return (Class::C, rule);
    }
    if margin < MARGIN {
        return (Class::C, "ambiguous");
    }
    // A unit the register does not know is safely its building's only where
    // the register lists no units there.
    if best.deviations.has(Deviation::UnitExtra) && sibling {
        return (Class::C, "unit-unknown");
    }
    if let Some(slips) = best.is_misspelled() {
        let as_near: u32 = near_names.iter().take(slips + 1).sum();
        if name_known || as_near > 1 {
            return (Class::C, "name-doubtful");
        }
    }
    if name_known && best.deviations.has(Deviation::NamePartial) {
        return (Class::C, "name-doubtful");
    }
    (Class::B, rule)
}

fn is_too_long(line: &str) -> bool {
    line.len() > LONGEST && line.chars().nth(LONGEST).is_some()
}

fn nothing(rule: &'static str) -> Match {
    Match {
        class: Class::None,
        entry: None,
        rule,
        score: 0.0,
        margin: 0.0,
        candidates: Vec::new(),
        historical: false,
    }
}

fn share(thousandths: u32) -> f64 {
    f64::from(thousandths) / 1000.0
}

#[cfg(test)]
mod bad_input;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
