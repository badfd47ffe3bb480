//! Occupancy: how a unit is lived in, from the relations that stand on a day. Nobody is named or counted.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Day;
use serde::Serialize;

use crate::{Blocks, Result, catalogue, store};

/// How a unit is lived in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Occupancy {
    /// An owner lives there.
    Owner,
    /// It is let: a tenancy or letting stands.
    Rented,
    /// A tenancy ended or an agency lists it, and no residence stands.
    Vacant,
    /// No source says enough.
    #[default]
    Unknown,
}

impl Occupancy {
    /// Its name in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Rented => "rented",
            Self::Vacant => "vacant",
            Self::Unknown => "unknown",
        }
    }
}

/// How a unit was lived in from one month on, until the next of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LivedIn {
    /// The first day of the month in which it began; none where no source says when.
    pub from: Option<Day>,
    /// How it was lived in.
    pub occupancy: Occupancy,
}

/// A relation to a unit, reduced to what occupancy asks.
#[derive(Clone, Debug)]
pub(crate) struct Stake {
    pub(crate) unit: [u8; 16],
    pub(crate) kind: String,
    pub(crate) from: [u8; 16],
    pub(crate) valid_from: Option<Day>,
    pub(crate) valid_to: Option<Day>,
}

impl Blocks {
    /// How each of these units is lived in on a day; a unit that no source speaks of is absent.
    ///
    /// It reads which relations stand, and returns a state of the unit: no person, and no number of people.
    pub async fn occupancy(
        &self,
        units: &[[u8; 16]],
        on: Day,
    ) -> Result<BTreeMap<[u8; 16], Occupancy>> {
        let generation = store::generation(self.database()).await?;
        let stakes = store::relations::stakes(self.database(), generation, units).await?;
        let mut by_unit: BTreeMap<[u8; 16], Vec<Stake>> = BTreeMap::new();
        for stake in stakes {
            by_unit.entry(stake.unit).or_default().push(stake);
        }
        Ok(by_unit.into_iter().map(|(unit, stakes)| (unit, judge(&stakes, on))).collect())
    }
}

impl Blocks {
    /// How a unit was lived in over time until a day, the earliest first, by the month: the last [`MOST_SPELLS`] of them.
    ///
    /// Like [`Blocks::occupancy`] it returns states of the unit: no person, and no number of people.
    pub async fn lived_in(&self, unit: [u8; 16], on: Day) -> Result<Vec<LivedIn>> {
        let generation = store::generation(self.database()).await?;
        let stakes = store::relations::stakes(self.database(), generation, &[unit]).await?;
        Ok(over_time(&stakes, on))
    }
}

/// Spells that are told of one unit at the most.
pub const MOST_SPELLS: usize = 40;

fn over_time(stakes: &[Stake], on: Day) -> Vec<LivedIn> {
    let days = stakes.iter().flat_map(|stake| [stake.valid_from, stake.valid_to]);
    let turns: BTreeSet<Day> = days.flatten().filter(|day| *day <= on).collect();
    let state = |day: Day| {
        let begun = |stake: &&Stake| stake.valid_from.is_none_or(|from| from <= day);
        let begun: Vec<Stake> = stakes.iter().filter(begun).cloned().collect();
        judge(&begun, day)
    };
    // What no source gives a beginning to was so before anything turned.
    let before = turns.first().map_or(on, |first| Day::from_epoch_days(first.epoch_days() - 1));
    let mut spells = vec![LivedIn { from: None, occupancy: state(before) }];
    for day in turns {
        let (from, occupancy) = (month_of(day), state(day));
        match spells.last_mut() {
            // Of what turned twice in a month, the last stays.
            Some(last) if last.from == from => last.occupancy = occupancy,
            _ => spells.push(LivedIn { from, occupancy }),
        }
    }
    spells.dedup_by_key(|spell| spell.occupancy);
    if spells.first().is_some_and(|first| first.occupancy == Occupancy::Unknown) {
        spells.remove(0);
    }
    let beyond = spells.len().saturating_sub(MOST_SPELLS);
    spells.split_off(beyond)
}

