//! The one thread that writes.

use std::path::PathBuf;

use kernel::{Entity, Ids, Instant, SharedClock};
use tokio::sync::{mpsc, oneshot};

use super::{Entry, chain::Chain};
use crate::{Error, keys::Key};

/// Marks the ids of chains.
struct ChainMark;
impl Entity for ChainMark {
    const NAME: &'static str = "chain of reads";
}

/// Entries that may wait for the disk before callers wait too.
const QUEUE: usize = 4_096;
/// Entries that one sync takes.
const MOST_AT_ONCE: usize = 1_024;

/// The handle to the log; cheap to clone. The log closes when the last goes.
#[derive(Clone, Debug)]
pub struct ReadLog {
    folder: PathBuf,
    queue: mpsc::Sender<Waiting>,
}

struct Waiting {
    at: Instant,
    payload: Vec<u8>,
    done: oneshot::Sender<Result<(), std::io::Error>>,
}

/// What opening a chain takes.
#[derive(Clone)]
struct Source {
    folder: PathBuf,
    key: Key,
    segment_bytes: u64,
    ids: Ids,
    clock: SharedClock,
}

impl Source {
    fn open(&self) -> Result<Chain, Error> {
        let fresh_id = self.ids.next::<ChainMark>().to_bytes();
        Chain::open(&self.folder, fresh_id, self.key, self.segment_bytes, self.clock.now())
    }
}

impl ReadLog {
    /// Opens the log in `folder`, cutting off what a crash left half-written.
    pub(crate) fn open(
        folder: PathBuf,
        key: Key,
        segment_bytes: u64,
        ids: &Ids,
        clock: &SharedClock,
    ) -> Result<Self, Error> {
        let (ids, clock) = (ids.clone(), SharedClock::clone(clock));
        let source = Source { folder: folder.clone(), key, segment_bytes, ids, clock };
        let chain = source.open()?;
        let (queue, waiting) = mpsc::channel(QUEUE);
        let spawned = std::thread::Builder::new()
            .name("read-log".to_owned())
            .spawn(move || write_all(&source, chain, waiting));
        match spawned {
            Ok(_) => Ok(Self { folder, queue }),
            Err(source) => Err(Error::Log { path: folder, source }),
        }
    }

    /// The folder of the log.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// Writes `entry`; returns when it is on the disk.
    pub(crate) async fn append(&self, entry: &Entry) -> Result<(), Error> {
        let (done, answer) = oneshot::channel();
        let waiting = Waiting { at: entry.at, payload: entry.encode(), done };
        self.queue.send(waiting).await.map_err(|_| Error::LogStopped)?;
        let written = answer.await.map_err(|_| Error::LogStopped)?;
        written.map_err(|source| Error::Log { path: self.folder.clone(), source })
    }
}

/// Writes what waits, as much at once as is there, until nobody can ask any more.
fn write_all(source: &Source, chain: Chain, mut queue: mpsc::Receiver<Waiting>) {
    let mut chain = Some(chain);
    let mut batch = Vec::with_capacity(MOST_AT_ONCE);
    let mut answers = Vec::with_capacity(MOST_AT_ONCE);
    while let Some(first) = queue.blocking_recv() {
        let more = std::iter::from_fn(|| queue.try_recv().ok()).take(MOST_AT_ONCE - 1);
        for waiting in std::iter::once(first).chain(more) {
            batch.push((waiting.at, waiting.payload));
            answers.push(waiting.done);
        }
        let written = write_batch(source, &mut chain, &batch);
        if let Err(error) = &written {
            tracing::error!(%error, "the log of reads cannot be written; nothing personal leaves");
            // Nobody knows what is on the disk now. The chain is opened and
            // read again for whoever asks next.
            chain = None;
        }
        for done in answers.drain(..) {
            // A caller that went away needs no answer.
            let _ = done.send(match &written {
                Ok(()) => Ok(()),
                Err(error) => Err(std::io::Error::new(error.kind(), error.to_string())),
            });
        }
        batch.clear();
    }
}

fn write_batch(
    source: &Source,
    chain: &mut Option<Chain>,
    batch: &[(Instant, Vec<u8>)],
) -> std::io::Result<()> {
    let open = match chain {
        Some(open) => open,
        None => chain.insert(source.open().map_err(std::io::Error::other)?),
    };
    open.append(batch)
}
