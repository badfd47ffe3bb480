//! Occupancy: how a unit is lived in, from the relations that stand on a day. Nobody is named or counted.
//!
//! Of the past it is told at the end of each year alone: a finer history would tell when its people came and went.

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

/// A relation to a unit, reduced to what occupancy asks.
#[derive(Clone, Debug)]
pub(crate) struct Stake {
    pub(crate) unit: [u8; 16],
    pub(crate) kind: String,
    pub(crate) from: [u8; 16],
    pub(crate) valid_from: Option<Day>,
    pub(crate) valid_to: Option<Day>,
    pub(crate) source: String,
}

/// Full years that are told of the past at the most.
const YEARS: i32 = 5;

/// How a unit was lived in at the end of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccupiedThen {
    /// The last day of the year.
    pub on: Day,
    /// How it was lived in.
    pub occupancy: Occupancy,
    /// Sources of tenancies, lettings, ownership and registration that say so. Those of mere signs of residence are left
    /// out: of some, the source alone tells of somebody.
    pub sources: BTreeSet<String>,
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
    /// How a unit was lived in at the end of each of the last five full years, the last first, by what sources say of it
    /// today; years of which they do not say enough are left out.
    pub async fn occupied_then(&self, unit: [u8; 16], today: Day) -> Result<Vec<OccupiedThen>> {
        let generation = store::generation(self.database()).await?;
        let stakes = store::relations::stakes(self.database(), generation, &[unit]).await?;
        let years = (1..=YEARS).map(|back| today.year() - back);
        let ends = years.filter_map(|year| Day::new(year, 12, 31));
        Ok(ends.filter_map(|on| then(&stakes, on)).collect())
    }
}

/// How a unit was lived in on a day that is past; none where no source says enough. What no source says the beginning of is
/// not taken to have stood then.
fn then(stakes: &[Stake], on: Day) -> Option<OccupiedThen> {
    let begun = |stake: &&Stake| stake.valid_from.is_some_and(|from| from <= on);
    let known: Vec<Stake> = stakes.iter().filter(begun).cloned().collect();
    let occupancy = judge(&known, on);
    if occupancy == Occupancy::Unknown {
        return None;
    }
    // That it was vacant is told by what had ended.
    let counts = |stake: &&Stake| occupancy == Occupancy::Vacant || stands(stake, on);
    let named = |stake: &&Stake| stake.kind == "owns" || is_let(stake) || is_registered(stake);
    let sources = known.iter().filter(counts).filter(named);
    let sources = sources.map(|stake| stake.source.clone()).collect();
    Some(OccupiedThen { on, occupancy, sources })
}

fn group(stake: &Stake) -> Option<&'static str> {
    catalogue::relation_type(&stake.kind).map(|kind| kind.group.as_str())
}

fn stands(stake: &Stake, on: Day) -> bool {
    stake.valid_to.is_none_or(|end| end > on)
}

fn is_let(stake: &Stake) -> bool {
    matches!(group(stake), Some("tenancy" | "letting" | "sub-letting"))
        && stake.kind != "agency_lists"
}

fn is_registered(stake: &Stake) -> bool {
    matches!(stake.kind.as_str(), "registered_at" | "residence_permit_at")
}

fn judge(stakes: &[Stake], on: Day) -> Occupancy {
    let stands = |stake: &&Stake| stands(stake, on);
    if stakes.iter().filter(stands).any(is_let) {
        return Occupancy::Rented;
    }
    let lives = |stake: &&Stake| group(stake) == Some("residence") || is_registered(stake);
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
        let (valid_from, source) = (None, format!("{kind}.csv"));
        Stake {
            unit: [0; 16],
            kind: kind.to_owned(),
            from: [from; 16],
            valid_from,
            valid_to,
            source,
        }
    }

    #[test]
    fn the_past_is_told_by_what_stood_at_the_end_of_a_year() {
        let since = |kind: &str, from: u8, begun: i32, ended: Option<i32>| Stake {
            valid_from: Day::new(begun, 6, 1),
            ..stake(kind, from, ended.and_then(|year| Day::new(year, 6, 1)))
        };
        let stakes = [
            since("owns", 1, 2015, None),
            since("lives_in", 1, 2015, Some(2022)),
            since("rents", 2, 2023, Some(2025)),
            // Nobody knows since when.
            stake("rents", 3, Day::new(2030, 1, 1)),
        ];
        let told = |year: i32| {
            let told = then(&stakes, Day::new(year, 12, 31).unwrap());
            told.map(|one| (one.occupancy, one.sources.into_iter().collect::<Vec<_>>()))
        };
        let of = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<String>>();
        assert_eq!(told(2014), None, "nothing had begun");
        // A source of a mere sign of residence is not told.
        assert_eq!(told(2021), Some((Occupancy::Owner, of(&["owns.csv"]))));
        assert_eq!(told(2022), None, "what came later says nothing of it");
        assert_eq!(told(2024), Some((Occupancy::Rented, of(&["owns.csv", "rents.csv"]))));
        assert_eq!(told(2025), Some((Occupancy::Vacant, of(&["owns.csv", "rents.csv"]))));
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
