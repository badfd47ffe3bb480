//! Daily sums of meters of a district that was written before, with what is wrong with them kept apart.
//!
//! One day is one file; the units are read through once for each, and everything about a unit is drawn anew from its
//! code, so nothing is kept in memory and any day is the same whatever is written beside it. Holidays, guests, a
//! household that grows and a home that is moved into are in it too: they are nothing to look after.

mod calendar;
mod meter;
mod unit;

use std::path::Path;

use kernel::Progress;

use self::{calendar::Date, meter::Fault, unit::Unit};
use crate::{
    Error,
    calendar::{AS_OF, Day},
    day::books::each_row,
    writing::table::{Format, Table},
};

/// What to write.
#[derive(Clone, Copy, Debug)]
pub struct MeterOptions {
    /// One seed, one output.
    pub seed: u64,
    /// How many days, up to the last one that the district's tables know.
    pub days: u16,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MetersWritten {
    /// Sums.
    pub rows: u64,
    /// Meters.
    pub meters: u64,
    /// Leaks among them.
    pub leaks: u64,
    /// Overloads.
    pub overloads: u64,
    /// Buildings in which more live than before.
    pub crowded: u64,
    /// Units without any use on the last day.
    pub vacant: u64,
    /// Meters exchanged.
    pub exchanged: u64,
    /// Meters that report in other units than they say.
    pub other_units: u64,
    /// Meters that run backwards for some days.
    pub backwards: u64,
}

const COLUMNS: [&str; 6] = ["date", "meter", "unit", "kind", "value", "unit_of_measure"];
const TRUTH: [&str; 6] = ["what", "building_code", "unit_code", "kind", "from", "to"];

/// Writes `sums/DAY.csv` and `truth/meters.csv` of the district in `of` under `out`.
pub fn generate_meters(
    of: &Path,
    options: &MeterOptions,
    out: &Path,
    progress: &dyn Progress,
) -> Result<MetersWritten, Error> {
    let days = i32::from(options.days.max(1));
    let first = AS_OF.plus(1 - days);
    progress.stage("days", u64::from(options.days.max(1)));
    let mut written = truth(of, options.seed, days, &out.join("truth"))?;
    for at in 0..days {
        let date = Date::of(first.plus(at), at);
        let iso = date.day.iso();
        let mut table = Table::create(&out.join("sums"), &iso, Format::Utf8, &COLUMNS)?;
        each_unit(of, options.seed, days, |unit| {
            for meter in &unit.meters {
                let Some(value) = meter.sum(unit, &date) else { continue };
                let number = meter.number(&date);
                let value = format!("{value:.3}");
                let (kind, measure) = (meter.kind.word(), meter.kind.measure());
                table.row(&[&iso, &number, &unit.code, kind, &value, measure])?;
                written.rows += 1;
            }
            Ok(())
        })?;
        table.finish()?;
        progress.advance(1);
    }
    Ok(written)
}

fn each_unit(
    of: &Path,
    seed: u64,
    days: i32,
    mut each: impl FnMut(&Unit) -> Result<(), Error>,
) -> Result<(), Error> {
    each_row(&of.join("register/units.csv"), |cells| match cells.as_slice() {
        [code, building, _, _, _, use_, ..] if use_ != "public" => {
            each(&Unit::of(seed, code, building, use_, days))
        }
        _ => Ok(()),
    })
}

/// What is true of the meters, and how much of it there is.
fn truth(of: &Path, seed: u64, days: i32, folder: &Path) -> Result<MetersWritten, Error> {
    let first = AS_OF.plus(1 - days);
    let iso = |at: i32| -> String { first.plus(at.min(days - 1)).iso() };
    let mut written = MetersWritten::default();
    let mut table = Table::create(folder, "meters", Format::Utf8, &TRUTH)?;
    let mut last = String::new();
    each_unit(of, seed, days, |unit| {
        if unit.building != last {
            last.clone_from(&unit.building);
            if let Some(crowd) = unit.crowd {
                written.crowded += 1;
                table.row(&["crowded", &unit.building, "", "", &iso(crowd.from), &iso(days)])?;
            }
        }
        if let Some(until) = unit.vacant_until {
            written.vacant += u64::from(until >= days);
            let (from, to) = (iso(0), iso(until - 1));
            table.row(&["vacant", &unit.building, &unit.code, "", &from, &to])?;
        }
        for meter in &unit.meters {
            written.meters += 1;
            let (what, from, to) = match meter.fault {
                Fault::None => continue,
                Fault::Extra { from, to, .. } if meter.kind.is_power() => {
                    written.overloads += 1;
                    ("overload", from, to)
                }
                Fault::Extra { from, to, .. } => {
                    written.leaks += 1;
                    ("leak", from, to)
                }
                Fault::Exchanged { on } => {
                    written.exchanged += 1;
                    ("exchanged", on, on)
                }
                Fault::OtherUnits { from } => {
                    written.other_units += 1;
                    ("other_units", from, days)
                }
                Fault::Backwards { from, to } => {
                    written.backwards += 1;
                    ("backwards", from, to)
                }
            };
            let kind = meter.kind.word();
            table.row(&[what, &unit.building, &unit.code, kind, &iso(from), &iso(to)])?;
        }
        Ok(())
    })?;
    table.finish()?;
    Ok(written)
}
