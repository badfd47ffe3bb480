//! Photos of things: beside the database, by the hash of what was sent.

use access::{Action, Field, FieldSet, Grant, Person, Undisclosed};
use casework::{Kept, LOOSE_S};
use kernel::{AreaPath, Id};

use crate::{Error, FileId, Housing, Result, facts::File, store};

/// What a photo may show of somebody.
const PHOTO: FieldSet = FieldSet::of(&[Field::HazardPhoto]);

impl Housing {
    /// Keeps a photo: on disk when this returns. It is nobody's until an action names it.
    pub async fn keep_picture(&self, file: Vec<u8>) -> Result<File> {
        let Kept { hash, media, length, width, height } = self.album.keep(file).await?;
        let new = File {
            id: self.ids.next(),
            subject: None,
            hash,
            media,
            length,
            width,
            height,
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

    /// A photo of the hazard, the inspection or the notice `of` in `area`, under a grant there; `dwellers` live where it is,
    /// and see the read. [`access::Access::disclose`] opens it once the read is on the log: of them, and under a name that
    /// stands for that alone, so that no read is without a line.
    pub async fn photo(
        &self,
        grant: &Grant,
        (of, area): ([u8; 16], &AreaPath),
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
        if file.subject != Some(of) {
            return Err(Error::Missing);
        }
        let bytes = self.album.read(&file.hash).await?;
        let subject = Id::from_bytes(of);
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
            if went && !has_twin {
                self.album.remove(&file.hash)?;
            }
            gone += u64::from(went);
        }
        Ok(gone)
    }
}
