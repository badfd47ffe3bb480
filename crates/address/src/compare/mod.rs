//! Whether two written addresses mean the same unit or place.

mod evidence;
mod similarity;

use serde::{Deserialize, Serialize};

use crate::Profile;
use evidence::{Evidence, Level};

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

fn judge(evidence: &Evidence) -> (Verdict, f64) {
    let text = evidence.text;
    if evidence.identical {
        return (Verdict::Same, 1.0);
    }
    let area = evidence.area;
    if area == Level::Differs && !(evidence.name > 0.9 && evidence.number == Level::Agrees) {
        return (Verdict::Different, 0.3 * text);
    }
    let place = evidence.place();
    if place < 0.5 {
        return (Verdict::Different, (0.5 * place + 0.2 * text).min(0.49));
    }
    // The place is shared; do its parts agree?
    let units = evidence.units();
    if units == Level::Differs || evidence.depth_differs() {
        return (Verdict::Part, 0.5 + 0.25 * place);
    }
    if evidence.contradicts_number() {
        return (Verdict::Part, 0.5 + 0.1 * place);
    }
    (Verdict::Same, (0.7 + 0.2 * place + 0.1 * text).min(1.0))
}

#[cfg(test)]
mod tests;
