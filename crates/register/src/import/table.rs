//! Any table or GeoJSON file of addresses or buildings, by the names of its columns.
//!
//! A row with a room or unit number is a unit of the building at its address;
//! any other is a building. A feature without a key whose shape has several
//! parts is several buildings. Which names are understood stands in [`names`].

mod names;
mod rows;

use super::features::{Features, Read};
use super::fields::{Columns, Named};
use super::{ImportReport, Loader, Options, session};
use crate::{Error, Register, Result};
use kernel::Progress;
use rows::Reading;
use std::path::Path;

/// Rows after which a first reading steps aside.
const ASIDE: u64 = 4_096;

/// Imports a CSV, XLSX or GeoJSON file. Its data set is its file name unless the options name one.
pub async fn table(
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
    if options.dataset.name.is_empty() {
        options.dataset.name = file.clone();
    }
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let is_features = matches!(extension.as_str(), "geojson" | "geojsonl" | "json" | "geojsons");
    let plain = if is_features { rows::Plain::default() } else { plain_rows(path).await? };
    let mut loader = Loader::begin(register, "table", &[path], &options, progress).await?;
    options.datum_note(&mut loader);
    let places = loader.places().await?;
    let mut reading = Reading::new(places, plain);
    if is_features {
        features(&mut loader, &mut reading, path).await?;
    } else {
        rows(&mut loader, &mut reading, path).await?;
    }
    loader.publish("register.import", &file).await
}

/// A first reading: the addresses that have a row of their own. It steps aside now and then, so that it can be stopped.
async fn plain_rows(path: &Path) -> Result<rows::Plain> {
    let mut table = tables::open(path, &tables::Options::default())?;
    let columns = Columns::of(&table);
    if !columns.has(names::STREET) && !columns.has(names::ESTATE) && !columns.has(names::LON) {
        let found = table.headers().join(", ");
        return Err(Error::input(
            format!(
                "{}：表头中没有道路、小区或经纬度列（现有：{found}）。请改列名，例如 street_name、小区、lon。",
                table.file()
            ),
            format!(
                "{}: no column for a street, an estate or a position (there are: {found}). Rename one, for instance to street_name, estate or lon.",
                table.file()
            ),
        ));
    }
    let mut plain = rows::Plain::default();
    let mut row = tables::Row::default();
    let mut read = 0_u64;
    while let Some(outcome) = table.next_into(&mut row) {
        if outcome.is_ok() {
            plain.meet(&Named { columns: &columns, row: &row }, row.number);
        }
        read += 1;
        if read.is_multiple_of(ASIDE) {
            tokio::task::yield_now().await;
        }
    }
    Ok(plain)
}

async fn rows(loader: &mut Loader<'_>, reading: &mut Reading, path: &Path) -> Result<()> {
    let mut table = tables::open(path, &tables::Options::default())?;
    let columns = Columns::of(&table);
    let file = table.file().to_owned();
    let done = loader.part(&file, 0);
    let mut row = tables::Row::default();
    let mut read = 0;
    while let Some(outcome) = table.next_into(&mut row) {
        read += 1;
        if read <= done {
            continue;
        }
        match outcome {
            Ok(()) => {
                reading.row(loader, &Named { columns: &columns, row: &row }, &file, row.number);
            }
            Err(error) => loader.reject(error.unless_ends_file()?.into()),
        }
        loader.record().await?;
    }
    Ok(())
}

async fn features(loader: &mut Loader<'_>, reading: &mut Reading, path: &Path) -> Result<()> {
    let mut features = Features::open(path)?;
    let file = features.file().to_owned();
    let done = loader.part(&file, 0);
    while let Some(Read { number, line, outcome }) = features.next()? {
        if number <= done {
            continue;
        }
        match outcome {
            Ok((properties, Some(shape))) => {
                reading.feature(loader, &properties, shape, &file, number);
            }
            Ok((_, None)) => {
                loader.reject_at(
                    &file,
                    number,
                    "geometry",
                    "要素没有图形。",
                    "the feature has no geometry.",
                );
            }
            Err(cause) => loader.reject_at(
                &file,
                number,
                "",
                &format!("第{line}行：不是有效的GeoJSON要素（{cause}）。请重新导出。"),
                &format!("line {line}: not a GeoJSON feature ({cause}). Export the file again."),
            ),
        }
        loader.record().await?;
    }
    Ok(())
}
