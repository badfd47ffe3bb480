//! How a country writes its addresses: data, read from TOML.

pub(crate) mod divisions;
pub(crate) mod number_first;
pub(crate) mod suffix;
pub(crate) mod trie;

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::normal::normal_text;
use crate::{AddressError, ComponentKind};
use number_first::NumberFirst;
use suffix::Suffix;

/// A way of writing addresses. Cheap to clone.
#[derive(Clone)]
pub struct Profile {
    name: Arc<str>,
    pub(crate) grammar: Grammar,
}

/// The two families of grammar that profiles fill with words.
#[derive(Clone, Debug)]
pub(crate) enum Grammar {
    /// From the large to the small, each part closed by its kind (市 区 路 号).
    Suffix(Arc<Suffix>),
    /// House number first, then the street, then the larger places.
    NumberFirst(Arc<NumberFirst>),
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Its words are tens of thousands.
        f.debug_struct("Profile").field("name", &self.name).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Head {
    name: String,
    grammar: String,
}

static CN: LazyLock<Profile> = LazyLock::new(|| embedded(include_str!("../../profiles/cn.toml")));
static US: LazyLock<Profile> = LazyLock::new(|| embedded(include_str!("../../profiles/us.toml")));
static CA: LazyLock<Profile> = LazyLock::new(|| embedded(include_str!("../../profiles/ca.toml")));

#[expect(clippy::expect_used, reason = "the embedded profiles are read by a test")]
fn embedded(text: &str) -> Profile {
    Profile::from_toml(text).expect("an embedded profile is sound")
}

impl Profile {
    /// China.
    #[must_use]
    pub fn cn() -> Self {
        CN.clone()
    }

    /// The United States.
    #[must_use]
    pub fn us() -> Self {
        US.clone()
    }

    /// Canada.
    #[must_use]
    pub fn ca() -> Self {
        CA.clone()
    }

    /// A profile that linli carries, by its name: `cn`, `us` or `ca`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "cn" => Some(Self::cn()),
            "us" => Some(Self::us()),
            "ca" => Some(Self::ca()),
            _ => None,
        }
    }

    /// Reads a profile. Those that linli carries, under `profiles/`, show every
    /// key.
    pub fn from_toml(text: &str) -> Result<Self, AddressError> {
        let head: Head = toml::from_str(text)?;
        let grammar = match head.grammar.as_str() {
            "suffix" => Grammar::Suffix(Arc::new(Suffix::new(toml::from_str(text)?)?)),
            "number_first" => {
                Grammar::NumberFirst(Arc::new(NumberFirst::new(&toml::from_str(text)?)))
            }
            _ => return Err(AddressError::UnknownWord { key: "grammar", word: head.grammar }),
        };
        Ok(Self { name: head.name.into(), grammar })
    }

    /// The profile with names of places added (of a register: streets,
    /// communities, roads, estates; of a US county: cities), so that the
    /// grammar knows where each begins and ends.
    #[must_use]
    pub fn with_places<'a>(
        self,
        places: impl IntoIterator<Item = (ComponentKind, &'a str)>,
    ) -> Self {
        let grammar = match self.grammar {
            Grammar::Suffix(mut words) => {
                let normal = places.into_iter().map(|(kind, name)| (kind, normal_text(name)));
                Arc::make_mut(&mut words).add_places(normal);
                Grammar::Suffix(words)
            }
            Grammar::NumberFirst(mut words) => {
                let own = Arc::make_mut(&mut words);
                for (kind, name) in places {
                    own.add_place(kind, name);
                }
                Grammar::NumberFirst(words)
            }
        };
        Self { name: self.name, grammar }
    }

    /// The profile's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the house number comes before its road.
    pub(crate) const fn is_number_first(&self) -> bool {
        matches!(self.grammar, Grammar::NumberFirst(_))
    }
}

#[cfg(test)]
mod tests;
