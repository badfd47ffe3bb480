//! Calls between somebody on duty and whoever dispatches there: who rings whom, in memory until it is over.
//!
//! What the two browsers tell each other in order to connect is passed on and kept nowhere; sound and picture go
//! between the browsers and are recorded by nobody. A call is of this process: those of another server ring there.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use access::Account;
use kernel::{AreaPath, Entity, Id, Instant};
use tokio::sync::broadcast;

/// It rings this long, seconds.
const RINGS_S: i64 = 30;
/// It lasts this long at the most, seconds.
const LASTS_S: i64 = 2 * 3_600;
/// Calls at once.
const MOST_CALLS: usize = 500;
/// What the browsers tell each other in one call, messages.
const MOST_SIGNALS: u32 = 400;
/// What waits for a reader at the most, events.
const WAITING: usize = 1_024;

/// Marks the ids of calls.
#[derive(Clone, Copy, Debug)]
pub struct CallMark;

impl Entity for CallMark {
    const NAME: &'static str = "call";
}

/// The id of a call.
pub type CallId = Id<CallMark>;

/// A call that rings or is under way.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// Who is on duty.
    pub(crate) worker: Id<Account>,
    /// Where.
    pub(crate) area: AreaPath,
    /// Who dispatches; none while it rings at everybody who does there.
    pub dispatcher: Option<Id<Account>>,
    /// Whether it rang at everybody who dispatches there.
    pub(crate) for_any: bool,
    /// Who rang.
    pub(crate) by: Id<Account>,
    /// Whether it began with a camera.
    pub(crate) camera: bool,
    pub(crate) begun_at: Instant,
    /// Since when both agree.
    pub(crate) accepted_at: Option<Instant>,
    signals: u32,
}

impl Call {
    /// A call of somebody on duty to whoever dispatches there, or of a `dispatcher` to them.
    #[must_use]
    pub fn new(
        id: CallId,
        (worker, area): (Id<Account>, AreaPath),
        dispatcher: Option<Id<Account>>,
        camera: bool,
        begun_at: Instant,
    ) -> Self {
        let (for_any, by) = (dispatcher.is_none(), dispatcher.unwrap_or(worker));
        let (accepted_at, signals) = (None, 0);
        Self { id, worker, area, dispatcher, for_any, by, camera, begun_at, accepted_at, signals }
    }

    /// Whether it is between `account` and somebody.
    pub(crate) fn is_of(&self, account: Id<Account>) -> bool {
        self.worker == account || self.dispatcher == Some(account)
    }

    /// When it is over by the clock.
    fn until(&self) -> Instant {
        match self.accepted_at {
            None => self.begun_at.plus_seconds(RINGS_S),
            Some(since) => since.plus_seconds(LASTS_S),
        }
    }
}

/// What happened to a call.
#[derive(Clone, Debug)]
pub(crate) enum Happened {
    /// It rings.
    Rings,
    /// Both agree.
    Accepted,
    /// It is over: hung up, declined, or by the clock.
    Ended,
    /// One browser tells the other how to connect.
    Signal { from: Id<Account>, kind: &'static str, data: String },
}

/// The calls of this process.
#[derive(Debug)]
pub struct Calls {
    held: Mutex<HashMap<CallId, Call>>,
    told: broadcast::Sender<(Call, Happened)>,
}

impl Default for Calls {
    fn default() -> Self {
        Self { held: Mutex::default(), told: broadcast::Sender::new(WAITING) }
    }
}

impl Calls {
    fn held(&self) -> MutexGuard<'_, HashMap<CallId, Call>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, call: Call, happened: Happened) {
        // Nobody may be listening.
        let _ = self.told.send((call, happened));
    }

    /// What happens from now on.
    pub(crate) fn events(&self) -> broadcast::Receiver<(Call, Happened)> {
        self.told.subscribe()
    }

    /// What rings or is under way.
    pub fn all(&self) -> Vec<Call> {
        self.held().values().cloned().collect()
    }

    /// A call by its id.
    pub fn find(&self, id: CallId) -> Option<Call> {
        self.held().get(&id).cloned()
    }

    /// Rings; false where one of the two is in a call already, or too many ring.
    pub fn ring(&self, call: Call) -> bool {
        let mut held = self.held();
        let is_busy = |other: &Call| {
            other.is_of(call.worker) || call.dispatcher.is_some_and(|one| other.is_of(one))
        };
        if held.len() >= MOST_CALLS || held.values().any(is_busy) {
            return false;
        }
        held.insert(call.id, call.clone());
        drop(held);
        self.tell(call, Happened::Rings);
        true
    }

    /// Takes a call that rings; none where it does not ring any more, or whoever takes it is in another.
    pub fn accept(&self, id: CallId, by: Id<Account>, now: Instant) -> Option<Call> {
        let mut held = self.held();
        if held.values().any(|other| other.id != id && other.is_of(by)) {
            return None;
        }
        let call = held.get_mut(&id)?;
        let rings = call.accepted_at.is_none() && call.by != by && now < call.until();
        let is_asked = if call.for_any { call.dispatcher.is_none() } else { call.worker == by };
        if !rings || !is_asked {
            return None;
        }
        call.dispatcher = call.dispatcher.or(Some(by));
        call.accepted_at = Some(now);
        let taken = call.clone();
        drop(held);
        self.tell(taken.clone(), Happened::Accepted);
        Some(taken)
    }

    /// Ends a call by one of its two sides; none where it is over, or of others.
    pub fn end(&self, id: CallId, by: Id<Account>) -> Option<Call> {
        let mut held = self.held();
        held.get(&id).filter(|call| call.is_of(by))?;
        let ended = held.remove(&id)?;
        drop(held);
        self.tell(ended.clone(), Happened::Ended);
        Some(ended)
    }

    /// Ends what is over by the clock.
    pub fn lapse(&self, now: Instant) -> Vec<Call> {
        let over: Vec<Call> =
            self.held().extract_if(|_, call| call.until() <= now).map(|(_, call)| call).collect();
        for call in &over {
            self.tell(call.clone(), Happened::Ended);
        }
        over
    }

    /// Passes on what one browser tells the other, once both agree; false where it may not, or tells too much.
    pub fn signal(&self, id: CallId, from: Id<Account>, kind: &'static str, data: String) -> bool {
        let mut held = self.held();
        let Some(call) = held.get_mut(&id) else { return false };
        if !call.is_of(from) || call.accepted_at.is_none() || call.signals >= MOST_SIGNALS {
            return false;
        }
        call.signals += 1;
        let call = call.clone();
        drop(held);
        self.tell(call, Happened::Signal { from, kind, data });
        true
    }
}
