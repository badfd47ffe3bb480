//! A file of daily sums into the lake, row by row, in bounded memory.
//!
//! Rows are laid down by part first; each part is then sorted and written as Parquet, one file for each day in it. The
//! file is named by what is in it: the same file twice is one, and one that broke off is done again, whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{BufRead as _, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use kernel::Day;
use serde::{Deserialize, Serialize};

use super::{
    columns,
    lake::{MeterLake, PARTS, part_of, read_json, remove, write_json},
    measure::MeterKind,
    reading::{Cells, Reading, Refused, read},
};
use crate::{Error, Result};

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntakeReport {
    /// Its name in the lake.
    pub file: String,
    /// The day it was taken in.
    pub taken_on: Day,
    /// Rows read.
    pub rows: u64,
    /// Sums taken.
    pub taken: u64,
    /// Rows that say again what a row before them says.
    pub repeated: u64,
    /// Sums below nothing among those taken.
    pub backwards: u64,
    /// Rows not taken, by reason; they stand in the lake's `rejects`, as they were.
    pub refused: BTreeMap<Refused, u64>,
    /// Days in it.
    pub days: BTreeSet<Day>,
    /// Days in it that were scored before it came: their sums are kept, and no state has learned of them.
    pub late: BTreeSet<Day>,
}

/// A file being taken in.
#[derive(Debug)]
pub struct Intake {
    lake: MeterLake,
    folder: PathBuf,
    parts: Vec<BufWriter<File>>,
    rejects: BufWriter<File>,
    rejects_at: PathBuf,
    report: IntakeReport,
}

impl MeterLake {
    /// What came of a file that was taken in before.
    pub fn taken(&self, file: &str) -> Result<Option<IntakeReport>> {
        read_json(&self.json("files", file))
    }
}

impl Intake {
    /// Begins a file that is called `file` in the lake, on the day `today`.
    pub fn begin(lake: &MeterLake, file: &str, today: Day) -> Result<Self> {
        lake.folder("files")?;
        let folder = lake.folder("incoming")?.join(file);
        remove(&folder)?;
        let folder = lake.folder(&format!("incoming/{file}"))?;
        let create = |path: &Path| {
            File::create(path)
                .map(BufWriter::new)
                .map_err(|source| Error::File { path: path.to_owned(), source })
        };
        let parts = (0..PARTS).map(|part| create(&laid(&folder, part)));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        let rejects_at = lake.folder("rejects")?.join(format!("{file}.csv"));
        let mut rejects = create(&rejects_at)?;
        writeln!(
            rejects,
            "row,reason,reason_zh,reason_en,date,meter,unit,kind,value,unit_of_measure"
        )
        .map_err(|source| Error::File { path: rejects_at.clone(), source })?;
        let report = IntakeReport {
            file: file.to_owned(),
            taken_on: today,
            rows: 0,
            taken: 0,
            repeated: 0,
            backwards: 0,
            refused: BTreeMap::new(),
            days: BTreeSet::new(),
            late: BTreeSet::new(),
        };
        Ok(Self { lake: lake.clone(), folder, parts, rejects, rejects_at, report })
    }

