//! What a source is for, as its mapping says: rules speak of duties, so that no rule names a department's table.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::SourceRow;

/// The duty that a source serves.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Registers who lives where.
    ResidenceRegister,
    /// Files leases.
    LettingFiling,
    /// Registers titles to property.
    TitleRegister,
    /// Keeps water, power, gas or heat accounts.
    UtilityAccount,
    /// Takes employers' reports of dormitories and sites.
    DormitoryReport,
    /// Registers businesses.
    LicenceRegister,
    /// Manages property.
    PropertyManagement,
}

/// What a mapping says of its source besides its columns.
#[derive(Default, Deserialize)]
struct Said {
    #[serde(default)]
    serves: Vec<Duty>,
    #[serde(default)]
    unnamed: bool,
}

fn said(source: &SourceRow) -> Said {
    // A mapping that was kept is one that was read: what cannot be read now serves nothing.
    toml::from_str(&source.mapping).unwrap_or_default()
}

/// The sources of each duty, by id.
pub(crate) fn duties(sources: &[SourceRow]) -> BTreeMap<Duty, Vec<String>> {
    let mut found: BTreeMap<Duty, Vec<String>> = BTreeMap::new();
    for source in sources {
        for duty in said(source).serves {
            found.entry(duty).or_default().push(source.id.clone());
        }
    }
    found
}

/// Whether another office is told of the source by name; of a clinic's or a tax office's it is not.
pub(crate) fn is_named(source: &SourceRow) -> bool {
    !said(source).unnamed
}
