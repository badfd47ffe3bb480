//! Aliases: every other way a place is called or spelled.

use super::head::id_column;
use super::{Area, Building, Estate, Head, Name, Record, Thoroughfare, Unit, words};
use kernel::{Entity, Id};
use sea_orm::Value;

impl Entity for Alias {
    const NAME: &'static str = "alias";
}

words! {
    /// What sort of other name it is.
    AliasKind {
        /// What it was called before.
        OldName = "old_name",
        /// The number it had on its road before.
        FormerNumber = "former_number",
        /// What the plate on the door says.
        DoorPlate = "door_plate",
        /// What people call it.
        Nickname = "nickname",
        /// A department's own spelling.
        Department = "department",
        /// A further address, such as that of a corner house on its other road.
        Address = "address",
    }
}

impl AliasKind {
    /// Whether it is no longer in use.
    #[must_use]
    pub const fn is_historical(self) -> bool {
        matches!(self, Self::OldName | Self::FormerNumber)
    }
}

/// What an alias names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An area.
    Area(Id<Area>),
    /// A road.
    Thoroughfare(Id<Thoroughfare>),
    /// An estate.
    Estate(Id<Estate>),
    /// A building.
    Building(Id<Building>),
    /// A unit.
    Unit(Id<Unit>),
}

impl Target {
    fn columns(self) -> (&'static str, Vec<u8>) {
        match self {
            Self::Area(id) => ("area", id.to_bytes().to_vec()),
            Self::Thoroughfare(id) => ("thoroughfare", id.to_bytes().to_vec()),
            Self::Estate(id) => ("estate", id.to_bytes().to_vec()),
            Self::Building(id) => ("building", id.to_bytes().to_vec()),
            Self::Unit(id) => ("unit", id.to_bytes().to_vec()),
        }
    }
}

/// Another name of a place (ISO 19160-1: address alias).
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// Key, stage, valid time.
    pub head: Head,
    /// What it names.
    pub target: Target,
    /// What sort of name.
    pub kind: AliasKind,
    /// The name.
    pub text: Name,
    /// The road, where the alias is a number on one.
    pub thoroughfare: Option<Id<Thoroughfare>>,
    /// The number there.
    pub road_number: String,
}

impl Record for Alias {
    const TABLE: &'static str = "alias";
    const COLUMNS: &'static [&'static str] = &[
        "target_kind",
        "target_id",
        "kind",
        "text_zh",
        "text_en",
        "thoroughfare_id",
        "road_number",
    ];
    const DERIVED: &'static [&'static str] = &[];

    fn head(&self) -> &Head {
        &self.head
    }

    fn body(&self) -> Vec<Value> {
        let (kind, id) = self.target.columns();
        vec![
            kind.into(),
            id.into(),
            self.kind.word().into(),
            self.text.zh.clone().into(),
            self.text.en.clone().into(),
            id_column(self.thoroughfare),
            self.road_number.clone().into(),
        ]
    }
}
