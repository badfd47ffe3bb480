//! What the columns of a table hold of an address: a whole line, or its parts.

mod names;

use crate::{AddressIndex, ComponentKind, Match, Profile};

/// How the values of some columns are read: as parts, where each column names one, else as one line.
///
/// Names are those that registers and departments use, in English or Chinese, in any case and with a usual beginning:
/// `street_name`, `mailing_address_street_name` and `路名` are all the road.
///
/// ```
/// use address::{Columns, Profile};
///
/// let are_parts = |names: &[&str]| Columns::named(names, &Profile::us()).are_parts();
/// assert!(are_parts(&["street_number", "street_name", "city"]));
/// assert!(!are_parts(&["address"]));
/// assert!(!are_parts(&["street_name", "remark"]));
/// // The number stands in the road's column: 12 Maple Street.
/// assert!(!are_parts(&["street", "city"]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Option<Vec<ComponentKind>>);

impl Columns {
    /// Of these names, as addresses of the profile are written. One column alone is always a line.
    pub fn named<N: AsRef<str>>(names: &[N], profile: &Profile) -> Self {
        let kind = |name: &N| ComponentKind::of_column(name.as_ref(), profile);
        let kinds: Option<Vec<ComponentKind>> = names.iter().map(kind).collect();
        Self(kinds.filter(|kinds| kinds.len() > 1 && !hold_numbers_with_roads(kinds, profile)))
    }

    /// Whether each column is a part of an address.
    #[must_use]
    pub const fn are_parts(&self) -> bool {
        self.0.is_some()
    }

    /// Finds what the values of a row say, one for each column.
    #[must_use]
    pub fn wash(&self, index: &AddressIndex, values: &[&str]) -> Match {
        match &self.0 {
            Some(kinds) => {
                let fields = kinds.iter().copied().zip(values.iter().copied());
                index.wash_fields(&fields.collect::<Vec<_>>())
            }
            None => index.wash(index.profile(), &values.join(" ")),
        }
    }
}

/// Where the house number comes first and has no column, it is looked for before the road.
fn hold_numbers_with_roads(kinds: &[ComponentKind], profile: &Profile) -> bool {
    let has = |kind: ComponentKind| kinds.contains(&kind);
    profile.is_number_first() && has(ComponentKind::Road) && !has(ComponentKind::RoadNumber)
}
