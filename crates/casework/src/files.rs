//! Files of cases: photos, beside the database, by the hash of what was sent.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use kernel::Instant;

use crate::{AttachmentId, CaseId, Casework, Error, Picture, Result, store};

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The case it belongs to; none until one names it.
    pub case: Option<CaseId>,
    /// BLAKE3 of what was sent, in hex.
    pub hash: String,
    /// Media type of what is kept.
    pub media: String,
    /// Length of what is kept, bytes.
    pub length: u64,
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// When it came.
    pub created_at: Instant,
}

/// A file that no case named goes after this, seconds.
const LOOSE_S: i64 = 24 * 3_600;

impl Casework {
    /// Keeps a photo: on disk when this returns. It is nobody's until an action names it.
    pub async fn keep_picture(&self, file: Vec<u8>) -> Result<Attachment> {
        let folder = self.folder.clone();
        let task = tokio::task::spawn_blocking(move || -> Result<(Picture, u64)> {
            let picture = Picture::read(&file)?;
            let length = write(&path(&folder, &picture.hash), &picture.jpeg)?;
            Ok((picture, length))
        });
        let (picture, length) = task.await.map_err(|_| access::Error::Task)??;
        let new = Attachment {
            id: self.ids.next(),
            case: None,
            hash: picture.hash,
            media: "image/jpeg".to_owned(),
            length,
            width: picture.width,
            height: picture.height,
            created_at: self.clock.now(),
        };
        let kept = new.clone();
        self.database
            .together(0, move |unit| {
                Box::pin(async move { store::attachments::insert(unit, &kept).await })
            })
            .await?;
        Ok(new)
    }

    /// What is known of a file.
    pub async fn attachment(&self, id: AttachmentId) -> Result<Option<Attachment>> {
        store::attachments::find(&self.database, id).await
    }

    /// Files of a case.
    pub async fn attachments(&self, case: CaseId) -> Result<Vec<Attachment>> {
        store::attachments::of_case(&self.database, case).await
    }

    /// The bytes of a file. What leaves goes through [`Casework::photo`].
    pub(crate) async fn file(&self, attachment: &Attachment) -> Result<Vec<u8>> {
        let path = path(&self.folder, &attachment.hash);
        let shown = path.clone();
        let read = tokio::task::spawn_blocking(move || fs::read(path)).await;
        read.map_err(|_| access::Error::Task)?.map_err(|source| Error::File { path: shown, source })
    }

    /// Deletes files that no case named within a day. How many went.
    pub async fn drop_loose_files(&self) -> Result<u64> {
        let before = self.clock.now().plus_seconds(-LOOSE_S);
        let loose = store::attachments::loose(&self.database, before).await?;
        self.drop_files(&loose).await
    }

    pub(crate) async fn drop_files(&self, files: &[Attachment]) -> Result<u64> {
        let mut gone = 0;
        for file in files {
            let mut unit = self.database.begin().await?;
            let has_twin = store::attachments::delete(&mut unit, file).await?;
            unit.commit().await?;
            let path = path(&self.folder, &file.hash);
            if !has_twin && path.exists() {
                fs::remove_file(&path).map_err(|source| Error::File { path, source })?;
            }
            gone += 1;
        }
        Ok(gone)
    }
}

fn path(folder: &Path, hash: &str) -> PathBuf {
    folder.join(&hash[..hash.len().min(2)]).join(format!("{hash}.jpg"))
}

/// Writes a file whole or not at all, flushed; its length.
fn write(path: &Path, bytes: &[u8]) -> Result<u64> {
    let failed = |source| Error::File { path: path.to_owned(), source };
    let length = bytes.len() as u64;
    if path.is_file() {
        // The same photo, sent again.
        return Ok(length);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut partial = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    partial.write_all(bytes).map_err(failed)?;
    partial.as_file().sync_all().map_err(failed)?;
    partial.persist(path).map_err(|error| failed(error.error))?;
    Ok(length)
}
