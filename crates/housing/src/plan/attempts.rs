//! Places that could not be entered: when they are tried again, and when an officer decides.

use kernel::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DAY_MIN, PlanRules, VisitKind, Window};
use crate::campaign::Bar;

/// Days for which it is kept that a place could not be entered (`KEPT` of the crate): no rule looks back or ahead further.
const KEPT_DAYS: u32 = 90;

/// What becomes of a visit that could not be entered, as `plan.toml` has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    /// What parts the day: who was tried before it is tried after it next time, and the other way round. Minutes from
    /// midnight.
    pub turn: u32,
    /// How many days ahead an officer may put the next attempt off at the most.
    pub longest_days: u32,
    /// By why it could not be entered.
    pub bar: Vec<RetryBar>,
}

/// When a place is tried again that could not be entered for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryBar {
    /// The reason.
    pub bar: Bar,
    /// Not before so many days.
    pub after_days: u32,
    /// After so many attempts an officer decides.
    pub attempts: u32,
    /// Whether it is tried at another time of day.
    pub other_time: bool,
}

impl Retry {
    /// Whether the rules are whole; the fault in words where they are not.
    pub(super) fn check(&self) -> Result<(), String> {
        let mut bars: Vec<Bar> = self.bar.iter().map(|one| one.bar).collect();
        bars.sort_unstable();
        if bars != Bar::ALL {
            return Err("plan: a rule for each reason why nobody could enter, each once".to_owned());
        }
        if self.turn == 0 || self.turn >= DAY_MIN {
            return Err("plan: what parts the day lies within it".to_owned());
        }
        let longest = self.longest_days;
        let sound = |one: &RetryBar| one.attempts > 0 && (1..=longest).contains(&one.after_days);
        if longest > KEPT_DAYS || !self.bar.iter().all(sound) {
            return Err(format!(
                "plan: a place is tried again after a day or more, within {KEPT_DAYS} days"
            ));
        }
        Ok(())
    }

    /// The rule for a reason.
    fn of(&self, bar: Bar) -> Option<&RetryBar> {
        self.bar.iter().find(|one| one.bar == bar)
    }
}

/// An attempt to enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// On which day.
    pub on: Day,
    /// At which minute of it, where that is known.
    pub minute: Option<u32>,
    /// Why nobody could enter.
    pub bar: Bar,
}

/// When a place may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At any time.
    Free,
    /// Not before a day.
    From(Day),
    /// When an officer decided.
    Decide,
}

/// Attempts at a building since it was inspected, or somebody decided, last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// In order.
    pub tried: Vec<Attempt>,
    /// Since which day it may be tried again, by the decision before them.
    pub from: Option<Day>,
}

impl Attempts {
    /// When it may be tried next.
    #[must_use]
    pub fn next(&self, rules: &PlanRules) -> Next {
        let Some(last) = self.tried.last() else {
            return self.from.map_or(Next::Free, Next::From);
        };
        let Some(rule) = rules.file.retry.of(last.bar) else { return Next::Decide };
        if self.tried.len() >= rule.attempts as usize {
            return Next::Decide;
        }
        Next::From(last.on.plus_days(u64::from(rule.after_days)))
    }

    /// Whether it may be tried on a day.
    #[must_use]
    pub fn may(&self, rules: &PlanRules, on: Day) -> bool {
        match self.next(rules) {
            Next::Free => true,
            Next::From(day) => day <= on,
            Next::Decide => false,
        }
    }

    /// When a visit of a kind may begin, minutes from midnight: at another time of day than the last attempt, where the
    /// rules ask for that and the kind leaves one.
    #[must_use]
    pub fn begins(&self, rules: &PlanRules, kind: &VisitKind) -> Window {
        let whole = Window { from: kind.opens, to: kind.closes };
        let retry = &rules.file.retry;
        let other_time = |last: &&Attempt| retry.of(last.bar).is_some_and(|rule| rule.other_time);
        let last = self.tried.last().filter(other_time);
        let Some(minute) = last.and_then(|last| last.minute) else { return whole };
        let other = if minute < retry.turn {
            Window { from: whole.from.max(retry.turn), ..whole }
        } else {
            Window { to: whole.to.min(retry.turn - 1), ..whole }
        };
        if other.from <= other.to { other } else { whole }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(said: &str) -> Day {
        said.parse().unwrap()
    }

    fn tried(all: &[(&str, u32, Bar)]) -> Attempts {
        let attempt = |(on, minute, bar): &(&str, u32, Bar)| Attempt {
            on: day(on),
            minute: Some(*minute),
            bar: *bar,
        };
        Attempts { tried: all.iter().map(attempt).collect(), from: None }
    }

    #[test]
    fn a_place_is_tried_again_later_and_after_so_many_attempts_an_officer_decides() {
        let rules = PlanRules::built_in().unwrap();
        assert_eq!(Attempts::default().next(rules), Next::Free);
        let once = tried(&[("2026-05-04", 600, Bar::NobodyOpened)]);
        assert_eq!(once.next(rules), Next::From(day("2026-05-06")));
        assert!(!once.may(rules, day("2026-05-05")) && once.may(rules, day("2026-05-06")));
        let thrice = tried(&[
            ("2026-05-04", 600, Bar::NobodyOpened),
            ("2026-05-06", 900, Bar::NobodyOpened),
            ("2026-05-08", 600, Bar::NobodyOpened),
        ]);
        assert_eq!(thrice.next(rules), Next::Decide);
        assert!(!thrice.may(rules, day("2027-05-04")));
        let gone = tried(&[("2026-05-04", 600, Bar::Gone)]);
        assert_eq!(gone.next(rules), Next::Decide, "nobody goes again to look for it");
        let decided = Attempts { from: Some(day("2026-06-01")), ..Attempts::default() };
        assert_eq!(decided.next(rules), Next::From(day("2026-06-01")));
    }

    #[test]
    fn the_next_attempt_is_at_another_time_of_day() {
        let rules = PlanRules::built_in().unwrap();
        let kind = rules.visit("residential").unwrap();
        let begins =
            |minute: u32, bar: Bar| tried(&[("2026-05-04", minute, bar)]).begins(rules, kind);
        let whole = Window { from: kind.opens, to: kind.closes };
        let turn = rules.file.retry.turn;
        assert_eq!(begins(600, Bar::NobodyOpened), Window { from: turn, ..whole });
        assert_eq!(begins(turn, Bar::NobodyOpened), Window { to: turn - 1, ..whole });
        assert_eq!(begins(600, Bar::Unsafe), whole, "it is as unsafe in the afternoon");
        let late = VisitKind { opens: turn, ..kind.clone() };
        let again = tried(&[("2026-05-04", turn + 60, Bar::NobodyOpened)]).begins(rules, &late);
        assert_eq!(again, Window { from: turn, ..whole }, "there is no other time of day");
        let unknown = Attempt { on: day("2026-05-04"), minute: None, bar: Bar::NobodyOpened };
        let unknown = Attempts { tried: vec![unknown], from: None };
        assert_eq!(unknown.begins(rules, kind), whole);
    }
}
