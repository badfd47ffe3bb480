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

/// What is known after some characters of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// The value + 1 of the word that ends here, or 0.
    value: u32,
    /// Where its children stand among the nodes, and how many they are.
    first: u32,
    count: u32,
}

impl Node {
    /// Whether it is no node: some word ends at or below each.
    fn is_nothing(self) -> bool {
        self.value == 0 && self.count == 0
    }

    fn value(self) -> Option<u32> {
        self.value.checked_sub(1)
    }

    fn children(self) -> Range<usize> {
        self.first as usize..self.first as usize + self.count as usize
    }
}

/// A set of words, each with a small value. Nodes are numbered level by level,
/// so that the children of a node stand side by side, in the order of their
/// characters, each with what is known after it: a step is one look into memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trie {
    /// The node of each first character of the basic plane; 0 where none.
    firsts: Vec<u16>,
    /// The nodes, each after the character that leads to it.
    nodes: Vec<(char, Node)>,
    /// One bit per hashed pair of first characters, where every word has two
    /// of the basic plane: at most places of a line no word starts, and this
    /// tells it at once.
    pairs: Vec<u64>,
    /// The node after each such pair, at its hash or at the next free place.
    seconds: Vec<(u32, Node)>,
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
        trie.nodes.push(('\0', Node::default()));
        let (mut depth, mut at) = (0, 0);
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
                let first = trie.nodes.len();
                while low < range.end {
                    let c = words.word(order[low] as usize)[depth];
                    let same = |at: &u32| words.word(*at as usize)[depth] == c;
                    let high = low + order[low..range.end].iter().take_while(|at| same(at)).count();
                    if depth == 0
                        && let (Some(first), Ok(node)) =
                            (trie.firsts.get_mut(c as usize), u16::try_from(trie.nodes.len()))
                    {
                        *first = node;
                    }
                    trie.nodes.push((c, Node::default()));
                    below.push(low..high);
                    low = high;
                }
                let count = number(trie.nodes.len() - first);
                trie.nodes[at].1 = Node { value, first: number(first), count };
                at += 1;
            }
            level = below;
            depth += 1;
        }
        let second = |word: &[char]| word.get(1).is_some_and(|&c| u32::from(c) <= 0xFFFF);
        if order.iter().all(|&at| second(words.word(at as usize))) {
            trie.add_pairs();
        }
        trie
    }

    /// Notes the pairs of first characters: the nodes of the second level.
    fn add_pairs(&mut self) {
        let found: Vec<(char, char, Node)> = self.nodes[self.nodes[0].1.children()]
            .iter()
            .flat_map(|&(first, node)| {
                let below = &self.nodes[node.children()];
                below.iter().map(move |&(second, node)| (first, second, node))
            })
            .collect();
        self.pairs = vec![0; PAIRS as usize / 64];
        self.seconds = vec![(0, Node::default()); (found.len() * 2).next_power_of_two()];
        for (first, second, node) in found {
            let (key, hash) = pair(first, second);
            let (place, bit) = bit(hash);
            self.pairs[place] |= bit;
            let mut at = self.slot(hash);
            while !self.seconds[at].1.is_nothing() {
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
    fn second(&self, first: char, second: char) -> Option<Node> {
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
                (_, node) if node.is_nothing() => return None,
                (other, node) if other == key => return Some(node),
                _ => at = (at + 1) & (self.seconds.len() - 1),
            }
        }
    }

    /// Whether a word may start with two characters: no means no.
    #[inline]
    pub(crate) fn may_start(&self, first: char, second: char) -> bool {
        if self.pairs.is_empty() {
            return !self.firsts.is_empty();
        }
        let (_, hash) = pair(first, second);
        let (place, bit) = bit(hash);
        self.pairs[place] & bit != 0
    }

    /// Changes the value of every word.
    pub(crate) fn change_values(&mut self, mut change: impl FnMut(u32) -> u32) {
        for (_, node) in &mut self.nodes {
            if let Some(old) = node.value() {
                node.value = change(old) + 1;
            }
        }
        if !self.pairs.is_empty() {
            self.add_pairs();
        }
    }

    /// The words and their values.
    pub(crate) fn words(&self) -> Words {
        let mut words = Words::default();
        let mut open: Vec<(Node, Vec<char>)> = Vec::new();
        open.extend(self.nodes.first().map(|&(_, root)| (root, Vec::new())));
        while let Some((node, word)) = open.pop() {
            if let Some(value) = node.value() {
                words.add(word.iter().copied(), value);
            }
            for &(c, child) in &self.nodes[node.children()] {
                let mut longer = word.clone();
                longer.push(c);
                open.push((child, longer));
            }
        }
        words
    }

    /// The number of the node of a first character, or 0.
    pub(crate) fn start(&self, c: char) -> u16 {
        self.firsts.get(c as usize).copied().unwrap_or(0)
    }

    /// The node of a first character.
    fn first(&self, c: char) -> Option<Node> {
        self.started(self.start(c))
    }

    /// The node of a number from [`Trie::start`].
    #[inline]
    fn started(&self, start: u16) -> Option<Node> {
        (start > 0).then(|| self.nodes[start as usize].1)
    }

    /// The node that a character leads to.
    #[inline]
    fn step(&self, node: Node, c: char) -> Option<Node> {
        let children = &self.nodes[node.children()];
        let found = if children.len() < FEW {
            children.iter().find(|(other, _)| *other == c)
        } else {
            let at = children.binary_search_by_key(&c, |&(other, _)| other).ok()?;
            children.get(at)
        };
        found.map(|&(_, node)| node)
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
        let Some(node) = node else { return };
        self.follow(node, &line[..end], from + length, &mut found);
    }

    /// The longest word that starts at `from`: its end and value.
    #[inline]
    pub(crate) fn longest(&self, line: &[char], from: usize, end: usize) -> Option<(usize, u32)> {
        let mut best = None;
        self.each(line, from, end, |to, value| best = Some((to, value)));
        best
    }

    /// The longest word that starts at `from`, before `end`, with the character
    /// of a [`Trie::start`].
    #[inline]
    pub(crate) fn longest_started(
        &self,
        start: u16,
        line: &[char],
        from: usize,
        end: usize,
    ) -> Option<(usize, u32)> {
        let mut best = None;
        let node = self.started(start)?;
        self.follow(node, &line[..end], from + 1, &mut |to, value| best = Some((to, value)));
        best
    }

    /// Every word that ends at a node or, by the characters from `to` on, below it.
    #[inline]
    fn follow(
        &self,
        mut node: Node,
        line: &[char],
        mut to: usize,
        found: &mut impl FnMut(usize, u32),
    ) {
        loop {
            if let Some(value) = node.value() {
                found(to, value);
            }
            let Some(next) = line.get(to).and_then(|&c| self.step(node, c)) else { return };
            node = next;
            to += 1;
        }
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
            if let Some(value) = next.value() {
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
