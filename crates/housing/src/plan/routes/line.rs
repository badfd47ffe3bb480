//! One round as it grows: when each visit begins, and how late it may.

use super::{
    Goer, Round, Task,
    breaks::{arrive, begin, begin_by, set_out},
};

/// The stops of one goer in order, with what an insertion is weighed by.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) stops: Vec<usize>,
    begins_s: Vec<u32>,
    /// The latest beginning of each visit after which all that follow are still in time.
    latest_s: Vec<u32>,
    /// The way to each stop from the place before, and the way home.
    hops_s: Vec<u32>,
    pub(super) travel_s: i64,
    /// Whether not even the way from start to end is in time.
    shut: bool,
}

impl Line {
    /// The stops in this order; none where a window, or the hours and breaks of the goer, would not be kept.
    pub(super) fn of(task: &Task, goer: &Goer, stops: Vec<usize>) -> Option<Self> {
        let mut begins_s = Vec::with_capacity(stops.len());
        let mut hops_s = Vec::with_capacity(stops.len() + 1);
        let (mut at, mut now_s, mut travel_s) = (goer.start, goer.from_s, 0_u32);
        for &number in &stops {
            let stop = &task.stops[number];
            let way_s = task.travel.seconds(at, stop.place);
            let there_s = arrive(&goer.breaks, now_s, way_s)?;
            let visit_s = begin(&goer.breaks, there_s.max(stop.opens_s), stop.service_s);
            if visit_s > stop.closes_s {
                return None;
            }
            begins_s.push(visit_s);
            hops_s.push(way_s);
            travel_s = travel_s.checked_add(way_s)?;
            now_s = visit_s.checked_add(stop.service_s)?;
            at = stop.place;
        }
        let home_s = task.travel.seconds(at, goer.end);
        if arrive(&goer.breaks, now_s, home_s)? > goer.to_s {
            return None;
        }
        travel_s = travel_s.checked_add(home_s)?;
        hops_s.push(home_s);
        let mut latest_s = vec![0; stops.len()];
        let (mut next, mut limit_s) = (goer.end, goer.to_s);
        for (n, &number) in stops.iter().enumerate().rev() {
            let stop = &task.stops[number];
            let way_s = task.travel.seconds(stop.place, next);
            let leave_s = set_out(&goer.breaks, limit_s, way_s)?;
            let by_s = stop.closes_s.min(leave_s.checked_sub(stop.service_s)?);
            limit_s = begin_by(&goer.breaks, by_s, stop.service_s)?;
            latest_s[n] = limit_s;
            next = stop.place;
        }
        let travel_s = i64::from(travel_s);
        Some(Self { stops, begins_s, latest_s, hops_s, travel_s, shut: false })
    }

    /// A round without stops; one that takes none where the goer's hours are too short for the way home.
    pub(super) fn empty(task: &Task, goer: &Goer) -> Self {
        Self::of(task, goer, Vec::new()).unwrap_or(Self { shut: true, ..Self::default() })
    }

    /// Where a stop fits with the least more time on the way, and how much more; none where it does not.
    pub(super) fn best(&self, task: &Task, goer: &Goer, number: usize) -> Option<(i64, usize)> {
        let stop = &task.stops[number];
        if self.shut || self.stops.len() >= goer.most || goer.skills & stop.skills != stop.skills {
            return None;
        }
        let (to, from) = (task.travel.arriving(stop.place), task.travel.leaving(stop.place));
        let mut best: Option<(i64, usize)> = None;
        let (mut at, mut leave_s) = (goer.start, goer.from_s);
        for place in 0..=self.stops.len() {
            if leave_s > stop.closes_s {
                break;
            }
            let (next, latest_s) = match self.stops.get(place) {
                Some(next) => (task.stops[*next].place, self.latest_s[place]),
                None => (goer.end, goer.to_s),
            };
            let (there_s, on_s) = (to[at], from[next]);
            let more_s = i64::from(there_s) + i64::from(on_s) - i64::from(self.hops_s[place]);
            if best.is_none_or(|(least_s, _)| more_s < least_s) {
                let breaks = &goer.breaks;
                let begin_s = arrive(breaks, leave_s, there_s)
                    .map(|there_s| begin(breaks, there_s.max(stop.opens_s), stop.service_s));
                let reach_s = begin_s
                    .and_then(|begin_s| arrive(breaks, begin_s.checked_add(stop.service_s)?, on_s));
                if begin_s.is_some_and(|begin_s| begin_s <= stop.closes_s)
                    && reach_s.is_some_and(|reach_s| reach_s <= latest_s)
                {
                    best = Some((more_s, place));
                }
            }
            if let Some(&passed) = self.stops.get(place) {
                at = next;
                leave_s = self.begins_s[place].saturating_add(task.stops[passed].service_s);
            }
        }
        best
    }

    /// As it is handed out.
    pub(super) fn round(self) -> Round {
        let travel_s = u32::try_from(self.travel_s).unwrap_or(u32::MAX);
        Round { stops: self.stops, begins_s: self.begins_s, travel_s }
    }
}
