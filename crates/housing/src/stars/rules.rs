//! The rules of stars, read and checked.

use std::{collections::BTreeSet, sync::LazyLock};

use kernel::Day;

use super::{CapRule, CapWhen, FactRule, StarFile};
use crate::{Catalogue, Category, Severity, catalogue::HazardType};

/// The rules. Facts have a number, their place in the file, by which columns name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StarRules {
    file: StarFile,
    facts: Vec<(Category, FactRule)>,
}

/// The file that the program carries.
pub const STARS: &str = include_str!("../../../../catalogues/housing/stars.toml");

static READ: LazyLock<Result<StarRules, String>> = LazyLock::new(|| StarRules::read(STARS));

/// What an open hazard of a type does to its category.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lowers {
    pub(super) category: Category,
    pub(super) points: u32,
    pub(super) points_overdue: u32,
    pub(super) cap: u8,
    pub(super) cap_overdue: u8,
}

impl StarRules {
    /// The rules that the program carries; the fault in words where they contradict each other, which a test excludes.
    pub fn built_in() -> Result<&'static Self, String> {
        READ.as_ref().map_err(Clone::clone)
    }

    /// Reads rules; the fault in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: StarFile = toml::from_str(text).map_err(|error| format!("stars: {error}"))?;
        check(&file)?;
        let facts = file
            .category
            .iter()
            .flat_map(|category| category.fact.iter().map(|fact| (category.id, fact.clone())))
            .collect();
        Ok(Self { file, facts })
    }

    /// The rules as they are published.
    #[must_use]
    pub const fn published(&self) -> &StarFile {
        &self.file
    }

    /// Facts by number: the category and the rule.
    #[must_use]
    pub fn facts(&self) -> &[(Category, FactRule)] {
        &self.facts
    }

    /// The number of a fact.
    #[must_use]
    pub fn number(&self, fact: &str) -> Option<usize> {
        self.facts.iter().position(|(_, rule)| rule.id == fact)
    }

    /// What open hazards of each type do, by the number of the type.
    pub(super) fn lowers(&self, catalogue: &Catalogue) -> Vec<Lowers> {
        catalogue.types.iter().map(|hazard| self.lowers_one(hazard)).collect()
    }

    fn lowers_one(&self, hazard: &HazardType) -> Lowers {
        let cap = |overdue: bool| {
            let holds = |rule: &&CapRule| match rule.when {
                CapWhen::Open { severity } => hazard.severity >= severity,
                CapWhen::Overdue { severity } => overdue && hazard.severity >= severity,
                CapWhen::Fire { .. } | CapWhen::Breach { .. } => false,
            };
            self.file.cap.iter().filter(holds).map(|rule| rule.stars).min().unwrap_or(5)
        };
        Lowers {
            category: hazard.category,
            points: hazard.weight,
            points_overdue: hazard.weight * self.file.overdue_times,
            cap: cap(false),
            cap_overdue: cap(true),
        }
    }

    /// The cap that a hazard of this severity sets, the lowest.
    pub(super) fn hazard_cap(&self, severity: Severity, overdue: bool) -> Option<&CapRule> {
        let holds = |rule: &&CapRule| match rule.when {
            CapWhen::Open { severity: from } => severity >= from,
            CapWhen::Overdue { severity: from } => overdue && severity >= from,
            CapWhen::Fire { .. } | CapWhen::Breach { .. } => false,
        };
        self.file.cap.iter().filter(holds).min_by_key(|rule| rule.stars)
    }

    /// Caps by a fire or a breach that hold on a day: the rule, its category, the first day on which it holds no more.
    pub(super) fn dated_caps(
        &self,
        fire_on: Option<Day>,
        breach_on: Option<Day>,
        today: Day,
    ) -> impl Iterator<Item = (&CapRule, Category, Day)> {
        self.file.cap.iter().filter_map(move |rule| {
            let (on, days, category) = match rule.when {
                CapWhen::Fire { days, category } => (fire_on?, days, category),
                CapWhen::Breach { days, category } => (breach_on?, days, category),
                CapWhen::Open { .. } | CapWhen::Overdue { .. } => return None,
            };
            let until = on.plus_days(u64::from(days));
            (on <= today && today < until).then_some((rule, category, until))
        })
    }
}

