//! All buildings of a district rated at once: a column for each fact, hazards side by side.

use kernel::{Day, Instant};

use super::{Building, StarRules, When, building::Value, forms::CapWhen, tally::Tally};
use crate::{Catalogue, Category};

/// A fact that does not apply.
const NOT_APPLICABLE: u8 = 254;
/// A fact that nobody saw.
const MISSING: u8 = 255;
/// A day on which nothing happened.
const NEVER: i32 = i32::MIN;

/// Buildings by column, in the order in which they were put in.
#[derive(Clone, Debug)]
pub struct Buildings {
    /// By fact: what it was worth in each building, or one of the marks above.
    values: Vec<Vec<u8>>,
    /// By fact: the day it was seen, since 1970.
    seen_on: Vec<Vec<i32>>,
    /// Where the hazards of each building begin, and the end of the last.
    hazards_from: Vec<usize>,
    kinds: Vec<u16>,
    due_at: Vec<Instant>,
    fire_on: Vec<i32>,
    breach_on: Vec<i32>,
}

/// Stars by column, in the order of the buildings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratings {
    /// Stars of the building; 0 where it has none.
    pub stars: Vec<u8>,
    /// Stars by category; 0 where it has none.
    pub categories: [Vec<u8>; 4],
    /// Hundredths of a per cent by category; 0 where it has none.
    pub scores: [Vec<u16>; 4],
}

impl Buildings {
    /// No buildings yet, with room for so many.
    #[must_use]
    pub fn with_capacity(rules: &StarRules, buildings: usize) -> Self {
        let mut hazards_from = Vec::with_capacity(buildings + 1);
        hazards_from.push(0);
        Self {
            values: vec![Vec::with_capacity(buildings); rules.facts().len()],
            seen_on: vec![Vec::with_capacity(buildings); rules.facts().len()],
            hazards_from,
            kinds: Vec::new(),
            due_at: Vec::new(),
            fire_on: Vec::with_capacity(buildings),
            breach_on: Vec::with_capacity(buildings),
        }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fire_on.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fire_on.is_empty()
    }

    /// Puts a building in.
    pub fn push(&mut self, building: &Building) {
        let columns = self.values.iter_mut().zip(&mut self.seen_on);
        for (number, (values, seen_on)) in columns.enumerate() {
            let (value, on) = match building.facts.get(number).copied().flatten() {
                None => (MISSING, NEVER),
                Some((Value::NotApplicable, on)) => (NOT_APPLICABLE, on.epoch_days()),
                Some((Value::Worth(value), on)) => (value.min(100), on.epoch_days()),
            };
            values.push(value);
            seen_on.push(on);
        }
        self.kinds.extend(building.hazards.iter().map(|hazard| hazard.kind));
        self.due_at.extend(building.hazards.iter().map(|hazard| hazard.due_at));
        self.hazards_from.push(self.kinds.len());
        let day = |day: Option<Day>| day.map_or(NEVER, Day::epoch_days);
        self.fire_on.push(day(building.fire_on));
        self.breach_on.push(day(building.breach_on));
    }
}

impl StarRules {
    /// Rates all of them: to the star what [`StarRules::rate`] gives one by one.
    #[must_use]
    pub fn rate_all(&self, buildings: &Buildings, catalogue: &Catalogue, when: When) -> Ratings {
        let today = when.today.epoch_days();
        let mut tallies: [Vec<Tally>; 4] =
            std::array::from_fn(|_| vec![Tally::EMPTY; buildings.len()]);
        self.add_facts(buildings, today, &mut tallies);
        self.add_hazards(buildings, catalogue, when.now, &mut tallies);
        self.add_dated(buildings, today, &mut tallies);
        let from = &self.published().from;
        let score = |tally: &Tally| {
            tally.score().map_or(0, |score| u16::try_from(score.max(0)).unwrap_or(u16::MAX))
        };
        let scores = tallies.each_ref().map(|column| column.iter().map(score).collect());
        let categories = tallies.map(|column| {
            column.into_iter().map(|tally| tally.stars(from).unwrap_or(0)).collect::<Vec<u8>>()
        });
        // A category without a star counts 0, and so leaves the building without one.
        let mut stars = vec![5; buildings.len()];
        for column in &categories {
            for (all, own) in stars.iter_mut().zip(column) {
                *all = (*own).min(*all);
            }
        }
        Ratings { stars, categories, scores }
    }

    fn add_facts(&self, buildings: &Buildings, today: i32, tallies: &mut [Vec<Tally>; 4]) {
        let columns = buildings.values.iter().zip(&buildings.seen_on);
        for ((category, rule), (values, seen_on)) in self.facts().iter().zip(columns) {
            let oldest = today.saturating_sub(i32::try_from(rule.valid_days).unwrap_or(i32::MAX));
            let Some(column) = tallies.get_mut(category.index()) else { continue };
            for ((tally, value), on) in column.iter_mut().zip(values).zip(seen_on) {
                if *value == MISSING || *on < oldest || *on > today {
                    tally.missing = true;
                } else if *value != NOT_APPLICABLE {
                    tally.points += rule.weight * u32::from(*value);
                    tally.weight += rule.weight;
                }
            }
        }
    }

    fn add_hazards(
        &self,
        buildings: &Buildings,
        catalogue: &Catalogue,
        now: Instant,
        tallies: &mut [Vec<Tally>; 4],
    ) {
        let lowers = self.lowers(catalogue);
        for (building, bounds) in buildings.hazards_from.windows(2).enumerate() {
            let &[from, to] = bounds else { continue };
            let (Some(kinds), Some(due_at)) =
                (buildings.kinds.get(from..to), buildings.due_at.get(from..to))
            else {
                continue;
            };
            for (kind, due_at) in kinds.iter().zip(due_at) {
                let Some(lower) = lowers.get(usize::from(*kind)) else { continue };
                let column = tallies.get_mut(lower.category.index());
                let Some(tally) = column.and_then(|column| column.get_mut(building)) else {
                    continue;
                };
                let (points, cap) = if now > *due_at {
                    (lower.points_overdue, lower.cap_overdue)
                } else {
                    (lower.points, lower.cap)
                };
                tally.lowered = tally.lowered.saturating_add(points);
                tally.cap = tally.cap.min(cap);
            }
        }
    }

    fn add_dated(&self, buildings: &Buildings, today: i32, tallies: &mut [Vec<Tally>; 4]) {
        for rule in &self.published().cap {
            let (dates, days, category): (_, _, Category) = match rule.when {
                CapWhen::Fire { days, category } => (&buildings.fire_on, days, category),
                CapWhen::Breach { days, category } => (&buildings.breach_on, days, category),
                CapWhen::Open { .. } | CapWhen::Overdue { .. } => continue,
            };
            let after = today.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX));
            let Some(column) = tallies.get_mut(category.index()) else { continue };
            for (tally, on) in column.iter_mut().zip(dates) {
                if *on > after && *on <= today {
                    tally.cap = tally.cap.min(rule.stars);
                }
            }
        }
    }
}
