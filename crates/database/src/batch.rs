//! Many small writes, one commit: what waits together becomes durable together.
//!
//! A commit costs a flush of the disk, whatever it holds. Writes that come in
//! while one is being flushed are run one after the other in the next
//! transaction, each behind a savepoint, so that a write that is refused takes
//! nothing else with it. Whoever waits learns of it after the flush.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::oneshot;

use crate::{Database, Dialect, Error, Result, UnitOfWork, feed::Numbering};

/// A future that may borrow the unit of work it is given.
pub type Pending<'u, T> = Pin<Box<dyn Future<Output = T> + Send + 'u>>;

/// Writes that one transaction takes at the most.
const MOST_TOGETHER: usize = 256;
/// Transactions at once on PostgreSQL. Writes to one subject keep to one lane, so that lanes seldom wait for each other.
const POSTGRES_LANES: usize = 4;

/// Writes that wait, by lane, and the numbers that whoever published waits for.
#[derive(Clone, Debug)]
pub(crate) struct Lanes {
    all: Arc<Vec<Mutex<Lane>>>,
    pub(crate) numbering: Arc<Numbering>,
}

#[derive(Default)]
struct Lane {
    waiting: Vec<Box<dyn Job>>,
    draining: bool,
}

impl std::fmt::Debug for Lane {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lane({} waiting)", self.waiting.len())
    }
}

impl Lanes {
    pub(crate) fn of(dialect: Dialect) -> Self {
        let lanes = match dialect {
            Dialect::Sqlite => 1,
            Dialect::Postgres => POSTGRES_LANES,
        };
        let all = Arc::new((0..lanes).map(|_| Mutex::default()).collect());
        Self { all, numbering: Arc::default() }
    }
}

/// A write that waits, whatever it gives back.
trait Job: Send {
    /// Whether it sets its savepoint itself.
    fn settles(&self) -> bool;
    /// Runs it; whether its part of the transaction stays.
    fn run<'u>(&'u mut self, unit: &'u mut UnitOfWork) -> Pending<'u, bool>;
    /// Tells whoever waits.
    fn tell(self: Box<Self>, committed: &Result<(), Arc<Error>>);
}

struct Waiting<F, T, E> {
    settles: bool,
    write: Option<F>,
    outcome: Option<Result<T, E>>,
    told: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Waiting<F, T, E>
where
    F: for<'u> FnOnce(&'u mut UnitOfWork) -> Pending<'u, Result<T, E>> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn settles(&self) -> bool {
        self.settles
    }

    fn run<'u>(&'u mut self, unit: &'u mut UnitOfWork) -> Pending<'u, bool> {
        Box::pin(async move {
            let Some(write) = self.write.take() else { return false };
            let outcome = write(unit).await;
            let stays = outcome.is_ok();
            self.outcome = Some(outcome);
            stays
        })
    }

    fn tell(self: Box<Self>, committed: &Result<(), Arc<Error>>) {
        let answer = match (self.outcome, committed) {
            // A refusal needs no commit.
            (Some(Err(refused)), _) => Some(Err(refused)),
            (Some(done), Ok(())) => Some(done),
            (_, Err(cause)) => Some(Err(Error::Together { cause: Some(cause.clone()) }.into())),
            (None, Ok(())) => None,
        };
        if let Some(answer) = answer {
            // Whoever waited may be gone.
            let _ = self.told.send(answer);
        }
    }
}

impl Database {
    /// Runs `write` in a transaction that it may share with other writes, and returns once that is durable.
    ///
    /// A write that returns an error leaves nothing behind, and the others stay. Writes of the same `lane` run in the
    /// order they came. A write must not commit, and must not run for long: others wait.
    pub async fn together<T, E, F>(&self, lane: u64, write: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'u> FnOnce(&'u mut UnitOfWork) -> Pending<'u, Result<T, E>> + Send + 'static,
    {
        self.queue(lane, write, false).await
    }

    /// The same for a write that first writes by [`UnitOfWork::returning`], or calls [`UnitOfWork::settle`] before it writes by
    /// anything else: what only reads, and is refused, costs no savepoint, and what writes sets it with its first statement.
    pub async fn together_late<T, E, F>(&self, lane: u64, write: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'u> FnOnce(&'u mut UnitOfWork) -> Pending<'u, Result<T, E>> + Send + 'static,
    {
        self.queue(lane, write, true).await
    }

    async fn queue<T, E, F>(&self, lane: u64, write: F, settles: bool) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'u> FnOnce(&'u mut UnitOfWork) -> Pending<'u, Result<T, E>> + Send + 'static,
    {
        let (told, answer) = oneshot::channel();
        let at = usize::try_from(lane % self.lanes.all.len() as u64).unwrap_or(0);
        let begin = {
            let mut lane = self.lanes.all[at].lock().unwrap_or_else(PoisonError::into_inner);
            lane.waiting.push(Box::new(Waiting {
                settles,
                write: Some(write),
                outcome: None,
                told,
            }));
            !std::mem::replace(&mut lane.draining, true)
        };
        if begin {
            // A task of its own: the caller may go away, and others wait behind it.
            tokio::spawn(drain(self.clone(), at));
        }
        answer.await.unwrap_or_else(|_| Err(Error::Together { cause: None }.into()))
    }
}

async fn drain(database: Database, at: usize) {
    loop {
        let batch = {
            let mut lane = database.lanes.all[at].lock().unwrap_or_else(PoisonError::into_inner);
            if lane.waiting.is_empty() {
                lane.draining = false;
                return;
            }
            let most = lane.waiting.len().min(MOST_TOGETHER);
            lane.waiting.drain(..most).collect()
        };
        // Were a write to panic, those of its batch are told by their dropped channels, and the lane goes on.
        let _ = tokio::spawn(run(database.clone(), batch)).await;
    }
}

async fn run(database: Database, mut batch: Vec<Box<dyn Job>>) {
    let committed = transaction(&database, &mut batch).await.map_err(Arc::new);
    for job in batch {
        job.tell(&committed);
    }
}

/// Before the first write of several.
const FIRST: &str = "SAVEPOINT write_of_batch";
/// Between two. The last one's savepoint goes with the commit.
const NEXT: &str = "RELEASE SAVEPOINT write_of_batch; SAVEPOINT write_of_batch";
/// After one that is refused.
const UNDONE: &str = "ROLLBACK TO SAVEPOINT write_of_batch";

async fn transaction(database: &Database, batch: &mut [Box<dyn Job>]) -> Result<()> {
    let mut unit = database.begin().await?;
    // A write that is alone is undone with the transaction.
    let alone = batch.len() == 1;
    let (mut any, mut before) = (false, FIRST);
    for job in batch {
        unit.begin_part((!alone).then_some(before));
        if !job.settles() {
            unit.settle().await?;
        }
        let stays = job.run(&mut unit).await;
        any |= stays;
        // What has set no savepoint has written nothing.
        let marked = !alone && unit.is_settled();
        if marked {
            before = NEXT;
        }
        if !stays {
            unit.forget_part();
            if marked {
                unit.step(UNDONE).await?;
            }
        }
    }
    unit.begin_part(None);
    if !any {
        return unit.rollback().await;
    }
    if unit.dialect() == Dialect::Postgres {
        // Its COMMIT of a transaction that an error has ended is no error: any other statement tells.
        unit.step("SELECT 1").await?;
    }
    unit.commit().await
}
