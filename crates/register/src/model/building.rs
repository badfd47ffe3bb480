//! Buildings, with the address by which each is found.

use super::head::id_column;
use super::{Area, Estate, Extent, Head, Name, Record, Thoroughfare};
use crate::geometry;
use kernel::{Entity, Id};
use sea_orm::Value;

impl Entity for Building {
    const NAME: &'static str = "building";
}

/// A building. Where only an address is known, it has a point and no shape, or neither.
#[derive(Clone, Debug, PartialEq)]
pub struct Building {
    /// Key, stage, valid time.
    pub head: Head,
    /// Its code: 19 digits where the place has the national scheme, else the source's.
    pub code: String,
    /// The grid it stands in; a larger area where there are no grids.
    pub area: Option<Id<Area>>,
    /// That area's path.
    pub area_path: String,
    /// The estate it belongs to.
    pub estate: Option<Id<Estate>>,
    /// The road it is numbered on.
    pub thoroughfare: Option<Id<Thoroughfare>>,
    /// Its number there, as written (`18号`, `104-12`).
    pub road_number: String,
    /// What it is called within its estate (`3栋`, `A座`).
    pub label: String,
    /// Its own name.
    pub name: Name,
    /// City or town in the address, where the address says it (US profile).
    pub locality: String,
    /// State or province in the address, where the address says it.
    pub region: String,
    /// Postal code.
    pub postcode: String,
    /// What it is used for, in the register's words.
    pub use_class: String,
    /// Floors above ground.
    pub floors: Option<i32>,
    /// Height in metres.
    pub height_m: Option<f64>,
    /// Entrances with stairs or a lift.
    pub entrances: Option<i32>,
    /// The day it was finished, ISO.
    pub built_on: Option<String>,
    /// Where it is.
    pub extent: Option<Extent>,
}

impl Building {
    /// A building of which nothing is known yet but its key and code.
    #[must_use]
    pub fn keyed(key: impl Into<String>, code: impl Into<String>) -> Self {
        Self {
            head: Head::current(key),
            code: code.into(),
            area: None,
            area_path: String::new(),
            estate: None,
            thoroughfare: None,
            road_number: String::new(),
            label: String::new(),
            name: Name::default(),
            locality: String::new(),
            region: String::new(),
            postcode: String::new(),
            use_class: String::new(),
            floors: None,
            height_m: None,
            entrances: None,
            built_on: None,
            extent: None,
        }
    }
}

impl Record for Building {
    const TABLE: &'static str = "building";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "area_id",
        "area_path",
        "estate_id",
        "thoroughfare_id",
        "road_number",
        "label",
        "name_zh",
        "name_en",
        "initials",
        "locality",
        "region",
        "postcode",
        "use_class",
        "floors",
        "height_m",
        "entrances",
        "unit_count",
        "dwelling_count",
        "built_on",
        "cell",
        "lon",
        "lat",
        "west",
        "south",
        "east",
        "north",
        "shape",
    ];
    const DERIVED: &'static [&'static str] =
        &["initials", "area_id", "area_path", "unit_count", "dwelling_count", "cell"];

    fn head(&self) -> &Head {
        &self.head
    }

    fn body(&self) -> Vec<Value> {
        let mut values = vec![
            self.code.clone().into(),
            id_column(self.area),
            self.area_path.clone().into(),
            id_column(self.estate),
            id_column(self.thoroughfare),
            self.road_number.clone().into(),
            self.label.clone().into(),
            self.name.zh.clone().into(),
            self.name.en.clone().into(),
            self.name.initials().into(),
            self.locality.clone().into(),
            self.region.clone().into(),
            self.postcode.clone().into(),
            self.use_class.clone().into(),
            self.floors.into(),
            self.height_m.into(),
            self.entrances.into(),
            0_i32.into(),
            0_i32.into(),
            self.built_on.clone().into(),
            self.extent.as_ref().map(|e| geometry::cell(e.point)).into(),
        ];
        values.extend(Extent::columns(self.extent.as_ref()));
        values
    }
}
