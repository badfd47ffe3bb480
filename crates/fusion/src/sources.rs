//! Where the departments' tables lie: in a folder, or in a bucket.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use bucket::{Bucket, Listed};

use crate::{
    FusionError,
    intake::{SourceFiles, files_under, fits_path},
    lake,
    mapping::Mapping,
};

/// Where the departments' tables lie.
#[derive(Clone, Debug)]
pub enum Sources {
    /// A folder.
    Folder(PathBuf),
    /// A bucket: a table comes to this machine when it is read, and goes again after the intake.
    Bucket {
        /// The bucket, and in it what is under the address.
        bucket: Arc<Bucket>,
        /// What lies there.
        listed: Vec<Listed>,
        /// Where a table lies while it is read.
        landing: PathBuf,
    },
}

impl From<PathBuf> for Sources {
    fn from(folder: PathBuf) -> Self {
        Self::Folder(folder)
    }
}

impl Sources {
    /// The tables of a bucket; while they are read they lie under `data`.
    pub fn of_bucket(bucket: Arc<Bucket>, data: &Path) -> Result<Self, FusionError> {
        let landing = data.join("landing");
        lake::remove(&landing)?;
        let listed = bucket.list("")?;
        Ok(Self::Bucket { bucket, listed, landing })
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Folder(folder) => folder.display().to_string(),
            Self::Bucket { bucket, .. } => bucket.name().to_owned(),
        }
    }

    /// The files of a mapping.
    pub(crate) fn find(&self, mapping: &Mapping) -> Result<SourceFiles, FusionError> {
        let found = match self {
            Self::Folder(folder) => SourceFiles {
                root: folder.clone(),
                paths: files_under(folder, &mapping.files),
                objects: None,
                day: None,
            },
            Self::Bucket { listed, landing, .. } => {
                let fit = listed.iter().filter(|listed| fits_path(&mapping.files, &listed.name));
                let objects: Vec<Listed> = fit.cloned().collect();
                let paths = objects.iter().map(|listed| landing.join(&listed.name)).collect();
                SourceFiles { root: landing.clone(), paths, objects: Some(objects), day: None }
            }
        };
        if found.paths.is_empty() {
            return Err(FusionError::NoFile {
                source_id: mapping.source.clone(),
                folder: self.name().into(),
                pattern: mapping.files.clone(),
            });
        }
        Ok(found)
    }

    /// Brings the files of a source to this machine, if they are not.
    pub(crate) fn land(&self, files: &SourceFiles) -> Result<(), FusionError> {
        for listed in files.objects.iter().flatten() {
            self.land_one(listed)?;
        }
        Ok(())
    }

    /// A file by its name, on this machine.
    pub(crate) fn file(&self, name: &str) -> Result<PathBuf, FusionError> {
        match self {
            Self::Folder(folder) => Ok(folder.join(name)),
            Self::Bucket { listed, landing, bucket } => {
                let name = name.trim_start_matches("./");
                let Some(found) = listed.iter().find(|listed| listed.name == name) else {
                    let missing = format!("{}/{name}", bucket.name());
                    return Err(FusionError::file(missing)(std::io::ErrorKind::NotFound.into()));
                };
                self.land_one(found)?;
                Ok(landing.join(name))
            }
        }
    }

    fn land_one(&self, listed: &Listed) -> Result<(), FusionError> {
        let Self::Bucket { bucket, landing, .. } = self else { return Ok(()) };
        let path = landing.join(&listed.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(FusionError::file(parent))?;
        }
        if !path.exists() {
            bucket.download(&listed.name, listed.bytes, &path)?;
        }
        Ok(())
    }

    /// Takes the tables off this machine again: they hold what the lake does not.
    pub(crate) fn leave(&self) -> Result<(), FusionError> {
        match self {
            Self::Folder(_) => Ok(()),
            Self::Bucket { landing, .. } => lake::remove(landing),
        }
    }
}
