//! What is kept of an inspector for their rounds: skills, hours, breaks and where they set out. Nothing else is.

use kernel::{Day, Instant};
use serde::{Deserialize, Serialize};

use super::{DAY_MIN, Inspector, PlanRules};
use crate::{AccountId, BuildingId, Capacity, Error, Result};

/// Breaks of a day at the most.
pub const MOST_BREAKS: usize = 4;

/// From and to, minutes from midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// From.
    pub from: u32,
    /// To.
    pub to: u32,
}

impl Window {
    /// Whether it is a window of a day.
    fn is_sound(self) -> bool {
        self.from < self.to && self.to <= DAY_MIN
    }

    /// Minutes of it that are in another.
    pub(crate) fn within(self, other: Self) -> u32 {
        self.to.min(other.to).saturating_sub(self.from.max(other.from))
    }
}

/// Whether these are breaks of a day: each a window, in order and apart from each other.
pub(super) fn are_breaks(breaks: &[Window]) -> bool {
    breaks.len() <= MOST_BREAKS
        && breaks.iter().all(|one| one.is_sound())
        && breaks.windows(2).all(|pair| pair[0].to <= pair[1].from)
}

/// Hours on a day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WorkDay {
    /// 1 for Monday to 7 for Sunday.
    pub weekday: u8,
    /// From, minutes from midnight.
    pub from: u32,
    /// To, minutes from midnight.
    pub to: u32,
}

/// How an inspector works where a plan says nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// What they are qualified for.
    pub skills: Vec<Capacity>,
    /// Their week: no other days are worked. None at all for every day as the rules have it.
    pub week: Vec<WorkDay>,
    /// Windows without work, of each day.
    pub breaks: Vec<Window>,
    /// The station where rounds begin and end; a building where an office is, and nobody's home.
    pub start: Option<BuildingId>,
}

impl Profile {
    /// As it is kept: in order, nothing twice.
    ///
    /// # Errors
    /// [`Error::NoHours`] where hours or breaks are none, or a weekday is there twice.
    pub fn tidy(mut self) -> Result<Self> {
        self.skills.sort_unstable();
        self.skills.dedup();
        self.week.sort_unstable();
        self.breaks.sort_unstable();
        let sound = |day: &WorkDay| {
            (1..=7).contains(&day.weekday) && Window { from: day.from, to: day.to }.is_sound()
        };
        let once = self.week.windows(2).all(|pair| pair[0].weekday != pair[1].weekday);
        if once && self.week.iter().all(sound) && are_breaks(&self.breaks) {
            Ok(self)
        } else {
            Err(Error::NoHours)
        }
    }
}

/// A profile, whose it is, and who set it when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptProfile {
    /// Whose.
    pub account: AccountId,
    /// How often it was set.
    pub version: u32,
    /// When it was set last.
    pub set_at: Instant,
    /// By whom.
    pub set_by: AccountId,
    /// What it says.
    pub profile: Profile,
}

/// An inspector's day as it usually is.
#[derive(Clone, Debug, PartialEq)]
pub struct UsualDay {
    /// Hours, breaks, skills and where they set out.
    pub inspector: Inspector,
    /// Whether they work on that day of the week.
    pub works: bool,
}

/// The day of the week, 1 for Monday to 7 for Sunday.
fn weekday(on: Day) -> u8 {
    // 1970-01-01 was a Thursday.
    u8::try_from((on.epoch_days() + 3).rem_euclid(7) + 1).unwrap_or(1)
}

impl UsualDay {
    /// A day of an inspector by their profile, else by the rules; `start` is where the profile's station is. Who does not
    /// work that day has the hours of the rules, for a plan that asks them all the same.
    #[must_use]
    pub fn of(
        rules: &PlanRules,
        account: AccountId,
        profile: Option<&Profile>,
        start: Option<kernel::Point4326>,
        on: Day,
    ) -> Self {
        let mut inspector = Inspector::usual(rules, account);
        let Some(profile) = profile else { return Self { inspector, works: true } };
        inspector.skills.clone_from(&profile.skills);
        inspector.breaks.clone_from(&profile.breaks);
        inspector.start = start;
        let day = profile.week.iter().find(|day| day.weekday == weekday(on));
        if let Some(day) = day {
            (inspector.from, inspector.to) = (day.from, day.to);
        }
        Self { inspector, works: day.is_some() || profile.week.is_empty() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Profile {
        Profile {
            skills: vec![Capacity::Electrician, Capacity::Inspector, Capacity::Electrician],
            week: vec![
                WorkDay { weekday: 5, from: 600, to: 900 },
                WorkDay { weekday: 1, from: 480, to: 960 },
            ],
            breaks: vec![Window { from: 900, to: 915 }, Window { from: 720, to: 780 }],
            start: None,
        }
    }

    #[test]
    fn a_profile_is_the_day_of_whoever_a_plan_says_nothing_of() {
        let rules = PlanRules::built_in().unwrap();
        let account = AccountId::from_bytes([1; 16]);
        let kept = profile().tidy().unwrap();
        assert_eq!(kept.skills, [Capacity::Inspector, Capacity::Electrician]);
        let on = |day: &str| UsualDay::of(rules, account, Some(&kept), None, day.parse().unwrap());
        let monday = on("2026-05-04");
        assert_eq!((monday.inspector.from, monday.inspector.to, monday.works), (480, 960, true));
        assert_eq!(monday.inspector.breaks[0], Window { from: 720, to: 780 });
        let friday = on("2026-05-08");
        assert_eq!((friday.inspector.from, friday.inspector.to, friday.works), (600, 900, true));
        let sunday = on("2026-05-10");
        assert_eq!((sunday.works, sunday.inspector.from), (false, rules.file.from));
        let nothing = UsualDay::of(rules, account, None, None, "2026-05-10".parse().unwrap());
        assert_eq!(nothing.inspector, Inspector::usual(rules, account));
        assert!(nothing.works, "nothing is said of them");
    }

    #[test]
    fn hours_and_breaks_that_are_none_are_refused() {
        let refused = |change: fn(&mut Profile)| {
            let mut one = profile();
            change(&mut one);
            matches!(one.tidy(), Err(Error::NoHours))
        };
        assert!(!refused(|_| ()));
        assert!(refused(|one| one.week[0].weekday = 8));
        assert!(refused(|one| one.week[0].weekday = 1), "twice");
        assert!(refused(|one| one.week[0].to = 600), "ends as it begins");
        assert!(refused(|one| one.breaks[0].from = 770), "one begins before the other is over");
        assert!(refused(|one| one.breaks[0].to = 2_000), "no day is so long");
        assert!(refused(|one| one.breaks = vec![one.breaks[0]; 5]), "too many");
    }
}
