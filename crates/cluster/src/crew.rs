//! The coordinator: hands out partitions and takes the answers.

use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;
use serde_json::Value;
use tokio::{
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::{
    Key, Shift, Steps, Task, Work,
    board::{Board, Taken},
    error::{ClusterError, Result},
    message::{Order, Word},
    wire::Wire,
};

/// How often a worker that breaks off is called again within a stage.
const CALLS: u32 = 3;

/// How long a worker is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a word from a worker, which speaks every second: after that it counts as hung.
    pub silence: Duration,
    /// For a step of a partition on a worker that does speak.
    pub standstill: Duration,
}

impl Default for Patience {
    /// 10 seconds of silence, 15 minutes without a step.
    fn default() -> Self {
        Self { silence: Duration::from_secs(10), standstill: Duration::from_mins(15) }
    }
}

/// The workers of a run.
#[derive(Clone, Debug)]
pub struct Crew {
    workers: Vec<String>,
    key: Key,
    program: String,
    patience: Patience,
}

/// Judges an answer: whether the files it names are there and its counts hold.
pub type Accept<'a> = dyn Fn(Task, Value) -> BoxFuture<'a, Result<(), String>> + Send + Sync + 'a;

impl Crew {
    /// Workers by address, `tcp://HOST:PORT`; `program` is what they must run too.
    pub fn new<'a>(
        workers: impl IntoIterator<Item = &'a str>,
        key: Key,
        program: String,
        patience: Patience,
    ) -> Result<Self> {
        let workers: Result<Vec<String>> = workers.into_iter().map(address).collect();
        let mut workers = workers?;
        let mut met = std::collections::BTreeSet::new();
        workers.retain(|worker| met.insert(worker.clone()));
        Ok(Self { workers, key, program, patience })
    }

    /// Their addresses, `HOST:PORT`.
    #[must_use]
    pub fn workers(&self) -> &[String] {
        &self.workers
    }

    /// Works a stage of one partition for each of `bodies`; done when each has one answer that `accept` let through.
    ///
    /// Fails only where a partition fails here as well, after it failed on workers or with none left.
    pub async fn run<W: Work>(
        &self,
        stage: &str,
        bodies: Vec<Value>,
        work: &Arc<W>,
        accept: &Accept<'_>,
    ) -> Result<Shift> {
        let board = Board::new(bodies.len(), self.workers.len());
        let round = Round { crew: self, stage, bodies: &bodies, board: &board, accept };
        let drivers = self.workers.iter().map(|worker| round.drive(worker));
        let away = async {
            futures::future::join_all(drivers).await;
            std::future::pending::<()>().await;
        };
        tokio::select! {
            done = round.at_home(work) => done?,
            () = away => {}
        }
        Ok(board.shift())
    }
}

/// `HOST:PORT` of `tcp://HOST:PORT`.
fn address(text: &str) -> Result<String> {
    let bare = text.trim().trim_end_matches('/');
    let bare = bare.strip_prefix("tcp://").unwrap_or(bare);
    let port = bare.rsplit_once(':').filter(|(host, _)| !host.is_empty()).map(|(_, port)| port);
    match port.map(str::parse::<u16>) {
        Some(Ok(_)) if !bare.contains('/') => Ok(bare.to_owned()),
        _ => Err(ClusterError::Address { text: text.to_owned() }),
    }
}

struct Round<'a, 'j> {
    crew: &'a Crew,
    stage: &'a str,
    bodies: &'a [Value],
    board: &'a Board,
    accept: &'a Accept<'j>,
}

impl Round<'_, '_> {
    fn task(&self, taken: Taken) -> Task {
        Task {
            stage: self.stage.to_owned(),
            part: taken.part,
            attempt: taken.attempt,
            body: self.bodies[taken.part].clone(),
        }
    }

    /// Keeps one worker busy until all is answered or it is given up.
    async fn drive(&self, worker: &str) {
        for _ in 0..CALLS {
            let met = timeout(self.crew.patience.silence, self.meet(worker)).await;
            let silent = |_| Err(ClusterError::Silent(self.crew.patience.silence));
            let mut wire = match met.unwrap_or_else(silent) {
                Ok(wire) => wire,
                Err(error) => {
                    self.tell_lost(None, worker, &error);
                    break;
                }
            };
            let Some((taken, error)) = self.employ(worker, &mut wire).await else { break };
            self.tell_lost(Some(taken), worker, &error);
        }
        self.board.gone();
    }

