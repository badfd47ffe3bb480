//! Ruin and recreate: neighbouring strings of stops are taken out of their rounds and put back where they cost least.
//!
//! After Christiaens and Vanden Berghe, *Slack Induction by String Removals for Vehicle Routing Problems*, Transportation
//! Science 54 (2020), with simulated annealing by the count of attempts and no clock.

use kernel::Chance;

use super::{Task, line::Line};

/// Stops taken out in an attempt, on average.
const REMOVED: usize = 10;
/// Longest string.
const LONGEST: usize = 10;
/// Of so many rounds one is passed over when a stop is put back.
const BLINK: u64 = 100;
/// Stops that wait for a place and are tried in an attempt, at the most.
const TRIED: usize = 40;
/// Neighbours of a stop that are looked at.
const NEIGHBOURS: usize = 120;
/// What an ordinary visit that is not made costs, seconds: more than any way of a day.
const LEFT_S: i64 = 200_000;

/// Rounds as they stand.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) lines: Vec<Line>,
    pub(super) left: Vec<usize>,
}

struct Search<'a> {
    task: &'a Task,
    /// Of each stop the nearest, itself first.
    near: Vec<Vec<usize>>,
    /// Seconds from the nearest start.
    far_s: Vec<u32>,
    lines: Vec<Line>,
    /// The round of each stop.
    held: Vec<Option<usize>>,
    left: Vec<usize>,
    cost: i64,
}

/// A number below `limit`, which is more than 0.
fn below(chance: &mut Chance, limit: usize) -> usize {
    usize::try_from(chance.below(limit as u64)).unwrap_or(0)
}

/// Above 0 and at most 1.
fn share(chance: &mut Chance) -> f64 {
    (chance.below(1 << 53) + 1) as f64 / (1_u64 << 53) as f64
}

/// The best rounds that were found in so many attempts.
pub(super) fn best(task: &Task, chance: &mut Chance, effort: u32) -> Found {
    let mut search = Search::begin(task);
    let all = search.left.len();
    search.recreate(chance, all, false, &mut Vec::new());
    let mut best = (search.cost, search.found());
    if all < 2 || task.goers.is_empty() {
        return best.1;
    }
    let served: usize = search.lines.iter().map(|line| line.stops.len()).sum();
    let on_the_way: i64 = search.lines.iter().map(|line| line.travel_s).sum();
    let mut heat = (on_the_way as f64 / (served + 1) as f64).max(1.0);
    let cooler = 0.01_f64.powf(1.0 / f64::from(effort.max(1)));
    for _ in 0..effort {
        let (cost, left) = (search.cost, search.left.clone());
        let mut saved = Vec::new();
        search.ruin(chance, &mut saved);
        search.recreate(chance, TRIED, true, &mut saved);
        let worse = (search.cost - cost) as f64;
        if worse > 0.0 && worse >= -heat * share(chance).ln() {
            search.undo(cost, left, saved);
        } else if search.cost < best.0 {
            best = (search.cost, search.found());
        }
        heat *= cooler;
    }
    best.1
}

impl<'a> Search<'a> {
    fn begin(task: &'a Task) -> Self {
        let lines: Vec<Line> = task.goers.iter().map(|goer| Line::empty(task, goer)).collect();
        let near_of = |number: usize| {
            let from = task.stops[number].place;
            let far_s = |other: usize| task.travel.seconds(from, task.stops[other].place);
            let mut order: Vec<usize> = (0..task.stops.len()).collect();
            order.sort_by_key(|&other| (other != number, far_s(other), other));
            order.truncate(NEIGHBOURS);
            order
        };
        let far_of = |number: usize| {
            let to = task.stops[number].place;
            task.goers.iter().map(|goer| task.travel.seconds(goer.start, to)).min().unwrap_or(0)
        };
        let left: Vec<usize> = (0..task.stops.len()).collect();
        let mut search = Self {
            task,
            near: left.iter().map(|&number| near_of(number)).collect(),
            far_s: left.iter().map(|&number| far_of(number)).collect(),
            cost: lines.iter().map(|line| line.travel_s).sum(),
            held: vec![None; left.len()],
            lines,
            left: Vec::new(),
        };
        search.cost += left.iter().map(|&number| search.price(number)).sum::<i64>();
        search.left = left;
        search
    }

    fn found(&self) -> Found {
        Found { lines: self.lines.clone(), left: self.left.clone() }
    }

    /// What it costs not to visit a stop.
    fn price(&self, number: usize) -> i64 {
        i64::from(self.task.stops[number].worth.max(1)) * LEFT_S
    }

