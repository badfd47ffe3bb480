//! What only the map shows: water, green, railways, places of interest.

use super::{Extent, Head, Name, Record, words};
use kernel::Entity;
use sea_orm::Value;

impl Entity for Feature {
    const NAME: &'static str = "feature";
}

words! {
    /// The map layer a feature is drawn in.
    Layer {
        /// Rivers, lakes, canals.
        Water = "water",
        /// Parks, woods, lawns.
        Green = "green",
        /// Railways and metro lines.
        Rail = "rail",
        /// Ways without a name.
        Road = "road",
        /// Schools, clinics, shops and the like.
        Poi = "poi",
    }
}

/// A map feature. It has no address and no code.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Key, stage, valid time.
    pub head: Head,
    /// Its layer.
    pub layer: Layer,
    /// What it is, in the source's words.
    pub kind: String,
    /// Its name.
    pub name: Name,
    /// Where it is.
    pub extent: Option<Extent>,
}

impl Record for Feature {
    const TABLE: &'static str = "feature";
    const COLUMNS: &'static [&'static str] = &[
        "layer", "kind", "name_zh", "name_en", "lon", "lat", "west", "south", "east", "north",
        "shape",
    ];
    const DERIVED: &'static [&'static str] = &[];

    fn head(&self) -> &Head {
        &self.head
    }

    fn body(&self) -> Vec<Value> {
        let mut values = vec![
            self.layer.word().into(),
            self.kind.clone().into(),
            self.name.zh.clone().into(),
            self.name.en.clone().into(),
        ];
        values.extend(Extent::columns(self.extent.as_ref()));
        values
    }
}
