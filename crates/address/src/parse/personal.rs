//! Where a text that is no address tells who somebody is.

use super::line::{Buffers, Line};
use super::suffix;
use crate::Span;
use crate::profile::{Grammar, Profile};

/// Where a text of any kind holds telephone numbers, and names of persons beside them, after a word such as 联系人 or
/// before one such as 先生: what [`parse`](crate::parse) drops from an address. Spans are of characters, in order.
///
/// A name that none of these stands beside cannot be told from other words. Only profiles that run from the large to the
/// small know such words; for the others nothing is found.
///
/// ```
/// use address::{Profile, personal};
///
/// let text = "楼上漏水,联系人李建国,王女士也知道";
/// let names: Vec<String> = personal(&Profile::cn(), text)
///     .into_iter()
///     .map(|span| text.chars().skip(span.start).take(span.end - span.start).collect())
///     .collect();
/// assert_eq!(names, ["李建国", "王女士"]);
/// ```
#[must_use]
pub fn personal(profile: &Profile, text: &str) -> Vec<Span> {
    let Grammar::Suffix(words) = &profile.grammar else { return Vec::new() };
    let mut buffers = Buffers::default();
    let line = Line::new(text, usize::MAX, |c| words.normal(c), &mut buffers);
    let mut found = suffix::contacts(words, line);
    found.sort_by_key(|span| (span.start, span.end));
    found
}
