//! Completes what has been typed: a name by its beginning, by its sound or by
//! its initials (`xfhy` for 幸福花园), and after a name the numbers under it.

mod typed;

use std::collections::BTreeSet;

use fst::{IntoStreamer as _, Streamer as _};
use serde::Serialize;

use crate::index::layout::{Section, number, wide};
use crate::index::{AddressIndex, Name};
use typed::Typed;

/// Most keys looked at for one beginning.
const KEYS: usize = 512;
/// Most records looked at under one name.
const RECORDS: u32 = 20_000;

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Completion {
    /// The address so far, as the register writes it.
    pub text: String,
    /// The entry, where the text is a whole address of the register.
    pub entry: Option<u64>,
}

impl AddressIndex {
    /// At most `n` ways to go on from `typed`, the likeliest first.
    #[must_use]
    pub fn autocomplete(&self, typed: &str, n: usize) -> Vec<Completion> {
        let read = Typed::read(self, typed);
        let mut found = Vec::new();
        for (name, numbers) in read.known_names(self) {
            self.numbers_under(name, &numbers, n, &mut found);
        }
        if found.len() < n {
            for name in self.names_from(&read) {
                let text = self.symbol(name.text).to_owned();
                if !found.iter().any(|one: &Completion| one.text == text) {
                    found.push(Completion { text, entry: self.sole_entry(name) });
                }
                if found.len() >= n {
                    break;
                }
            }
        }
        found.truncate(n);
        found
    }

    /// Names that begin as typed, the shortest and fullest first.
    fn names_from(&self, read: &Typed) -> Vec<Name> {
        let mut found = BTreeSet::new();
        let Ok(keys) = fst::Map::new(self.section(Section::KeyFst)) else { return Vec::new() };
        let lists = self.section(Section::KeyLists);
        for beginning in read.beginnings() {
            let mut after = beginning.clone();
            after.push(0xff);
            let mut stream = keys.range().ge(&beginning).lt(&after).into_stream();
            let mut seen = 0;
            while let Some((key, start)) = stream.next() {
                let start = usize::try_from(start).unwrap_or(0);
                for at in 0..wide(number(lists, start)) {
                    let name = number(lists, start + 1 + at);
                    let level = u8::from(key[0] != b'0');
                    found.insert((
                        level,
                        key.len() - beginning.len(),
                        u32::MAX - self.name(name).count,
                        name,
                    ));
                }
                seen += 1;
                if seen >= KEYS {
                    break;
                }
            }
        }
        let mut names = Vec::new();
        for (.., name) in found {
            let name = self.name(name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn sole_entry(&self, name: Name) -> Option<u64> {
        (name.count == 1).then(|| u64::from(self.posting(name.first).1.entry))
    }

    /// The addresses under a name whose numbers begin as typed: the last one by
    /// its beginning, those before it whole.
    fn numbers_under(&self, name: Name, numbers: &[String], n: usize, found: &mut Vec<Completion>) {
        let mut seen = BTreeSet::new();
        for at in name.first..name.first + name.count.min(RECORDS) {
            let (_, record) = self.posting(at);
            let (_, current, _) = self.entry(record.entry);
            let locator = record.locator(name.symbol);
            let said: Vec<(usize, &str)> = (0..)
                .zip(locator)
                .filter(|(_, part)| *part != 0)
                .map(|(at, part)| (at, self.symbol(part)))
                .collect();
            let depth = numbers.len().max(1);
            let fits = said.len() >= numbers.len()
                && numbers.iter().zip(&said).enumerate().all(|(at, (typed, (_, held)))| {
                    if at + 1 == numbers.len() {
                        held.starts_with(typed.as_str())
                    } else {
                        held == typed
                    }
                });
            if record.flags != 0 || !current || !fits {
                continue;
            }
            let shown = &said[..depth.min(said.len())];
            let entry = (shown.len() == said.len()).then_some(u64::from(record.entry));
            let text = typed::written(self, self.symbol(name.text), shown);
            if seen.insert(text.clone()) {
                found.push(Completion { text, entry });
                if seen.len() >= n {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
