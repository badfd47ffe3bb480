//! What is fetched from a provider and kept for a while.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{Instant, SharedClock};
use tokio::sync::Mutex as Turn;

use crate::{Error, Result};

/// It is fetched again after this, seconds.
const FRESH_S: i64 = 3_600;
/// Where that fails, it serves until it is this old, seconds.
const USABLE_S: i64 = 86_400;
/// Where something is missing in it, it is fetched again, but not more often than this, seconds.
const REFETCH_S: i64 = 60;
/// After a failure nothing is asked for this long, seconds.
const REST_S: i64 = 10;

/// Something of a provider. Whoever may use what is there never waits for whoever fetches.
pub(crate) struct Kept<T> {
    /// Held for a moment, never while a request is under way.
    held: Mutex<Held<T>>,
    /// Who fetches; only those to whom nothing that is there is of use wait for it, and ask no second time.
    turn: Turn<()>,
}

struct Held<T> {
    /// When it was asked for, and what came.
    found: Option<(Instant, Arc<T>)>,
    /// When it last failed since, and how.
    failed: Option<(Instant, Error)>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        let held = Held { found: None, failed: None };
        Self { held: Mutex::new(held), turn: Turn::new(()) }
    }
}

impl<T> Kept<T> {
    /// What is kept; by `fetch` where it is not fresh. While another fetches, what is usable does.
    pub(crate) async fn get(
        &self,
        clock: &SharedClock,
        fetch: impl Future<Output = Result<T>>,
    ) -> Result<Arc<T>> {
        if let Some(known) = self.known(clock.now(), FRESH_S) {
            return known;
        }
        let turn = self.turn.try_lock().ok();
        let usable = self.younger(clock.now(), USABLE_S);
        let _turn = match (turn, usable) {
            (Some(turn), _) => turn,
            (None, Some(usable)) => return Ok(usable),
            (None, None) => self.turn.lock().await,
        };
        self.fetched(clock, FRESH_S, fetch).await
    }

    /// The same where what is kept lacks something: by `fetch`, unless that was done a moment ago.
    pub(crate) async fn get_anew(
        &self,
        clock: &SharedClock,
        fetch: impl Future<Output = Result<T>>,
    ) -> Result<Arc<T>> {
        if let Some(known) = self.known(clock.now(), REFETCH_S) {
            return known;
        }
        let _turn = self.turn.lock().await;
        self.fetched(clock, REFETCH_S, fetch).await
    }

    /// Fetches, unless whoever had the turn before did, or failed.
    async fn fetched(
        &self,
        clock: &SharedClock,
        fresh_s: i64,
        fetch: impl Future<Output = Result<T>>,
    ) -> Result<Arc<T>> {
        let asked = clock.now();
        if let Some(known) = self.known(asked, fresh_s) {
            return known;
        }
        let came = fetch.await.map(Arc::new);
        let now = clock.now();
        match came {
            Ok(value) => {
                *self.held() = Held { found: Some((asked, value.clone())), failed: None };
                Ok(value)
            }
            Err(error) => {
                self.held().failed = Some((now, error.clone()));
                self.younger(now, USABLE_S).ok_or(error)
            }
        }
    }

    /// What can be said without asking: what is fresh, or, while a failure rests, what is usable or the failure.
    fn known(&self, now: Instant, fresh_s: i64) -> Option<Result<Arc<T>>> {
        if let Some(fresh) = self.younger(now, fresh_s) {
            return Some(Ok(fresh));
        }
        let failed = self.held().failed.clone();
        let (_, error) = failed.filter(|(at, _)| age(*at, now) < REST_S)?;
        Some(self.younger(now, USABLE_S).ok_or(error))
    }

    fn younger(&self, now: Instant, than_s: i64) -> Option<Arc<T>> {
        let held = self.held();
        let found = held.found.as_ref().filter(|(at, _)| age(*at, now) < than_s);
        found.map(|(_, value)| value.clone())
    }

