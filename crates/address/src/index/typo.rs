//! Names within a few slips of a key, by deletion neighbourhood.
//!
//! Method: W. Garbe, "1000x faster spelling correction" (2012; `SymSpell`): two
//! words within d edits share a form reached by at most d deletions from each.
//! As there, only a prefix of each key is shortened, and every hit is checked
//! with the true distance.

use rustc_hash::FxHashSet;

use super::layout::{Section, narrow, number, wide};
use super::open::AddressIndex;

/// Characters of a key that are shortened.
const PREFIX: usize = 7;
/// Most slips looked for.
pub(crate) const MOST: usize = 2;

/// How many slips a key of this many characters is searched with.
pub(crate) fn reach(length: usize, ideographs: bool) -> usize {
    let (one, two) = if ideographs { (3, 6) } else { (4, 8) };
    usize::from(length >= one) + usize::from(length >= two)
}

fn hash(chars: &[char], skip: &[usize]) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for (at, ch) in chars.iter().enumerate() {
        if !skip.contains(&at) {
            state = (state ^ u64::from(*ch as u32)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let mixed = (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 32) as u32
}

/// Hashes of a key's prefix and of the prefix less up to `slips` characters.
pub(super) fn shortened(key: &str, slips: usize) -> Vec<u32> {
    let chars: Vec<char> = key.chars().take(PREFIX).collect();
    let mut hashes = vec![hash(&chars, &[])];
    for first in 0..chars.len() {
        if slips >= 1 {
            hashes.push(hash(&chars, &[first]));
        }
        for second in first + 1..chars.len() {
            if slips >= 2 {
                hashes.push(hash(&chars, &[first, second]));
            }
        }
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

impl AddressIndex {
    /// Symbols of keys within `slips` of `key`, with their distance, nearest first.
    pub(crate) fn near(&self, key: &str, slips: usize) -> Vec<(u32, usize)> {
        let rows = self.section(Section::TypoRows);
        let buckets = self.section(Section::TypoBuckets);
        let own = self.overlay().map_or(&[][..], |over| over.misspellings());
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        let wanted: Vec<char> = key.chars().collect();
        let (mut other, mut table) = (Vec::new(), Vec::new());
        let mut consider = |symbol| {
            if seen.insert(symbol) {
                other.clear();
                other.extend(self.symbol(symbol).chars());
                if let Some(distance) = distance_in(&mut table, &wanted, &other, slips) {
                    found.push((symbol, distance));
                }
            }
        };
        for hash in shortened(key, slips) {
            let bucket = wide(hash >> 16);
            let (mut at, end) = (number(buckets, bucket), number(buckets, bucket + 1));
            let mut after = end;
            while at < after {
                let middle = at + (after - at) / 2;
                if number(rows, wide(middle) * 2) < hash { at = middle + 1 } else { after = middle }
            }
            while at < end && number(rows, wide(at) * 2) == hash {
                consider(number(rows, wide(at) * 2 + 1));
                at += 1;
            }
            let first = own.partition_point(|(held, _)| *held < hash);
            own[first..]
                .iter()
                .take_while(|(held, _)| *held == hash)
                .for_each(|row| consider(row.1));
        }
        found.sort_unstable_by(|&(a, near), &(b, far)| {
            near.cmp(&far).then_with(|| self.compare_symbols(a, b))
        });
        found
    }
}

/// Insertions, deletions, replacements and swaps of neighbours between two
/// words (optimal string alignment), where it is at most `most`.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    distance_in(&mut Vec::new(), a, b, most)
}

/// The same, with the memory of the last one.
fn distance_in(rows: &mut Vec<usize>, a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let width = b.len() + 1;
    rows.clear();
    rows.resize(width * 3, 0);
    let (mut two, mut one, mut now) = (0, width, width * 2);
    for column in 0..width {
        rows[one + column] = column;
    }
    for i in 1..=a.len() {
        rows[now] = i;
        let mut least = i;
        for j in 1..width {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best =
                (rows[one + j] + 1).min(rows[now + j - 1] + 1).min(rows[one + j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[two + j - 2] + 1);
            }
            rows[now + j] = best;
            least = least.min(best);
        }
        if least > most {
            return None;
        }
        (two, one, now) = (one, now, two);
    }
    let found = rows[one + b.len()];
    (found <= most).then_some(found)
}

/// Insertions, deletions and replacements between a word and the part of a text
/// that is nearest to it (Sellers 1980).
pub(crate) fn distance_to_part(word: &[char], text: &[char]) -> usize {
    let mut row = vec![0; text.len() + 1];
    for (at, letter) in word.iter().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for column in 1..row.len() {
            let same = corner + usize::from(*letter != text[column - 1]);
            corner = row[column];
            row[column] = same.min(corner + 1).min(row[column - 1] + 1);
        }
    }
    row.into_iter().min().unwrap_or_default()
}

/// The rows of one key.
pub(super) fn rows(key: &str, symbol: u32) -> impl Iterator<Item = (u32, u32)> {
    shortened(key, MOST).into_iter().map(move |hash| (hash, symbol))
}

/// Rows of hash and symbol, sorted, with the first row of each bucket.
pub(super) fn table(keys: impl Iterator<Item = (u32, String)>) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut rows = Vec::new();
    for (symbol, key) in keys {
        rows.extend(self::rows(&key, symbol));
    }
    rows.sort_unstable();
    let mut buckets = Vec::with_capacity(65_537);
    let mut at = 0;
    for bucket in 0..=65_536_u64 {
        while at < rows.len() && u64::from(rows[at].0 >> 16) < bucket {
            at += 1;
        }
        buckets.push(narrow(at));
    }
    (buckets, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str) -> Option<usize> {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        distance(&a, &b, 2)
    }

    #[test]
    fn counts_slips() {
        assert_eq!(between("interlake", "interlake"), Some(0));
        assert_eq!(between("interlake", "intrelake"), Some(1));
        assert_eq!(between("interlake", "iterlak"), Some(2));
        assert_eq!(between("interlake", "lakeside"), None);
        assert_eq!(between("幸福花园", "幸福花圆"), Some(1));
    }

    #[test]
    fn counts_slips_in_the_nearest_part() {
        let to_part = |word: &str, text: &str| {
            let (word, text): (Vec<char>, Vec<char>) =
                (word.chars().collect(), text.chars().collect());
            distance_to_part(&word, &text)
        };
        assert_eq!(to_part("interlake", "north interlake avenue"), 0);
        assert_eq!(to_part("interlake", "n inderlak afenu"), 2);
        assert_eq!(to_part("interlake", ""), 9);
    }
}
