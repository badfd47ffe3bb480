//! The parts of an address (ISO 19160-1: address components).

use serde::{Deserialize, Serialize};

/// What a part of an address names, from the largest to the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComponentKind {
    /// 中国.
    Country,
    /// Province, autonomous region, municipality or federal state.
    Province,
    /// Prefecture-level city, or the city of a US address.
    City,
    /// County, district or county-level city.
    County,
    /// Development zone or park: an area that cuts across the divisions.
    Zone,
    /// Township, town or street office (subdistrict).
    Street,
    /// Residents' committee or village.
    Community,
    /// Thoroughfare.
    Road,
    /// House number on a road (18号).
    RoadNumber,
    /// Lane, alley or group numbered off a road or village (5弄, 三巷, 4组).
    Lane,
    /// Named estate, compound, industrial park or building complex.
    Estate,
    /// Building within an estate (3栋, A座).
    Building,
    /// Entrance or stairwell (2单元, 二门).
    Entrance,
    /// Floor (12楼, 3层).
    Floor,
    /// Room or dwelling (1203室, apt 4).
    Room,
    /// Named place that is not an estate (shop, school, company).
    Poi,
    /// The word that says that a place is near, opposite, beside or so far off
    /// (对面, 东500米); the place itself is marked [`Component::near`].
    Nearby,
    /// A remark that is no part of the address.
    Note,
    /// Postal code.
    Postcode,
    /// Post-office box.
    PoBox,
}

impl ComponentKind {
    /// Every kind, in order.
    pub const ALL: [Self; 20] = [
        Self::Country,
        Self::Province,
        Self::City,
        Self::County,
        Self::Zone,
        Self::Street,
        Self::Community,
        Self::Road,
        Self::RoadNumber,
        Self::Lane,
        Self::Estate,
        Self::Building,
        Self::Entrance,
        Self::Floor,
        Self::Room,
        Self::Poi,
        Self::Nearby,
        Self::Note,
        Self::Postcode,
        Self::PoBox,
    ];

    /// Its name, the same as in JSON: `road_number`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Zone => "zone",
            Self::Street => "street",
            Self::Community => "community",
            Self::Road => "road",
            Self::RoadNumber => "road_number",
            Self::Lane => "lane",
            Self::Estate => "estate",
            Self::Building => "building",
            Self::Entrance => "entrance",
            Self::Floor => "floor",
            Self::Room => "room",
            Self::Poi => "poi",
            Self::Nearby => "nearby",
            Self::Note => "note",
            Self::Postcode => "postcode",
            Self::PoBox => "po_box",
        }
    }

    /// The kind of this name. What a column of a table may be called otherwise, [`Self::of_column`] knows.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A half-open range of characters (not bytes) of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First character, from 0.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// One part of a written address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// What it names.
    pub kind: ComponentKind,
    /// Where it stands in the line.
    pub span: Span,
    /// As written.
    pub text: String,
    /// The normal form: simplified, half width, Arabic numerals, and without
    /// the suffix for numbered parts (`3`, `2`, `12`, `1203`).
    pub value: String,
    /// Whether it only tells what is near (锦绣花园 in 锦绣花园对面): it is no part
    /// of the way to the address.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub near: bool,
}

/// A line read into components, ordered by span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// The parts found.
    pub components: Vec<Component>,
    /// Telephone numbers and names of persons in the line: dropped, never kept.
    pub dropped: Vec<Span>,
}

#[cfg(test)]
mod tests {
    use super::ComponentKind;

    #[test]
    fn a_kind_has_one_name_here_and_in_json() {
        for (at, kind) in ComponentKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(ComponentKind::named(kind.name()), Some(kind));
        }
        assert_eq!(ComponentKind::named("Road"), None);
    }
}
