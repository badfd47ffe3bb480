//! Whether two written addresses mean the same unit or place.

mod evidence;
mod similarity;

use serde::{Deserialize, Serialize};

use crate::Profile;
use evidence::Evidence;

pub use similarity::bigram_similarity;

/// What two written addresses have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The same unit, or the same place where neither names a unit.
    Same,
    /// The same building, estate or road number, but not the same unit.
    Part,
    /// Neither.
    Different,
}

/// Compares two written addresses; the score runs from 0 (nothing in common)
/// to 1 (the same).
///
/// What one address leaves out does not speak against the other; what both say
/// and say differently does.
///
/// ```
/// use address::{Profile, Verdict, compare};
///
/// let cn = Profile::cn();
/// let (verdict, _) = compare(&cn, "柳岸街道锦绣花园3栋2单元1203", "锦绣花园三幢二单元1203室");
/// assert_eq!(verdict, Verdict::Same);
/// let (verdict, _) = compare(&cn, "锦绣花园3栋2单元1203", "锦绣花园3栋2单元1204");
/// assert_eq!(verdict, Verdict::Part);
/// ```
#[must_use]
pub fn compare(profile: &Profile, a: &str, b: &str) -> (Verdict, f64) {
    let evidence = Evidence::gather(profile, a, b);
    judge(&evidence)
}

/// The place must be this sure before its parts are looked at.
const ONE_PLACE: f64 = 0.5;

fn judge(evidence: &Evidence) -> (Verdict, f64) {
    if evidence.identical {
        return (Verdict::Same, 1.0);
    }
    let place = evidence.place();
    if !evidence.elsewhere() && place < ONE_PLACE && evidence.beside() {
        return (Verdict::Part, 0.5);
    }
    if evidence.elsewhere() || place < ONE_PLACE {
        return (Verdict::Different, (0.4 * place + 0.1 * evidence.text).min(0.49));
    }
    if evidence.units_differ() {
        return (Verdict::Part, 0.5 + 0.2 * place);
    }
    (Verdict::Same, (0.7 + 0.2 * place + 0.1 * evidence.text).min(1.0))
}

#[cfg(test)]
mod tests;
