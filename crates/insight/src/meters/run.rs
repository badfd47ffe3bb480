//! A day of the whole district: part by part, several at once.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use kernel::Day;
use rayon::prelude::*;
use serde::Serialize;

use super::{
    columns,
    lake::{MeterLake, PARTS, names, remove, write_json},
    lead::{Finding, FindingKind, LeadKind, MeterLead},
    reading::Reading,
    score::{Before, first_of_each, score},
};
use crate::{Error, Result};

/// What a day was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayReport {
    /// The day.
    pub on: Day,
    /// Whether it is a day of rest.
    pub rest: bool,
    /// Sums taken.
    pub sums: u64,
    /// Sums that two files had, of which the first was taken.
    pub repeated: u64,
    /// Meters whose usual use is known.
    pub meters: u64,
    /// Leads, of each kind at most a thousand.
    pub leads: BTreeMap<LeadKind, u64>,
    /// What companies should know of their meters.
    pub findings: BTreeMap<FindingKind, u64>,
}

/// What a part was.
struct Part {
    leads: Vec<MeterLead>,
    findings: Vec<Finding>,
    sums: u64,
    repeated: u64,
    meters: u64,
}

/// Takes a day of the lake: what is usual after it replaces what was usual before, and its leads are written down.
///
/// # Errors
/// [`Error::Scored`] where the states are of that day or a later one, [`Error::NoSums`] where the lake has none of it.
pub fn score_day(lake: &MeterLake, on: Day, rest: bool) -> Result<DayReport> {
    let last = lake.scored_until()?;
    if let Some(until) = last.filter(|last| on <= *last) {
        return Err(Error::Scored { on, until });
    }
    let before = last.map(|last| lake.day("state", last));
    let raw = lake.day("raw", on);
    let finished: BTreeSet<String> = names(&lake.folder("files")?)?
        .iter()
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    let files: BTreeSet<String> = names(&raw)?
        .iter()
        .filter_map(|name| name.rsplit_once('-').map(|(file, _)| file.to_owned()))
        .filter(|file| finished.contains(file))
        .collect();
    if files.is_empty() {
        return Err(Error::NoSums { on });
    }
    let coming = lake.folder("state")?.join(format!("{on}.partial"));
    remove(&coming)?;
    let coming = lake.folder(&format!("state/{on}.partial"))?;
    let parts = (0..PARTS)
        .into_par_iter()
        .map(|part| -> Result<Part> {
            let readings = sums(&raw, &files, part)?;
            let before = match &before {
                Some(folder) => read_state(folder, part)?,
                None => Before::default(),
            };
            let scored = score(before, readings, on, rest);
            write_state(&coming, part, &scored.after)?;
            Ok(Part {
                leads: scored.leads,
                findings: scored.findings,
                sums: scored.sums,
                repeated: scored.repeated,
                meters: scored.after.meters.len() as u64,
            })
        })
        .collect::<Result<Vec<Part>>>()?;
    let report = write_leads(lake, on, rest, parts)?;
    let place = lake.day("state", on);
    fs::rename(&coming, &place).map_err(|source| Error::File { path: place, source })?;
    // The state before, and what runs that broke off left.
    let states = lake.folder("state")?;
    let current = on.to_string();
    for name in names(&states)?.iter().filter(|name| **name != current) {
        remove(&states.join(name))?;
    }
    Ok(report)
}

/// The sums of a part and a day, of all files, sorted; of the same meter those of the first file come first.
fn sums(raw: &Path, files: &BTreeSet<String>, part: u32) -> Result<Vec<Reading>> {
    let mut all: Vec<Reading> = Vec::new();
    for file in files {
        let more = columns::read(&raw.join(format!("{file}-{part:02}.parquet")))?;
        if all.is_empty() { all = more } else { all.extend(more) }
    }
    if files.len() > 1 {
        all.sort_by(|a, b| a.key().cmp(&b.key()));
    }
    Ok(all)
}

fn state_files(folder: &Path, part: u32) -> (PathBuf, PathBuf) {
    (folder.join(format!("{part:02}.parquet")), folder.join(format!("{part:02}.buildings.parquet")))
}

fn read_state(folder: &Path, part: u32) -> Result<Before> {
    let (meters, buildings) = state_files(folder, part);
    Ok(Before { meters: columns::read(&meters)?, buildings: columns::read(&buildings)? })
}

fn write_state(folder: &Path, part: u32, after: &Before) -> Result<()> {
    let (meters, buildings) = state_files(folder, part);
    columns::write(&meters, &after.meters)?;
    columns::write(&buildings, &after.buildings)
}

fn write_leads(lake: &MeterLake, on: Day, rest: bool, parts: Vec<Part>) -> Result<DayReport> {
    let (mut leads, mut findings) = (Vec::new(), Vec::new());
    let (mut sums, mut repeated, mut meters) = (0, 0, 0);
    for part in parts {
        leads.extend(part.leads);
        findings.extend(part.findings);
        sums += part.sums;
        repeated += part.repeated;
        meters += part.meters;
    }
    first_of_each(&mut leads);
    let mut by_lead: BTreeMap<LeadKind, u64> = BTreeMap::new();
    for lead in &leads {
        *by_lead.entry(lead.kind).or_default() += 1;
    }
    let mut by_finding: BTreeMap<FindingKind, u64> = BTreeMap::new();
    for one in &findings {
        *by_finding.entry(one.kind).or_default() += 1;
    }
    for name in ["leads", "findings"] {
        lake.folder(name)?;
    }
    write_json(&lake.json("leads", &on.to_string()), &leads)?;
    write_json(&lake.json("findings", &on.to_string()), &findings)?;
    Ok(DayReport { on, rest, sums, repeated, meters, leads: by_lead, findings: by_finding })
}
