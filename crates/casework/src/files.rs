//! Files of cases: photos and voice notes, beside the database, by the hash of what was sent.

use kernel::Instant;

use crate::{AttachmentId, CaseId, Casework, MicroEventId, Result, Sound, album::Kept, store};

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The case it belongs to; none until one names it.
    pub case: Option<CaseId>,
    /// The micro-event it belongs to, while that is no case.
    pub micro: Option<MicroEventId>,
    /// BLAKE3 of what was sent, in hex.
    pub hash: String,
    /// Media type of what is kept.
    pub media: String,
    /// Length of what is kept, bytes.
    pub length: u64,
    /// Width, pixels; none of a voice note.
    pub width: u32,
    /// Height, pixels; none of a voice note.
    pub height: u32,
    /// When it came.
    pub created_at: Instant,
}

impl Attachment {
    /// What it is of, where it is a voice note.
    #[must_use]
    pub fn sound(&self) -> Option<Sound> {
        Sound::of_media(&self.media)
    }
}

/// A file that no case, no micro-event and no form named goes after this, seconds.
pub const LOOSE_S: i64 = 24 * 3_600;

impl Casework {
    /// Keeps a photo: on disk when this returns. It is nobody's until an action names it.
    pub async fn keep_picture(&self, file: Vec<u8>) -> Result<Attachment> {
        let kept = self.album.keep(file).await?;
        self.attach(kept).await
    }

    /// Keeps a voice note: on disk when this returns. It is nobody's until a report names it.
    pub async fn keep_voice(&self, file: Vec<u8>) -> Result<Attachment> {
        let kept = self.album.keep_voice(file).await?;
        self.attach(kept).await
    }

    async fn attach(&self, kept: Kept) -> Result<Attachment> {
        let Kept { hash, media, length, width, height } = kept;
        let new = Attachment {
            id: self.ids.next(),
            case: None,
            micro: None,
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

    /// The voice note of a case, where one came with its report.
    pub async fn voice_of(&self, case: CaseId) -> Result<Option<Attachment>> {
        Ok(self.attachments(case).await?.into_iter().find(|file| file.sound().is_some()))
    }

    /// The bytes of a photo. What leaves goes through [`Casework::photo`].
    pub(crate) async fn file(&self, attachment: &Attachment) -> Result<Vec<u8>> {
        self.album.read(&attachment.hash).await
    }

    /// Deletes files that no case and no micro-event named within a day, and those of micro-events that are gone. How many
    /// went.
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
            if !has_twin {
                self.album.remove(&file.hash)?;
            }
            gone += 1;
        }
        Ok(gone)
    }
}
