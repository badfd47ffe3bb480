//! Completes what has been typed: a name by its beginning, by its sound or by
//! its initials (`xfhy` for 幸福花园), and after a name the numbers under it.

mod typed;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::index::record::Locator;
use crate::index::{AddressIndex, Name};
use typed::Typed;

/// Characters of a beginning whose ways to go on are kept: many names begin like it, and everybody types it.
const SHORT: usize = 2;
/// Most keys looked at for one beginning.
const KEYS: usize = 512;
/// Most looks at the records of one name.
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
        if typed.chars().nth(SHORT).is_some() {
            return self.complete(typed, n);
        }
        self.kept_completions(typed, n, || self.complete(typed, n))
    }

    fn complete(&self, typed: &str, n: usize) -> Vec<Completion> {
        let read = Typed::read(self, typed);
        let mut found = Vec::new();
        for (name, numbers) in read.known_names(self) {
            if found.len() >= n {
                break;
            }
            self.numbers_under(name, &numbers, n, &mut found);
        }
        if found.len() < n {
            for name in self.names_from(&read) {
                let text = self.symbol(name.text);
                if !found.iter().any(|one: &Completion| one.text == text) {
                    let entry = self.sole_entry(name);
                    found.push(Completion { text: text.to_owned(), entry });
                }
                if found.len() >= n {
                    break;
                }
            }
        }
        found.truncate(n);
        found
    }

    /// Names that begin as typed, the shortest and fullest first; one may come by several of its keys.
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
        found.into_iter().map(|(_, name)| name).collect()
    }

    fn sole_entry(&self, name: Name) -> Option<u64> {
        let sole = (name.count == 1).then(|| self.records_under(name, &[]).next()).flatten();
        sole.map(|record| u64::from(record.entry))
    }

    /// The addresses under a name whose numbers begin as typed: the last one by
    /// its beginning, those before it whole.
    ///
    /// Records are in the order of their numbers, so that one look tells of all that begin alike: what cannot be meant,
    /// and what would be shown again, is stepped over.
    fn numbers_under(&self, name: Name, numbers: &[String], n: usize, found: &mut Vec<Completion>) {
        let mut seen = BTreeSet::new();
        let mut records = self.records_under(name, &[]);
        let mut firsts: Vec<Option<u32>> = vec![None; numbers.len()];
        for _ in 0..RECORDS {
            let Some(record) = records.next() else { return };
            let locator = record.locator(name.symbol);
            let mut parts = [(0_usize, ""); LEVELS];
            let mut count = 0;
            for (level, part) in locator.into_iter().enumerate().filter(|(_, part)| *part != 0) {
                parts[count] = (level, self.symbol(part));
                count += 1;
            }
            let said = &parts[..count];
            let fits = |at: usize, typed: &str, held: &str| {
                if at + 1 == numbers.len() { held.starts_with(typed) } else { held == typed }
            };
            let mut pairs = numbers.iter().zip(said).enumerate();
            let other = pairs.find(|(at, (typed, (_, held)))| !fits(*at, typed, held));
            if let Some((at, (typed, (level, held)))) = other {
                let before = &locator[..*level];
                if *held < typed.as_str() {
                    let first = *firsts[at].get_or_insert_with(|| self.symbol_from(typed));
                    records.skip_to(beginning(before, first));
                } else if let Some((last, above)) = before.split_last() {
                    records.skip_to(beginning(above, last.saturating_add(1)));
                } else {
                    return;
                }
                continue;
            }
            if said.len() < numbers.len() || record.flags != 0 || !self.entry(record.entry).0 {
                continue;
            }
            let shown = &said[..said.len().min(numbers.len().max(1))];
            let entry = (shown.len() == said.len()).then_some(u64::from(record.entry));
            let text = typed::written(self, self.symbol(name.text), shown);
            if seen.insert(text.clone()) {
                found.push(Completion { text, entry });
                if seen.len() >= n {
                    return;
                }
            }
            if let Some((level, _)) = shown.last() {
                records.skip_to(beginning(&locator[..*level], locator[*level].saturating_add(1)));
            }
        }
    }
}

/// Parts of a locator.
const LEVELS: usize = 5;

/// The first locator that begins with `above` and has `part` after it.
fn beginning(above: &[u32], part: u32) -> Locator {
    let mut locator = [0; LEVELS];
    locator[..above.len()].copy_from_slice(above);
    locator[above.len()] = part;
    locator
}

#[cfg(test)]
mod tests;
