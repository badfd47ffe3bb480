//! What was known of buildings before a day: what happened, the stars that were shown and the hazards that were open, as
//! they stood then. What changed on the day itself or since is in no example of it.

use kernel::{Day, Instant};

use super::{BACK_DAYS, Before, Happened};
use crate::{BuildingId, EventKind, HazardId, Rating, RatingId};

/// Stars of a building as they were shown from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The building.
    pub building: BuildingId,
    /// Since which day.
    pub on: Day,
    /// How many; none where they were overturned.
    pub stars: Option<u8>,
}

impl Shown {
    /// How shown stars changed, of all ratings there ever were: by building, in order.
    #[must_use]
    pub fn of(ratings: &[Rating], day: impl Fn(Instant) -> Day) -> Vec<Self> {
        let mut turns: Vec<(BuildingId, Instant, RatingId, Option<u8>)> = Vec::new();
        for rating in ratings {
            let turn = |at, stars| (rating.building, at, rating.id, stars);
            turns.extend(rating.published_at.map(|at| turn(at, rating.reckoned.stars)));
            let decision = rating.appeal.and_then(|appeal| appeal.decision);
            turns.extend(decision.filter(|one| one.upheld).map(|one| turn(one.at, None)));
        }
        turns.sort_by_key(|(building, at, ..)| (*building, *at));
        let mut standing = None;
        let mut shown = Vec::new();
        for (building, at, rating, stars) in turns {
            if stars.is_some() {
                standing = Some(rating);
            } else if standing != Some(rating) {
                // Another took its place before it was overturned.
                continue;
            }
            shown.push(Self { building, on: day(at), stars });
        }
        shown
    }
}

/// A hazard that was found or reopened, or that was verified fixed or withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The building.
    pub building: BuildingId,
    /// The hazard.
    pub hazard: HazardId,
    /// On which day.
    pub on: Day,
    /// Whether it is open since.
    pub open: bool,
}

/// A hazard of a building while it was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The building.
    pub building: BuildingId,
    /// The day on which it was found, or reopened.
    pub from: Day,
    /// The day on which it was verified fixed, or withdrawn; none where it still is open.
    pub until: Option<Day>,
}

impl Opened {
    /// When hazards were open, by what was done to them: by building and hazard, in order.
    #[must_use]
    pub fn of(turns: &[Turn]) -> Vec<Self> {
        let mut opened: Vec<Self> = Vec::new();
        let mut last = None;
        for turn in turns {
            let same = last == Some(turn.hazard);
            let stands = same && opened.last().is_some_and(|one| one.until.is_none());
            if turn.open && !stands {
                opened.push(Self { building: turn.building, from: turn.on, until: None });
            } else if let Some(one) = opened.last_mut().filter(|_| stands && !turn.open) {
                one.until = Some(turn.on);
            }
            last = Some(turn.hazard);
        }
        opened
    }

    /// Whether it was open when a day began.
    fn stood(&self, on: Day) -> bool {
        self.from < on && self.until.is_none_or(|until| until >= on)
    }
}

/// What is known of the past of buildings, each list by building.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// What happened.
    pub happened: Vec<Happened>,
    /// Stars that were shown, in order.
    pub shown: Vec<Shown>,
    /// Hazards that were open.
    pub opened: Vec<Opened>,
}

/// Those of a list that are of a building; it comes by building.
fn of_one<T>(
    all: &[T],
    building: BuildingId,
    whose: impl Fn(&T) -> BuildingId + Copy,
) -> impl Iterator<Item = &T> {
    let from = all.partition_point(|one| whose(one) < building);
    all[from..].iter().take_while(move |&one| whose(one) == building)
}

/// What was known of a building before a day.
#[must_use]
pub fn before(building: BuildingId, on: Day, last: Option<(Day, bool)>, past: &Past) -> Before {
    let back = |day: Day| {
        let days = on.epoch_days() - day.epoch_days();
        days > 0 && days <= BACK_DAYS
    };
    let shown = of_one(&past.shown, building, |one| one.building).filter(|one| one.on < on).last();
    let opened = of_one(&past.opened, building, |one| one.building);
    let mut before = Before {
        last: last.filter(|(day, _)| back(*day)),
        stars: shown.and_then(|one| one.stars),
        open: u32::try_from(opened.filter(|one| one.stood(on)).count()).unwrap_or(u32::MAX),
        ..Before::default()
    };
    for one in of_one(&past.happened, building, |one| one.building).filter(|one| back(one.on)) {
        match one.kind {
            EventKind::Fire => before.fire = true,
            EventKind::Breach => before.breach = true,
        }
    }
    before
}
