//! Words by their characters: the longest that starts at a place in a line.

use std::ops::Range;

/// Words with a value each, before they become a [`Trie`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    characters: Vec<char>,
    /// Where each word ends in `characters`, and its value.
    words: Vec<(u32, u32)>,
}

impl Words {
    /// Adds a word; of two that are spelled the same the later counts.
    pub(crate) fn add(&mut self, word: impl IntoIterator<Item = char>, value: u32) {
        self.characters.extend(word);
        self.words.push((number(self.characters.len()), value));
    }

    fn word(&self, at: usize) -> &[char] {
        let from = at.checked_sub(1).map_or(0, |before| self.words[before].0 as usize);
        &self.characters[from..self.words[at].0 as usize]
    }
}

/// A set of words, each with a small value. Nodes are numbered level by level,
/// so that the children of a node stand side by side, in the order of their
/// characters, and a step looks at a few neighbouring characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trie {
    /// The node of each first character of the basic plane; 0 where none.
    firsts: Vec<u16>,
    /// The character that leads to each node.
    characters: Vec<char>,
    /// The first child of each node (its last is before the next node's first)
    /// and its value + 1, or 0 where no word ends.
    nodes: Vec<(u32, u32)>,
    /// One bit per hashed pair of first characters, where every word has two
    /// of the basic plane: at most places of a line no word starts, and this
    /// tells it at once.
    pairs: Vec<u64>,
    /// The node of each such pair, at its hash or at the next free place.
    seconds: Vec<(u32, u32)>,
}

/// Bits of the filter of pairs.
const PAIRS: u32 = 1 << 20;
/// Below this many children each is looked at in turn.
const FEW: usize = 8;

/// A pair of characters of the basic plane as one number, and its hash.
fn pair(first: char, second: char) -> (u32, u32) {
    let key = (u32::from(first) << 16) | u32::from(second);
    (key, ((u32::from(first) << 8) ^ u32::from(second)).wrapping_mul(0x9E37_79B1))
}

