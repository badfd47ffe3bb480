//! Files of daily sums into the lake.

use std::{fs::File, path::Path};

use anyhow::{Context as _, Result};
use insight::meters::{Cells, Intake, IntakeReport, MeterLake, Refused};
use kernel::Day;
use serde::Serialize;
use tables::{Column, Options, Row};

use crate::terminal::{Outcome, Terminal};

/// Names of the columns, in the order of [`Cells`].
const COLUMNS: [&[&str]; 6] = [
    &["date", "日期"],
    &["meter", "meter_no", "表号"],
    &["unit", "unit_code", "房屋编码"],
    &["kind", "表类"],
    &["value", "日用量"],
    &["unit_of_measure", "计量单位"],
];
/// Characters of a file's digest that name it in the lake.
const NAME: usize = 16;

/// What came of a file.
#[derive(Serialize)]
struct Taken {
    /// It was taken in before: nothing was done.
    again: bool,
    #[serde(flatten)]
    report: IntakeReport,
}

/// Takes files in, one after another.
pub(super) fn run(
    lake: &MeterLake,
    files: &[impl AsRef<Path>],
    today: Day,
    terminal: &Terminal,
) -> Result<Outcome> {
    terminal.stage("take in", files.len() as u64);
    let mut taken = Vec::with_capacity(files.len());
    for file in files {
        let file = file.as_ref();
        taken.push(take(lake, file, today).with_context(|| format!("take in {}", file.display()))?);
        terminal.advance(1);
    }
    terminal.result(&taken, |taken| taken.iter().map(told).collect::<Vec<_>>().join("\n"))?;
    let whole = taken.iter().all(|one| one.report.refused.is_empty());
    Ok(if whole { Outcome::Done } else { Outcome::SomeRejected })
}

fn take(lake: &MeterLake, file: &Path, today: Day) -> Result<Taken> {
    let digest = blake3::Hasher::new().update_reader(File::open(file)?)?.finalize().to_hex();
    let name = &digest[..NAME];
    if let Some(report) = lake.taken(name)? {
        return Ok(Taken { again: true, report });
    }
    let columns = COLUMNS.map(|names| Column::named(names.iter().copied()));
    let options = Options { required: columns.to_vec(), ..Options::default() };
    let mut table = tables::open(file, &options)?;
    // A column that is required is there.
    let at = columns.map(|column| table.position(&column).unwrap_or(usize::MAX));
    let mut intake = Intake::begin(lake, name, today)?;
    let mut row = Row::default();
    while let Some(read) = table.next_into(&mut row) {
        match read {
            Ok(()) => intake.row(row.number, &cells(&row, &at))?,
            Err(fault) => {
                let fault = fault.unless_ends_file()?;
                intake.refuse(fault.row, Refused::Row, &cells(&Row::default(), &at))?;
            }
        }
    }
    Ok(Taken { again: false, report: intake.finish()? })
}

fn cells<'a>(row: &'a Row, at: &[usize; 6]) -> Cells<'a> {
    let [date, meter, unit, kind, value, unit_of_measure] = at.map(|at| row.get(at));
    Cells { date, meter, unit, kind, value, unit_of_measure }
}

fn told(taken: &Taken) -> String {
    let IntakeReport { file, rows, taken: sums, repeated, backwards, refused, late, .. } =
        &taken.report;
    let again = if taken.again { " (taken in before)" } else { "" };
    let count: u64 = refused.values().sum();
    let mut lines = vec![format!(
        "{file}{again}: {rows} rows, {sums} sums taken, {repeated} said twice, {backwards} below nothing, {count} refused"
    )];
    lines.extend(refused.iter().map(|(why, rows)| format!("  {rows}: {}", why.label().en)));
    if !late.is_empty() {
        lines.push(format!("  {} days were scored before they came", late.len()));
    }
    lines.join("\n")
}