    fn tell_lost(&self, taken: Option<Taken>, worker: &str, error: &ClusterError) {
        let part = taken.map(|taken| taken.part);
        tracing::warn!(stage = self.stage, worker, ?part, %error, "a worker was lost");
        self.board.lost(taken, worker, error.to_string());
    }

    async fn meet(&self, worker: &str) -> Result<Wire> {
        let mut wire = Wire::call(TcpStream::connect(worker).await?, &self.crew.key).await?;
        wire.send(&Order::Hello { program: self.crew.program.clone() }).await?;
        match wire.receive().await? {
            Word::Welcome { program } if program == self.crew.program => Ok(wire),
            Word::Welcome { program } => {
                Err(ClusterError::OtherProgram { theirs: program, ours: self.crew.program.clone() })
            }
            _ => Err(ClusterError::OutOfTurn),
        }
    }

    /// Hands partitions to a worker until none is left, or until it is lost with one.
    async fn employ(&self, worker: &str, wire: &mut Wire) -> Option<(Taken, ClusterError)> {
        while let Some(taken) = self.board.next(worker).await {
            let task = self.task(taken);
            match self.hand_over(wire, &task).await {
                Ok(Ok(answer)) => match (self.accept)(task, answer.clone()).await {
                    Ok(()) => self.board.done(taken, Some(worker), answer),
                    Err(cause) => self.board.failed(taken, worker, cause),
                },
                Ok(Err(cause)) => self.board.failed(taken, worker, cause),
                Err(error) => return Some((taken, error)),
            }
        }
        None
    }

    /// The worker's answer, or why it has none.
    async fn hand_over(&self, wire: &mut Wire, task: &Task) -> Result<Result<Value, String>> {
        let Patience { silence, standstill } = self.crew.patience;
        let silent = |_| ClusterError::Silent(silence);
        timeout(silence, wire.send(&Order::Task(task.clone()))).await.map_err(silent)??;
        let (mut steps, mut stepped) = (0, Instant::now());
        loop {
            match timeout(silence, wire.receive()).await.map_err(silent)?? {
                Word::Done(answer) => return Ok(Ok(answer)),
                Word::Failed(cause) => return Ok(Err(cause)),
                Word::Alive { steps: now } if now > steps => {
                    (steps, stepped) = (now, Instant::now());
                }
                Word::Alive { .. } if stepped.elapsed() > standstill => {
                    return Err(ClusterError::Standstill(standstill));
                }
                Word::Alive { .. } => {}
                Word::Welcome { .. } => return Err(ClusterError::OutOfTurn),
            }
        }
    }

    /// Does here what no worker does; ends when all is answered.
    async fn at_home<W: Work>(&self, work: &Arc<W>) -> Result<()> {
        while let Some(taken) = self.board.next_at_home().await {
            let task = self.task(taken);
            let failed =
                |cause| ClusterError::Task { stage: task.stage.clone(), part: task.part, cause };
            let (work, of_work) = (Arc::clone(work), task.clone());
            let done = tokio::task::spawn_blocking(move || work.run(&of_work, &Steps::default()));
            let answer = done.await.map_err(|_| ClusterError::Thread)?;
            let answer = answer.map_err(|cause| failed(Box::new(cause)))?;
            let judged = (self.accept)(task.clone(), answer.clone()).await;
            judged.map_err(|cause| failed(cause.into()))?;
            self.board.done(taken, None, answer);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_a_port() {
        assert_eq!(address("tcp://10.0.0.7:7701/").unwrap(), "10.0.0.7:7701");
        assert_eq!(address(" [::1]:7701 ").unwrap(), "[::1]:7701");
        for wrong in ["", "tcp://host", ":7701", "host:port", "tcp://host:1/path"] {
            assert!(matches!(address(wrong), Err(ClusterError::Address { .. })), "{wrong}");
        }
    }
}
