//! Words by their characters: the longest that starts at a place in a line.

use rustc_hash::FxHashMap;

/// A set of words, each with a small value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trie {
    edges: FxHashMap<u64, u32>,
    /// Value + 1 by node; 0 where no word ends.
    values: Vec<u32>,
    /// One bit per hashed pair of first characters, where every word has two:
    /// at most places of a line no word starts, and this tells it at once.
    pairs: Vec<u64>,
    /// A word of one character was added.
    short: bool,
}

/// Bits of the filter of pairs.
const PAIRS: u32 = 1 << 20;

fn pair(first: char, second: char) -> (usize, u64) {
    let mixed = ((u32::from(first) << 8) ^ u32::from(second)).wrapping_mul(0x9E37_79B1) >> 12;
    ((mixed / 64) as usize, 1 << (mixed % 64))
}

fn edge(node: u32, c: char) -> u64 {
    (u64::from(node) << 21) | u64::from(u32::from(c))
}

impl Trie {
    /// Adds a word. Returns the value that stood there before.
    pub(crate) fn insert(
        &mut self,
        word: impl IntoIterator<Item = char>,
        value: u32,
    ) -> Option<u32> {
        if self.values.is_empty() {
            self.values.push(0);
        }
        let mut node = 0_u32;
        let (mut length, mut first) = (0, '\0');
        for c in word {
            if length == 1 {
                self.pairs.resize(PAIRS as usize / 64, 0);
                let (at, bit) = pair(first, c);
                self.pairs[at] |= bit;
            }
            first = c;
            length += 1;
            let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            node = *self.edges.entry(edge(node, c)).or_insert(next);
            if node == next {
                self.values.push(0);
            }
        }
        self.short |= length < 2;
        let place = &mut self.values[node as usize];
        let before = place.checked_sub(1);
        *place = value + 1;
        before
    }

    /// Every word that starts at `from`: its end and value, shortest first.
    pub(crate) fn each(
        &self,
        line: &[char],
        from: usize,
        end: usize,
        mut found: impl FnMut(usize, u32),
    ) {
        if !self.short {
            let Some(&[first, second]) = line.get(from..end.min(from + 2)) else { return };
            let (at, bit) = pair(first, second);
            if self.pairs.get(at).is_none_or(|bits| bits & bit == 0) {
                return;
            }
        }
        let mut node = 0_u32;
        for (i, &c) in line.iter().enumerate().take(end).skip(from) {
            let Some(&next) = self.edges.get(&edge(node, c)) else { return };
            node = next;
            if let Some(value) = self.values[node as usize].checked_sub(1) {
                found(i + 1, value);
            }
        }
    }

    /// The longest word that starts at `from`: its end and value.
    pub(crate) fn longest(&self, line: &[char], from: usize, end: usize) -> Option<(usize, u32)> {
        let mut best = None;
        self.each(line, from, end, |to, value| best = Some((to, value)));
        best
    }

    /// The longest word that ends at `to`, in a trie of words written backwards.
    pub(crate) fn longest_back(
        &self,
        line: &[char],
        from: usize,
        to: usize,
    ) -> Option<(usize, u32)> {
        let (mut node, mut best) = (0_u32, None);
        for i in (from..to).rev() {
            let Some(&next) = self.edges.get(&edge(node, line[i])) else { break };
            node = next;
            if let Some(value) = self.values[node as usize].checked_sub(1) {
                best = Some((i, value));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::Trie;

    #[test]
    fn the_longest_word_wins_from_either_end() {
        let (mut forward, mut backward) = (Trie::default(), Trie::default());
        for (value, word) in ["路", "路口", "大街"].into_iter().enumerate() {
            let value = u32::try_from(value).unwrap();
            assert_eq!(forward.insert(word.chars(), value), None);
            backward.insert(word.chars().rev(), value);
        }
        let line: Vec<char> = "春风路口大街".chars().collect();
        assert_eq!(forward.longest(&line, 2, line.len()), Some((4, 1)));
        assert_eq!(forward.longest(&line, 2, 3), Some((3, 0)));
        assert_eq!(forward.longest(&line, 0, line.len()), None);
        assert_eq!(backward.longest_back(&line, 0, 6), Some((4, 2)));
        assert_eq!(forward.insert("路".chars(), 7), Some(0));
    }
}
