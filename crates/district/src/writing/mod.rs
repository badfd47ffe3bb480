//! Files: GeoJSON, CSV in several encodings, XLSX.

pub(crate) mod features;
pub(crate) mod table;

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::Error;

/// Creates a file, with its folder.
pub(crate) fn create(path: &Path) -> Result<BufWriter<File>, Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(failed)?;
    }
    File::create(path).map(|f| BufWriter::with_capacity(1 << 18, f)).map_err(failed)
}

/// An error that names the file.
pub(crate) fn failed(path: &Path) -> impl Fn(std::io::Error) -> Error + use<> {
    let path: PathBuf = path.to_owned();
    move |source| Error::Write { path: path.clone(), source }
}
