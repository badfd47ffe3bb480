//! What a day writes of relations and contact points: what is not what stood.

use std::collections::BTreeMap;

use blocks::{ContactKey, ContactRow, DayChange, End, RelationKey, RelationRow};

use super::folded::{Contacts, Relations};

/// Adds to a change the relations that are not what stood, and those that are no more.
pub(super) fn relations(now: Relations, stood: &Relations, change: &mut DayChange) {
    let key = |row: &RelationRow| RelationKey {
        from: row.from.id,
        to: row.to.id,
        kind: row.kind.clone(),
        source: row.evidence.source.clone(),
    };
    let (whole, ended) = ended(&now, stood, |row| row.from, key);
    change.restated.extend(whole);
    change.ended.extend(ended);
    change.relations.extend(fresh(now, stood));
}

/// Adds to a change the contact points that are not what stood, and those that are no more.
pub(super) fn contacts(now: Contacts, stood: &Contacts, change: &mut DayChange) {
    let key = |row: &ContactRow| ContactKey {
        owner: row.owner.id,
        kind: row.kind.clone(),
        token: row.token,
        source: row.evidence.source.clone(),
    };
    let (whole, ended) = ended(&now, stood, |row| row.owner, key);
    change.owners.extend(whole);
    change.lapsed.extend(ended);
    change.contacts.extend(fresh(now, stood));
}

/// Whoever keeps none of the rows that stood: all of them are taken out at once. Of others each row that is no more, or
/// says something else, is named, and what stays is left alone.
fn ended<K: Ord, V: PartialEq, E>(
    now: &BTreeMap<K, V>,
    stood: &BTreeMap<K, V>,
    whose: impl Fn(&V) -> End,
    key: impl Fn(&V) -> E,
) -> (Vec<End>, Vec<E>) {
    // Of each, how many stood, and which of them ended.
    let mut standing: BTreeMap<End, (usize, Vec<E>)> = BTreeMap::new();
    for (by, row) in stood {
        let (count, ended) = standing.entry(whose(row)).or_insert_with(|| (0, Vec::new()));
        *count += 1;
        if now.get(by) != Some(row) {
            ended.push(key(row));
        }
    }
    let (mut gone, mut single) = (Vec::new(), Vec::new());
    for (of, (count, ended)) in standing {
        if ended.len() == count {
            gone.push(of);
        } else {
            single.extend(ended);
        }
    }
    (gone, single)
}

/// Rows that are new or say something else.
fn fresh<K: Ord, V: PartialEq>(
    now: BTreeMap<K, V>,
    stood: &BTreeMap<K, V>,
) -> impl Iterator<Item = V> {
    let fresh = now.into_iter().filter(move |(by, row)| stood.get(by) != Some(row));
    fresh.map(|(_, row)| row)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use blocks::{EndKind, Evidence};

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
        before.extend([relation(5, 1, 1), relation(6, 1, 1), relation(6, 2, 1)]);
        // Of the first one is gone, one counts another record, and one is new; of the third one is gone. The fifth
        // goes elsewhere, and of the sixth nothing is left.
        let mut after: Vec<RelationRow> = (2..=10).map(|to| relation(1, to, 1)).collect();
        after[0].records = 2;
        after.extend([relation(2, 1, 1), relation(3, 2, 1), relation(4, 1, 1), relation(5, 2, 1)]);
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
        assert_eq!(change.ended, BTreeSet::from([key(1, 1), key(1, 2), key(3, 1)]));
        let written =
            vec![relation(1, 2, 2), relation(1, 10, 1), relation(4, 1, 1), relation(5, 2, 1)];
        assert_eq!(change.relations, written);
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
        let stood = by_owner(vec![contact(1, 1, "a"), contact(1, 2, "a"), contact(2, 1, "a")]);
        let now = by_owner(vec![contact(1, 1, "a"), contact(1, 2, "b"), contact(2, 3, "a")]);
        let mut change = DayChange::default();
        contacts(now, &stood, &mut change);
        let lapsed: Vec<_> = change.lapsed.iter().map(|key| (key.owner, key.token)).collect();
        assert_eq!(lapsed, [([1; 16], [2; 16])]);
        assert_eq!(change.owners, BTreeSet::from([contact(2, 1, "a").owner]));
        assert_eq!(change.contacts, [contact(1, 2, "b"), contact(2, 3, "a")]);
    }
}
