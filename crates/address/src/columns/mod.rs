//! What the columns of a table hold of an address: a whole line, or its parts.

mod names;

use crate::{AddressIndex, ComponentKind, Match};

/// How the values of some columns are read: as parts, where each column names one, else as one line.
///
/// Names are those that registers and departments use, in English or Chinese, in any case and with a usual beginning:
/// `street_name`, `mailing_address_street_name` and `路名` are all the road.
///
/// ```
/// use address::Columns;
///
/// assert!(Columns::named(&["street_number", "street_name", "city"]).are_parts());
/// assert!(!Columns::named(&["address"]).are_parts());
/// assert!(!Columns::named(&["street_name", "remark"]).are_parts());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Option<Vec<ComponentKind>>);

impl Columns {
    /// Of these names. One column alone is always a line.
    pub fn named<N: AsRef<str>>(names: &[N]) -> Self {
        let kinds = names.iter().map(|name| ComponentKind::of_column(name.as_ref())).collect();
        Self(if names.len() > 1 { kinds } else { None })
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
