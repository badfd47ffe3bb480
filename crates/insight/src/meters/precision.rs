//! How often a lead was worth the look: the outcome of each, as the person who decided it said.

use std::collections::BTreeMap;

use kernel::Instant;
use serde::Serialize;

use super::lead::{LeadKind, MeterLead};

/// Leads of a kind that precision is counted over.
pub const AT: u64 = 100;
/// Of the normal distribution, for an interval of 95 %.
const Z: f64 = 1.96;

/// Of the last hundred leads of a kind that somebody decided: how many were sent on as a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Precision {
    /// Decided, at most a hundred.
    pub decided: u64,
    /// Sent on among them.
    pub sent: u64,
    /// When the first of them was decided.
    pub since: Option<Instant>,
}

impl Precision {
    /// The part that was sent on; none where nothing was decided.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.decided > 0).then(|| self.sent as f64 / self.decided as f64)
    }

    /// Where the share may lie, at 95 %: the score interval (Wilson 1927), which holds for few decided as well.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        let share = self.share()?;
        let (n, z2) = (self.decided as f64, Z * Z);
        let middle = share + z2 / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
        let whole = 1.0 + z2 / n;
        Some((((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0)))
    }
}

/// Precision by kind, of decided leads with their keys, whether they were sent on, and when, the latest first.
pub fn precision<'a>(
    decided: impl IntoIterator<Item = (&'a str, bool, Instant)>,
) -> BTreeMap<LeadKind, Precision> {
    let mut by_kind: BTreeMap<LeadKind, Precision> = BTreeMap::new();
    for (key, sent, at) in decided {
        let Some(kind) = MeterLead::kind_of(key) else { continue };
        let of_kind = by_kind.entry(kind).or_default();
        if of_kind.decided < AT {
            of_kind.decided += 1;
            of_kind.sent += u64::from(sent);
            of_kind.since = Some(at);
        }
    }
    by_kind
}