/// Where the bit of a hash stands.
fn bit(hash: u32) -> (usize, u64) {
    let mixed = hash >> 12;
    ((mixed / 64) as usize, 1 << (mixed % 64))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Trie {
    /// The words as a trie. `again` is told the value of a word and the one of
    /// an earlier word that is spelled the same. Words that begin beyond the
    /// basic plane are left out.
    pub(crate) fn new(words: &Words, mut again: impl FnMut(u32, u32)) -> Self {
        let in_plane = |word: &[char]| word.first().is_some_and(|&c| u32::from(c) <= 0xFFFF);
        // Three characters in one number settle nearly every comparison.
        let head = |word: &[char]| {
            let c = |at: usize| word.get(at).map_or(0, |&c| u64::from(u32::from(c)) + 1);
            (c(0) << 42) | (c(1) << 21) | c(2)
        };
        let mut keyed: Vec<(u64, u32)> = (0..number(words.words.len()))
            .filter(|&at| in_plane(words.word(at as usize)))
            .map(|at| (head(words.word(at as usize)), at))
            .collect();
        keyed.sort_unstable_by(|&(one, a), &(other, b)| {
            let whole = || words.word(a as usize).cmp(words.word(b as usize));
            one.cmp(&other).then_with(whole).then(a.cmp(&b))
        });
        let order: Vec<u32> = keyed.into_iter().map(|(_, at)| at).collect();
        let mut trie = Self::default();
        if order.is_empty() {
            return trie;
        }
        trie.firsts = vec![0; 1 << 16];
        // Per node the words that pass through it; a level after the other.
        let mut level: Vec<Range<usize>> = std::iter::once(0..order.len()).collect();
        trie.characters.push('\0');
        let mut depth = 0;
        while !level.is_empty() {
            let mut below = Vec::new();
            for range in level {
                let mut low = range.start;
                let mut value = 0;
                while low < range.end && words.word(order[low] as usize).len() == depth {
                    let told = words.words[order[low] as usize].1;
                    if value > 0 {
                        again(told, value - 1);
                    }
                    value = told + 1;
                    low += 1;
                }
                trie.nodes.push((number(trie.characters.len()), value));
                while low < range.end {
                    let c = words.word(order[low] as usize)[depth];
                    let same = |at: &u32| words.word(*at as usize)[depth] == c;
                    let high = low + order[low..range.end].iter().take_while(|at| same(at)).count();
                    if depth == 0
                        && let (Some(first), Ok(node)) =
                            (trie.firsts.get_mut(c as usize), u16::try_from(trie.characters.len()))
                    {
                        *first = node;
                    }
                    trie.characters.push(c);
                    below.push(low..high);
                    low = high;
                }
            }
            level = below;
            depth += 1;
        }
        trie.nodes.push((number(trie.characters.len()), 0));
        let second = |word: &[char]| word.get(1).is_some_and(|&c| u32::from(c) <= 0xFFFF);
        if order.iter().all(|&at| second(words.word(at as usize))) {
            trie.add_pairs();
        }
        trie
    }

    /// Notes the pairs of first characters: the nodes of the second level.
    fn add_pairs(&mut self) {
        let range = |node: usize| self.nodes[node].0 as usize..self.nodes[node + 1].0 as usize;
        let found: Vec<(char, char, u32)> = range(0)
            .flat_map(|first| range(first).map(move |second| (first, second)))
            .map(|(first, second)| {
                (self.characters[first], self.characters[second], number(second))
            })
            .collect();
        self.pairs = vec![0; PAIRS as usize / 64];
        self.seconds = vec![(0, 0); (found.len() * 2).next_power_of_two()];
        for (first, second, node) in found {
            let (key, hash) = pair(first, second);
            let (place, bit) = bit(hash);
            self.pairs[place] |= bit;
            let mut at = self.slot(hash);
            while self.seconds[at].1 != 0 {
                at = (at + 1) % self.seconds.len();
            }
            self.seconds[at] = (key, node);
        }
    }

    /// Where the search for a pair's node starts: the length is a power of two.
    fn slot(&self, hash: u32) -> usize {
        hash.rotate_right(8) as usize & (self.seconds.len() - 1)
    }

    /// The node of a pair of first characters.
    fn second(&self, first: char, second: char) -> Option<u32> {
        if u32::from(first) > 0xFFFF || u32::from(second) > 0xFFFF {
            return None;
        }
        let (key, hash) = pair(first, second);
        let (place, bit) = bit(hash);
        if self.pairs[place] & bit == 0 {
            return None;
        }
        let mut at = self.slot(hash);
        loop {
            match self.seconds[at] {
                (_, 0) => return None,
                (other, node) if other == key => return Some(node),
                _ => at = (at + 1) & (self.seconds.len() - 1),
            }
        }
    }

    /// Whether a word may start at `from`: no means no.
    #[inline]
    pub(crate) fn may_start(&self, line: &[char], from: usize, end: usize) -> bool {
        if self.pairs.is_empty() {
            return !self.firsts.is_empty();
        }
        let Some(&[first, second]) = line.get(from..end.min(from + 2)) else { return false };
        let (_, hash) = pair(first, second);
        let (place, bit) = bit(hash);
        self.pairs[place] & bit != 0
    }

    /// Changes the value of every word.
    pub(crate) fn change_values(&mut self, mut change: impl FnMut(u32) -> u32) {
        for (_, value) in &mut self.nodes {
            if let Some(old) = value.checked_sub(1) {
                *value = change(old) + 1;
            }
        }
    }

    /// The words and their values.
    pub(crate) fn words(&self) -> Words {
        let mut words = Words::default();
        let mut open: Vec<(u32, Vec<char>)> = vec![(0, Vec::new())];
        while let Some((node, word)) = open.pop() {
            let Some(&[(first, value), (last, _)]) =
                self.nodes.get(node as usize..=node as usize + 1)
            else {
                continue;
            };
            if let Some(value) = value.checked_sub(1) {
                words.add(word.iter().copied(), value);
            }
            for child in first..last {
                let mut longer = word.clone();
                longer.push(self.characters[child as usize]);
                open.push((child, longer));
            }
        }
        words
    }

    /// The node of a first character.
    fn first(&self, c: char) -> Option<u32> {
        self.firsts.get(c as usize).map(|&node| u32::from(node)).filter(|&node| node > 0)
    }

    /// The node that a character leads to.
    #[inline]
    fn step(&self, node: u32, c: char) -> Option<u32> {
        let (first, last) = (self.nodes[node as usize].0, self.nodes[node as usize + 1].0);
        let children = &self.characters[first as usize..last as usize];
        let at = if children.len() < FEW {
            children.iter().position(|&other| other == c)?
        } else {
            children.binary_search(&c).ok()?
        };
        Some(first + number(at))
    }

    /// Every word that starts at `from`: its end and value, shortest first.
    #[inline]
    pub(crate) fn each(
        &self,
        line: &[char],
        from: usize,
        end: usize,
        mut found: impl FnMut(usize, u32),
    ) {
        let (node, length) = if self.pairs.is_empty() {
            let Some(&c) = line[..end].get(from) else { return };
            (self.first(c), 1)
        } else {
            let Some(&[first, second]) = line.get(from..end.min(from + 2)) else { return };
            (self.second(first, second), 2)
        };
        let Some(mut node) = node else { return };
        let mut to = from + length;
        loop {
            if let Some(value) = self.nodes[node as usize].1.checked_sub(1) {
                found(to, value);
            }
            let next = line[..end].get(to).and_then(|&c| self.step(node, c));
            let Some(next) = next else { return };
            node = next;
            to += 1;
        }
    }

    /// The longest word that starts at `from`: its end and value.
    #[inline]
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
        let (mut node, mut best) = (None, None);
        for i in (from..to).rev() {
            let next = match node {
                None => self.first(line[i]),
                Some(node) => self.step(node, line[i]),
            };
            let Some(next) = next else { break };
            node = Some(next);
            if let Some(value) = self.nodes[next as usize].1.checked_sub(1) {
                best = Some((i, value));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::{Trie, Words};

    #[test]
    fn the_longest_word_wins_from_either_end() {
        let (mut forward, mut backward) = (Words::default(), Words::default());
        for (value, word) in (0..).zip(["路", "路口", "大街", "路"]) {
            forward.add(word.chars(), value);
            backward.add(word.chars().rev(), value);
        }
        let mut again = Vec::new();
        let forward = Trie::new(&forward, |new, old| again.push((new, old)));
        assert_eq!(again, [(3, 0)], "spelled twice");
        let backward = Trie::new(&backward, |_, _| ());
        let line: Vec<char> = "春风路口大街".chars().collect();
        for trie in [&forward, &Trie::new(&forward.words(), |_, _| ())] {
            assert_eq!(trie.longest(&line, 2, line.len()), Some((4, 1)));
            assert_eq!(trie.longest(&line, 2, 3), Some((3, 3)));
            assert_eq!(trie.longest(&line, 0, line.len()), None);
        }
        assert_eq!(backward.longest_back(&line, 0, 6), Some((4, 2)));
        assert_eq!(Trie::default().longest(&line, 0, 6), None);
    }

    #[test]
    fn many_children_are_searched_and_words_of_two_pass_the_filter() {
        let mut words = Words::default();
        let second: Vec<char> = ('一'..='丐').collect();
        for (value, &c) in (0..).zip(&second) {
            words.add(['春', c], value);
        }
        let trie = Trie::new(&words, |_, _| ());
        for (value, &c) in (0..).zip(&second) {
            assert_eq!(trie.longest(&['春', c, '路'], 0, 3), Some((2, value)));
        }
        assert_eq!(trie.longest(&['春', '路'], 0, 2), None);
        assert_eq!(trie.longest(&['春'], 0, 1), None);
    }
}
