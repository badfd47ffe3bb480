//! Uploads at work: looked at or imported one after another, followed, taken back, taken up after a kill.

use std::{
    collections::HashMap,
    fs::File,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
};

use kernel::{Instant, Progress, Text};
use register::{
    Register,
    import::{self, ImportReport, Upload, UploadFormat, UploadId, UploadState},
    wash::build_index,
};
use tokio::{runtime::Handle, sync::Notify};

use crate::{AppState, problem::Chain, routes::register::register};

/// Where files lie until they are imported or taken back, below the installation's folder.
const FOLDER: &str = "imports";
/// How long a file waits for somebody to decide, seconds: 30 days.
const WAITS_S: i64 = 30 * 24 * 60 * 60;
/// Uploads that are looked through at the start of a server.
const LOOKED_THROUGH: u32 = 1_000;
/// Marks of work that was begun, and begun once more: they go when it ends, so that what ends the server each time is not
/// begun for ever.
const BEGUN: [&str; 2] = ["begun", "begun-again"];

/// The uploads that this server works on.
#[derive(Default)]
pub struct Imports {
    going: Mutex<HashMap<UploadId, Arc<Going>>>,
    /// The register takes one import at a time.
    turn: tokio::sync::Mutex<()>,
}

/// How far one has come.
#[derive(Default)]
pub struct Going {
    stage: Mutex<String>,
    total: AtomicU64,
    done: AtomicU64,
    stop: Notify,
    /// Since when it writes, microseconds; 0 while it waits for its turn, and where no more than a look is asked for.
    writes_since: AtomicI64,
    /// Whether it is stopped because the server ends, to be taken up again.
    ends: AtomicBool,
}

