//! What the partitions of a stage are to read, put where other machines can.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use bucket::Bucket;
use register::wash::{index_path, places_path};

use super::{
    pieces::Piece,
    shared::{Kept, Sent},
};
use crate::{
    FusionError, gazetteer,
    lake::{self, FILES, PARTS, carve},
};

/// Where the wash index is kept.
const INDEX: &str = "index";

/// The inputs of one stage.
pub(super) struct Inputs<'a> {
    data: &'a Path,
    bucket: Option<&'a Bucket>,
    parts: String,
    /// Ranges of rows as files of their own, until they are in the bucket.
    carved: PathBuf,
    count: usize,
}

impl<'a> Inputs<'a> {
    /// Of a stage that is written into `folder`.
    pub(super) fn of(
        data: &'a Path,
        bucket: Option<&'a Bucket>,
        run: &str,
        folder: &Path,
    ) -> Result<Self, FusionError> {
        let carved = folder.join("inputs");
        if bucket.is_some() {
            fs::create_dir_all(&carved).map_err(FusionError::file(&carved))?;
        }
        Ok(Self { data, bucket, parts: format!("{PARTS}/{run}"), carved, count: 0 })
    }

    /// Rows of a file, and which rows they are in what is sent: the file itself, or the rows alone.
    pub(super) fn rows(
        &mut self,
        file: &Path,
        rows: Range<u64>,
    ) -> Result<(Sent, Range<u64>), FusionError> {
        if self.bucket.is_none() {
            return Ok((Sent { file: sent_path(self.data, file)?, kept: None }, rows));
        }
        let part = self.carved.join(format!("{:06}.parquet", self.count));
        self.count += 1;
        let count = carve(file, rows, &part)?;
        Ok((Sent { file: sent_path(self.data, &part)?, kept: None }, 0..count))
    }

    /// A table in parts.
    pub(super) fn table(&self, folder: &Path) -> Result<Vec<Sent>, FusionError> {
        let Some(bucket) = self.bucket else {
            return Ok(vec![Sent { file: sent_path(self.data, folder)?, kept: None }]);
        };
        lake::remove(&self.carved)?;
        let parts = lake::parts_by_source(folder)?;
        let paths: Vec<PathBuf> = parts.into_iter().map(|(path, _)| path).collect();
        kept(self.data, bucket, FILES, &paths)
    }

    /// The wash index and its places, under what is in them; an older index goes.
    pub(super) fn index(&self) -> Result<Vec<Sent>, FusionError> {
        let Some(bucket) = self.bucket else { return Ok(Vec::new()) };
        let folder = gazetteer::kept(self.data);
        let pair = [index_path(&folder), places_path(&folder)];
        let sent = kept(self.data, bucket, INDEX, &pair)?;
        let current = |name: &str| {
            sent.iter()
                .filter_map(|sent| sent.kept.as_ref())
                .any(|kept| name.ends_with(&kept.mark.blake3))
        };
        let all = bucket.list(INDEX)?.into_iter().map(|listed| listed.name);
        bucket.remove(all.filter(|name| !current(name)).collect())?;
        Ok(sent)
    }

    /// Sends the rows that were carved and tells the pieces where they are; how many bytes that was.
    pub(super) fn send(
        self,
        pieces: &mut dyn Iterator<Item = &mut Piece>,
    ) -> Result<u64, FusionError> {
        let Some(bucket) = self.bucket else { return Ok(0) };
        let mut waiting: Vec<&mut Sent> = pieces.flat_map(Piece::rows_of).collect();
        let path = |sent: &Sent| self.data.join(&sent.file);
        let paths: Vec<PathBuf> = waiting.iter().map(|sent| path(sent)).collect();
        let marks = bucket.keep_all(&self.parts, &paths)?;
        let mut bytes = 0;
        for (sent, mark) in waiting.iter_mut().zip(marks) {
            bytes += mark.bytes;
            sent.kept = Some(Kept { folder: self.parts.clone(), mark });
        }
        lake::remove(&self.carved)?;
        Ok(bytes)
    }
}

fn kept(
    data: &Path,
    bucket: &Bucket,
    folder: &str,
    paths: &[PathBuf],
) -> Result<Vec<Sent>, FusionError> {
    let marks = bucket.keep_all(folder, paths)?;
    let sent = paths.iter().zip(marks).map(|(path, mark)| {
        let kept = Some(Kept { folder: folder.to_owned(), mark });
        Ok(Sent { file: sent_path(data, path)?, kept })
    });
    sent.collect()
}

/// A path as it is sent: from the shared folder.
pub(super) fn sent_path(data: &Path, path: &Path) -> Result<String, FusionError> {
    let inside = path.strip_prefix(data).ok().and_then(Path::to_str);
    let outside = || format!("{} is not in the shared folder", path.display());
    inside.map(ToOwned::to_owned).ok_or_else(|| FusionError::part("any", outside()))
}
