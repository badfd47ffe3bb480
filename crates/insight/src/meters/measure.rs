//! What meters count, and in what.

use kernel::words;

words! {
    /// What a meter counts.
    MeterKind {
        /// Water, in cubic metres.
        Water = "water", "用水", "Water";
        /// Electric power, in kilowatt-hours.
        Power = "power", "用电", "Power";
        /// Gas, in cubic metres.
        Gas = "gas", "用气", "Gas";
        /// District heat, in kilowatt-hours.
        Heat = "heat", "用热", "Heat";
    }
}

impl MeterKind {
    /// The kind as departments write it: our name, or one sign of Chinese.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        match written {
            "水" => Some(Self::Water),
            "电" => Some(Self::Power),
            "气" | "燃气" => Some(Self::Gas),
            "热" | "供热" => Some(Self::Heat),
            other => Self::from_name(&other.to_ascii_lowercase()),
        }
    }

    /// A value in the unit that sums are kept in (m³, kWh), from the unit that was written; none where that unit is
    /// not one of this kind.
    #[must_use]
    pub fn in_own_unit(self, value: f64, written: &str) -> Option<f64> {
        let unit = written.to_lowercase();
        let factor = match (self, unit.as_str()) {
            (Self::Water | Self::Gas, "m3" | "m³" | "立方米" | "方")
            | (Self::Water, "t" | "吨")
            | (Self::Power | Self::Heat, "kwh" | "千瓦时" | "度") => 1.0,
            (Self::Water | Self::Gas, "l" | "升") | (Self::Power | Self::Heat, "wh" | "瓦时") => {
                0.001
            }
            (Self::Power | Self::Heat, "mwh" | "兆瓦时") => 1_000.0,
            (Self::Heat, "gj" | "吉焦") => GJ_KWH,
            (Self::Heat, "mj" | "兆焦") => GJ_KWH / 1_000.0,
            _ => return None,
        };
        Some(value * factor)
    }

    /// What is nothing yet: added before a logarithm is taken, a fifth of it a day counts as no use.
    pub(crate) const fn floor(self) -> f64 {
        match self {
            Self::Water | Self::Gas => 0.05,
            Self::Power => 0.5,
            Self::Heat => 1.0,
        }
    }

    /// The least a day must be above what is usual before anybody is asked to look.
    pub(crate) const fn least_excess(self) -> f64 {
        match self {
            Self::Water => 0.4,
            Self::Power => 15.0,
            Self::Gas => 2.0,
            Self::Heat => 30.0,
        }
    }

    /// Its number in a file of the lake.
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Water => 0,
            Self::Power => 1,
            Self::Gas => 2,
            Self::Heat => 3,
        }
    }

    pub(crate) fn numbered(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// Kilowatt-hours of a gigajoule.
const GJ_KWH: f64 = 1_000.0 / 3.6;

/// What a value may have to be multiplied with where a meter reports in other units than it says; the first is none.
/// The last two are gigajoules for kilowatt-hours and the reverse, for heat alone.
const SCALES: [f64; 5] = [1.0, 0.001, 1_000.0, GJ_KWH, 1.0 / GJ_KWH];

/// The factor of a scale.
pub(crate) fn factor(scale: u8) -> f64 {
    SCALES.get(usize::from(scale)).copied().unwrap_or(1.0)
}

/// Natural logarithms: a day this far from the usual may be in other units, and one this near is not.
const FAR: f64 = 4.6;
const NEAR: f64 = 1.1;
const ORDINARY: f64 = 2.3;

/// Which scale a raw value is in, by the ratio to what is usual; `held` where it cannot be told.
pub(crate) fn scale_of(kind: MeterKind, raw: f64, usual: f64, held: u8) -> u8 {
    if raw <= 0.0 || usual < 2.0 * kind.floor() {
        return held;
    }
    let off = |scale: u8| (raw * factor(scale) / usual).ln().abs();
    if off(0) < ORDINARY {
        return 0;
    }
    let last = if kind == MeterKind::Heat { 4 } else { 2 };
    let best = (1..=last).min_by(|a, b| off(*a).total_cmp(&off(*b)));
    best.filter(|best| off(0) > FAR && off(*best) < NEAR).unwrap_or(held)
}
