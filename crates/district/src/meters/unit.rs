//! A unit: who is in it by day and season, drawn from its code alone.

use super::{
    calendar::Date,
    meter::{Kind, Meter},
};
use crate::chance::{Dice, Topic};

/// A building in which more live from a day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Crowd {
    pub(super) from: i32,
    pub(super) times: f64,
}

pub(super) struct Unit {
    pub(super) code: String,
    pub(super) building: String,
    pub(super) crowd: Option<Crowd>,
    /// Nobody is there before this day; beyond the last day where nobody comes.
    pub(super) vacant_until: Option<i32>,
    pub(super) meters: Vec<Meter>,
    home: bool,
    key: u64,
    /// Guests: from, to, by day.
    guests: Option<(i32, i32)>,
    /// The household grows on this day.
    grows: Option<i32>,
}

impl Unit {
    pub(super) fn of(seed: u64, code: &str, building: &str, use_: &str, days: i32) -> Self {
        let home = matches!(use_, "dwelling" | "dormitory");
        let mut dice = Dice::new(seed, Topic::Meters, key_of(building));
        let (crowded, from, times) = (dice.chance(0.06), dice.unit(), dice.range(1.7, 2.4));
        let heated = dice.chance(0.1);
        let low = 20.min(days / 2);
        let from = low + (from * f64::from((days - 14 - low).max(1))) as i32;
        let crowd = (home && crowded).then_some(Crowd { from, times });

        let key = key_of(code);
        let mut dice = Dice::new(seed, Topic::Meters, key);
        let (empty, comes, on) = (dice.chance(0.03), dice.chance(0.15), dice.between(0, days));
        let vacant_until = (home && empty).then_some(if comes { on.max(1) } else { days });
        let (guested, guest_from, stay) =
            (dice.chance(0.04), dice.between(0, days), dice.between(2, 5));
        let (grown, grown_on) = (dice.chance(0.01), dice.between(0, days));
        let lived = vacant_until.is_none();
        let mut meters = Vec::with_capacity(4);
        let shares = [
            (Kind::Water, 0.95),
            (Kind::Power, 0.97),
            (Kind::Gas, if home { 0.8 } else { 0.0 }),
            (Kind::Heat, if home && heated { 1.0 } else { 0.0 }),
        ];
        for (kind, share) in shares {
            let there = dice.chance(share);
            let meter = Meter::draw(&mut dice, kind, mixed(seed ^ key), home, lived, days);
            if there {
                meters.push(meter);
            }
        }
        Self {
            code: code.to_owned(),
            building: building.to_owned(),
            crowd,
            vacant_until,
            meters,
            home,
            key: mixed(seed ^ key),
            guests: guested.then_some((guest_from, guest_from + stay)),
            grows: grown.then_some(grown_on),
        }
    }

    /// How many times its usual use a day has, apart from season and chance.
    pub(super) fn factor(&self, kind: Kind, date: &Date) -> f64 {
        if self.vacant_until.is_some_and(|until| date.at < until) {
            return 0.0;
        }
        let mut times = match (self.home, date.weekend || date.holiday.is_some()) {
            (true, true) => 1.12,
            (false, true) => 0.4,
            (_, false) => 1.0,
        };
        // Of homes a third is away over a holiday.
        if let Some(which) = date.holiday.filter(|_| self.home)
            && mixed(self.key ^ which) % 100 < 35
        {
            times = 0.05;
        }
        if self.guests.is_some_and(|(from, to)| (from..=to).contains(&date.at)) {
            times *= if kind == Kind::Water { 1.7 } else { 1.3 };
        }
        if self.grows.is_some_and(|on| date.at >= on) {
            times *= 1.35;
        }
        match self.crowd {
            Some(crowd) if date.at >= crowd.from && kind != Kind::Heat => times * crowd.times,
            _ => times,
        }
    }
}

/// FNV-1a of a code.
fn key_of(code: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    code.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// The finaliser of `SplitMix64` (Steele, Lea, Flood 2014): a number that looks drawn, of a number.
pub(super) fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// About a standard normal number: four even ones added, by arithmetic that is the same on every machine.
pub(super) fn noise(number: u64) -> f64 {
    let sum: f64 = (1..=4_u64)
        .map(|n| (mixed(number ^ (n << 32)) >> 11) as f64 / 9_007_199_254_740_992.0)
        .sum();
    (sum - 2.0) * 1.732_050_807_568_877_2
}
