//! One building rated, with all that it rests on.

use kernel::Day;
use serde::{Deserialize, Serialize};

use super::{Building, StarRules, When, building::Value, rules::Lowers, tally::Tally};
use crate::{Catalogue, Category, HazardId};

/// The stars of a building and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingStars {
    /// Those of its weakest category; none while a category has none.
    pub stars: Option<u8>,
    /// The four categories, in order.
    pub categories: Vec<CategoryStars>,
    /// On which day.
    pub on: Day,
    /// Version of the rules.
    pub rules: u32,
    /// Version of the catalogue of hazards.
    pub catalogue: u32,
}

/// The stars of a category and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryStars {
    /// Which.
    pub category: Category,
    /// 1 to 5; none where a fact is missing.
    pub stars: Option<u8>,
    /// Hundredths of a per cent, after what hazards took; none where a fact is missing.
    pub score: Option<u32>,
    /// Facts that nobody inspected, or too long ago.
    pub missing: Vec<String>,
    /// What hazards took.
    pub lowered: Vec<Lowered>,
    /// Caps that hold, whether or not they bind.
    pub capped: Vec<Capped>,
}

/// What a hazard took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lowered {
    /// Which.
    pub hazard: HazardId,
    /// Percentage points.
    pub points: u32,
    /// Whether it is overdue.
    pub overdue: bool,
}

/// A cap that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capped {
    /// Its rule.
    pub cap: String,
    /// Stars at the most.
    pub stars: u8,
    /// The hazard it rests on.
    pub hazard: Option<HazardId>,
    /// The first day on which it holds no more, where time ends it.
    pub until: Option<Day>,
}

impl StarRules {
    /// Rates a building.
    #[must_use]
    pub fn rate(&self, building: &Building, catalogue: &Catalogue, when: When) -> BuildingStars {
        let lowers = self.lowers(catalogue);
        let categories: Vec<CategoryStars> = Category::ALL
            .iter()
            .map(|category| self.category(*category, building, catalogue, &lowers, when))
            .collect();
        let all: Option<Vec<u8>> = categories.iter().map(|one| one.stars).collect();
        BuildingStars {
            stars: all.and_then(|all| all.into_iter().min()),
            categories,
            on: when.today,
            rules: self.published().version,
            catalogue: catalogue.version,
        }
    }

    fn category(
        &self,
        category: Category,
        building: &Building,
        catalogue: &Catalogue,
        lowers: &[Lowers],
        when: When,
    ) -> CategoryStars {
        let tally = self.tally(category, building, lowers, when);
        let missing = self
            .of(category, building)
            .filter(|(number, seen)| !self.is_fresh(*number, seen.map(|(_, on)| on), when.today))
            .filter_map(|(number, _)| self.facts().get(number).map(|(_, rule)| rule.id.clone()))
            .collect();
        let mut lowered = Vec::new();
        let mut capped = Vec::new();
        for hazard in &building.hazards {
            let number = usize::from(hazard.kind);
            let (Some(lower), Some(rule)) = (lowers.get(number), catalogue.types.get(number))
            else {
                continue;
            };
            if lower.category != category {
                continue;
            }
            let overdue = when.now > hazard.due_at;
            let points = if overdue { lower.points_overdue } else { lower.points };
            lowered.push(Lowered { hazard: hazard.id, points, overdue });
            capped.extend(self.hazard_cap(rule.severity, overdue).map(|cap| Capped {
                cap: cap.id.clone(),
                stars: cap.stars,
                hazard: Some(hazard.id),
                until: None,
            }));
        }
        let dated = self.dated_caps(building.fire_on, building.breach_on, when.today);
        capped.extend(dated.filter(|(_, of, _)| *of == category).map(|(cap, _, until)| Capped {
            cap: cap.id.clone(),
            stars: cap.stars,
            hazard: None,
            until: Some(until),
        }));
        CategoryStars {
            category,
            stars: tally.stars(&self.published().from),
            score: tally.score().map(|score| u32::try_from(score.max(0)).unwrap_or(0)),
            missing,
            lowered,
            capped,
        }
    }

    /// Facts of a category, by number, as they were seen.
    fn of<'a>(
        &'a self,
        category: Category,
        building: &'a Building,
    ) -> impl Iterator<Item = (usize, Option<(Value, Day)>)> {
        let own = self.facts().iter().enumerate().filter(move |(_, (of, _))| *of == category);
        own.map(|(number, _)| (number, building.facts.get(number).copied().flatten()))
    }

    /// Whether a fact that was seen on a day still holds.
    pub(super) fn is_fresh(&self, number: usize, seen_on: Option<Day>, today: Day) -> bool {
        let valid = self.facts().get(number).map_or(0, |(_, rule)| rule.valid_days);
        seen_on.is_some_and(|on| on <= today && today <= on.plus_days(u64::from(valid)))
    }

    /// What a category of a building comes to.
    pub(super) fn tally(
        &self,
        category: Category,
        building: &Building,
        lowers: &[Lowers],
        when: When,
    ) -> Tally {
        let mut tally = Tally::EMPTY;
        for (number, seen) in self.of(category, building) {
            let weight = self.facts().get(number).map_or(0, |(_, rule)| rule.weight);
            match seen.filter(|(_, on)| self.is_fresh(number, Some(*on), when.today)) {
                None => tally.missing = true,
                Some((Value::NotApplicable, _)) => {}
                Some((Value::Worth(value), _)) => {
                    tally.points += weight * u32::from(value);
                    tally.weight += weight;
                }
            }
        }
        let own = |hazard: &&super::OpenHazard| {
            let lower = lowers.get(usize::from(hazard.kind));
            lower.is_some_and(|lower| lower.category == category)
        };
        for hazard in building.hazards.iter().filter(own) {
            let Some(lower) = lowers.get(usize::from(hazard.kind)) else { continue };
            let (points, cap) = if when.now > hazard.due_at {
                (lower.points_overdue, lower.cap_overdue)
            } else {
                (lower.points, lower.cap)
            };
            tally.lowered = tally.lowered.saturating_add(points);
            tally.cap = tally.cap.min(cap);
        }
        for (cap, of, _) in self.dated_caps(building.fire_on, building.breach_on, when.today) {
            if of == category {
                tally.cap = tally.cap.min(cap.stars);
            }
        }
        tally
    }
}
