//! How likely a visit finds something, from facts about the building alone: an additive model anybody can reckon by hand.
//!
//! Logistic regression on the visits of three years. Who inspected is in the fit, so that a strict eye in one street does
//! not make its buildings look worse; it is left out of what is kept, and no figure of an inspector leaves this module.
//! Stars and open hazards are in it as they stood before each visit: what changed later is in no example of it.
//! How well the model holds is measured on visits drawn by lot, which no rule chose.

mod fit;
mod measure;
mod past;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use kernel::{Day, Text};
use serde::{Deserialize, Serialize};

pub use measure::{Band, Measured, Outcome, measure};
pub use past::{Opened, Past, Shown, Turn, before};

use super::rules::PlanRules;
use crate::{AccountId, BuildingId, EventKind};

/// Days that are looked back.
pub const BACK_DAYS: i32 = 1_096;
/// Visits that a model rests on at the least.
const FEWEST: usize = 100;
/// Of them so many that found something, and so many that did not.
const FEWEST_OF_EACH: usize = 10;

/// What the register says of a building.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// What it is used for.
    pub use_class: String,
    /// Floors above ground.
    pub floors: Option<i32>,
    /// Units.
    pub units: i32,
    /// The day it was finished.
    pub built_on: Option<Day>,
}

/// What was known of a building before a visit, from the days that are looked back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// The last visit, and whether it found something.
    pub last: Option<(Day, bool)>,
    /// Whether there was a serious fire.
    pub fire: bool,
    /// Whether there was a grave breach.
    pub breach: bool,
    /// The stars that were shown.
    pub stars: Option<u8>,
    /// Hazards that were open.
    pub open: u32,
}

/// A visit as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visited {
    /// The building.
    pub building: BuildingId,
    /// On which day.
    pub on: Day,
    /// Whether something was found.
    pub found: bool,
    /// By whom: for the fit alone.
    pub inspector: AccountId,
}

/// Something that happened at a building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The building.
    pub building: BuildingId,
    /// What.
    pub kind: EventKind,
    /// On which day.
    pub on: Day,
}

/// What is counted of a building, and what it counts for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The log of the odds, for each one of its unit.
    pub weight: f64,
}

/// A model as it is kept and published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The version of the rules it was fitted by.
    pub rules: u32,
    /// The day it was fitted.
    pub fitted_on: Day,
    /// Visits it rests on.
    pub visits: u64,
    /// Of them so many found something.
    pub found: u64,
    /// The log of the odds where every term is nothing, for the middle inspector.
    pub base: f64,
    /// The terms, in order.
    pub terms: Vec<Term>,
}

/// The ids of the terms, in order: the same that [`values`] gives.
#[must_use]
pub fn terms(rules: &PlanRules) -> Vec<String> {
    let own = [
        "decades",
        "age_unknown",
        "ten_floors",
        "log_units",
        "found_last",
        "not_before",
        "years_since",
        "fire",
        "breach",
        "no_stars",
        "stars",
        "log_open",
    ];
    let kinds = rules.file.visit.iter().skip(1).map(|kind| format!("kind.{}", kind.id));
    own.into_iter().map(str::to_owned).chain(kinds).collect()
}

/// What a term is, for people; the id of one that the rules no longer know.
#[must_use]
pub fn title(rules: &PlanRules, id: &str) -> Text {
    let (zh, en) = match id {
        "decades" => ("建成年数，每十年", "Age, for each ten years"),
        "age_unknown" => ("建成年份不详", "Age not known"),
        "ten_floors" => ("层数，每十层", "Floors, for each ten"),
        "log_units" => ("户数（自然对数）", "Units (natural logarithm)"),
        "found_last" => ("上次检查发现隐患", "The last visit found something"),
        "not_before" => ("三年内未检查过", "Not visited within three years"),
        "years_since" => ("距上次检查的年数", "Years since the last visit"),
        "fire" => ("三年内发生严重火灾", "A serious fire within three years"),
        "breach" => ("三年内有重大违规", "A grave breach within three years"),
        "no_stars" => ("当时没有公布的星级", "No published stars then"),
        "stars" => ("当时公布的星级，每一星", "Published stars then, for each star"),
        "log_open" => {
            ("当时未消除的隐患数加一（自然对数）", "Open hazards then, and one (natural logarithm)")
        }
        _ => {
            let kind = rules
                .file
                .visit
                .iter()
                .find(|kind| Some(kind.id.as_str()) == id.strip_prefix("kind."));
            return kind.map_or_else(|| Text::new(id, id), |kind| kind.title.clone());
        }
    };
    Text::new(zh, en)
}