    /// Takes a row, by its number in the file.
    pub fn row(&mut self, number: u64, cells: &Cells<'_>) -> Result<()> {
        let (day, reading) = match read(cells, self.report.taken_on) {
            Ok(read) => read,
            Err(reason) => return self.refuse(number, reason, cells),
        };
        self.report.rows += 1;
        let part = part_of(&reading.unit);
        let Some(out) = self.parts.get_mut(part as usize) else { return Ok(()) };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{number}\t{}",
            day.epoch_days(),
            reading.unit,
            reading.kind.number(),
            reading.value,
            reading.meter
        )
        .map_err(|source| Error::File { path: laid(&self.folder, part), source })
    }

    /// Keeps a row that is not taken, as it stands.
    pub fn refuse(&mut self, number: u64, reason: Refused, cells: &Cells<'_>) -> Result<()> {
        self.report.rows += 1;
        self.keep(number, reason, cells)
    }

    fn keep(&mut self, number: u64, reason: Refused, cells: &Cells<'_>) -> Result<()> {
        *self.report.refused.entry(reason).or_default() += 1;
        let said = reason.label();
        let mut line =
            format!("{number},{},{},{}", reason.name(), quoted(&said.zh), quoted(&said.en));
        for cell in
            [cells.date, cells.meter, cells.unit, cells.kind, cells.value, cells.unit_of_measure]
        {
            line.push(',');
            line.push_str(&quoted(cell));
        }
        writeln!(self.rejects, "{line}")
            .map_err(|source| Error::File { path: self.rejects_at.clone(), source })
    }

    /// Sorts what was laid down and writes it into the lake; what came of it.
    pub fn finish(mut self) -> Result<IntakeReport> {
        for (part, mut out) in (0..PARTS).zip(std::mem::take(&mut self.parts)) {
            let path = laid(&self.folder, part);
            out.flush().map_err(|source| Error::File { path: path.clone(), source })?;
            drop(out);
            self.sort(part, &path)?;
        }
        self.rejects
            .flush()
            .map_err(|source| Error::File { path: self.rejects_at.clone(), source })?;
        let scored = self.lake.scored_until()?;
        self.report.late = self
            .report
            .days
            .iter()
            .copied()
            .filter(|day| scored.is_some_and(|to| *day <= to))
            .collect();
        write_json(&self.lake.json("files", &self.report.file), &self.report)?;
        remove(&self.folder)?;
        Ok(self.report)
    }

    fn sort(&mut self, part: u32, path: &Path) -> Result<()> {
        let mut rows = lines(path)?;
        rows.sort_by(|a, b| {
            (a.day, a.reading.key(), a.number).cmp(&(b.day, b.reading.key(), b.number))
        });
        let mut days: BTreeMap<i32, Vec<Reading>> = BTreeMap::new();
        for Laid { day, number, reading } in rows {
            let held = days.entry(day).or_default();
            match held.last() {
                Some(last) if last.key() == reading.key() => {
                    if last.value.to_bits() == reading.value.to_bits() {
                        self.report.repeated += 1;
                    } else {
                        self.twice(day, number, &reading)?;
                    }
                }
                _ => held.push(reading),
            }
        }
        for (day, readings) in days {
            let on = Day::from_epoch_days(day);
            self.report.days.insert(on);
            self.report.taken += readings.len() as u64;
            let backwards = readings.iter().filter(|reading| reading.value < 0.0).count();
            self.report.backwards += backwards as u64;
            let folder = self.lake.folder(&format!("raw/{on}"))?;
            let name = format!("{}-{part:02}.parquet", self.report.file);
            columns::write(&folder.join(name), &readings)?;
        }
        Ok(())
    }

    fn twice(&mut self, day: i32, number: u64, reading: &Reading) -> Result<()> {
        let (date, value) = (Day::from_epoch_days(day).to_string(), reading.value.to_string());
        let cells = Cells {
            date: &date,
            meter: &reading.meter,
            unit: &reading.unit,
            kind: reading.kind.name(),
            value: &value,
            unit_of_measure: match reading.kind {
                MeterKind::Water | MeterKind::Gas => "m3",
                MeterKind::Power | MeterKind::Heat => "kWh",
            },
        };
        self.keep(number, Refused::Twice, &cells)
    }
}

/// A row as it was laid down.
struct Laid {
    day: i32,
    number: u64,
    reading: Reading,
}

impl Laid {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.splitn(6, '\t');
        let day = cells.next()?.parse().ok()?;
        let unit = cells.next()?.into();
        let kind = MeterKind::numbered(cells.next()?.parse().ok()?)?;
        let value = cells.next()?.parse().ok()?;
        let number = cells.next()?.parse().ok()?;
        let meter = cells.next()?.into();
        Some(Self { day, number, reading: Reading { unit, kind, meter, value } })
    }
}

fn laid(folder: &Path, part: u32) -> PathBuf {
    folder.join(format!("{part:02}.rows"))
}

fn lines(path: &Path) -> Result<Vec<Laid>> {
    let failed = |source| Error::File { path: path.to_owned(), source };
    let mut file = BufReader::with_capacity(1 << 18, File::open(path).map_err(failed)?);
    let (mut rows, mut line) = (Vec::new(), String::new());
    while file.read_line(&mut line).map_err(failed)? > 0 {
        let read = Laid::read(line.trim_end_matches('\n'));
        rows.push(read.ok_or_else(|| Error::Strange { path: path.to_owned() })?);
        line.clear();
    }
    Ok(rows)
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