    /// Takes strings of stops around one of them out of their rounds.
    fn ruin(&mut self, chance: &mut Chance, saved: &mut Vec<(usize, Line)>) {
        let served: usize = self.lines.iter().map(|line| line.stops.len()).sum();
        let used = self.lines.iter().filter(|line| !line.stops.is_empty()).count();
        let longest = (served / used.max(1)).clamp(1, LONGEST);
        let most = (4 * REMOVED / (1 + longest)).saturating_sub(1).max(1);
        let strings = 1 + below(chance, most);
        let seed = below(chance, self.task.stops.len());
        for n in 0..self.near[seed].len() {
            if saved.len() >= strings {
                break;
            }
            let number = self.near[seed][n];
            let Some(line) = self.held[number] else { continue };
            if saved.iter().all(|(cut, _)| *cut != line) {
                self.cut(line, number, longest, chance, saved);
            }
        }
    }

    /// Takes a string with this stop in it out of its round.
    fn cut(
        &mut self,
        line: usize,
        number: usize,
        longest: usize,
        chance: &mut Chance,
        saved: &mut Vec<(usize, Line)>,
    ) {
        let mut stops = self.lines[line].stops.clone();
        let Some(at) = stops.iter().position(|one| *one == number) else { return };
        let take = 1 + below(chance, stops.len().min(longest));
        let (low, high) = ((at + 1).saturating_sub(take), at.min(stops.len() - take));
        let from = low + below(chance, high - low + 1);
        let out: Vec<usize> = stops.drain(from..from + take).collect();
        // Where a way around is shorter than the straight one, what is left may not be in time any more.
        let Some(new) = Line::of(self.task, &self.task.goers[line], stops) else { return };
        self.cost += new.travel_s - self.lines[line].travel_s;
        saved.push((line, std::mem::replace(&mut self.lines[line], new)));
        for one in out {
            self.cost += self.price(one);
            self.held[one] = None;
            self.left.push(one);
        }
    }

    /// Puts stops that are in no round where each costs least, those of the most worth first.
    fn recreate(
        &mut self,
        chance: &mut Chance,
        tried: usize,
        blink: bool,
        saved: &mut Vec<(usize, Line)>,
    ) {
        let mut waiting = std::mem::take(&mut self.left);
        for n in (1..waiting.len()).rev() {
            waiting.swap(n, below(chance, n + 1));
        }
        let stops = &self.task.stops;
        match chance.below(11) {
            0..4 => {}
            4..8 => {
                waiting.sort_by_key(|&one| stops[one].closes_s.saturating_sub(stops[one].opens_s));
            }
            8..10 => waiting.sort_by_key(|&one| std::cmp::Reverse(self.far_s[one])),
            _ => waiting.sort_by_key(|&one| self.far_s[one]),
        }
        waiting.sort_by_key(|&one| std::cmp::Reverse(stops[one].worth));
        for (n, number) in waiting.into_iter().enumerate() {
            let place = if n < tried { self.place(chance, number, blink) } else { None };
            let put = place.is_some_and(|(line, at)| self.put(number, line, at, saved));
            if !put {
                self.left.push(number);
            }
        }
    }

    /// The round and the place in it where a stop costs least.
    fn place(&self, chance: &mut Chance, number: usize, blink: bool) -> Option<(usize, usize)> {
        let mut best: Option<(i64, usize, usize)> = None;
        for (n, (line, goer)) in self.lines.iter().zip(&self.task.goers).enumerate() {
            if blink && chance.below(BLINK) == 0 {
                continue;
            }
            if let Some((more_s, at)) = line.best(self.task, goer, number)
                && best.is_none_or(|(least_s, ..)| more_s < least_s)
            {
                best = Some((more_s, n, at));
            }
        }
        best.map(|(_, line, at)| (line, at))
    }

    /// Puts a stop into a round; whether it is in it.
    fn put(
        &mut self,
        number: usize,
        line: usize,
        at: usize,
        saved: &mut Vec<(usize, Line)>,
    ) -> bool {
        let mut stops = self.lines[line].stops.clone();
        stops.insert(at, number);
        let Some(new) = Line::of(self.task, &self.task.goers[line], stops) else { return false };
        self.cost += new.travel_s - self.lines[line].travel_s - self.price(number);
        self.held[number] = Some(line);
        let old = std::mem::replace(&mut self.lines[line], new);
        if saved.iter().all(|(kept, _)| *kept != line) {
            saved.push((line, old));
        }
        true
    }

    /// Takes an attempt back.
    fn undo(&mut self, cost: i64, left: Vec<usize>, saved: Vec<(usize, Line)>) {
        for &number in &left {
            self.held[number] = None;
        }
        for (line, old) in saved {
            for &number in &old.stops {
                self.held[number] = Some(line);
            }
            self.lines[line] = old;
        }
        self.left = left;
        self.cost = cost;
    }
}
