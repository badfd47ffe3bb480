//! What a column may be for.

use serde::{Deserialize, Serialize};

use crate::mapping::{ColumnType, NumberScheme};

/// What a column is for.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Nothing: it is not read.
    #[default]
    Nothing,
    /// The record's number in its source.
    RecordId,
    /// The day the row speaks of.
    AsOf,
    /// First valid day of the row's relations.
    ValidFrom,
    /// First day after their end.
    ValidTo,
    /// A person's whole name.
    Name,
    /// A person's given name.
    GivenName,
    /// A person's middle name or its initial.
    MiddleName,
    /// A person's family name.
    FamilyName,
    /// A person's sex.
    Sex,
    /// A person's birth date.
    BirthOn,
    /// A person's age in completed years.
    Age,
    /// The number of a person's identity document.
    IdentityNumber,
    /// A person's telephone.
    Phone,
    /// A person's e-mail address.
    Email,
    /// Whether a person is registered here.
    RegisteredHere,
    /// A person's class of occupation.
    OccupationClass,
    /// A person's class of education.
    EducationClass,
    /// The household's number in the source.
    Household,
    /// A person's role in the household.
    HouseholdRole,
    /// An organisation's name.
    OrganisationName,
    /// An organisation's public number.
    OrganisationNumber,
    /// An organisation's line of business.
    Industry,
    /// An organisation's telephone.
    OrganisationPhone,
    /// An address in one line, or a piece of one that is joined.
    Address,
    /// The house number of an address in parts.
    StreetNumber,
    /// Its road.
    StreetName,
    /// Its estate or compound.
    Estate,
    /// Its building.
    Building,
    /// Its entrance.
    Entrance,
    /// Its floor.
    Floor,
    /// Its flat or room.
    Unit,
    /// Its post-office box.
    PoBox,
    /// Its city.
    City,
    /// Its state or province.
    State,
    /// Its postal code.
    Postcode,
    /// An event's category.
    EventCategory,
    /// An event's day.
    EventOn,
}

/// Whom or what a field speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Person,
    Organisation,
    Address,
    Row,
}

impl Field {
    /// Whom or what it speaks of: the roles it may be given.
    pub(super) const fn owner(self) -> Owner {
        match self {
            Self::Nothing
            | Self::RecordId
            | Self::AsOf
            | Self::ValidFrom
            | Self::ValidTo
            | Self::EventCategory
            | Self::EventOn => Owner::Row,
            Self::OrganisationName
            | Self::OrganisationNumber
            | Self::Industry
            | Self::OrganisationPhone => Owner::Organisation,
            Self::Address
            | Self::StreetNumber
            | Self::StreetName
            | Self::Estate
            | Self::Building
            | Self::Entrance
            | Self::Floor
            | Self::Unit
            | Self::PoBox
            | Self::City
            | Self::State
            | Self::Postcode => Owner::Address,
            _ => Owner::Person,
        }
    }

    /// The types a column for it may have, the usual one first.
    pub(super) const fn types(self) -> &'static [ColumnType] {
        use ColumnType as T;
        match self {
            Self::AsOf | Self::ValidFrom | Self::ValidTo => &[T::Day, T::Year],
            Self::BirthOn | Self::EventOn => &[T::Day],
            Self::Sex => &[T::Sex],
            Self::Age => &[T::Int],
            Self::IdentityNumber => &[T::IdentityNumber],
            Self::Phone | Self::OrganisationPhone => &[T::Phone],
            Self::Email => &[T::Email],
            Self::RegisteredHere => &[T::Flag],
            _ => &[T::Text],
        }
    }

    /// A part of an address; with `Address` itself they are never mixed in one role.
    pub(super) const fn is_part_of_address(self) -> bool {
        matches!(self.owner(), Owner::Address) && !matches!(self, Self::Address)
    }
}

/// A column of a draft: its type, and what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftColumn {
    /// Its header.
    pub name: String,
    /// What it is for.
    pub field: Field,
    /// The role it belongs to (`self`, `landlord`, `employer`, `home` …); empty where the field speaks of the row.
    #[serde(default)]
    pub role: String,
    /// What its cells hold.
    pub kind: ColumnType,
    /// Of a day: its formats.
    #[serde(default)]
    pub formats: Vec<String>,
    /// Of a number: how the country writes it.
    #[serde(default)]
    pub scheme: Option<NumberScheme>,
    /// Of a sex: words for male.
    #[serde(default)]
    pub male: Vec<String>,
    /// Of a sex: words for female.
    #[serde(default)]
    pub female: Vec<String>,
    /// Of a flag: words for yes.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Of a flag: words for no.
    #[serde(default)]
    pub no: Vec<String>,
    /// A row without it is rejected.
    #[serde(default)]
    pub required: bool,
    /// Of a person's name: organisations stand in this column too.
    #[serde(default)]
    pub mixed: bool,
}

/// A relation that each row states.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftRelation {
    /// Its type, of the catalogue.
    pub kind: String,
    /// The role it goes from.
    pub from: String,
    /// The role it goes to.
    pub to: String,
    /// Whether the row's first and last valid day are its own.
    #[serde(default)]
    pub dated: bool,
}
