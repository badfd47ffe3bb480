//! The ways that sources write organisations: of each, the first two rows by id are linked and stand for the rest.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    changes::Changes,
    index::{Address, Index, ORGANISATIONS, Row, key_of, text, variant},
};
use crate::FusionError;

/// Rows of a way that are linked.
pub(crate) const LINKED: usize = 2;

/// Ways that are looked up at once.
const AT_ONCE: usize = 1_024;
/// Records of a way that are read at once, to find the first that stand.
const READ: usize = 4;

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
        let touched: Vec<u64> = touched.into_iter().collect();
        let mut standing_of = HashMap::new();
        for part in touched.chunks(AT_ONCE) {
            let levels = self.index.of_variants(&part.iter().copied().collect())?;
            standing_of.extend(standing(self.index, self.changes, levels)?);
        }
        for of in touched {
            let standing = standing_of.remove(&of).unwrap_or_default();
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
            self.learn(&BTreeSet::from([of]))?;
        }
        Ok(self.is_first(of, row))
    }

    fn is_first(&self, of: u64, row: &Row) -> bool {
        let first = self.first.get(&of).and_then(Option::as_ref);
        first.is_none_or(|first: &Vec<String>| first.iter().any(|known| known == id(row)))
    }

    /// Which of these rows are linked rows of their ways after the change. They stand, and the change leaves them alone:
    /// where one was read mostly tells it, and no other record need be read.
    pub(crate) fn are_linked(&mut self, rows: &[(Address, Row)]) -> Result<Vec<bool>, FusionError> {
        let ways: Vec<u64> = rows.iter().map(|(_, row)| variant(row)).collect();
        let mut open: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (at, of) in ways.iter().enumerate().filter(|(_, of)| !self.first.contains_key(*of)) {
            open.entry(*of).or_default().push(at);
        }
        let mut linked = vec![false; rows.len()];
        let asked: Vec<u64> = open.keys().copied().collect();
        for part in asked.chunks(AT_ONCE) {
            let part: BTreeSet<u64> = part.iter().copied().collect();
            let mut levels = self.index.of_variants(&part)?;
            let mut rest = BTreeSet::new();
            for of in part {
                let of_way = open.get(&of).map(Vec::as_slice).unwrap_or_default();
                if self.is_stated(of) || !of_way.iter().all(|at| is_early(&levels, of, rows[*at].0))
                {
                    rest.insert(of);
                    continue;
                }
                for at in of_way {
                    linked[*at] = true;
                }
                for level in &mut levels {
                    level.remove(&of);
                }
            }
            self.learn_of(&rest, levels)?;
        }
        for ((linked, of), (_, row)) in linked.iter_mut().zip(&ways).zip(rows) {
            *linked = *linked || self.is_first(*of, row);
        }
        Ok(linked)
    }

    /// Looks up at once which rows of the ways of these are linked, for [`Variants::stands_for_itself`]: one by one, each
    /// would wait for the disk.
    pub(crate) fn look_up<'r>(
        &mut self,
        rows: impl Iterator<Item = &'r Row>,
    ) -> Result<(), FusionError> {
        let ways: BTreeSet<u64> =
            rows.map(variant).filter(|of| !self.first.contains_key(of)).collect();
        let ways: Vec<u64> = ways.into_iter().collect();
        for part in ways.chunks(AT_ONCE) {
            self.learn(&part.iter().copied().collect())?;
        }
        Ok(())
    }

    /// Whether the change states a row of a way.
    fn is_stated(&mut self, of: u64) -> bool {
        let changes = self.changes;
        self.now.get_or_insert_with(|| stated(changes)).contains_key(&of)
    }

    fn learn(&mut self, ways: &BTreeSet<u64>) -> Result<(), FusionError> {
        let levels = self.index.of_variants(ways)?;
        self.learn_of(ways, levels)
    }

    /// `levels` says where the records of these ways are.
    fn learn_of(
        &mut self,
        ways: &BTreeSet<u64>,
        mut levels: Vec<BTreeMap<u64, Vec<Address>>>,
    ) -> Result<(), FusionError> {
        let changes = self.changes;
        let now = self.now.get_or_insert_with(|| stated(changes));
        let mut many = Vec::new();
        for of in ways {
            let known: usize = levels.iter().map(|level| level.get(of).map_or(0, Vec::len)).sum();
            // Of a way that so few rows ever had, each is among the first.
            if known + now.get(of).map_or(0, Vec::len) <= LINKED {
                self.first.insert(*of, None);
                for level in &mut levels {
                    level.remove(of);
                }
            } else {
                many.push(*of);
            }
        }
        let mut standing = standing(self.index, changes, levels)?;
        for of in many {
            let known = standing.remove(&of).unwrap_or_default();
            let mut ids: BTreeSet<String> = known.into_keys().collect();
            ids.extend(now.get(&of).into_iter().flatten().cloned());
            self.first.insert(of, Some(ids.into_iter().take(LINKED).collect()));
        }
        Ok(())
    }
}

