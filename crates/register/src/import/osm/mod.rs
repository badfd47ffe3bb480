//! OpenStreetMap extracts (`.osm.pbf`).
//!
//! The file is walked before anything else, so that one that was cut short is
//! refused with the offset at which it ends. Then relations, ways and nodes
//! are read in three passes; memory holds what is kept of the extract, not
//! the extract.
//!
//! A road is all ways of one name. A building takes the address on it, or that
//! of an address point inside it; further points become address aliases, and a
//! point in no building a building of which only the position is known.

mod addresses;
mod areas;
mod buildings;
mod frame;
mod map;
mod rings;
mod roads;
mod scan;
mod tags;

use super::{ImportReport, Loader, Options, session};
use crate::{Register, Result};
use kernel::Progress;
use std::path::Path;

/// Imports an extract. Its data set is its file name unless the options name one.
pub async fn osm_pbf(
    register: &Register,
    path: &Path,
    options: Options,
    progress: &dyn Progress,
) -> Result<ImportReport> {
    let outcome = run(register, path, options, progress).await;
    session::let_go(register, outcome).await
}

async fn run(
    register: &Register,
    path: &Path,
    options: Options,
    progress: &dyn Progress,
) -> Result<ImportReport> {
    let mut options = options;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let data = &mut options.dataset;
    if data.name.is_empty() {
        data.name = format!("osm:{}", file.trim_end_matches(".osm.pbf"));
    }
    if data.source.is_empty() {
        data.source = "OpenStreetMap contributors".into();
        data.licence = "ODbL-1.0".into();
    }
    progress.stage("check", 0);
    let blobs = frame::check(path, &file)?;
    let extract = scan::read(path, &file, blobs, progress)?;
    let mut loader = Loader::begin(register, "osm", &[path], &options, progress).await?;
    options.datum_note(&mut loader);
    let places = areas::load(&mut loader, &extract, &file).await?;
    let roads = roads::load(&mut loader, &extract, &file, &places).await?;
    buildings::load(&mut loader, &extract, &file, &places, &roads).await?;
    map::load(&mut loader, &extract, &file).await?;
    loader.publish("register.import", &file).await
}
