//! Workers on this machine, each in a runtime of its own that can be torn down.

use std::{
    sync::{
        Arc, Mutex, OnceLock,
        mpsc::{Sender, channel},
    },
    time::Duration,
};

use cluster::{ClusterError, Crew, Key, Patience, Shift, Steps, Task, Work, serve};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

pub(crate) fn key(digit: char) -> Key {
    Key::parse(&digit.to_string().repeat(64)).unwrap()
}

/// Squares numbers; what it does besides is the test's.
pub(crate) struct Squares(pub(crate) Box<Before>);

/// What is done before a task is.
pub(crate) type Before = dyn Fn(&Task) -> Result<(), String> + Send + Sync;

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Refused(String);

impl Work for Squares {
    type Error = Refused;

    fn run(&self, task: &Task, steps: &Steps) -> Result<Value, Refused> {
        (self.0)(task).map_err(Refused)?;
        steps.step().map_err(|ended| Refused(ended.to_string()))?;
        let number = task.body.as_u64().unwrap();
        Ok(json!(number * number))
    }
}

pub(crate) fn plain() -> Arc<Squares> {
    Arc::new(Squares(Box::new(|_| Ok(()))))
}

/// A worker; gone when dropped, as a killed process is.
pub(crate) struct Hand {
    pub(crate) address: String,
    runtime: Option<Runtime>,
}

impl Hand {
    pub(crate) fn new(work: Arc<Squares>) -> Self {
        Self::of(work, key('a'), "linli 1")
    }

    pub(crate) fn of(work: Arc<Squares>, key: Key, program: &str) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let program = program.to_owned();
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            serve(listener, key, program, work, std::future::pending()).await
        });
        Self { address, runtime: Some(runtime) }
    }

    /// A worker that tells when it holds its first partition and never goes on with it.
    pub(crate) fn stuck() -> (Self, Stuck) {
        let part = Arc::new(OnceLock::new());
        let (release, released) = channel::<()>();
        let (told, released) = (Arc::clone(&part), Mutex::new(released));
        let work = Squares(Box::new(move |task| {
            let _ = told.set(task.part);
            // Ends with the test, which holds the other end.
            let _ = released.lock().unwrap().recv();
            Err("it was let go".to_owned())
        }));
        (Self::new(Arc::new(work)), Stuck { part, _release: release })
    }
}

/// The partition a stuck worker holds, once it has one.
pub(crate) struct Stuck {
    pub(crate) part: Arc<OnceLock<usize>>,
    _release: Sender<()>,
}

impl Stuck {
    /// Work that begins once the stuck worker holds its partition.
    pub(crate) fn after(&self) -> Arc<Squares> {
        let part = Arc::clone(&self.part);
        Arc::new(Squares(Box::new(move |_| {
            part.wait();
            Ok(())
        })))
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

pub(crate) fn crew(addresses: &[&str]) -> Crew {
    let patience = Patience { silence: Duration::from_secs(5), ..Patience::default() };
    Crew::new(addresses.iter().copied(), key('a'), "linli 1".to_owned(), patience).unwrap()
}

/// Squares 0 to 19 with a crew; the coordinator's own work is `home`.
pub(crate) async fn squares(crew: &Crew, home: &Arc<Squares>) -> Result<Shift, ClusterError> {
    let bodies = (0..20).map(Value::from).collect();
    crew.run("square", bodies, home, &|_, answer| {
        let number = answer.as_u64().map(|_| ()).ok_or_else(|| "not a number".to_owned());
        Box::pin(std::future::ready(number))
    })
    .await
}

pub(crate) fn answers(shift: &Shift) -> Vec<u64> {
    shift.parts.iter().map(|part| part.answer.as_u64().unwrap()).collect()
}

pub(crate) fn expected() -> Vec<u64> {
    (0..20).map(|number| number * number).collect()
}
