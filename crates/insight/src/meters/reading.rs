//! A daily sum of a meter as it comes in.

use kernel::{Day, words};

use super::measure::MeterKind;

/// A day's sum of one meter, in the unit that its kind is kept in.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The code of the unit that the meter serves.
    pub unit: Box<str>,
    /// What it counts.
    pub kind: MeterKind,
    /// The meter's number at its company.
    pub meter: Box<str>,
    /// The sum; below nothing where the meter runs backwards.
    pub value: f64,
}

impl Reading {
    /// What readings and states are sorted by.
    pub(crate) fn key(&self) -> (&str, MeterKind, &str) {
        (&self.unit, self.kind, &self.meter)
    }
}

/// The cells of a row, as written.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    /// The day, `YYYY-MM-DD`.
    pub date: &'a str,
    /// The meter's number.
    pub meter: &'a str,
    /// The code of the unit.
    pub unit: &'a str,
    /// What it counts.
    pub kind: &'a str,
    /// The sum.
    pub value: &'a str,
    /// The unit of measure.
    pub unit_of_measure: &'a str,
}

words! {
    /// Why a row is not taken.
    Refused {
        /// No line of a table.
        Row = "row", "这一行无法读取", "the row cannot be read";
        /// No day, or a day to come.
        Day = "day", "日期不是已经过去的一天，应写作 YYYY-MM-DD", "the date is no day that has passed, written YYYY-MM-DD";
        /// No meter.
        Meter = "meter", "没有表号", "there is no number of a meter";
        /// No code of a unit.
        Unit = "unit", "房屋编码不是登记的编码", "the unit's code is none of the register's";
        /// No kind of meter.
        Kind = "kind", "表的种类不是水、电、气、热", "the kind is none of water, power, gas, heat";
        /// No number.
        Value = "value", "数值不是数", "the value is no number";
        /// No unit of that kind.
        UnitOfMeasure = "unit_of_measure", "这种表不用这个计量单位", "the unit of measure is none of that kind of meter";
        /// Another value for the same meter and day.
        Twice = "twice", "同一只表同一天有两个不同的数", "another value for the same meter and day stands before it";
    }
}

/// Digits of a unit's code below its building's.
const OF_UNIT: usize = 6;
/// Longest number of a meter, bytes.
const METER_BYTES: usize = 64;

/// The code of the building that a unit is in.
pub(crate) fn building_of(unit: &str) -> &str {
    unit.get(..unit.len().saturating_sub(OF_UNIT)).unwrap_or(unit)
}

/// The day and the reading of a row, up to the day `until`.
pub(crate) fn read(cells: &Cells<'_>, until: Day) -> Result<(Day, Reading), Refused> {
    let day: Day = cells.date.parse().map_err(|_| Refused::Day)?;
    if day > until {
        return Err(Refused::Day);
    }
    let plain = |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_control());
    if !plain(cells.meter) || cells.meter.len() > METER_BYTES {
        return Err(Refused::Meter);
    }
    if cells.unit.len() != 25 || !cells.unit.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refused::Unit);
    }
    let kind = MeterKind::read(cells.kind).ok_or(Refused::Kind)?;
    let value: f64 = cells.value.parse().map_err(|_| Refused::Value)?;
    let value = kind.in_own_unit(value, cells.unit_of_measure).ok_or(Refused::UnitOfMeasure)?;
    if !value.is_finite() {
        return Err(Refused::Value);
    }
    Ok((day, Reading { unit: cells.unit.into(), kind, meter: cells.meter.into(), value }))
}