fn check(file: &StarFile) -> Result<(), String> {
    if file.from[0] != 0 || !file.from.is_sorted_by(|a, b| a < b) || file.from[4] > 100 {
        return Err("stars: from 0 per cent upward, 100 at the most".to_owned());
    }
    if file.overdue_times == 0 {
        return Err("stars: an overdue hazard lowers at least as much as an open one".to_owned());
    }
    if file.rerate_days.contains(&0) || !file.rerate_days.is_sorted() {
        return Err("stars: fewer stars are rated again sooner".to_owned());
    }
    if file.night_drafts > 1_000 {
        return Err("stars: a thousand drafts a night at the most".to_owned());
    }
    if file.category.iter().map(|category| category.id).ne(Category::ALL.iter().copied()) {
        return Err("stars: the four categories, in order".to_owned());
    }
    let mut ids = BTreeSet::new();
    for cap in &file.cap {
        cap.title.said(&cap.id)?;
        if !(1..5).contains(&cap.stars) || !ids.insert(cap.id.as_str()) {
            return Err(format!("{}: a cap of 1 to 4 stars, there once", cap.id));
        }
    }
    for category in &file.category {
        category.title.said(category.id.name())?;
        for fact in &category.fact {
            one(fact)?;
            if !ids.insert(fact.id.as_str()) {
                return Err(format!("{}: there twice", fact.id));
            }
        }
        let always = |fact: &FactRule| fact.answers.iter().all(|answer| !answer.not_applicable);
        if !category.fact.iter().any(always) {
            return Err(format!(
                "{}: one fact at least that every building has",
                category.id.name()
            ));
        }
    }
    Ok(())
}

fn one(fact: &FactRule) -> Result<(), String> {
    fact.ask.said(&fact.id)?;
    if fact.weight == 0 || fact.weight > 1_000 || fact.valid_days == 0 {
        return Err(format!("{}: a weight and days", fact.id));
    }
    let mut ids = BTreeSet::new();
    for answer in &fact.answers {
        answer.text.said(&format!("{}/{}", fact.id, answer.id))?;
        if !ids.insert(answer.id.as_str()) {
            return Err(format!("{}/{}: there twice", fact.id, answer.id));
        }
        if answer.value.is_some() == answer.not_applicable
            || answer.value.is_some_and(|value| value > 100)
        {
            return Err(format!("{}/{}: worth 0 to 100, or not applicable", fact.id, answer.id));
        }
    }
    let has = |value| fact.answers.iter().any(|answer| answer.value == Some(value));
    if has(100) && has(0) {
        Ok(())
    } else {
        Err(format!("{}: the best is worth 100, the worst 0", fact.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_agree() {
        let rules = StarRules::built_in().unwrap();
        assert_eq!(rules.facts().len(), 20);
        for category in &rules.published().category {
            assert_eq!(category.fact.iter().map(|fact| fact.weight).sum::<u32>(), 100);
        }
    }

    #[test]
    fn rules_that_contradict_each_other_are_refused() {
        for (from, to) in [
            ("from = [0, 40,", "from = [0, 0,"),
            ("overdue_times = 2", "overdue_times = 0"),
            ("rerate_days = [90,", "rerate_days = [900,"),
            ("id = \"honest\"", "id = \"clean\""),
            ("id = \"pests\"", "id = \"drains\""),
            ("id = \"good\", value = 100", "id = \"good\", value = 90"),
            ("value = 50", "value = 101"),
            ("stars = 2", "stars = 5"),
            ("not_applicable = true", "value = 1, not_applicable = true"),
            ("en = \"Clean\" }", "en = \"\" }"),
        ] {
            assert!(STARS.contains(from), "{from}");
            assert!(StarRules::read(&STARS.replacen(from, to, 1)).is_err(), "{to}");
        }
    }
}
