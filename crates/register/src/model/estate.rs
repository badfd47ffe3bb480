//! Estates: named groups of buildings, such as a residential quarter, an urban village or an industrial park.

use super::head::id_column;
use super::{Area, Extent, Head, Name, Record, Thoroughfare};
use kernel::{Entity, Id};
use sea_orm::Value;

impl Entity for Estate {
    const NAME: &'static str = "estate";
}

/// An estate.
#[derive(Clone, Debug, PartialEq)]
pub struct Estate {
    /// Key, stage, valid time.
    pub head: Head,
    /// Its code.
    pub code: String,
    /// What kind, in the source's words.
    pub kind: String,
    /// Its name.
    pub name: Name,
    /// The smallest area it lies in.
    pub area: Option<Id<Area>>,
    /// That area's path.
    pub area_path: String,
    /// The road its gate is on.
    pub thoroughfare: Option<Id<Thoroughfare>>,
    /// Its number there.
    pub road_number: String,
    /// Where it is.
    pub extent: Option<Extent>,
}

impl Record for Estate {
    const TABLE: &'static str = "estate";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "kind",
        "name_zh",
        "name_en",
        "initials",
        "area_id",
        "area_path",
        "thoroughfare_id",
        "road_number",
        "lon",
        "lat",
        "west",
        "south",
        "east",
        "north",
        "shape",
    ];
    const DERIVED: &'static [&'static str] = &["initials", "area_id", "area_path"];

    fn head(&self) -> &Head {
        &self.head
    }

    fn body(&self) -> Vec<Value> {
        let mut values = vec![
            self.code.clone().into(),
            self.kind.clone().into(),
            self.name.zh.clone().into(),
            self.name.en.clone().into(),
            self.name.initials().into(),
            id_column(self.area),
            self.area_path.clone().into(),
            id_column(self.thoroughfare),
            self.road_number.clone().into(),
        ];
        values.extend(Extent::columns(self.extent.as_ref()));
        values
    }
}
