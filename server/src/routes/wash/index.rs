//! The wash index, open as long as its file stays the same.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::SystemTime,
};

use kernel::{Clock, Instant, Text};
pub(crate) use register::wash::Washing as Open;
use register::{
    Register,
    wash::{delta_path, follow_changes, follow_index, index_path},
};

use super::names::Remembered;
use crate::{AppState, Problem, caller::Recent, problem::Chain, routes::register::register};

/// When a file was written, and how long it is: two may be written within one tick of the file system.
type Facts = (SystemTime, u64);
/// The index as it was written, and what changed since.
type Written = (Facts, Option<Facts>);

/// How long an index that could not be written whole is left alone: a full disk stays so for more than a minute.
const REST_S: i64 = 15 * 60;

/// The installation's wash index; opened by the first who asks, and again once
/// an import or a correction has replaced a file of it.
pub struct WashIndex {
    data: PathBuf,
    /// Its file, and that of what changed since.
    files: [PathBuf; 2],
    open: RwLock<Option<(Written, Arc<Open>)>>,
    /// Held by whoever opens it.
    opening: Mutex<()>,
    /// Who washed or typed a moment ago.
    pub(crate) callers: Recent,
    /// What places are called.
    pub(crate) names: Remembered,
    /// Whether somebody waits for their turn to bring the index up to date behind an answer.
    waiting: AtomicBool,
    turn: tokio::sync::Mutex<()>,
    /// When the index could not be written whole, the last time that was tried.
    failed: Mutex<Option<Instant>>,
}

impl WashIndex {
    /// The index in the folder `data`, not yet opened.
    pub(crate) fn new(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            files: [index_path(data), delta_path(data)],
            open: RwLock::default(),
            opening: Mutex::default(),
            callers: Recent::default(),
            names: Remembered::default(),
            waiting: AtomicBool::default(),
            turn: tokio::sync::Mutex::default(),
            failed: Mutex::default(),
        }
    }

    /// Brings the index up to what was just changed. Where it has to be written whole, that goes on behind the answer.
    ///
    /// What was changed stands, whatever becomes of the index: what cannot be written now is caught up.
    pub(crate) async fn follow(self: &Arc<Self>, state: &AppState) {
        if self.changed_at().is_none() {
            return;
        }
        let register = register(state);
        match follow_changes(&register, &self.data).await {
            Ok(Some(_)) => {}
            Ok(None) => self.follow_behind(state, register),
            Err(error) => {
                tracing::error!(cause = %Chain(&error), "the wash index is behind the register");
            }
        }
    }

    /// Follows what nobody did: another process changed it, or what changed could not be written at the time.
    pub async fn catch_up(self: &Arc<Self>, state: &AppState) {
        if self.changed_at().is_none() {
            return;
        }
        let version = match register(state).version().await {
            Ok(version) => version,
            Err(error) => {
                tracing::error!(cause = %Chain(&error), "the register's version cannot be read");
                return;
            }
        };
        let open = self.get().await;
        let aside = open.as_ref().is_ok_and(|open| open.left_aside());
        if !aside && open.is_ok_and(|open| open.version() == version) {
            return;
        }
        self.follow(state).await;
        if aside {
            // What could not be read once may be read now, though its file is the same.
            *self.open.write().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// Whether it could not be written whole a while ago, and is not tried again yet.
    pub fn rests(&self, clock: &dyn Clock) -> bool {
        let failed = *self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.is_some_and(|at| (0..REST_S).contains(&clock.now().seconds_since(at)))
    }

    /// Writes the index whole, once whoever is at it is done. Who waits already will know what is known now.
    fn follow_behind(self: &Arc<Self>, state: &AppState, register: Register) {
        if self.rests(&*state.clock) || self.waiting.swap(true, Ordering::AcqRel) {
            return;
        }
        let (this, clock) = (Arc::clone(self), Arc::clone(&state.clock));
        tokio::spawn(async move {
            let _turn = this.turn.lock().await;
            this.waiting.store(false, Ordering::Release);
            if this.rests(&*clock) {
                return;
            }
            let done = follow_index(&register, &this.data, &kernel::Silent).await;
            if let Err(error) = &done {
                tracing::error!(cause = %Chain(error), "the wash index could not be written");
            }
            let failed = done.is_err().then(|| clock.now());
            *this.failed.lock().unwrap_or_else(PoisonError::into_inner) = failed;
        });
    }

    /// The open index; 503 where there is none yet, or none that can be used: it is then written anew within minutes.
    pub async fn get(self: &Arc<Self>) -> Result<Arc<Open>, Problem> {
        // A look at the file's facts is shorter than the way to another thread.
        if let Some(open) = self.changed_at().and_then(|at| self.known(at)) {
            return Ok(open);
        }
        let this = Arc::clone(self);
        let opened = tokio::task::spawn_blocking(move || this.current());
        opened.await.map_err(Problem::internal)?
    }

    fn changed_at(&self) -> Option<Written> {
        let of = |path: &Path| -> Option<Facts> {
            let facts = path.metadata().ok()?;
            Some((facts.modified().ok()?, facts.len()))
        };
        let [index, delta] = &self.files;
        Some((of(index)?, of(delta)))
    }

    /// The open index, where its files are those written then.
    fn known(&self, changed_at: Written) -> Option<Arc<Open>> {
        let known = self.open.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(at, _)| *at == changed_at).map(|(_, open)| Arc::clone(open))
    }

    fn current(&self) -> Result<Arc<Open>, Problem> {
        let missing = || {
            Problem::unavailable(Text::new(
                "还没有地址索引，请先导入登记数据",
                "There is no address index yet: import a register first",
            ))
        };
        // A correction replaces a file: all who wash then wait for one to open it, tens of megabytes in a large district.
        let _one = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        let changed_at = self.changed_at().ok_or_else(missing)?;
        if let Some(open) = self.known(changed_at) {
            return Ok(open);
        }
        let open = Open::open(&self.data).map_err(|error| {
            tracing::warn!(cause = %Chain(&error), "the wash index cannot be opened");
            Problem::unavailable(Text::new(
                "地址索引暂不可用，系统会自动重建，请几分钟后再试",
                "The address index cannot be used just now and is written anew: try again in a few minutes",
            ))
        })?;
        let open = Arc::new(open);
        let put = (changed_at, Arc::clone(&open));
        // The former one is given back once nobody waits for the lock.
        let _former = self.open.write().unwrap_or_else(PoisonError::into_inner).replace(put);
        Ok(open)
    }
}
