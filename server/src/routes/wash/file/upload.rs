//! A file that was sent: streamed to disk, gone when no longer needed.

use std::path::{Path, PathBuf};

use axum::extract::{Multipart, multipart::Field};
use kernel::{Entity, Text};
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt as _,
};

use crate::{AppState, Problem};

/// Where files lie while they are washed, below the installation's folder.
const FOLDER: &str = "uploads";

/// Longest file, bytes.
const LONGEST: u64 = 1 << 30;

struct UploadMark;
impl Entity for UploadMark {
    const NAME: &'static str = "upload";
}

/// A file on disk with the columns to read.
pub(super) struct Upload {
    pub(super) path: PathBuf,
    /// What the sender calls it, for messages.
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    /// Locked while this server works on it.
    _held: std::fs::File,
}

impl Drop for Upload {
    fn drop(&mut self) {
        // A file that cannot be removed now is removed when the server starts again.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Takes away what a server that was killed left of files that were being washed.
pub fn forget_left(data: &Path) {
    // No folder: nobody has sent a file yet.
    let Ok(entries) = std::fs::read_dir(data.join(FOLDER)) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        // Another server over the same folder holds those that it is washing.
        let is_left = std::fs::File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if is_left && let Err(error) = std::fs::remove_file(&path) {
            tracing::error!(cause = %error, file = %path.display(), "what is left of a wash stays");
        }
    }
}

impl Upload {
    /// Takes the form's parts `column` and `file` as they come.
    pub(super) async fn receive(state: &AppState, mut form: Multipart) -> Result<Self, Problem> {
        let mut columns = Vec::new();
        let broken = |_| {
            Problem::bad_request(Text::new("上传内容不完整", "The upload broke off or is no form"))
        };
        while let Some(part) = form.next_field().await.map_err(broken)? {
            match part.name() {
                Some("column") => {
                    let text = part.text().await.map_err(broken)?;
                    columns = text.split(',').map(|name| name.trim().to_owned()).collect();
                    columns.retain(|name| !name.is_empty());
                }
                Some("file") if !columns.is_empty() => {
                    return Self::keep(state, part, columns).await;
                }
                _ => {}
            }
        }
        Err(Problem::bad_request(Text::new(
            "请先给出地址所在的列（column），再给出文件（file）",
            "Name the column of the address (column) first, then send the file (file)",
        )))
    }

    async fn keep(
        state: &AppState,
        mut part: Field<'_>,
        columns: Vec<String>,
    ) -> Result<Self, Problem> {
        let folder = state.data.join(FOLDER);
        fs::create_dir_all(&folder).await.map_err(Problem::internal)?;
        let name = part.file_name().unwrap_or("file").chars().take(120).collect();
        let path = folder.join(state.ids.next::<UploadMark>().to_string());
        let mut file = File::create(&path).await.map_err(Problem::internal)?;
        let held = file.try_clone().await.map_err(Problem::internal)?.into_std().await;
        held.lock_shared().map_err(Problem::internal)?;
        // From here on the file goes with the upload, whatever happens.
        let upload = Self { path, name, columns, _held: held };
        let mut length = 0;
        loop {
            let chunk = part
                .chunk()
                .await
                .map_err(|_| Problem::bad_request(Text::new("上传中断", "The upload broke off")))?;
            let Some(chunk) = chunk else { break };
            length += chunk.len() as u64;
            if length > LONGEST {
                return Err(Problem::too_large(Text::new(
                    "文件超过 1 GiB，请分成几个",
                    "The file is longer than 1 GiB: split it",
                )));
            }
            file.write_all(&chunk).await.map_err(|error| match error.kind() {
                std::io::ErrorKind::StorageFull => Problem::unavailable(Text::new(
                    "磁盘已满，无法接收文件",
                    "The disk is full: the file cannot be taken",
                )),
                _ => Problem::internal(error),
            })?;
        }
        file.flush().await.map_err(Problem::internal)?;
        Ok(upload)
    }
}
