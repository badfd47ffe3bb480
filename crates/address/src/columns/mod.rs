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
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Option<Vec<ComponentKind>>);

impl Columns {
    /// Of these names, as addresses of the profile are written. One column alone is always a line.
    pub fn named<N: AsRef<str>>(names: &[N], profile: &Profile) -> Self {
        let kind = |name: &N| ComponentKind::of_column(name.as_ref(), profile);
        let kinds: Option<Vec<ComponentKind>> = names.iter().map(kind).collect();
        Self(kinds.filter(|kinds| kinds.len() > 1))
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
                let fields: Vec<(ComponentKind, &str)> = fields.collect();
                if !hold_numbers_with_roads(index.profile(), &fields) {
                    return index.wash_fields(&fields);
                }
                let said = parts(index.profile(), &fields);
                let said = said.iter().map(|(kind, text)| (*kind, text.as_str()));
                index.wash_fields(&said.collect::<Vec<_>>())
            }
            None => index.wash(index.profile(), &values.join(" ")),
        }
    }
}

/// The parts that the columns of a row hold, as addresses of the profile are written. Where the house number comes first and has no
/// column, it stands with its road: of such a road all is taken that has no column of its own.
///
/// ```
/// use address::{ComponentKind, Profile, parts};
///
/// let fields = [(ComponentKind::City, "Anytown"), (ComponentKind::Road, "12 Maple Street")];
/// let found = parts(&Profile::us(), &fields);
/// assert!(found.contains(&(ComponentKind::RoadNumber, "12".to_owned())));
/// assert!(found.contains(&(ComponentKind::Road, "Maple Street".to_owned())));
/// ```
#[must_use]
pub fn parts(profile: &Profile, fields: &[(ComponentKind, &str)]) -> Vec<(ComponentKind, String)> {
    let has_column = |kind: ComponentKind| fields.iter().any(|(other, _)| *other == kind);
    let is_joined = hold_numbers_with_roads(profile, fields);
    let mut found = Vec::new();
    for (kind, value) in fields.iter().copied().filter(|(_, value)| !value.is_empty()) {
        if is_joined && kind == ComponentKind::Road {
            let read = crate::parse(profile, value).components.into_iter();
            let own = read.filter(|part| part.kind == kind || !has_column(part.kind));
            found.extend(own.map(|part| (part.kind, part.text)));
        } else {
            found.push((kind, value.to_owned()));
        }
    }
    found
}

fn hold_numbers_with_roads(profile: &Profile, fields: &[(ComponentKind, &str)]) -> bool {
    let has = |kind: ComponentKind| fields.iter().any(|(other, _)| *other == kind);
    profile.is_number_first() && has(ComponentKind::Road) && !has(ComponentKind::RoadNumber)
}
