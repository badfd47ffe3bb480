//! What a day writes of relations and contact points: what is not what stood.

use std::collections::{BTreeMap, BTreeSet};

use blocks::{DayChange, End, RelationKey};

use super::folded::{Contacts, Relations};

/// Adds to a change the relations that are not what stood, and those that are no more. Whoever keeps none of theirs has
/// all of them taken out at once; of others each is named, and what stays is left alone.
pub(super) fn relations(now: Relations, stood: &Relations, change: &mut DayChange) {
    // Of each, how many stood, and which of them are no more or say something else.
    let mut standing: BTreeMap<End, (usize, Vec<RelationKey>)> = BTreeMap::new();
    for (by, row) in stood {
        let (count, ended) = standing.entry(row.from).or_default();
        *count += 1;
        if now.get(by) != Some(row) {
            ended.push(RelationKey {
                from: row.from.id,
                to: row.to.id,
                kind: row.kind.clone(),
                source: row.evidence.source.clone(),
            });
        }
    }
    for (from, (count, ended)) in standing {
        if ended.len() == count {
            change.restated.insert(from);
        } else {
            change.ended.extend(ended);
        }
    }
    let fresh = now.into_iter().filter(|(by, row)| stood.get(by) != Some(row));
    change.relations.extend(fresh.map(|(_, row)| row));
}

/// Adds to a change the contact points of every owner who has one that is not what stood.
pub(super) fn contacts(now: Contacts, stood: &Contacts, change: &mut DayChange) {
    let owners: BTreeSet<End> = differing(&now, stood).map(|row| row.owner).collect();
    change.contacts.extend(now.into_values().filter(|row| owners.contains(&row.owner)));
    change.owners.extend(owners);
}

/// Rows that are new or say something else, and rows that are gone.
fn differing<'r, K: Ord, V: PartialEq>(
    now: &'r BTreeMap<K, V>,
    stood: &'r BTreeMap<K, V>,
) -> impl Iterator<Item = &'r V> {
    let fresh = now.iter().filter(move |(by, row)| stood.get(*by) != Some(*row));
    let gone = stood.iter().filter(move |(by, _)| !now.contains_key(*by));
    fresh.chain(gone).map(|(_, row)| row)
}

#[cfg(test)]
mod tests {
    use blocks::{EndKind, Evidence, RelationRow};

    use super::*;

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
}
