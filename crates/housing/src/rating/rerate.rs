//! When a building is rated again.

use kernel::{Day, Instant};

use super::{Rating, standing};
use crate::{
    Cause, RatingState,
    stars::{StarRules, When},
};

/// What happened at a building that may call for another rating.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The last day of a serious fire.
    pub fire_on: Option<Day>,
    /// The last day of a grave breach of safety or operation.
    pub breach_on: Option<Day>,
    /// When a hazard last became overdue.
    pub overdue_at: Option<Instant>,
    /// When the last of the hazards that lowered it was verified fixed, with none open.
    pub rectified_at: Option<Instant>,
}

/// Why a building is to be rated now, if it is: never while a draft is under way. `history` is all its ratings.
#[must_use]
pub fn rerate(history: &[Rating], since: &Since, rules: &StarRules, when: When) -> Option<Cause> {
    let Some(last) = history.iter().max_by_key(|rating| (rating.drafted_at, rating.id)) else {
        return Some(Cause::First);
    };
    if matches!(last.state, RatingState::Draft | RatingState::Decided) {
        return None;
    }
    let reckoned_on = last.reckoned.on;
    let after = |day: Option<Day>| day.is_some_and(|day| day > reckoned_on && day <= when.today);
    let later = |at: Option<Instant>| at.is_some_and(|at| at > last.drafted_at && at <= when.now);
    if after(since.breach_on) {
        return Some(Cause::Breach);
    }
    if after(since.fire_on) {
        return Some(Cause::Fire);
    }
    if later(since.overdue_at) {
        return Some(Cause::Overdue);
    }
    if last.state == RatingState::Overturned {
        return Some(Cause::Appeal);
    }
    // A draft that was sent back is drafted again, for the reason it was begun.
    if last.state == RatingState::SentBack {
        return Some(last.cause);
    }
    if later(since.rectified_at) {
        return Some(Cause::Rectified);
    }
    let shown = standing(history)?;
    let stars = shown.public_stars()?;
    let days = rules.published().rerate_days.get(usize::from(stars).checked_sub(1)?)?;
    let from = shown.reckoned.on;
    (when.today >= from.plus_days(u64::from(*days))).then_some(Cause::Scheduled)
}
