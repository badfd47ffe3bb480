//! Areas: the tree of divisions down to grids, and zones across it.

use super::head::id_column;
use super::{Extent, Head, Name, Record, words};
use kernel::{AreaPath, Entity, Id};
use sea_orm::Value;

impl Entity for Area {
    const NAME: &'static str = "area";
}

words! {
    /// How large an area is, from the largest down; zones lie across.
    AreaLevel {
        /// Province, autonomous region or municipality.
        Province = "province",
        /// Prefecture-level city.
        City = "city",
        /// County, district or county-level city.
        District = "district",
        /// Street office (subdistrict), township or town.
        Street = "street",
        /// Residents' committee or village.
        Community = "community",
        /// The ground of one grid worker.
        Grid = "grid",
        /// A development zone or park, across the tree.
        Zone = "zone",
    }
}

/// An area.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Key, stage, valid time.
    pub head: Head,
    /// How large.
    pub level: AreaLevel,
    /// Its code in the place's scheme.
    pub code: String,
    /// The area above.
    pub parent: Option<Id<Area>>,
    /// Codes from the top of the tree to this.
    pub path: AreaPath,
    /// Its name.
    pub name: Name,
    /// A grid of a public place (a park, a station), where nobody lives.
    pub public_place: bool,
    /// Where it is.
    pub extent: Option<Extent>,
}

impl Record for Area {
    const TABLE: &'static str = "area";
    const COLUMNS: &'static [&'static str] = &[
        "level",
        "code",
        "parent_id",
        "path",
        "name_zh",
        "name_en",
        "initials",
        "public_place",
        "lon",
        "lat",
        "west",
        "south",
        "east",
        "north",
        "shape",
    ];
    const DERIVED: &'static [&'static str] = &["initials"];

    fn head(&self) -> &Head {
        &self.head
    }

    fn body(&self) -> Vec<Value> {
        let mut values = vec![
            self.level.word().into(),
            self.code.clone().into(),
            id_column(self.parent),
            self.path.as_str().into(),
            self.name.zh.clone().into(),
            self.name.en.clone().into(),
            self.name.initials().into(),
            self.public_place.into(),
        ];
        values.extend(Extent::columns(self.extent.as_ref()));
        values
    }
}
