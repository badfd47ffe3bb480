//! The worker: takes partitions from coordinators that hold the key.

use std::{sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinError,
    time::{interval, timeout},
};

use crate::{
    Key, Steps, Task, Work,
    error::{ClusterError, Result},
    message::{Order, Word},
    wire::Wire,
};

/// How often a worker says that it is there.
const BEAT: Duration = Duration::from_secs(1);
/// How long a caller may take to prove that it holds the key.
const PROOF_WITHIN: Duration = Duration::from_secs(10);

struct Place<W> {
    key: Key,
    program: String,
    work: Arc<W>,
    /// One partition at a time: the work itself uses every core.
    turn: Arc<Semaphore>,
}

/// Takes work until `stopped`; `program` is what a coordinator must run too.
pub async fn serve<W: Work>(
    listener: TcpListener,
    key: Key,
    program: String,
    work: Arc<W>,
    stopped: impl Future<Output = ()>,
) -> Result<()> {
    let place = Arc::new(Place { key, program, work, turn: Arc::new(Semaphore::new(1)) });
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let (stream, from) = tokio::select! {
            () = &mut stopped => return Ok(()),
            taken = listener.accept() => taken?,
        };
        let place = Arc::clone(&place);
        tokio::spawn(async move {
            match place.attend(stream).await {
                // A coordinator that is done hangs up.
                Ok(()) | Err(ClusterError::Broken(_)) => {}
                Err(error) => tracing::warn!(%from, %error, "a connection was ended"),
            }
        });
    }
}

impl<W: Work> Place<W> {
    async fn attend(&self, stream: TcpStream) -> Result<()> {
        let silent = |_| ClusterError::Silent(PROOF_WITHIN);
        let mut wire =
            timeout(PROOF_WITHIN, Wire::take(stream, &self.key)).await.map_err(silent)??;
        let Order::Hello { program } =
            timeout(PROOF_WITHIN, wire.receive()).await.map_err(silent)??
        else {
            return Err(ClusterError::OutOfTurn);
        };
        wire.send(&Word::Welcome { program: self.program.clone() }).await?;
        if program != self.program {
            return Err(ClusterError::OtherProgram { theirs: self.program.clone(), ours: program });
        }
        loop {
            let Order::Task(task) = wire.receive().await? else {
                return Err(ClusterError::OutOfTurn);
            };
            self.one(&mut wire, task).await?;
        }
    }

    async fn one(&self, wire: &mut Wire, task: Task) -> Result<()> {
        let (stage, part, attempt) = (task.stage.clone(), task.part, task.attempt);
        let steps = Arc::new(Steps::default());
        let (turn, work, of_work) =
            (Arc::clone(&self.turn), Arc::clone(&self.work), Arc::clone(&steps));
        let told = stage.clone();
        let mut done = tokio::spawn(async move {
            let turn = turn.acquire_owned().await;
            tokio::task::spawn_blocking(move || {
                let _turn = turn;
                tracing::info!(stage = told, part, attempt, "partition begun");
                work.run(&task, &of_work).map_err(|error| error.to_string())
            })
            .await
        });
        let mut beat = interval(BEAT);
        loop {
            tokio::select! {
                answer = &mut done => {
                    let said = spoken(answer);
                    if let Word::Failed(error) = &said {
                        tracing::warn!(stage, part, attempt, error, "partition failed");
                    } else {
                        tracing::info!(stage, part, attempt, "partition done");
                    }
                    return wire.send(&said).await;
                }
                _ = beat.tick() => {
                    if let Err(gone) = wire.send(&Word::Alive { steps: steps.done() }).await {
                        steps.end();
                        return Err(gone);
                    }
                }
            }
        }
    }
}

type Answer = Result<Result<serde_json::Value, String>, JoinError>;

fn spoken(answer: Result<Answer, JoinError>) -> Word {
    match answer {
        Ok(Ok(Ok(value))) => Word::Done(value),
        Ok(Ok(Err(error))) => Word::Failed(error),
        Ok(Err(_)) | Err(_) => Word::Failed(ClusterError::Thread.to_string()),
    }
}
