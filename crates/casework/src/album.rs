//! Photos and voice notes beside the database, each by the hash of what was sent.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use crate::{Error, Picture, Result, Sound};

/// A folder of photos and voice notes. What is known of each stands in the database of whoever keeps them.
#[derive(Clone, Debug)]
pub struct Album {
    folder: PathBuf,
}

/// What was kept of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
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
}

impl Album {
    /// The photos in a folder, which need not be there yet.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps a photo that somebody sent, as [`Picture`] makes it: on disk when this returns. The same file sent again
    /// lies there once.
    pub async fn keep(&self, file: Vec<u8>) -> Result<Kept> {
        let this = self.clone();
        let task = tokio::task::spawn_blocking(move || -> Result<Kept> {
            let Picture { jpeg, width, height, hash } = Picture::read(&file)?;
            write(&this.path(&hash), &jpeg)?;
            let length = jpeg.len() as u64;
            Ok(Kept { hash, media: "image/jpeg".to_owned(), length, width, height })
        });
        task.await.map_err(|_| access::Error::Task)?
    }

    /// Keeps a voice note that somebody sent, as it is, where [`Sound`] takes it: on disk when this returns.
    pub async fn keep_voice(&self, file: Vec<u8>) -> Result<Kept> {
        let this = self.clone();
        let task = tokio::task::spawn_blocking(move || -> Result<Kept> {
            let media = Sound::of(&file)?.media().to_owned();
            let hash = blake3::hash(&file).to_hex().to_string();
            write(&this.voice_path(&hash), &file)?;
            Ok(Kept { hash, media, length: file.len() as u64, width: 0, height: 0 })
        });
        task.await.map_err(|_| access::Error::Task)?
    }

    /// The bytes of a photo.
    pub async fn read(&self, hash: &str) -> Result<Vec<u8>> {
        read(self.path(hash)).await
    }

    /// The bytes of a voice note.
    pub async fn read_voice(&self, hash: &str) -> Result<Vec<u8>> {
        read(self.voice_path(hash)).await
    }

    /// Removes what no row names any more, where it is there.
    pub fn remove(&self, hash: &str) -> Result<()> {
        for path in [self.path(hash), self.voice_path(hash)] {
            if path.exists() {
                fs::remove_file(&path).map_err(|source| Error::File { path, source })?;
            }
        }
        Ok(())
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.named(hash, "jpg")
    }

    fn voice_path(&self, hash: &str) -> PathBuf {
        self.named(hash, "voice")
    }

    fn named(&self, hash: &str, ending: &str) -> PathBuf {
        self.folder.join(hash.get(..2).unwrap_or(hash)).join(format!("{hash}.{ending}"))
    }
}

async fn read(path: PathBuf) -> Result<Vec<u8>> {
    let task = tokio::task::spawn_blocking(move || {
        fs::read(&path).map_err(|source| Error::File { path, source })
    });
    task.await.map_err(|_| access::Error::Task)?
}

/// Writes a file whole or not at all, flushed.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::File { path: path.to_owned(), source };
    if path.is_file() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut partial = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    partial.write_all(bytes).map_err(failed)?;
    partial.as_file().sync_all().map_err(failed)?;
    partial.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PictureFault, VoiceFault};

    #[tokio::test]
    async fn a_file_lies_there_once_is_read_by_its_hash_and_goes() {
        let folder = tempfile::tempdir().unwrap();
        let album = Album::new(folder.path().join("album"));
        let mut png = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::from_pixel(8, 6, image::Rgb([3, 2, 1]));
        picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
        let kept = album.keep(png.get_ref().clone()).await.unwrap();
        assert_eq!((kept.width, kept.height, kept.media.as_str()), (8, 6, "image/jpeg"));
        assert_eq!(album.keep(png.into_inner()).await.unwrap(), kept, "the same, sent again");
        let bytes = album.read(&kept.hash).await.unwrap();
        assert_eq!(bytes.len() as u64, kept.length);
        album.remove(&kept.hash).unwrap();
        album.remove(&kept.hash).unwrap();
        assert!(matches!(album.read(&kept.hash).await, Err(Error::File { .. })));
        let said = album.keep_voice(b"no sound".to_vec()).await;
        assert!(matches!(said, Err(Error::Voice(VoiceFault::NotAVoiceNote))));
        let mut note = b"OggS\0\x02".to_vec();
        note.extend_from_slice(&[0; 20]);
        note.extend_from_slice(b"\x01\x08OpusHead");
        let kept = album.keep_voice(note.clone()).await.unwrap();
        assert_eq!((kept.width, kept.media.as_str()), (0, "audio/ogg"));
        assert_eq!(album.read_voice(&kept.hash).await.unwrap(), note, "as it came");
        album.remove(&kept.hash).unwrap();
        assert!(matches!(album.read_voice(&kept.hash).await, Err(Error::File { .. })));
        let refused = album.keep(b"no picture".to_vec()).await;
        assert!(matches!(refused, Err(Error::Picture(PictureFault::NotAPicture))));
    }
}
