//! Buildings whose use has risen as a whole: a reason to plan a fire-safety inspection.
//!
//! Only the middle of many meters is looked at, of water and of power both; which dwelling it is cannot be told from
//! it, and is not asked.

use kernel::Day;

use super::{
    lead::{LeadKind, MeterLead, Why},
    measure::MeterKind,
    peers::median,
    score::Entry,
};

/// Fewest meters of water, and of power, of a building that is looked at.
const FEWEST: usize = 6;
/// Days in a row before it is told.
const DAYS: u32 = 7;
/// How far the middles have to be above what is usual, as logarithms: 1.4 times the water, 1.2 times the power.
const WATER_UP: f64 = 0.34;
const POWER_UP: f64 = 0.18;

/// A building whose use has been above its usual for some days.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildingState {
    /// Its code.
    pub building: Box<str>,
    /// Days in a row.
    pub days: u32,
    /// First of them, days since 1970-01-01.
    pub from: i32,
    /// Sum of the water's middles.
    pub sum: f64,
    /// The water's middle today.
    pub water: f64,
    /// Meters that said so today.
    pub meters: u32,
}

/// Whether a unit uses more water and more power at once: more people, as it seems, which is nobody's business here.
pub(crate) fn is_fuller(unit: &[Entry]) -> bool {
    let is_up = |kind: MeterKind, least: f64| {
        let mut of_kind = unit.iter().filter(|entry| entry.state.kind == kind);
        of_kind.any(|entry| entry.residual.is_some_and(|up| up >= least))
    };
    is_up(MeterKind::Water, WATER_UP) && is_up(MeterKind::Power, POWER_UP)
}

/// The building after a day; none where its use is as usual.
pub(crate) fn step(
    held: Option<BuildingState>,
    code: &str,
    entries: &[Entry],
    on: i32,
) -> Option<BuildingState> {
    let of = |kind: MeterKind| -> Vec<f64> {
        let kind_of = entries.iter().filter(|entry| entry.state.kind == kind);
        kind_of.filter_map(|entry| entry.residual).collect()
    };
    let (mut water, mut power) = (of(MeterKind::Water), of(MeterKind::Power));
    if water.len() < FEWEST || power.len() < FEWEST {
        return held.filter(|state| on - state.from <= i32::try_from(DAYS).unwrap_or(7) * 4);
    }
    let meters = u32::try_from(water.len() + power.len()).unwrap_or(u32::MAX);
    let (water, power) = (median(&mut water)?, median(&mut power)?);
    if water < WATER_UP || power < POWER_UP {
        return None;
    }
    let fresh =
        || BuildingState { building: code.into(), days: 0, from: on, sum: 0.0, water, meters };
    let before = held.unwrap_or_else(fresh);
    Some(BuildingState {
        days: before.days + 1,
        sum: before.sum + water + power.min(water),
        water,
        meters,
        ..before
    })
}

impl BuildingState {
    /// The lead, once it has lasted.
    pub(crate) fn lead(&self) -> Option<MeterLead> {
        (self.days >= DAYS).then(|| MeterLead {
            kind: LeadKind::Crowding,
            place: self.building.clone(),
            since: Day::from_epoch_days(self.from),
            score: self.sum / f64::from(self.days) + 0.01 * f64::from(self.days),
            why: Why {
                meter: MeterKind::Water,
                days: self.days,
                times_own: self.water.exp(),
                times_peers: None,
                meters: self.meters,
            },
        })
    }
}
