//! Where an area stands in the tree, as a path of codes: `440399/001/002/G03`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The codes of an area and of all above it, from the district down.
///
/// Scope checks are prefix checks: an officer of `990101/001` may act in
/// `990101/001/002`, not in `990101/0010`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AreaPath(String);

/// A text that is no path of area codes.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a path of area codes such as 990101/001/002")]
pub struct AreaPathError(String);

impl AreaPath {
    /// The whole installation.
    #[must_use]
    pub const fn whole() -> Self {
        Self(String::new())
    }

    /// The area `code` directly under this one.
    pub fn child(&self, code: &str) -> Result<Self, AreaPathError> {
        let text = if self.0.is_empty() { code.to_owned() } else { format!("{}/{code}", self.0) };
        text.parse()
    }

    /// Whether `other` is this area or lies within it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.0.is_empty()
            || other.0 == self.0
            || other.0.strip_prefix(&self.0).is_some_and(|rest| rest.starts_with('/'))
    }

    /// This area and those that hold it, the smallest first; not the whole installation.
    pub fn upward(&self) -> impl Iterator<Item = Self> + '_ {
        let ends = self.0.char_indices().filter(|(_, c)| *c == '/').map(|(at, _)| at);
        let ends: Vec<usize> = ends.chain([self.0.len()]).filter(|end| *end > 0).collect();
        ends.into_iter().rev().filter_map(|end| self.0.get(..end).map(|path| Self(path.to_owned())))
    }

    /// The path as text; empty for the whole installation.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AreaPath {
    type Err = AreaPathError;
    fn from_str(text: &str) -> Result<Self, AreaPathError> {
        let code = |part: &str| {
            (1..=32).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        if text.is_empty() || text.split('/').all(code) {
            Ok(Self(text.to_owned()))
        } else {
            Err(AreaPathError(text.chars().take(80).collect()))
        }
    }
}

impl fmt::Display for AreaPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for AreaPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for AreaPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_holds_what_lies_under_it_and_no_namesake() {
        let street: AreaPath = "990101/001".parse().unwrap();
        let community = street.child("002").unwrap();
        assert!(street.contains(&community));
        assert!(AreaPath::whole().contains(&street));
        assert!(!community.contains(&street));
        assert!(!street.contains(&"990101/0010".parse().unwrap()));
        let upward: Vec<_> = community.upward().map(|area| area.to_string()).collect();
        assert_eq!(upward, ["990101/001/002", "990101/001", "990101"]);
        assert_eq!(AreaPath::whole().upward().count(), 0);
        assert!("990101//2".parse::<AreaPath>().is_err());
    }
}