fn month_of(day: Day) -> Option<Day> {
    Day::new(day.year(), day.month(), 1)
}

fn judge(stakes: &[Stake], on: Day) -> Occupancy {
    let stands = |stake: &&Stake| stake.valid_to.is_none_or(|end| end > on);
    let group =
        |stake: &Stake| catalogue::relation_type(&stake.kind).map(|kind| kind.group.as_str());
    let is_let = |stake: &Stake| {
        matches!(group(stake), Some("tenancy" | "letting" | "sub-letting"))
            && stake.kind != "agency_lists"
    };
    if stakes.iter().filter(stands).any(is_let) {
        return Occupancy::Rented;
    }
    let lives = |stake: &&Stake| {
        group(stake) == Some("residence")
            || matches!(stake.kind.as_str(), "registered_at" | "residence_permit_at")
    };
    let residents: BTreeSet<[u8; 16]> =
        stakes.iter().filter(stands).filter(lives).map(|stake| stake.from).collect();
    let owned_by_resident = |stake: &Stake| stake.kind == "owns" && residents.contains(&stake.from);
    if stakes.iter().filter(stands).any(owned_by_resident) {
        return Occupancy::Owner;
    }
    let listed = stakes.iter().filter(stands).any(|stake| stake.kind == "agency_lists");
    if residents.is_empty() && (listed || stakes.iter().any(is_let)) {
        return Occupancy::Vacant;
    }
    Occupancy::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stake(kind: &str, from: u8, valid_to: Option<Day>) -> Stake {
        let kind = kind.to_owned();
        Stake { unit: [0; 16], kind, from: [from; 16], valid_from: None, valid_to }
    }

    #[test]
    fn how_a_unit_was_lived_in_is_told_by_the_month_without_anybody() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let since = |kind: &str, from: u8, begun: &str, ended: Option<&str>| Stake {
            valid_from: Some(day(begun)),
            ..stake(kind, from, ended.map(day))
        };
        let stakes = [
            stake("owns", 1, None),
            since("lives_in", 1, "2019-03-09", Some("2022-05-02")),
            since("rents", 2, "2022-05-20", Some("2024-01-31")),
            since("rents", 3, "2025-02-14", None),
            since("rents", 4, "2030-01-01", None),
        ];
        let told: Vec<_> = over_time(&stakes, day("2026-01-05"))
            .into_iter()
            .map(|spell| (spell.from.map(|day| day.to_string()), spell.occupancy.name()))
            .collect();
        let at = |month: &str, name: &'static str| (Some(format!("{month}-01")), name);
        // What turned in May 2022 is let: the last of the month stays.
        assert_eq!(
            told,
            [
                at("2019-03", "owner"),
                at("2022-05", "rented"),
                at("2024-01", "vacant"),
                at("2025-02", "rented"),
            ]
        );
        assert!(over_time(&[], day("2026-01-05")).is_empty());
        let undated = over_time(&[stake("rents", 2, None)], day("2026-01-05"));
        assert_eq!(undated, [LivedIn { from: None, occupancy: Occupancy::Rented }]);
    }

    #[test]
    fn standing_relations_say_how_a_unit_is_lived_in() {
        let (on, past) = (Day::new(2026, 1, 5).unwrap(), Day::new(2025, 6, 1));
        let said = |stakes: &[Stake]| judge(stakes, on);
        assert_eq!(said(&[stake("owns", 1, None), stake("lives_in", 1, None)]), Occupancy::Owner);
        assert_eq!(said(&[stake("owns", 1, None), stake("lives_in", 2, None)]), Occupancy::Unknown);
        assert_eq!(said(&[stake("owns", 1, None), stake("rents", 2, None)]), Occupancy::Rented);
        assert_eq!(said(&[stake("owns", 1, None), stake("rents", 2, past)]), Occupancy::Vacant);
        assert_eq!(said(&[stake("agency_lists", 9, None)]), Occupancy::Vacant);
        assert_eq!(
            said(&[stake("rents", 2, past), stake("registered_at", 3, None)]),
            Occupancy::Unknown
        );
        assert_eq!(said(&[stake("pays_fees_for", 3, None)]), Occupancy::Unknown);
    }
}
