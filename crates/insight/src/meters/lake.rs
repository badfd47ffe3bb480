//! Where sums, states and leads lie, and how long.
//!
//! ```text
//! raw/2026-10-01/FILE-07.parquet    a day's sums of one file, part 7, by unit, kind and meter
//! files/FILE.json                   what came of a file; FILE is named by what is in it
//! rejects/FILE.csv                  its rows that were not taken, as they stood, and why
//! state/2026-10-01/07.parquet       what is usual after a day; 07.buildings.parquet beside it
//! leads/2026-10-01.json             the leads of a day; findings/2026-10-01.json of meters
//! ```

use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use kernel::Day;
use serde::{Serialize, de::DeserializeOwned};

use super::reading::building_of;
use crate::{Error, Result};

/// Parts that the district is in, by building: one is held in memory at a time for each thread.
pub(crate) const PARTS: u32 = 32;
/// Days that raw sums, leads and refused rows are kept.
pub const RAW_DAYS: u64 = 90;

/// The part that a unit is in: that of its building, so that peers are together (FNV-1a of its code).
pub(crate) fn part_of(unit: &str) -> u32 {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    building_of(unit).bytes().fold(2_166_136_261, mix) % PARTS
}

/// The folder of meters in the lake.
#[derive(Clone, Debug)]
pub struct MeterLake {
    root: PathBuf,
}

impl MeterLake {
    /// The lake of the installation in `data`.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { root: data.join("lake").join("meters") }
    }

    pub(crate) fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.root.join(name);
        fs::create_dir_all(&folder)
            .map_err(|source| Error::File { path: folder.clone(), source })?;
        Ok(folder)
    }

    pub(crate) fn day(&self, name: &str, on: Day) -> PathBuf {
        self.root.join(name).join(on.to_string())
    }

    pub(crate) fn json(&self, name: &str, stem: &str) -> PathBuf {
        self.root.join(name).join(format!("{stem}.json"))
    }

    /// Days with raw sums, in order.
    pub fn days(&self) -> Result<Vec<Day>> {
        let mut days: Vec<Day> =
            names(&self.root.join("raw"))?.iter().filter_map(|name| name.parse().ok()).collect();
        days.sort();
        Ok(days)
    }

    /// The day up to which states are.
    pub fn scored_until(&self) -> Result<Option<Day>> {
        let names = names(&self.root.join("state"))?;
        Ok(names.iter().filter_map(|name| name.parse::<Day>().ok()).max())
    }

    /// The leads of a day; none where it was not scored.
    pub fn leads(&self, on: Day) -> Result<Option<Vec<super::MeterLead>>> {
        read_json(&self.json("leads", &on.to_string()))
    }

    /// What companies should know of their meters, by a day.
    pub fn findings(&self, on: Day) -> Result<Option<Vec<super::Finding>>> {
        read_json(&self.json("findings", &on.to_string()))
    }

    /// Drops what is older than 90 days: raw sums, leads, findings, refused rows. States stay: each meter's goes by
    /// itself 13 months after it was last heard of.
    pub fn sweep(&self, today: Day) -> Result<Swept> {
        let old = |day: Day| day.plus_days(RAW_DAYS) < today;
        let mut swept = Swept::default();
        for day in self.days()?.into_iter().filter(|day| old(*day)) {
            remove(&self.day("raw", day))?;
            swept.days.push(day);
        }
        for name in ["leads", "findings"] {
            for file in names(&self.root.join(name))? {
                let day = file.strip_suffix(".json").and_then(|stem| stem.parse().ok());
                if day.is_some_and(old) {
                    remove(&self.root.join(name).join(&file))?;
                    swept.files += 1;
                }
            }
        }
        for file in names(&self.root.join("files"))? {
            let Some(stem) = file.strip_suffix(".json") else { continue };
            let path = self.root.join("files").join(&file);
            let report: Option<super::IntakeReport> = read_json(&path)?;
            if report.is_some_and(|report| old(report.taken_on)) {
                remove(&self.root.join("rejects").join(format!("{stem}.csv")))?;
                remove(&path)?;
                swept.files += 1;
            }
        }
        // What files that broke off left behind.
        for name in ["incoming", "rejects"] {
            for left in names(&self.root.join(name))? {
                let path = self.root.join(name).join(left);
                if written_on(&path).is_some_and(old) {
                    remove(&path)?;
                    swept.files += 1;
                }
            }
        }
        Ok(swept)
    }
}

/// What was dropped.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Swept {
    /// Days whose raw sums went.
    pub days: Vec<Day>,
    /// Lists of leads, findings and refused rows that went.
    pub files: u64,
}

/// Names in a folder, in order; none where it is not there.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>> {
    let listed = match fs::read_dir(folder) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(|source| Error::File { path: folder.to_owned(), source })?,
    };
    let mut names: Vec<String> =
        listed.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// The day a file or a folder was last written on, by the disk.
fn written_on(path: &Path) -> Option<Day> {
    let at = fs::metadata(path).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    i32::try_from(at.as_secs() / 86_400).ok().map(Day::from_epoch_days)
}

/// Removes a file or a folder, if it is there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    let gone = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match gone {
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            Err(Error::File { path: path.to_owned(), source: cause })
        }
        _ => Ok(()),
    }
}

/// Writes a file whole: beside its place first.
pub(crate) fn write_json<T: Serialize>(path: &Path, value: &T) -> Result<()> {
    let failed = |source| Error::File { path: path.to_owned(), source };
    let text = serde_json::to_vec(value).map_err(|error| failed(error.into()))?;
    let partial = path.with_extension("partial");
    let mut file = File::create(&partial).map_err(failed)?;
    file.write_all(&text).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    fs::rename(&partial, path).map_err(failed)
}

pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>> {
    let text = match fs::read(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|source| Error::File { path: path.to_owned(), source })?,
    };
    let read = serde_json::from_slice(&text);
    read.map(Some).map_err(|_| Error::Strange { path: path.to_owned() })
}