    fn held(&self) -> MutexGuard<'_, Held<T>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Seconds since `at`; a clock that went back makes everything old.
fn age(at: Instant, now: Instant) -> i64 {
    let age = now.seconds_since(at);
    if age < 0 { i64::MAX } else { age }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::atomic::{AtomicU32, Ordering},
        task::{Context, Poll, Waker},
    };

    use kernel::FixedClock;
    use tokio::sync::oneshot;

    use super::*;

    fn clock() -> (Arc<FixedClock>, SharedClock) {
        let hands = Arc::new(FixedClock::at(Instant::from_micros(1_767_574_800_000_000)));
        let shared: SharedClock = hands.clone();
        (hands, shared)
    }

    fn away() -> Error {
        Error::Refused("away".to_owned())
    }

    /// What is there without waiting.
    fn at_once<T>(asked: impl Future<Output = T>) -> Option<T> {
        match pin!(asked).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    #[test]
    fn a_failure_rests_and_what_was_fetched_serves_meanwhile() {
        let (hands, clock) = clock();
        let (kept, asked) = (Kept::<u32>::default(), AtomicU32::new(0));
        let ask = |comes: Result<u32>| {
            let asked = &asked;
            async move {
                asked.fetch_add(1, Ordering::Relaxed);
                comes
            }
        };
        let get = |comes| at_once(kept.get(&clock, ask(comes))).unwrap().map(|value| *value);
        let anew = |comes| at_once(kept.get_anew(&clock, ask(comes))).unwrap().map(|value| *value);
        let times = || asked.load(Ordering::Relaxed);
        assert!(get(Err(away())).is_err());
        hands.advance(REST_S - 1);
        assert!(get(Ok(1)).is_err() && anew(Ok(1)).is_err());
        assert_eq!(times(), 1, "a failure rests");
        hands.advance(1);
        assert_eq!((get(Ok(1)).unwrap(), times()), (1, 2));
        assert_eq!((get(Ok(2)).unwrap(), anew(Ok(2)).unwrap(), times()), (1, 1, 2), "fresh");
        hands.advance(REFETCH_S);
        assert_eq!((get(Ok(2)).unwrap(), anew(Err(away())).unwrap(), times()), (1, 1, 3));
        assert_eq!((anew(Ok(2)).unwrap(), times()), (1, 3), "that failure rests as well");
        hands.advance(REST_S);
        assert_eq!((anew(Ok(2)).unwrap(), times()), (2, 4));
        hands.advance(USABLE_S);
        assert!(get(Err(away())).is_err(), "too old");
    }

    #[test]
    fn nobody_waits_for_whoever_fetches_but_those_who_have_nothing() {
        let (hands, clock) = clock();
        let kept = Kept::<u32>::default();
        let (send, comes) = oneshot::channel::<u32>();
        let mut first = pin!(kept.get(&clock, async { comes.await.map_err(|_| away()) }));
        let mut poll = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut poll).is_pending());
        let mut second = pin!(kept.get(&clock, async { Err(away()) }));
        assert!(second.as_mut().poll(&mut poll).is_pending());
        send.send(1).unwrap();
        assert!(matches!(first.as_mut().poll(&mut poll), Poll::Ready(Ok(one)) if *one == 1));
        assert!(matches!(second.as_mut().poll(&mut poll), Poll::Ready(Ok(one)) if *one == 1));

        hands.advance(FRESH_S);
        let (_send, comes) = oneshot::channel::<u32>();
        let mut third = pin!(kept.get_anew(&clock, async { comes.await.map_err(|_| away()) }));
        assert!(third.as_mut().poll(&mut poll).is_pending());
        let meanwhile = at_once(kept.get(&clock, async { Ok(3) }));
        assert_eq!(*meanwhile.unwrap().unwrap(), 1, "what is usable does");
    }
}