impl Progress for Going {
    fn stage(&self, name: &str, total: u64) {
        name.clone_into(&mut self.stage.lock().unwrap_or_else(PoisonError::into_inner));
        self.total.store(total, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    fn advance(&self, steps: u64) {
        self.done.fetch_add(steps, Ordering::Relaxed);
    }
}

impl Going {
    /// The stage, how many steps of it are done, and of how many; 0 where the end is not known.
    pub(crate) fn told(&self) -> (String, u64, u64) {
        let stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (stage, self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
}

/// Where the files of an upload lie.
pub(crate) fn folder(state: &AppState, id: UploadId) -> PathBuf {
    state.data.join(FOLDER).join(id.to_string())
}

/// The file that was sent.
pub(crate) fn file(state: &AppState, id: UploadId, format: UploadFormat) -> PathBuf {
    folder(state, id).join(format!("sent.{}", format.extension()))
}

/// The rows that were rejected, as a table.
pub(crate) fn rejects(state: &AppState, id: UploadId) -> PathBuf {
    folder(state, id).join("rejects.csv")
}

impl Imports {
    fn lock(&self) -> MutexGuard<'_, HashMap<UploadId, Arc<Going>>> {
        self.going.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far an upload has come that this server works on.
    pub fn going(&self, id: UploadId) -> Option<Arc<Going>> {
        self.lock().get(&id).map(Arc::clone)
    }

    /// Begins to look at an upload, or to import it, behind the answer. Files are read where that holds nobody up.
    pub(crate) fn begin(self: &Arc<Self>, state: &AppState, upload: Upload) {
        let going = Arc::new(Going::default());
        self.lock().insert(upload.id, Arc::clone(&going));
        let (this, state, runtime) = (Arc::clone(self), state.clone(), Handle::current());
        tokio::spawn(async move {
            let (id, was) = (upload.id, upload.state);
            let (worker, its, at) = (Arc::clone(&this), state.clone(), Arc::clone(&going));
            let work = tokio::task::spawn_blocking(move || {
                runtime.block_on(worker.work(&its, &upload, &at));
            });
            if work.await.is_err() {
                failed(&state, id, was, &broke_off()).await;
            }
            if this.is_over(id, &going) && is_cancelled(&state, id).await {
                // Whoever took it back left its files to whoever worked on it.
                forget(&state, id);
            }
        });
    }

    /// Takes work off the list; false where it was begun anew meanwhile.
    fn is_over(&self, id: UploadId, going: &Arc<Going>) -> bool {
        let mut known = self.lock();
        let own = known.get(&id).is_some_and(|one| Arc::ptr_eq(one, going));
        if own {
            known.remove(&id);
        }
        own
    }

    /// Stops the work on an upload that is taken back.
    pub(crate) fn stop(&self, id: UploadId) {
        if let Some(going) = self.going(id) {
            going.stop.notify_one();
        }
    }

    /// Stops all work, to be taken up again by the next server.
    pub(crate) fn end(&self) {
        for going in self.lock().values() {
            going.ends.store(true, Ordering::Release);
            going.stop.notify_one();
        }
    }

    /// Goes on with what a server left that was stopped or killed.
    pub async fn take_up(self: &Arc<Self>, state: &AppState) {
        forget_left(state).await;
        let uploads = match register(state).uploads(LOOKED_THROUGH).await {
            Ok(uploads) => uploads,
            Err(error) => {
                tracing::error!(cause = %Chain(&error), "uploads could not be looked through");
                return;
            }
        };
        let now = state.clock.now();
        for upload in uploads {
            let waits = matches!(upload.state, UploadState::Checked | UploadState::Failed);
            if upload.state.is_going() && file(state, upload.id, upload.format).exists() {
                self.begin(state, upload);
            } else if waits && now.seconds_since(upload.sent_at) > WAITS_S {
                take_back(state, &upload).await;
            }
        }
    }

    async fn work(&self, state: &AppState, upload: &Upload, going: &Going) {
        let path = file(state, upload.id, upload.format);
        let Ok(held) = File::open(&path) else {
            let lost = Text::new(
                "文件已不在这台服务器上，请重新上传",
                "The file is no longer with this server: send it again",
            );
            return failed(state, upload.id, upload.state, &lost).await;
        };
        // Another server over the same folder works on it.
        if held.try_lock().is_err() {
            return;
        }
        let marks = BEGUN.map(|name| folder(state, upload.id).join(name));
        if marks.iter().all(|mark| File::create_new(mark).is_err()) {
            unmark(&marks);
            drop(held);
            return failed(state, upload.id, upload.state, &broke_off()).await;
        }
        let register = register(state);
        let outcome = tokio::select! {
            biased;
            outcome = self.read(state, &register, upload, going) => outcome,
            () = going.stop.notified() => {
                unmark(&marks);
                let since = going.writes_since.load(Ordering::Acquire);
                if going.ends.load(Ordering::Acquire) || since == 0 {
                    return;
                }
                let (dataset, since) = (&upload.options.dataset, Instant::from_micros(since));
                match register.abandon_import(dataset, since).await {
                    Ok(None) => return,
                    // It had come into sight when it was taken back.
                    Ok(Some(report)) => Ok(report),
                    Err(error) => {
                        tracing::error!(cause = %Chain(&error), "an import that was taken back stays open");
                        return;
                    }
                }
            }
        };
        unmark(&marks);
        drop(held);
        if let Err(text) = &outcome {
            tracing::warn!(said = %text.en, upload = %upload.id, "an upload was refused");
        }
        let ended = outcome.as_ref().map_err(Text::clone);
        if let Err(error) = register.end_upload(upload.id, upload.state, ended).await {
            tracing::error!(cause = %Chain(&error), "what came of an upload could not be kept");
            return;
        }
        if upload.state != UploadState::Importing || outcome.is_err() {
            return;
        }
        if let Err(error) = std::fs::remove_file(&path) {
            tracing::error!(cause = %error, "a file that was imported stays");
        }
        tokio::select! {
            () = self.index(state, &register, going) => {}
            // The server ends; the next one follows the register.
            () = going.stop.notified() => {}
        }
    }

    /// Brings the wash index up to the register, as `linli import` does.
    async fn index(&self, state: &AppState, register: &Register, going: &Going) {
        let _turn = self.turn.lock().await;
        if let Err(error) = Box::pin(build_index(register, &state.data, going)).await {
            // It is followed within a minute, and the import stands.
            tracing::error!(cause = %Chain(&error), "the wash index is behind the register");
        }
    }

    /// The same that `linli import` does.
    async fn read(
        &self,
        state: &AppState,
        register: &Register,
        upload: &Upload,
        going: &Going,
    ) -> Result<ImportReport, Text> {
        let _turn = self.turn.lock().await;
        let dry_run = upload.state == UploadState::Checking;
        if !dry_run {
            going.writes_since.store(state.clock.now().micros(), Ordering::Release);
        }
        let mut options = upload.import_options(dry_run);
        options.rejects = Some(rejects(state, upload.id));
        let path = file(state, upload.id, upload.format);
        let read = match upload.format {
            UploadFormat::Osm => Box::pin(import::osm_pbf(register, &path, options, going)).await,
            UploadFormat::Csv | UploadFormat::Xlsx | UploadFormat::Geojson => {
                Box::pin(import::table(register, &path, options, going)).await
            }
        };
        read.map_err(|error| {
            tracing::warn!(cause = %Chain(&error), "an upload could not be read");
            error.message()
        })
    }
}

/// Said where work ended without an end: a panic, or twice with the server itself.
fn broke_off() -> Text {
    Text::new(
        "处理中断，请检查文件后再试",
        "Work on the file broke off: look at the file, then try again",
    )
}

/// Takes down that nothing came of it, and why; unless it was taken back.
async fn failed(state: &AppState, id: UploadId, was: UploadState, why: &Text) {
    if let Err(error) = register(state).end_upload(id, was, Err(why.clone())).await {
        tracing::error!(cause = %Chain(&error), "what came of an upload could not be kept");
    }
}

fn unmark(marks: &[PathBuf]) {
    for mark in marks {
        // The second is seldom there.
        let _ = std::fs::remove_file(mark);
    }
}

async fn is_cancelled(state: &AppState, id: UploadId) -> bool {
    let now = register(state).upload(id).await.ok().flatten();
    now.is_some_and(|now| now.state == UploadState::Cancelled)
}

/// Takes away what a killed server left of files that were on their way or taken back.
async fn forget_left(state: &AppState) {
    // No folder: nobody has sent a file yet.
    let Ok(entries) = std::fs::read_dir(state.data.join(FOLDER)) else { return };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let ids: Vec<UploadId> = names.filter_map(|name| name.parse().ok()).collect();
    for id in ids {
        let is_left = match register(state).upload(id).await {
            Ok(None) => !is_held(&folder(state, id)),
            Ok(Some(upload)) => upload.state == UploadState::Cancelled,
            Err(_) => false,
        };
        if is_left {
            forget(state, id);
        }
    }
}

/// Whether another server over the same folder takes a file into it.
fn is_held(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    let held = |path: PathBuf| File::open(path).is_ok_and(|file| file.try_lock().is_err());
    entries.filter_map(|entry| Some(entry.ok()?.path())).any(held)
}

/// Takes back what nobody decided on.
async fn take_back(state: &AppState, upload: &Upload) {
    let (from, to) = ([upload.state], UploadState::Cancelled);
    match register(state).bring_upload(upload.id, &from, to, None).await {
        Ok(()) => forget(state, upload.id),
        Err(error) => {
            tracing::warn!(cause = %Chain(&error), "a file that nobody decided on stays");
        }
    }
}

/// Removes the files of an upload that was taken back.
pub(crate) fn forget(state: &AppState, id: UploadId) {
    match std::fs::remove_dir_all(folder(state, id)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::error!(cause = %error, "files of an upload that was taken back stay");
        }
        _ => {}
    }
}
