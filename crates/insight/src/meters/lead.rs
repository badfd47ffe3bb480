//! What may be worth a look, why, and what it is not.
//!
//! A lead holds how many times the usual and for how many days; it holds no sums, so that nobody's day can be read
//! from it. It is a reason to look after a pipe, a wire or a building, and to nothing else.

use kernel::{Day, Text, words};
use serde::{Deserialize, Serialize};

use super::measure::MeterKind;

/// Times the usual up to which a dwelling's pipe is thought to leak; above, its meter may report in other units.
pub(super) const MOST_OF_A_LEAK: f64 = 30.0;

words! {
    /// What a lead is about.
    LeadKind {
        /// Water or gas runs that nobody seems to use.
        Leak = "leak", "可能泄漏", "Perhaps a leak";
        /// More power than the wires of such a unit are meant for.
        Overload = "overload", "可能超负荷用电", "Perhaps an electrical overload";
        /// Use has changed for good, and nobody knows why.
        Change = "change", "用量突变", "Use has changed suddenly";
        /// Nothing has been used for long.
        Vacancy = "vacancy", "长期空置", "Long vacant";
        /// A whole building uses more than it did.
        Crowding = "crowding", "整栋用量上升", "Use of a whole building has risen";
    }
}

/// Why: numbers that say how far from the usual, and none that says how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// What the meter counts; of a building, what rose most.
    pub meter: MeterKind,
    /// Days in a row.
    pub days: u32,
    /// How many times its own usual.
    pub times_own: f64,
    /// How many times what its peers use; none where there are too few.
    pub times_peers: Option<f64>,
    /// Meters that say so.
    pub meters: u32,
}

/// A lead on its way to a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeterLead {
    /// What it is about.
    pub kind: LeadKind,
    /// The code of the unit; of the building for crowding.
    pub place: Box<str>,
    /// Since when.
    pub since: Day,
    /// By which leads of a kind are ordered.
    pub score: f64,
    /// Why.
    pub why: Why,
}

impl MeterLead {
    /// What it is called: the same thing on another day is the same lead.
    #[must_use]
    pub fn key(&self) -> String {
        let meter = self.why.meter.name();
        match self.kind {
            LeadKind::Crowding | LeadKind::Vacancy => {
                format!("{}/{}/{}", self.kind.name(), self.place, self.since)
            }
            _ => format!("{}/{}/{meter}/{}", self.kind.name(), self.place, self.since),
        }
    }

    /// The kind of the lead that has this key.
    #[must_use]
    pub fn kind_of(key: &str) -> Option<LeadKind> {
        LeadKind::from_name(key.split('/').next()?)
    }

    /// Whether its place is a building.
    #[must_use]
    pub fn is_of_building(&self) -> bool {
        self.kind == LeadKind::Crowding
    }

    /// What of the catalogue of events it seems to be about.
    #[must_use]
    pub const fn subclass(&self) -> &'static str {
        match (self.kind, self.why.meter) {
            (LeadKind::Crowding, _) => "safety.fire",
            (LeadKind::Vacancy, _) => "safety.building",
            (LeadKind::Leak | LeadKind::Change, MeterKind::Water) => "livelihood.water",
            (LeadKind::Change, MeterKind::Heat) => "livelihood.property_service",
            (LeadKind::Leak | LeadKind::Change | LeadKind::Overload, _) => "safety.gas_power",
        }
    }

    /// In one line.
    #[must_use]
    pub fn title(&self) -> Text {
        let meter = self.why.meter.label();
        match self.kind {
            LeadKind::Leak if self.why.meter == MeterKind::Gas => {
                Text::new("用气持续偏高，可能泄漏", "Gas runs on: perhaps a leak")
            }
            LeadKind::Leak => Text::new("用水持续偏高，可能漏水", "Water runs on: perhaps a leak"),
            LeadKind::Overload => Text::new(
                "用电持续偏高，可能超负荷",
                "Power stays high: the wires may be overloaded",
            ),
            LeadKind::Change => Text::new(
                format!("{}突变，请检查设施", meter.zh),
                format!("{} has changed suddenly: see to the installation", meter.en),
            ),
            LeadKind::Vacancy => Text::new(
                "长期没有用量，请检查管线是否需要维护",
                "Nothing used for long: pipes and wires may need care",
            ),
            LeadKind::Crowding => Text::new(
                "整栋用量上升，可安排消防安全检查",
                "Use of the whole building has risen: a reason to plan a fire-safety inspection",
            ),
        }
    }

    /// Why it is thought so, one line each; the last says what would explain it otherwise.
    #[must_use]
    pub fn reasons(&self) -> Vec<Text> {
        let Why { days, times_own, times_peers, meters, .. } = &self.why;
        if self.kind == LeadKind::Vacancy {
            return vec![
                Text::new(
                    format!("{meters} 只表连续 {days} 天没有用量"),
                    format!("{meters} meters have counted nothing for {days} days"),
                ),
                Text::new(
                    "只供安全与维护之用；主人外出、房屋待租也会如此",
                    "For safety and maintenance alone; an owner away or a place to let look the same",
                ),
            ];
        }
        let mut told = vec![if self.kind == LeadKind::Crowding {
            Text::new(
                format!("{meters} 只表的中位数连续 {days} 天是本楼常年的 {times_own:.1} 倍"),
                format!(
                    "For {days} days the middle of {meters} meters has been {times_own:.1} times what is usual here"
                ),
            )
        } else {
            Text::new(
                format!("连续 {days} 天，最近是自身常年的 {times_own:.1} 倍（已扣除季节与节假日）"),
                format!(
                    "{days} days in a row; lately {times_own:.1} times its own usual, season and holidays taken off"
                ),
            )
        }];
        if let Some(times) = times_peers {
            told.push(Text::new(
                format!("是同楼同类表的 {times:.1} 倍"),
                format!("{times:.1} times its peers of the same building"),
            ));
        }
        if self.kind == LeadKind::Leak && *times_own > MOST_OF_A_LEAK {
            told.push(Text::new(
                "倍数过高，表计可能改用其他计量单位上报，请先核对读数",
                "So many times the usual may be a meter that reports in other units: read it first",
            ));
        }
        told.push(match self.kind {
            LeadKind::Crowding => Text::new(
                "只看整栋，不涉及任何一户；入住率上升也会如此",
                "Of the building alone, of no dwelling in it; more lets filled look the same",
            ),
            LeadKind::Overload => Text::new(
                "新装取暖、充电或经营设备也会如此",
                "New heating, charging or machines look the same",
            ),
            _ => Text::new(
                "来客、装修或换了用途也会如此",
                "Guests, building work or another use look the same",
            ),
        });
        told
    }
}

words! {
    /// What a company should know of its meter; no lead.
    FindingKind {
        /// It counts below nothing.
        Backwards = "backwards", "倒转", "Runs backwards";
        /// Another meter stands in its place.
        Exchanged = "exchanged", "已换表", "Exchanged";
        /// What it reports is in other units than it says, or is again in those it says.
        OtherUnits = "other_units", "计量单位不符", "Reports in other units";
    }
}

/// Something about a meter itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Its unit.
    pub unit: Box<str>,
    /// What it counts.
    pub meter_kind: MeterKind,
    /// Its number; of an exchange, the new one.
    pub meter: Box<str>,
}
