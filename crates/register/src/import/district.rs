//! A district's own files: areas, roads, estates, buildings, units, aliases, and what the map shows.
//!
//! The columns are those of `docs/reference/district.md`.

mod rows;

use super::features::{Features, Read};
use super::fields::{Columns, Named};
use super::{ImportReport, Loader, Options, session};
use crate::{Error, Register, Result};
use kernel::Progress;
use rows::Reading;
use std::path::{Path, PathBuf};
use tables::Column;

/// The parts in the order in which they refer to one another; the first three have to be there.
const PARTS: [&str; 10] = [
    "areas",
    "roads",
    "buildings",
    "estates",
    "units",
    "aliases",
    "water",
    "greens",
    "railways",
    "pois",
];
const ORDER: [&str; 10] = [
    "areas",
    "roads",
    "estates",
    "buildings",
    "units",
    "aliases",
    "water",
    "greens",
    "railways",
    "pois",
];

/// Imports a folder of district files.
pub async fn district_dir(
    register: &Register,
    folder: &Path,
    options: Options,
    progress: &dyn Progress,
) -> Result<ImportReport> {
    let outcome = run(register, folder, options, progress).await;
    session::let_go(register, outcome).await
}

async fn run(
    register: &Register,
    folder: &Path,
    options: Options,
    progress: &dyn Progress,
) -> Result<ImportReport> {
    let mut options = options;
    if options.dataset.name.is_empty() {
        options.dataset.name = "district".into();
    }
    for part in &PARTS[..3] {
        if find(folder, part).is_none() {
            let at = folder.display();
            return Err(Error::input(
                format!(
                    "{at}：缺少{part}文件（.geojson、.geojsonl或.csv）。请指定区划登记文件所在的文件夹。"
                ),
                format!(
                    "{at}: no {part} file (.geojson, .geojsonl or .csv). Name the folder that holds the register's files."
                ),
            ));
        }
    }
    let files: Vec<(&str, PathBuf)> =
        ORDER.iter().filter_map(|part| Some((*part, find(folder, part)?))).collect();
    for (part, path) in &files {
        if path.extension().is_some_and(|e| e == "csv") {
            let options = tables::Options { required: required(part), ..Default::default() };
            tables::open(path, &options)?;
        }
    }
    let paths: Vec<&Path> = files.iter().map(|(_, path)| path.as_path()).collect();
    let mut loader = Loader::begin(register, "district", &paths, &options, progress).await?;
    options.datum_note(&mut loader);
    let mut reading = Reading::default();
    for (part, path) in &files {
        reading.prepare(&mut loader, part).await?;
        if path.extension().is_some_and(|e| e == "csv") {
            read_table(&mut loader, &mut reading, part, path).await?;
        } else {
            read_features(&mut loader, &mut reading, part, path).await?;
        }
        loader.flush().await?;
    }
    loader.publish("register.import", &folder.display().to_string()).await
}

/// The columns without which no row of a part could be used.
fn required(part: &str) -> Vec<Column> {
    let names: &[&[&str]] = match part {
        "areas" => &[&["area_code", "code"], &["level"]],
        "roads" => &[&["thoroughfare_code", "code"]],
        "estates" => &[&["estate_code", "code"]],
        "buildings" => &[&["building_code", "code"]],
        "units" => &[&["unit_code", "code"], &["building_code"]],
        "aliases" => &[&["alias_code", "code"], &["target_code"], &["target_kind"]],
        _ => &[&["feature_code", "poi_code", "code"]],
    };
    names.iter().map(|names| Column::named(names.iter().copied())).collect()
}

impl Options {
    pub(super) fn datum_note(&self, loader: &mut Loader<'_>) {
        if self.datum == crate::geometry::Datum::Gcj02 {
            loader.note(
                "坐标已由GCJ-02转换为WGS 84。",
                "Positions were converted from GCJ-02 to WGS 84.",
            );
        }
    }
}

fn find(folder: &Path, part: &str) -> Option<PathBuf> {
    ["geojson", "geojsonl", "csv"]
        .iter()
        .map(|end| folder.join(format!("{part}.{end}")))
        .find(|path| path.is_file())
}

async fn read_table(
    loader: &mut Loader<'_>,
    reading: &mut Reading,
    part: &str,
    path: &Path,
) -> Result<()> {
    let mut table = tables::open(path, &tables::Options::default())?;
    let columns = Columns::of(&table);
    let file = table.file().to_owned();
    let done = loader.part(part, 0);
    let mut row = tables::Row::default();
    let mut read = 0;
    while let Some(outcome) = table.next_into(&mut row) {
        read += 1;
        if read <= done {
            continue;
        }
        match outcome {
            Ok(()) => reading.take(
                loader,
                part,
                &Named { columns: &columns, row: &row },
                None,
                &file,
                row.number,
            ),
            Err(error) => loader.reject(error.unless_ends_file()?.into()),
        }
        loader.record().await?;
    }
    Ok(())
}

async fn read_features(
    loader: &mut Loader<'_>,
    reading: &mut Reading,
    part: &str,
    path: &Path,
) -> Result<()> {
    let mut features = Features::open(path)?;
    let file = features.file().to_owned();
    let done = loader.part(part, 0);
    while let Some(Read { number, line, outcome }) = features.next()? {
        if number <= done {
            continue;
        }
        match outcome {
            Ok((properties, shape)) => {
                reading.take(loader, part, &properties, shape, &file, number);
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