/// What each term counts of a building on a day.
#[must_use]
pub fn values(rules: &PlanRules, built: &Built, before: &Before, on: Day) -> Vec<f64> {
    let flag = |holds: bool| f64::from(u8::from(holds));
    let days = |since: Day| f64::from((on.epoch_days() - since.epoch_days()).max(0));
    let kind = rules.visit(&built.use_class).map(|kind| kind.id.as_str());
    let mut all = vec![
        built.built_on.map_or(0.0, |day| (days(day) / 3_652.5).min(6.0)),
        flag(built.built_on.is_none()),
        f64::from(built.floors.unwrap_or(0).clamp(0, 60)) / 10.0,
        f64::from(built.units.max(0)).ln_1p(),
        flag(before.last.is_some_and(|(_, found)| found)),
        flag(before.last.is_none()),
        before.last.map_or(0.0, |(day, _)| days(day) / 365.25),
        flag(before.fire),
        flag(before.breach),
        flag(before.stars.is_none()),
        f64::from(before.stars.unwrap_or(0)),
        f64::from(before.open).ln_1p(),
    ];
    all.extend(rules.file.visit.iter().skip(1).map(|one| flag(Some(one.id.as_str()) == kind)));
    all
}

/// What the fit learns from: each visit with what was known of its building before it, and how many inspectors there are.
/// Visits come by building and day.
fn examples(
    rules: &PlanRules,
    built: &BTreeMap<BuildingId, Built>,
    visits: &[Visited],
    past: &Past,
) -> (Vec<fit::Row>, usize) {
    let mut people: BTreeMap<AccountId, usize> = BTreeMap::new();
    let mut rows = Vec::with_capacity(visits.len());
    let mut last: Option<(BuildingId, Day, bool)> = None;
    for visit in visits {
        let Some(of) = built.get(&visit.building) else { continue };
        let seen = last.filter(|(building, ..)| *building == visit.building);
        let before = before(visit.building, visit.on, seen.map(|(_, on, found)| (on, found)), past);
        let next = people.len();
        rows.push(fit::Row {
            values: values(rules, of, &before, visit.on),
            inspector: *people.entry(visit.inspector).or_insert(next),
            found: visit.found,
        });
        last = Some((visit.building, visit.on, visit.found));
    }
    (rows, people.len())
}

impl Model {
    /// A model of the visits there were, which come by building and day; none where they are too few to tell.
    #[must_use]
    pub fn fit(
        rules: &PlanRules,
        today: Day,
        built: &BTreeMap<BuildingId, Built>,
        visits: &[Visited],
        past: &Past,
    ) -> Option<Self> {
        let (rows, people) = examples(rules, built, visits, past);
        let found = rows.iter().filter(|row| row.found).count();
        if rows.len() < FEWEST || found < FEWEST_OF_EACH || rows.len() - found < FEWEST_OF_EACH {
            return None;
        }
        let weights = fit::fit(&rows, people)?;
        let (base, weights) = weights.split_first()?;
        let term = |(id, weight): (String, &f64)| Term { id, weight: *weight };
        Some(Self {
            rules: rules.file.version,
            fitted_on: today,
            visits: rows.len() as u64,
            found: found as u64,
            base: *base,
            terms: terms(rules).into_iter().zip(weights).map(term).collect(),
        })
    }

    /// How likely a visit finds something, 0 to 1; the values are those of [`values`]. None where the rules have other
    /// terms by now.
    #[must_use]
    pub fn risk(&self, rules: &PlanRules, values: &[f64]) -> Option<f64> {
        let same = self.terms.iter().map(|term| &term.id).eq(terms(rules).iter());
        let sum =
            self.terms.iter().zip(values).map(|(term, value)| term.weight * value).sum::<f64>();
        (same && self.terms.len() == values.len()).then(|| chance_of(self.base + sum))
    }

    /// How likely a visit finds something where every term is nothing, 0 to 1.
    #[must_use]
    pub fn base_chance(&self) -> f64 {
        chance_of(self.base)
    }
}

/// The chance of these log odds.
pub(crate) fn chance_of(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
