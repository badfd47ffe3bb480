//! Units: parts of a building that are held, let or used on their own.

use super::head::id_column;
use super::{Building, Head, Record};
use kernel::{Entity, Id};
use sea_orm::Value;

impl Entity for Unit {
    const NAME: &'static str = "unit";
}

/// A unit (INSPIRE: building unit): dwelling, shop, warehouse, bed-space, site hut.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Key, stage, valid time.
    pub head: Head,
    /// Its code: 25 digits where the place has the national scheme, else the source's.
    pub code: String,
    /// The building it is in.
    pub building: Id<Building>,
    /// Entrance or stairwell, where the building has several.
    pub entrance: String,
    /// Floor; below ground is negative.
    pub floor: Option<i32>,
    /// Room or door number.
    pub room: String,
    /// What it is used for, in the register's words.
    pub use_class: String,
    /// Floor area in square metres.
    pub area_m2: Option<f64>,
}

impl Record for Unit {
    const TABLE: &'static str = "unit";
    const COLUMNS: &'static [&'static str] =
        &["code", "building_id", "entrance", "floor", "room", "use_class", "area_m2"];
    const DERIVED: &'static [&'static str] = &[];

    fn head(&self) -> &Head {
        &self.head
    }

    fn body(&self) -> Vec<Value> {
        vec![
            self.code.clone().into(),
            id_column(Some(self.building)),
            self.entrance.clone().into(),
            self.floor.into(),
            self.room.clone().into(),
            self.use_class.clone().into(),
            self.area_m2.into(),
        ]
    }
}
