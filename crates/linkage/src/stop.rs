//! A run that nobody waits for any more stops: its work ends at the next step and nothing is written.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{LinkageError, Result};

/// Set once nobody waits.
#[derive(Debug, Clone)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Sets it when the waiting ends, however it ends.
struct Waiting(Stop);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

thread_local! {
    /// What the work of this thread is to look at.
    static OF_THREAD: RefCell<Option<Stop>> = const { RefCell::new(None) };
}

/// Forgets it when the work of the thread ends, however it ends: the thread serves others after.
struct Working;

impl Drop for Working {
    fn drop(&mut self) {
        OF_THREAD.with(|of| of.replace(None));
    }
}

/// What the work at hand is to look at; none where it runs on its caller's own thread.
pub(crate) fn asked() -> Option<Stop> {
    OF_THREAD.with(|of| of.borrow().clone())
}

/// Refuses to go on with a stage that nobody waits for.
pub(crate) fn check(stage: &'static str) -> Result<()> {
    match asked() {
        Some(stop) if stop.is_set() => Err(LinkageError::Stopped { stage }),
        _ => Ok(()),
    }
}

/// Runs work on a thread of its own for as long as the answer is awaited.
pub(crate) async fn while_awaited<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let stop = Stop(Arc::new(AtomicBool::new(false)));
    let waiting = Waiting(stop.clone());
    let work = tokio::task::spawn_blocking(move || {
        OF_THREAD.with(|of| of.replace(Some(stop)));
        let working = Working;
        let answer = work();
        drop(working);
        answer
    });
    let answer = work.await.map_err(|_| LinkageError::Thread { stage: "link" })?;
    drop(waiting);
    answer
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::sync::Mutex;
    use std::sync::mpsc::channel;
    use std::task::Poll;

    use super::*;
    use crate::parallel;

    #[tokio::test]
    async fn work_that_nobody_waits_for_ends_at_its_next_step() {
        let (begin, first) = channel();
        let (go, gone) = channel::<()>();
        let (last, ended) = channel();
        let (begin, gone) = (Mutex::new(begin), Mutex::new(gone));
        let work = while_awaited(move || {
            let told = parallel::run(
                "compare",
                1,
                &[0, 1, 2],
                || (),
                |_, (), item| {
                    begin.lock().unwrap().send(*item).unwrap();
                    gone.lock().unwrap().recv().unwrap();
                },
            );
            last.send(matches!(told, Err(LinkageError::Stopped { stage: "compare" }))).unwrap();
            told.map(|_| ())
        });
        {
            let mut work = pin!(work);
            let waits = poll_fn(|context| Poll::Ready(work.as_mut().poll(context).is_pending()));
            assert!(waits.await);
            assert_eq!(first.recv(), Ok(0));
        }
        go.send(()).unwrap();
        assert_eq!(ended.recv(), Ok(true));
        assert!(first.recv().is_err(), "no other step was begun");
    }

    #[tokio::test]
    async fn work_that_is_awaited_is_done() {
        let answer = while_awaited(|| parallel::run("score", 2, &[1, 2], || (), |_, (), n| n * 2));
        assert_eq!(answer.await.unwrap().0, [2, 4]);
        assert!(check("score").is_ok());
    }
}
