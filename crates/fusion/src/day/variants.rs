//! The ways that sources write organisations: of each, the first two rows by id are linked and stand for the rest.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    changes::Changes,
    index::{Address, Index, ORGANISATIONS, Row, key_of, text, variant},
};
use crate::FusionError;

/// Rows of a way that are linked.
pub(crate) const LINKED: usize = 2;

/// What changes among the rows that are linked.
#[derive(Debug, Default)]
pub(crate) struct LinkedRows {
    /// Rows that are linked since, by id.
    pub(crate) arrived: BTreeMap<String, Row>,
    /// Ids of rows that are or were linked, of every way whose linked rows change: all of a way go where its first goes.
    pub(crate) touched: BTreeSet<String>,
    /// Records of rows that did not change and are linked since.
    pub(crate) promoted: BTreeSet<String>,
    /// New rows that are not linked, and the first of their way.
    pub(crate) follow: Vec<(String, String)>,
}

/// The ways, before and after a change.
pub(crate) struct Variants<'a> {
    index: &'a Index,
    changes: &'a Changes,
    now: Option<HashMap<u64, Vec<String>>>,
    /// Ids of the linked rows; nothing where all are.
    first: HashMap<u64, Option<Vec<String>>>,
}

impl<'a> Variants<'a> {
    pub(crate) fn of(index: &'a Index, changes: &'a Changes) -> Self {
        Self { index, changes, now: None, first: HashMap::new() }
    }

    /// What becomes of the linked rows when these rows come and those go.
    pub(crate) fn change(
        &self,
        arrived: &[&Row],
        left: &[&Row],
    ) -> Result<LinkedRows, FusionError> {
        let mut found = LinkedRows::default();
        let touched: BTreeSet<u64> = arrived.iter().chain(left).map(|row| variant(row)).collect();
        let mut stated: HashMap<u64, BTreeMap<String, Row>> = HashMap::new();
        let mut lost: HashMap<u64, BTreeMap<String, Row>> = HashMap::new();
        for change in self.changes.values() {
            for (state, by) in [(&change.now, &mut stated), (&change.before, &mut lost)] {
                for row in state.iter().flat_map(|state| &state.rows[ORGANISATIONS]) {
                    let id = id(row).to_owned();
                    by.entry(variant(row)).or_default().insert(id, row.clone());
                }
            }
        }
        for of in touched {
            let standing = self.standing(of)?;
            let first = |changed: Option<&BTreeMap<String, Row>>| -> BTreeMap<String, Row> {
                let mut rows = standing.clone();
                rows.extend(
                    changed.into_iter().flatten().map(|(id, row)| (id.clone(), row.clone())),
                );
                rows.into_iter().take(LINKED).collect()
            };
            let (before, now) = (first(lost.get(&of)), first(stated.get(&of)));
            if before != now {
                found.touched.extend(before.keys().chain(now.keys()).cloned());
            }
            for (id, row) in &now {
                if before.get(id) != Some(row) {
                    found.arrived.insert(id.clone(), row.clone());
                    if !self.changes.contains_key(key_of(id)) {
                        found.promoted.insert(key_of(id).to_owned());
                    }
                }
            }
            if let Some(head) = now.keys().next() {
                let rest = stated.get(&of).into_iter().flatten();
                let rest = rest.filter(|(id, _)| !now.contains_key(*id));
                found.follow.extend(rest.map(|(id, _)| (id.clone(), head.clone())));
            }
        }
        Ok(found)
    }

    /// Whether a row is one of the linked rows of its way after the change.
    pub(crate) fn stands_for_itself(&mut self, row: &Row) -> Result<bool, FusionError> {
        let of = variant(row);
        if !self.first.contains_key(&of) {
            let changes = self.changes;
            let now = self.now.get_or_insert_with(|| stated(changes));
            let now = now.get(&of).cloned().unwrap_or_default();
            let known: usize = self.index.of_variant(of)?.iter().map(Vec::len).sum();
            // Of a way that so few rows ever had, each is among the first.
            let first = if known + now.len() <= LINKED {
                None
            } else {
                let mut ids: BTreeSet<String> = self.standing(of)?.into_keys().collect();
                ids.extend(now);
                Some(ids.into_iter().take(LINKED).collect())
            };
            self.first.insert(of, first);
        }
        let first = self.first.get(&of).and_then(Option::as_ref);
        Ok(first.is_none_or(|first: &Vec<String>| first.iter().any(|known| known == id(row))))
    }

    /// The first rows of a way by id, among records that the change leaves alone.
    fn standing(&self, of: u64) -> Result<BTreeMap<String, Row>, FusionError> {
        let mut found = BTreeMap::new();
        for level in self.index.of_variant(of)? {
            // Within a level they come by id: the first two that still stand are enough.
            let mut first: BTreeMap<String, Row> = BTreeMap::new();
            for part in level.chunks(4) {
                if first.len() >= LINKED {
                    break;
                }
                let part: BTreeSet<Address> = part.iter().copied().collect();
                self.index.read(&part, |_, key, stated| {
                    if !self.changes.contains_key(key) {
                        let rows = stated.rows[ORGANISATIONS].iter();
                        let same = rows.filter(|row| variant(row) == of);
                        first.extend(same.map(|row| (id(row).to_owned(), row.clone())));
                    }
                    Ok(())
                })?;
            }
            found.extend(first.into_iter().take(LINKED));
        }
        Ok(found.into_iter().take(LINKED).collect())
    }
}

/// Ids of the rows that the changed records state, by way.
fn stated(changes: &Changes) -> HashMap<u64, Vec<String>> {
    let mut found: HashMap<u64, Vec<String>> = HashMap::new();
    let states = changes.values().filter_map(|change| change.now.as_ref());
    for row in states.flat_map(|state| &state.rows[ORGANISATIONS]) {
        found.entry(variant(row)).or_default().push(id(row).to_owned());
    }
    found
}

fn id(row: &Row) -> &str {
    text(ORGANISATIONS, row, "id").unwrap_or_default()
}
