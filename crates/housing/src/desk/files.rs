//! Photos of things: beside the database, by the hash of what was sent.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use access::{Action, Field, FieldSet, Grant, Person, Undisclosed};
use casework::Picture;
use kernel::{AreaPath, Id};

use crate::{Error, FileId, Hazard, Housing, Result, facts::File, store};

/// What a photo may show of somebody.
const PHOTO: FieldSet = FieldSet::of(&[Field::HazardPhoto]);
/// A file that no action named goes after this, seconds.
const LOOSE_S: i64 = 24 * 3_600;

impl Housing {
    /// Keeps a photo: on disk when this returns. It is nobody's until an action names it.
    pub async fn keep_picture(&self, file: Vec<u8>) -> Result<File> {
        let folder = self.folder.clone();
        let task = tokio::task::spawn_blocking(move || -> Result<(Picture, u64)> {
            let picture = Picture::read(&file)?;
            let length = write(&path(&folder, &picture.hash), &picture.jpeg)?;
            Ok((picture, length))
        });
        let (picture, length) = task.await.map_err(|_| Error::Task)??;
        let new = File {
            id: self.ids.next(),
            subject: None,
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
                Box::pin(async move { store::files::insert(unit, &kept).await })
            })
            .await?;
        Ok(new)
    }

    /// What is known of a file.
    pub async fn file(&self, id: FileId) -> Result<Option<File>> {
        store::files::find((&self.database).into(), id).await
    }

    /// A photo of a hazard in `area`, under a grant there; `dwellers` live where it is, and see the read.
    /// [`access::Access::disclose`] opens it once the read is on the log: of them, and under a name that stands for this
    /// hazard alone, so that no read is without a line.
    pub async fn photo(
        &self,
        grant: &Grant,
        (hazard, area): (&Hazard, &AreaPath),
        file: &File,
        dwellers: Vec<Id<Person>>,
    ) -> Result<Undisclosed<Vec<u8>>> {
        let needed = Action::HousingViewPhotos;
        if grant.action() != needed {
            return Err(Error::OtherGrant { held: grant.action().name(), needed: needed.name() });
        }
        if !grant.area().contains(area) {
            return Err(access::Error::OutsideGrant.into());
        }
        if file.subject != Some(hazard.id.to_bytes()) {
            return Err(Error::Missing);
        }
        let path = path(&self.folder, &file.hash);
        let shown = path.clone();
        let read = tokio::task::spawn_blocking(move || fs::read(path)).await;
        let bytes =
            read.map_err(|_| Error::Task)?.map_err(|source| Error::File { path: shown, source })?;
        let subject = Id::from_bytes(hazard.id.to_bytes());
        Ok(Undisclosed::new(bytes, vec![subject], PHOTO).concerning(dwellers))
    }

    /// Deletes files that no action named within a day. How many went.
    pub async fn drop_loose_files(&self) -> Result<u64> {
        let before = self.clock.now().plus_seconds(-LOOSE_S);
        let mut gone = 0;
        for file in store::files::loose((&self.database).into(), before).await? {
            let mut unit = self.database.begin().await?;
            let (went, has_twin) = store::files::delete(&mut unit, &file).await?;
            unit.commit().await?;
            let path = path(&self.folder, &file.hash);
            if went && !has_twin && path.exists() {
                fs::remove_file(&path).map_err(|source| Error::File { path, source })?;
            }
            gone += u64::from(went);
        }
        Ok(gone)
    }
}

fn path(folder: &Path, hash: &str) -> PathBuf {
    folder.join(hash.get(..2).unwrap_or(hash)).join(format!("{hash}.jpg"))
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
