//! Which partitions wait, which are being worked on, which are answered.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use serde::Serialize;
use serde_json::Value;
use tokio::{sync::Notify, time::timeout};

/// Before a partition has run this long nobody else is put to it as well.
const COPY_AFTER: Duration = Duration::from_secs(1);
/// A partition that takes this many times as long as the others did is given to a second worker too.
const SLOW: u32 = 3;
/// A partition that came to nothing this often elsewhere is done here, where the cause can be told.
const FAILURES: u32 = 2;
/// How often an idle driver looks whether a partition has become slow.
const LOOK: Duration = Duration::from_millis(200);

/// A partition that is answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Who answered; nothing for the coordinator itself.
    pub by: Option<String>,
    /// How often it was handed out.
    pub handed_out: u32,
    /// The answer.
    pub answer: Value,
}

/// A worker that was given up, or a partition that it could not do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// The worker.
    pub worker: String,
    /// The partition it had, if any.
    pub part: Option<usize>,
    /// Why.
    pub cause: String,
}

/// How a stage was worked.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Shift {
    /// Its partitions, in order.
    pub parts: Vec<Part>,
    /// What was lost on the way, in the order it was noticed.
    pub losses: Vec<Loss>,
}

/// A partition taken, and how often it was handed out before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) part: usize,
    pub(crate) attempt: u32,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<usize>,
    /// Those that only the coordinator may still try.
    at_home: VecDeque<usize>,
    running: BTreeMap<usize, Vec<(Option<String>, Instant)>>,
    handed_out: Vec<u32>,
    failures: Vec<u32>,
    done: Vec<Option<Part>>,
    left: usize,
    spent: Duration,
    crew: usize,
    losses: Vec<Loss>,
}

/// The partitions of one stage.
pub(crate) struct Board {
    state: Mutex<State>,
    changed: Notify,
}

impl Board {
    /// `parts` partitions for `crew` workers.
    pub(crate) fn new(parts: usize, crew: usize) -> Self {
        let state = State {
            waiting: (0..parts).collect(),
            handed_out: vec![0; parts],
            failures: vec![0; parts],
            done: vec![None; parts],
            left: parts,
            crew,
            ..State::default()
        };
        Self { state: Mutex::new(state), changed: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next partition for a worker; nothing once all are answered.
    pub(crate) async fn next(&self, worker: &str) -> Option<Taken> {
        self.wait(|state| {
            let part = state.waiting.pop_front().or_else(|| state.slow(worker))?;
            Some(state.take(part, Some(worker)))
        })
        .await
    }

    /// The next partition for the coordinator: what failed elsewhere, and everything once no worker is left.
    pub(crate) async fn next_at_home(&self) -> Option<Taken> {
        self.wait(|state| {
            let mut part = state.at_home.pop_front();
            if part.is_none() && state.crew == 0 {
                part = state.waiting.pop_front();
            }
            let part = part?;
            Some(state.take(part, None))
        })
        .await
    }

    async fn wait(&self, mut look: impl FnMut(&mut State) -> Option<Taken>) -> Option<Taken> {
        loop {
            let changed = self.changed.notified();
            {
                let mut state = self.state();
                if state.left == 0 {
                    return None;
                }
                if let Some(taken) = look(&mut state) {
                    return Some(taken);
                }
            }
            // Woken by a change, or to see whether time has made a partition slow.
            let _ = timeout(LOOK, changed).await;
        }
    }

    /// An answer that holds: the first one counts.
    pub(crate) fn done(&self, taken: Taken, by: Option<&str>, answer: Value) {
        let mut state = self.state();
        let began = state.leave(taken.part, by);
        if state.done[taken.part].is_none() {
            state.spent += began.map(|began| began.elapsed()).unwrap_or_default();
            state.left -= 1;
            let handed_out = state.handed_out[taken.part];
            state.running.remove(&taken.part);
            state.done[taken.part] =
                Some(Part { by: by.map(ToOwned::to_owned), handed_out, answer });
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// A worker could not do a partition.
    pub(crate) fn failed(&self, taken: Taken, worker: &str, cause: String) {
        let mut state = self.state();
        state.failures[taken.part] += 1;
        state.losses.push(Loss { worker: worker.to_owned(), part: Some(taken.part), cause });
        state.put_back(taken.part, worker);
        drop(state);
        self.changed.notify_waiters();
    }

    /// A worker was lost, with the partition it had.
    pub(crate) fn lost(&self, taken: Option<Taken>, worker: &str, cause: String) {
        let mut state = self.state();
        let part = taken.map(|taken| taken.part);
        state.losses.push(Loss { worker: worker.to_owned(), part, cause });
        if let Some(part) = part {
            state.put_back(part, worker);
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// A worker takes no more partitions of this stage.
    pub(crate) fn gone(&self) {
        self.state().crew -= 1;
        self.changed.notify_waiters();
    }

    /// How the stage was worked, once all is answered.
    pub(crate) fn shift(self) -> Shift {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        Shift { parts: state.done.into_iter().flatten().collect(), losses: state.losses }
    }
}

impl State {
    fn take(&mut self, part: usize, by: Option<&str>) -> Taken {
        let attempt = self.handed_out[part];
        self.handed_out[part] += 1;
        let by = by.map(ToOwned::to_owned);
        self.running.entry(part).or_default().push((by, Instant::now()));
        Taken { part, attempt }
    }

    /// A partition that one other worker has had for long.
    fn slow(&self, worker: &str) -> Option<usize> {
        let answered = u32::try_from(self.done.len() - self.left).unwrap_or(u32::MAX);
        let usual = self.spent.checked_div(answered).unwrap_or_default();
        let bound = COPY_AFTER.max(usual.saturating_mul(SLOW));
        let alone = |(part, by): (&usize, &Vec<(Option<String>, Instant)>)| match by.as_slice() {
            [(Some(other), began)] if other != worker && began.elapsed() > bound => {
                Some((*began, *part))
            }
            _ => None,
        };
        self.running.iter().filter_map(alone).min().map(|(_, part)| part)
    }

    fn leave(&mut self, part: usize, by: Option<&str>) -> Option<Instant> {
        let at_it = self.running.get_mut(&part)?;
        let at = at_it.iter().position(|(other, _)| other.as_deref() == by)?;
        Some(at_it.remove(at).1)
    }

    fn put_back(&mut self, part: usize, worker: &str) {
        self.leave(part, Some(worker));
        let others = self.running.get(&part).is_some_and(|others| !others.is_empty());
        if self.done[part].is_none() && !others {
            self.running.remove(&part);
            if self.failures[part] >= FAILURES {
                self.at_home.push_back(part);
            } else {
                self.waiting.push_front(part);
            }
        }
    }
}
