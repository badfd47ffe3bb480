//! A meter: what it counts, what is wrong with it, and its sum of a day.

use super::{
    calendar::Date,
    unit::{Unit, mixed, noise},
};
use crate::chance::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Water = 1,
    Power = 2,
    Gas = 3,
    Heat = 4,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Water => "water",
            Kind::Power => "power",
            Kind::Gas => "gas",
            Kind::Heat => "heat",
        }
    }

    pub(super) fn measure(self) -> &'static str {
        match self {
            Kind::Water | Kind::Gas => "m3",
            Kind::Power | Kind::Heat => "kWh",
        }
    }

    pub(super) fn is_power(self) -> bool {
        self == Kind::Power
    }

    fn letter(self) -> char {
        match self {
            Kind::Water => 'S',
            Kind::Power => 'D',
            Kind::Gas => 'G',
            Kind::Heat => 'R',
        }
    }

    /// Least and most use a day, at home and at work.
    fn usual(self, home: bool) -> (f64, f64) {
        match (self, home) {
            (Kind::Water, true) => (0.15, 0.75),
            (Kind::Water, false) => (0.1, 3.0),
            (Kind::Power, true) => (3.0, 18.0),
            (Kind::Power, false) => (10.0, 120.0),
            (Kind::Gas, _) => (0.2, 1.2),
            (Kind::Heat, _) => (10.0, 40.0),
        }
    }

    /// Least and most that a leak, or an overload, adds a day; none where there is no such thing.
    fn extra(self) -> Option<(f64, f64)> {
        match self {
            Kind::Water => Some((0.8, 4.0)),
            Kind::Power => Some((35.0, 120.0)),
            Kind::Gas => Some((3.0, 8.0)),
            Kind::Heat => None,
        }
    }
}

/// What is wrong with a meter, by days after the first; `to` is the last day of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fault {
    None,
    /// A leak, or an overload: so much more.
    Extra {
        from: i32,
        to: i32,
        more: f64,
    },
    Exchanged {
        on: i32,
    },
    OtherUnits {
        from: i32,
    },
    Backwards {
        from: i32,
        to: i32,
    },
}

/// Shares of meters with a leak or an overload, exchanged, in other units, backwards.
const FAULTS: [f64; 4] = [0.008, 0.015, 0.003, 0.001];

pub(super) struct Meter {
    pub(super) kind: Kind,
    pub(super) fault: Fault,
    usual: f64,
    key: u64,
}

impl Meter {
    /// Draws a meter of a unit; one where nobody is has no leak.
    pub(super) fn draw(
        dice: &mut Dice,
        kind: Kind,
        unit: u64,
        home: bool,
        lived: bool,
        days: i32,
    ) -> Self {
        let (low, high) = kind.usual(home);
        // Few use much.
        let usual = low + (high - low) * dice.unit() * dice.unit();
        let low = 20.min(days / 2);
        let from = dice.between(low, low.max(days - 5));
        let (which, share, length) = (dice.unit(), dice.unit(), dice.between(5, 24));
        let rest: f64 = FAULTS.iter().sum();
        let weights = [FAULTS[0], FAULTS[1], FAULTS[2], FAULTS[3], 1.0 - rest];
        let mut left = which;
        let drawn = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        let extra = kind.extra().filter(|_| lived && home);
        let fault = match (drawn, extra) {
            (Some(0), Some((least, most))) => {
                Fault::Extra { from, to: from + length, more: least + (most - least) * share }
            }
            (Some(1), _) => Fault::Exchanged { on: from },
            (Some(2), _) if lived => Fault::OtherUnits { from },
            (Some(3), _) if lived => Fault::Backwards { from, to: from + length / 6 },
            _ => Fault::None,
        };
        Self { kind, fault, usual, key: mixed(unit ^ kind as u64) }
    }

    /// Its number on a day.
    pub(super) fn number(&self, date: &Date) -> String {
        let exchanged = matches!(self.fault, Fault::Exchanged { on } if date.at >= on);
        let key = if exchanged { mixed(self.key) } else { self.key };
        format!("{}{:012}", self.kind.letter(), key % 1_000_000_000_000)
    }

    /// Its sum of a day, as it reports it; none on the few days on which it does not.
    pub(super) fn sum(&self, unit: &Unit, date: &Date) -> Option<f64> {
        let chance = mixed(self.key ^ mixed(date.day.0 as u64));
        // A three-hundredth of the sums does not arrive.
        if chance.is_multiple_of(300) {
            return None;
        }
        let of_kind = unit.factor(self.kind, date) * date.season(self.kind);
        let spike = if mixed(chance ^ 1).is_multiple_of(700) { 3.0 } else { 1.0 };
        let used = self.usual * of_kind * (1.0 + 0.22 * noise(chance)).max(0.2) * spike;
        Some(match self.fault {
            Fault::Extra { from, to, more } if (from..=to).contains(&date.at) => {
                used + more * (1.0 + 0.08 * noise(chance ^ 2))
            }
            // The new meter counts from noon.
            Fault::Exchanged { on } if date.at == on => used * 0.5,
            Fault::OtherUnits { from } if date.at >= from => used * 1_000.0,
            Fault::Backwards { from, to } if (from..=to).contains(&date.at) => -used,
            _ => used,
        })
    }
}
