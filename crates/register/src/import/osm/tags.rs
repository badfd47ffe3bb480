//! What a set of tags makes of an object.

use crate::model::{Layer, Name};
use std::collections::BTreeMap;

/// Tags of an object that is kept.
pub(crate) type Tags = BTreeMap<String, String>;

/// Keys that are kept; everything else is dropped while reading.
pub(crate) fn is_kept(key: &str) -> bool {
    key.starts_with("addr:")
        || key.starts_with("building")
        || matches!(
            key,
            "name"
                | "name:zh"
                | "name:en"
                | "name:zh-Hans"
                | "highway"
                | "footway"
                | "height"
                | "type"
                | "boundary"
                | "admin_level"
                | "ref"
                | "natural"
                | "waterway"
                | "water"
                | "landuse"
                | "leisure"
                | "railway"
                | "amenity"
                | "shop"
                | "office"
                | "tourism"
                | "healthcare"
                | "public_transport"
                | "area"
                | "location"
                | "tunnel"
                | "start_date"
        )
}

/// What an object is for the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Building,
    Road,
    Area,
    Map(Layer),
}

const GREEN: [(&str, &[&str]); 3] = [
    (
        "leisure",
        &[
            "park",
            "garden",
            "pitch",
            "golf_course",
            "nature_reserve",
            "playground",
            "common",
            "dog_park",
        ],
    ),
    (
        "landuse",
        &[
            "grass",
            "forest",
            "meadow",
            "recreation_ground",
            "cemetery",
            "village_green",
            "allotments",
            "orchard",
        ],
    ),
    ("natural", &["wood", "scrub", "grassland", "heath", "wetland"]),
];
const POI: [&str; 6] = ["amenity", "shop", "office", "tourism", "healthcare", "leisure"];

/// The role of a way or relation.
pub(crate) fn role(tags: &Tags) -> Option<Role> {
    let is =
        |key: &str, values: &[&str]| tags.get(key).is_some_and(|v| values.contains(&v.as_str()));
    if tags.get("building").is_some_and(|v| v != "no") {
        return Some(Role::Building);
    }
    if is("boundary", &["administrative"]) && tags.contains_key("admin_level") {
        return Some(Role::Area);
    }
    if let Some(class) = tags.get("highway") {
        let shown = !matches!(
            class.as_str(),
            "proposed" | "construction" | "razed" | "platform" | "rest_area"
        ) && !is("footway", &["sidewalk", "crossing"]);
        return shown.then_some(Role::Road);
    }
    if is("natural", &["water", "bay"])
        || tags.contains_key("water")
        || tags.contains_key("waterway")
    {
        return (!is("tunnel", &["culvert", "yes"])).then_some(Role::Map(Layer::Water));
    }
    if is("railway", &["rail", "subway", "light_rail", "tram", "monorail"]) {
        return Some(Role::Map(Layer::Rail));
    }
    if GREEN.iter().any(|(key, values)| is(key, values)) {
        return Some(Role::Map(Layer::Green));
    }
    poi_kind(tags).map(|_| Role::Map(Layer::Poi))
}

/// What a map feature is, in the map's own words.
pub(crate) fn map_kind(layer: Layer, tags: &Tags) -> String {
    let first =
        |keys: &[&str]| keys.iter().find_map(|key| tags.get(*key)).cloned().unwrap_or_default();
    match layer {
        Layer::Water => first(&["water", "waterway", "natural"]),
        Layer::Green => first(&["leisure", "landuse", "natural"]),
        Layer::Rail => first(&["railway"]),
        Layer::Road => first(&["highway"]),
        Layer::Poi => poi_kind(tags).unwrap_or_default(),
    }
}

/// What a named place of interest is.
pub(crate) fn poi_kind(tags: &Tags) -> Option<String> {
    if !tags.contains_key("name") {
        return None;
    }
    POI.iter()
        .find_map(|key| tags.get(*key))
        .filter(|kind| *kind != "parking" && *kind != "yes")
        .cloned()
}

/// Names in Chinese and in English or the local language.
pub(crate) fn name(tags: &Tags) -> Name {
    let get =
        |keys: &[&str]| keys.iter().find_map(|key| tags.get(*key)).cloned().unwrap_or_default();
    let plain = Name::of(&get(&["name"]));
    let zh = get(&["name:zh-Hans", "name:zh"]);
    let en = get(&["name:en"]);
    Name {
        zh: if plain.zh.is_empty() { zh } else { plain.zh },
        en: if plain.en.is_empty() { en } else { plain.en },
    }
}

/// Metres: `12`, `12 m`, `40 ft`, `40'`.
pub(crate) fn metres(text: &str) -> Option<f64> {
    let number = crate::import::fields::leading_number(text)?;
    let rest =
        text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
    let metres =
        if rest.starts_with("ft") || rest.starts_with('\'') { number * 0.3048 } else { number };
    (0.0..2000.0).contains(&metres).then_some(metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_in_metres_and_feet() {
        assert_eq!(metres("12.5"), Some(12.5));
        assert_eq!(metres("12 m"), Some(12.0));
        assert!((metres("40 ft").unwrap() - 12.192).abs() < 1e-9);
        assert!((metres("40'").unwrap() - 12.192).abs() < 1e-9);
        assert_eq!(metres("tall"), None);
    }

    #[test]
    fn a_role_by_tags() {
        let tags = |pairs: &[(&str, &str)]| -> Tags {
            pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
        };
        assert_eq!(
            role(&tags(&[("building", "yes"), ("amenity", "school")])),
            Some(Role::Building)
        );
        assert_eq!(role(&tags(&[("building", "no")])), None);
        assert_eq!(role(&tags(&[("highway", "footway"), ("footway", "sidewalk")])), None);
        assert_eq!(role(&tags(&[("leisure", "park")])), Some(Role::Map(Layer::Green)));
        assert_eq!(
            role(&tags(&[("amenity", "clinic"), ("name", "x")])),
            Some(Role::Map(Layer::Poi))
        );
    }
}
