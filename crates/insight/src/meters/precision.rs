//! How often a lead was worth the look: the outcome of each, as the person who decided it said.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lead::{LeadKind, MeterLead};

/// Leads of a kind that precision is counted over.
pub const AT: u64 = 100;

/// Of the last hundred leads of a kind that somebody decided: how many were sent on as a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Precision {
    /// Decided, at most a hundred.
    pub decided: u64,
    /// Sent on among them.
    pub sent: u64,
}

impl Precision {
    /// The part that was sent on; none where nothing was decided.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.decided > 0).then(|| self.sent as f64 / self.decided as f64)
    }
}

/// Precision by kind, of decided leads with their keys and whether they were sent on, the latest first.
pub fn precision<'a>(
    decided: impl IntoIterator<Item = (&'a str, bool)>,
) -> BTreeMap<LeadKind, Precision> {
    let mut by_kind: BTreeMap<LeadKind, Precision> = BTreeMap::new();
    for (key, sent) in decided {
        let Some(kind) = MeterLead::kind_of(key) else { continue };
        let of_kind = by_kind.entry(kind).or_default();
        if of_kind.decided < AT {
            of_kind.decided += 1;
            of_kind.sent += u64::from(sent);
        }
    }
    by_kind
}
