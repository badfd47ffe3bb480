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

/// A relation to a unit, reduced to what occupancy asks.
#[derive(Clone, Debug)]
pub(crate) struct Stake {
    pub(crate) unit: [u8; 16],
    pub(crate) kind: String,
    pub(crate) from: [u8; 16],
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
        Stake { unit: [0; 16], kind: kind.to_owned(), from: [from; 16], valid_to }
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
