//! The catalogue of relation types: data, bilingual (`catalogues/relations.toml`).

use std::sync::LazyLock;

use kernel::Text;
use serde::Deserialize;

/// A type of relation, and what it joins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationType {
    /// Its id, such as `lives_in`.
    pub id: String,
    /// Its group: residence, tenancy, ownership …
    pub group: String,
    /// Kinds it goes from: `person`, `organisation`.
    pub from: Vec<String>,
    /// Kinds it goes to: `person`, `organisation`, `place`, `household`, `contact`.
    pub to: Vec<String>,
    /// Read from its beginning: "lives in".
    pub title: Text,
    /// Read from its end: "resident".
    pub inverse: Text,
    /// The law or rule such a relation is kept by, where one was read; none is shown as "not stated".
    #[serde(default)]
    pub legal_basis: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    relation: Vec<RelationType>,
}

static RELATIONS: LazyLock<Vec<RelationType>> = LazyLock::new(|| {
    let read: Result<Catalogue, _> =
        toml::from_str(include_str!("../../../catalogues/relations.toml"));
    // The file is part of the program; the test below reads it.
    read.map(|catalogue| catalogue.relation).unwrap_or_default()
});

/// Every relation type, in the order of the catalogue.
#[must_use]
pub fn relation_types() -> &'static [RelationType] {
    &RELATIONS
}

/// The relation type of this id.
#[must_use]
pub fn relation_type(id: &str) -> Option<&'static RelationType> {
    RELATIONS.iter().find(|kind| kind.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_catalogue_has_twenty_two_types_in_both_languages() {
        let types = relation_types();
        assert_eq!(types.len(), 22);
        let ids: BTreeSet<&str> = types.iter().map(|kind| kind.id.as_str()).collect();
        assert_eq!(ids.len(), types.len());
        for kind in types {
            for text in [&kind.title, &kind.inverse] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", kind.id);
            }
            assert!(!kind.from.is_empty() && !kind.to.is_empty(), "{}", kind.id);
            assert!(
                !kind.to.contains(&"person".to_owned()),
                "{}: no kinship, no association",
                kind.id
            );
        }
    }
}
