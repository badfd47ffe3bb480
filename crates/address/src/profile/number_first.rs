//! The words of a grammar that begins with the house number.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::ComponentKind;

/// The profile as it stands in TOML: a standard form and the ways it is written.
#[derive(Deserialize)]
pub(crate) struct NumberFirstToml {
    /// Shapes of the postal code: 9 a digit, A a letter.
    #[serde(default)]
    postcode: Vec<String>,
    /// 5-123 Main St is unit 5 of number 123.
    #[serde(default)]
    unit_dash_number: bool,
    suffix: BTreeMap<String, Vec<String>>,
    direction: BTreeMap<String, Vec<String>>,
    unit: BTreeMap<String, Vec<String>>,
    place: BTreeMap<String, Vec<String>>,
    state: BTreeMap<String, Vec<String>>,
}

/// The words of a profile, ready to read lines with.
#[derive(Clone, Debug)]
pub(crate) struct NumberFirst {
    postcodes: Vec<String>,
    pub(crate) unit_dash_number: bool,
    suffixes: FxHashMap<String, String>,
    directions: FxHashMap<String, String>,
    units: FxHashMap<String, String>,
    places: FxHashMap<String, String>,
    states: FxHashMap<String, String>,
    cities: FxHashSet<String>,
}

impl NumberFirst {
    pub(crate) fn new(toml: &NumberFirstToml) -> Self {
        Self {
            postcodes: toml.postcode.clone(),
            unit_dash_number: toml.unit_dash_number,
            suffixes: by_form(&toml.suffix),
            directions: by_form(&toml.direction),
            units: by_form(&toml.unit),
            places: by_form(&toml.place),
            states: by_form(&toml.state),
            cities: FxHashSet::default(),
        }
    }

    /// Adds the name of a city.
    pub(crate) fn add_place(&mut self, kind: ComponentKind, name: &str) {
        if kind == ComponentKind::City {
            self.cities.insert(name.to_uppercase());
        }
    }

    /// Whether words joined with a space are a postal code.
    pub(crate) fn is_postcode(&self, words: &str) -> bool {
        self.postcodes.iter().any(|shape| {
            shape.len() == words.len()
                && shape.bytes().zip(words.bytes()).all(|(shape, byte)| match shape {
                    b'9' => byte.is_ascii_digit(),
                    b'A' => byte.is_ascii_alphabetic(),
                    other => byte == other,
                })
        })
    }

    /// The standard abbreviation of a street suffix.
    pub(crate) fn suffix(&self, word: &str) -> Option<&str> {
        self.suffixes.get(word).map(String::as_str)
    }

    /// The abbreviation of a direction.
    pub(crate) fn direction(&self, word: &str) -> Option<&str> {
        self.directions.get(word).map(String::as_str)
    }

    /// The abbreviation of a unit that has a number.
    pub(crate) fn unit(&self, word: &str) -> Option<&str> {
        self.units.get(word).map(String::as_str)
    }

    /// Every way to write a unit that has a number.
    pub(crate) fn unit_forms(&self) -> impl Iterator<Item = &str> {
        self.units.keys().map(String::as_str)
    }

    /// The abbreviation of a unit that stands alone (rear, basement).
    pub(crate) fn unit_alone(&self, word: &str) -> Option<&str> {
        self.places.get(word).map(String::as_str)
    }

    /// The abbreviation of a state, by its words joined with a space.
    pub(crate) fn state(&self, words: &str) -> Option<&str> {
        self.states.get(words).map(String::as_str)
    }

    /// Whether the words are a city that the caller named.
    pub(crate) fn is_city(&self, words: &str) -> bool {
        self.cities.contains(words)
    }
}

fn by_form(table: &BTreeMap<String, Vec<String>>) -> FxHashMap<String, String> {
    table
        .iter()
        .flat_map(|(standard, forms)| {
            std::iter::once(standard).chain(forms).map(move |form| (form.clone(), standard.clone()))
        })
        .collect()
}