/// Whether whatever stands at an address is among the first of a way, however many before it stand no more: one level
/// alone knows the way, where its records come by id.
fn is_early(levels: &[BTreeMap<u64, Vec<Address>>], of: u64, at: Address) -> bool {
    let mut known = levels.iter().filter_map(|level| level.get(&of));
    let (Some(all), None) = (known.next(), known.next()) else { return false };
    let (first, rest) = all.split_at(LINKED.min(all.len()));
    first.contains(&at) && !rest.contains(&at)
}

/// The first rows of ways by id, among records that the change leaves alone; `levels` says where each way's records are.
fn standing(
    index: &Index,
    changes: &Changes,
    levels: Vec<BTreeMap<u64, Vec<Address>>>,
) -> Result<HashMap<u64, BTreeMap<String, Row>>, FusionError> {
    let mut found: HashMap<u64, BTreeMap<String, Row>> = HashMap::new();
    for mut open in levels {
        // Within a level they come by id: the first two that still stand are enough.
        let mut first: HashMap<u64, BTreeMap<String, Row>> = HashMap::new();
        let mut from = 0;
        while !open.is_empty() {
            // A record may speak in several ways, and may be far from the first of another of them.
            let mut asked: BTreeMap<Address, BTreeSet<u64>> = BTreeMap::new();
            for (of, all) in &open {
                for address in all.iter().skip(from).take(READ) {
                    asked.entry(*address).or_default().insert(*of);
                }
            }
            let addresses = asked.keys().copied().collect();
            index.read(ORGANISATIONS, &addresses, |address, key, rows| {
                let Some(ways) = asked.get(&address).filter(|_| !changes.contains_key(key)) else {
                    return Ok(());
                };
                for row in rows {
                    let of = variant(&row);
                    if ways.contains(&of) {
                        first.entry(of).or_default().insert(id(&row).to_owned(), row);
                    }
                }
                Ok(())
            })?;
            from += READ;
            open.retain(|of, all| {
                from < all.len() && first.get(of).map_or(0, BTreeMap::len) < LINKED
            });
        }
        for (of, rows) in first {
            found.entry(of).or_default().extend(rows.into_iter().take(LINKED));
        }
    }
    for rows in found.values_mut() {
        *rows = std::mem::take(rows).into_iter().take(LINKED).collect();
    }
    Ok(found)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        day::{
            changes::Changed,
            index::{LevelWriter, Stated, TABLES},
        },
        lake::Value,
    };

    fn row(record: &str, role: &str, name: &str) -> Row {
        let value = |column: &str| match column {
            "id" => Value::Own(format!("s/{record}/{role}")),
            "source" => Value::Own("s".to_owned()),
            "record" => Value::Own(record.to_owned()),
            "name_key" => Value::Own(name.to_owned()),
            _ => Value::Null,
        };
        TABLES[ORGANISATIONS].1.iter().map(|(column, _)| value(column)).collect()
    }

    #[test]
    fn the_first_that_stand_are_found_however_far_though_a_later_one_is_read_for_another_way() {
        let folder = tempfile::tempdir().unwrap();
        let mut level = LevelWriter::create(folder.path(), [0, 0]).unwrap();
        for record in ["1", "2", "3", "4", "5", "6"] {
            let mut stated = Stated::default();
            stated.rows[ORGANISATIONS].push(row(record, "y", "b"));
            if record == "6" {
                stated.rows[ORGANISATIONS].push(row(record, "z", "c"));
            }
            let number = level.push(&format!("s/{record}"), Some(&stated)).unwrap();
            for row in &stated.rows[ORGANISATIONS] {
                level.variant(variant(row), number).unwrap();
            }
        }
        level.finish().unwrap();
        let index = Index::open(&[folder.path().to_owned()], [0, 0]).unwrap();
        let records = ["1", "2", "3"].map(|record| (format!("s/{record}"), Changed::default()));
        let changes = Changes::from(records);

        let ways = BTreeSet::from([variant(&row("1", "y", "b")), variant(&row("6", "z", "c"))]);
        let found = standing(&index, &changes, index.of_variants(&ways).unwrap()).unwrap();
        let ids = |of: &Row| found[&variant(of)].keys().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(ids(&row("1", "y", "b")), ["s/4/y", "s/5/y"]);
        assert_eq!(ids(&row("6", "z", "c")), ["s/6/z"]);

        let rows = [row("4", "y", "b"), row("6", "y", "b"), row("6", "z", "c")];
        let places: [Address; 3] = [(0, 3), (0, 5), (0, 5)];
        let read: Vec<(Address, Row)> = places.into_iter().zip(rows.clone()).collect();
        let linked = Variants::of(&index, &changes).are_linked(&read).unwrap();
        assert_eq!(linked, [true, false, true]);
        let mut together = Variants::of(&index, &changes);
        together.look_up(rows.iter()).unwrap();
        for (row, stands) in rows.iter().zip([true, false, true]) {
            assert_eq!(together.stands_for_itself(row).unwrap(), stands);
            let mut alone = Variants::of(&index, &changes);
            assert_eq!(alone.stands_for_itself(row).unwrap(), stands);
        }
    }

    #[test]
    fn where_a_row_was_read_tells_whether_it_is_linked_as_long_as_nothing_came_before_it() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        // The second record speaks twice in one way.
        let records = [("1", "y"), ("2", "y"), ("2", "z"), ("3", "y")];
        let mut level = LevelWriter::create(folders[0].path(), [0, 0]).unwrap();
        let mut numbers = BTreeMap::new();
        for record in ["1", "2", "3"] {
            let mut stated = Stated::default();
            for (of, role) in records.iter().filter(|(of, _)| *of == record) {
                stated.rows[ORGANISATIONS].push(row(of, role, "b"));
            }
            let number = level.push(&format!("s/{record}"), Some(&stated)).unwrap();
            numbers.insert(record, number);
        }
        for (record, role) in records {
            level.variant(variant(&row(record, role, "b")), numbers[record]).unwrap();
        }
        level.finish().unwrap();
        let read: Vec<(Address, Row)> = records
            .iter()
            .map(|(record, role)| ((0, numbers[record].into()), row(record, role, "b")))
            .collect();
        let base = Index::open(&[folders[0].path().to_owned()], [0, 0]).unwrap();
        let none = Changes::new();
        let linked = |index: &Index, changes: &Changes| {
            Variants::of(index, changes).are_linked(&read).unwrap()
        };
        assert_eq!(linked(&base, &none), [true, true, false, false]);
        assert_eq!(Variants::of(&base, &none).are_linked(&read[..1]).unwrap(), [true]);

        // A change puts a row before all of them; a day before put one there.
        let mut stated = Stated::default();
        stated.rows[ORGANISATIONS].push(row("0", "y", "b"));
        let one = Changed { now: Some(stated.clone()), ..Changed::default() };
        let changes = Changes::from([("s/0".to_owned(), one)]);
        assert_eq!(linked(&base, &changes), [true, false, false, false]);
        let mut level = LevelWriter::create(folders[1].path(), [0, 0]).unwrap();
        let number = level.push("s/0", Some(&stated)).unwrap();
        level.variant(variant(&row("0", "y", "b")), number).unwrap();
        level.finish().unwrap();
        let paths = folders.each_ref().map(|folder| folder.path().to_owned());
        let both = Index::open(&paths, [0, 0]).unwrap();
        assert_eq!(linked(&both, &none), [true, false, false, false]);
    }
}
