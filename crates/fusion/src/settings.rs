//! How people and organisations are linked where a folder of mappings does not say it itself.

use linkage::Settings;

use crate::{FusionError, mapping::Bundle};

/// The settings for people: `people.toml` of the folder, else the profile's own; sources with one row a person added.
pub(crate) fn people(bundle: &Bundle) -> Result<Settings, FusionError> {
    let own = match bundle.place.profile.as_str() {
        "us" | "ca" => include_str!("settings/people_us.toml"),
        _ => include_str!("settings/people_cn.toml"),
    };
    let mut settings = match &bundle.people {
        Some(settings) => settings.clone(),
        None => Settings::from_toml(own)?,
    };
    let unique = bundle.mappings.iter().filter(|(mapping, _)| mapping.unique_person);
    for (mapping, _) in unique {
        if !settings.clusters.one_per_source.contains(&mapping.source) {
            settings.clusters.one_per_source.push(mapping.source.clone());
        }
    }
    Ok(settings)
}

/// The settings for organisations: `organisations.toml` of the folder, else our own.
pub(crate) fn organisations(bundle: &Bundle) -> Result<Settings, FusionError> {
    match &bundle.organisations {
        Some(settings) => Ok(settings.clone()),
        None => Ok(Settings::from_toml(include_str!("settings/organisations.toml"))?),
    }
}
