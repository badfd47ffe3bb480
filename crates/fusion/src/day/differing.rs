//! What a day writes of relations and contact points: what is not what stood.

use std::collections::BTreeMap;

use blocks::{ContactKey, DayChange, End, RelationKey};

use super::folded::{Contacts, Relations};

/// Adds to a change the relations that are not what stood, and those that are no more.
pub(super) fn relations(now: Relations, stood: &Relations, change: &mut DayChange) {
    let found = differing(
        now,
        stood,
        |row| row.from,
        |row| RelationKey {
            from: row.from.id,
            to: row.to.id,
            kind: row.kind.clone(),
            source: row.evidence.source.clone(),
        },
    );
    change.restated.extend(found.whole);
    change.ended.extend(found.ended);
    change.amended.extend(found.amended);
    change.relations.extend(found.new);
}

/// Adds to a change the contact points that are not what stood, and those that are no more.
pub(super) fn contacts(now: Contacts, stood: &Contacts, change: &mut DayChange) {
    let found = differing(
        now,
        stood,
        |row| row.owner,
        |row| ContactKey {
            owner: row.owner.id,
            kind: row.kind.clone(),
            token: row.token,
            source: row.evidence.source.clone(),
        },
    );
    change.owners.extend(found.whole);
    change.lapsed.extend(found.ended);
    change.renewed.extend(found.amended);
    change.contacts.extend(found.new);
}

/// Rows beside those that stood.
struct Differing<V, E> {
    /// Whoever keeps none of the rows that stood: all of them are taken out at once.
    whole: Vec<End>,
    /// Of others each row that is no more.
    ended: Vec<E>,
    /// Rows that stand and say something else.
    amended: Vec<V>,
    new: Vec<V>,
}

fn differing<K: Ord, V: PartialEq, E>(
    now: BTreeMap<K, V>,
    stood: &BTreeMap<K, V>,
    whose: impl Fn(&V) -> End,
    key: impl Fn(&V) -> E,
) -> Differing<V, E> {
    let mut found =
        Differing { whole: Vec::new(), ended: Vec::new(), amended: Vec::new(), new: Vec::new() };
    // Of each, how many stood, and which of them are no more.
    let mut standing: BTreeMap<End, (usize, Vec<E>)> = BTreeMap::new();
    for (by, row) in stood {
        let (count, ended) = standing.entry(whose(row)).or_insert_with(|| (0, Vec::new()));
        *count += 1;
        if !now.contains_key(by) {
            ended.push(key(row));
        }
    }
    for (of, (count, ended)) in standing {
        if ended.len() == count {
            found.whole.push(of);
        } else {
            found.ended.extend(ended);
        }
    }
    for (by, row) in now {
        match stood.get(&by) {
            None => found.new.push(row),
            Some(known) if *known != row => found.amended.push(row),
            Some(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use blocks::{ContactRow, EndKind, Evidence, RelationRow};

    use super::*;
    use crate::day::folded;

    fn relation(from: u8, to: u8, records: u64) -> RelationRow {
        RelationRow {
            kind: "rents".to_owned(),
            from: End { kind: EndKind::Person, id: [from; 16] },
            to: End { kind: EndKind::Unit, id: [to; 16] },
            valid_from: None,
            valid_to: None,
            address_class: None,
            evidence: Evidence { source: "s".to_owned(), record: "r".to_owned() },
            records,
        }
    }

    fn by_key(rows: Vec<RelationRow>) -> Relations {
        let key =
            |row: &RelationRow| (row.kind.clone(), row.from, row.to, row.evidence.source.clone());
        rows.into_iter().map(|row| (key(&row), row)).collect()
    }

    #[test]
    fn what_stays_is_left_alone_and_whoever_keeps_nothing_is_written_whole() {
        let mut before: Vec<RelationRow> = (1..=9).map(|to| relation(1, to, 1)).collect();
        before.extend([relation(2, 1, 1), relation(3, 1, 1), relation(3, 2, 1)]);
        before.extend([relation(5, 1, 1), relation(6, 1, 1), relation(6, 2, 1), relation(7, 1, 1)]);
        // Of the first one is gone, one counts another record, and one is new; of the third one is gone. The fifth
        // goes elsewhere, of the sixth nothing is left, and the only one of the seventh counts other records.
        let mut after: Vec<RelationRow> = (2..=10).map(|to| relation(1, to, 1)).collect();
        after[0].records = 2;
        after.extend([relation(2, 1, 1), relation(3, 2, 1), relation(4, 1, 1), relation(5, 2, 1)]);
        after.push(relation(7, 1, 3));
        let mut change = DayChange::default();
        relations(by_key(after), &by_key(before), &mut change);
        let person = |id| End { kind: EndKind::Person, id: [id; 16] };
        assert_eq!(change.restated, BTreeSet::from([person(5), person(6)]));
        let key = |from, to| RelationKey {
            from: [from; 16],
            to: [to; 16],
            kind: "rents".to_owned(),
            source: "s".to_owned(),
        };
        assert_eq!(change.ended, BTreeSet::from([key(1, 1), key(3, 1)]));
        assert_eq!(change.amended, [relation(1, 2, 2), relation(7, 1, 3)]);
        let new = vec![relation(1, 10, 1), relation(4, 1, 1), relation(5, 2, 1)];
        assert_eq!(change.relations, new);
    }

    #[test]
    fn of_two_sources_that_state_the_same_one_may_end() {
        let other = |records| RelationRow {
            evidence: Evidence { source: "t".to_owned(), record: "r".to_owned() },
            ..relation(1, 1, records)
        };
        let mut change = DayChange::default();
        let stood = by_key(vec![relation(1, 1, 1), other(1)]);
        relations(by_key(vec![other(1)]), &stood, &mut change);
        assert!(change.restated.is_empty() && change.relations.is_empty());
        let ended: Vec<&str> = change.ended.iter().map(|key| key.source.as_str()).collect();
        assert_eq!(ended, ["s"]);
    }

    #[test]
    fn one_number_changes_and_the_other_is_left_alone() {
        let contact = |owner: u8, token: u8, record: &str| ContactRow {
            owner: End { kind: EndKind::Person, id: [owner; 16] },
            kind: "phone".to_owned(),
            token: [token; 16],
            evidence: Evidence { source: "s".to_owned(), record: record.to_owned() },
        };
        let by_owner = |rows: Vec<ContactRow>| -> Contacts {
            rows.into_iter().map(|row| (folded::of(&row), row)).collect()
        };
        let mut all = vec![contact(1, 1, "a"), contact(1, 2, "a"), contact(1, 3, "a")];
        all.push(contact(2, 1, "a"));
        let stood = by_owner(all);
        let now = by_owner(vec![contact(1, 1, "a"), contact(1, 2, "b"), contact(2, 3, "a")]);
        let mut change = DayChange::default();
        contacts(now, &stood, &mut change);
        let lapsed: Vec<_> = change.lapsed.iter().map(|key| (key.owner, key.token)).collect();
        assert_eq!(lapsed, [([1; 16], [3; 16])]);
        assert_eq!(change.owners, BTreeSet::from([contact(2, 1, "a").owner]));
        assert_eq!(change.renewed, [contact(1, 2, "b")]);
        assert_eq!(change.contacts, [contact(2, 3, "a")]);
    }
}
