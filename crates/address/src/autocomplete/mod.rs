//! Completes what has been typed: a name by its beginning, by its sound or by
//! its initials (`xfhy` for 幸福花园), and after a name the numbers under it.

mod typed;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::index::{AddressIndex, Name};
use typed::Typed;

/// Most keys looked at for one beginning.
const KEYS: usize = 512;
/// Most records looked at under one name.
const RECORDS: usize = 20_000;

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
        let mut found = Vec::new();
        for beginning in read.beginnings() {
            let mut seen = 0;
            self.each_key_from(&beginning, |key, names| {
                let level = u8::from(key[0] != b'0');
                let rank =
                    |name: &Name| (level, key.len() - beginning.len(), u32::MAX - name.count);
                found.extend(names.iter().map(|name| (rank(name), *name)));
                seen += 1;
                seen < KEYS
            });
        }
        found.sort_by(|(a, one), (b, other)| {
            a.cmp(b).then_with(|| self.compare_symbols(one.symbol, other.symbol))
        });
        let mut names = Vec::new();
        for (_, name) in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn sole_entry(&self, name: Name) -> Option<u64> {
        let sole = (name.count == 1).then(|| self.records_under(name, &[]).next()).flatten();
        sole.map(|record| u64::from(record.entry))
    }

    /// The addresses under a name whose numbers begin as typed: the last one by
    /// its beginning, those before it whole.
    fn numbers_under(&self, name: Name, numbers: &[String], n: usize, found: &mut Vec<Completion>) {
        let mut seen = BTreeSet::new();
        for record in self.records_under(name, &[]).take(RECORDS) {
            let (current, _) = self.entry(record.entry);
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
