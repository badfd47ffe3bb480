//! Thoroughfares: what addresses are numbered along.

use super::{Extent, Head, Name, Record};
use kernel::Entity;
use sea_orm::Value;

impl Entity for Thoroughfare {
    const NAME: &'static str = "thoroughfare";
}

/// A road, street or lane, under one name (INSPIRE: thoroughfare name).
#[derive(Clone, Debug, PartialEq)]
pub struct Thoroughfare {
    /// Key, stage, valid time.
    pub head: Head,
    /// Its code.
    pub code: String,
    /// What kind of road, in the source's words.
    pub class: String,
    /// Its name.
    pub name: Name,
    /// The area it lies in, where it lies in one; else empty.
    pub area_path: String,
    /// Width in metres.
    pub width_m: Option<f64>,
    /// Where it runs.
    pub extent: Option<Extent>,
}

impl Record for Thoroughfare {
    const TABLE: &'static str = "thoroughfare";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "class",
        "name_zh",
        "name_en",
        "initials",
        "area_path",
        "width_m",
        "lon",
        "lat",
        "west",
        "south",
        "east",
        "north",
        "shape",
    ];
    const DERIVED: &'static [&'static str] = &["initials", "area_path"];

    fn head(&self) -> &Head {
        &self.head
    }

    fn body(&self) -> Vec<Value> {
        let mut values = vec![
            self.code.clone().into(),
            self.class.clone().into(),
            self.name.zh.clone().into(),
            self.name.en.clone().into(),
            self.name.initials().into(),
            self.area_path.clone().into(),
            self.width_m.into(),
        ];
        values.extend(Extent::columns(self.extent.as_ref()));
        values
    }
}
