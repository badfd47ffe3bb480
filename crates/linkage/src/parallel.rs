//! Work shared among threads whose answer does not depend on how many there are.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::{LinkageError, Result};
use crate::stop::{self, Stop};

/// Runs `work` on every item and gives the answers in the order of the items, together with
/// each thread's closing state. The state is for memory alone: it must not change an answer. Work that
/// nobody waits for is refused at its next item.
pub(crate) fn run<I, S, T>(
    stage: &'static str,
    threads: usize,
    items: &[I],
    start: impl Fn() -> S + Sync,
    work: impl Fn(usize, &mut S, &I) -> T + Sync,
) -> Result<(Vec<T>, Vec<S>)>
where
    I: Sync,
    S: Send,
    T: Send,
{
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(items.len()));
    let failed = |_| LinkageError::Thread { stage };
    let stop = stop::asked();
    let states = std::thread::scope(|scope| {
        let one = |thread: usize| {
            let (next, done, start, work, stop) = (&next, &done, &start, &work, &stop);
            move || {
                let mut own = start();
                while let Some((at, item)) = Some(next.fetch_add(1, Ordering::Relaxed))
                    .and_then(|n| Some((n, items.get(n)?)))
                {
                    if stop.as_ref().is_some_and(Stop::is_set) {
                        break;
                    }
                    let answer = work(thread, &mut own, item);
                    if let Ok(mut done) = done.lock() {
                        done.push((at, answer));
                    }
                }
                own
            }
        };
        let handles: Vec<_> = (0..threads.max(1)).map(|thread| scope.spawn(one(thread))).collect();
        handles
            .into_iter()
            .map(std::thread::ScopedJoinHandle::join)
            .collect::<std::thread::Result<Vec<S>>>()
    })
    .map_err(failed)?;
    stop::check(stage)?;
    let mut answers = done.into_inner().map_err(|_| LinkageError::Thread { stage })?;
    answers.sort_unstable_by_key(|(at, _)| *at);
    Ok((answers.into_iter().map(|(_, answer)| answer).collect(), states))
}

/// Runs `work` on every item in place, each by one thread; the first error by place is told.
pub(crate) fn each_mut<T: Send>(
    threads: usize,
    items: &mut [T],
    work: impl Fn(usize, &mut T) -> Result<()> + Sync,
) -> Result<()> {
    let waiting = Mutex::new(items.iter_mut().enumerate());
    let failed: Mutex<Vec<(usize, LinkageError)>> = Mutex::new(Vec::new());
    let take = || waiting.lock().ok().and_then(|mut waiting| waiting.next());
    let one = || {
        while let Some((at, item)) = take() {
            if let Err(error) = work(at, item)
                && let Ok(mut failed) = failed.lock()
            {
                failed.push((at, error));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.max(1) {
            scope.spawn(one);
        }
        one();
    });
    let mut failed = failed.into_inner().unwrap_or_default();
    failed.sort_by_key(|(at, _)| *at);
    failed.into_iter().next().map_or(Ok(()), |(_, error)| Err(error))
}

/// Threads to use: what is asked, or what the machine has.
pub(crate) fn threads(asked: usize) -> usize {
    if asked > 0 {
        asked
    } else {
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    }
}
