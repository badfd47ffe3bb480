//! What a day writes of relations and contact points: what is not what stood.

use std::collections::{BTreeMap, BTreeSet};

use blocks::{DayChange, End};

use super::folded::{Contacts, Relations};

/// Whoever has no more relations has all of them written where one differs.
const FEW: usize = 3;

/// Adds to a change the relations that are not what stood. Of an entity with many, of which few differ, those to the
/// same ends alone are written: an agency lists tens of thousands of homes, and every day some of them no more.
pub(super) fn relations(now: Relations, stood: &Relations, change: &mut DayChange) {
    let mut differ: BTreeMap<End, BTreeSet<[u8; 16]>> = BTreeMap::new();
    for row in differing(&now, stood) {
        differ.entry(row.from).or_default().insert(row.to.id);
    }
    let mut standing: BTreeMap<End, usize> = BTreeMap::new();
    for row in stood.values().filter(|row| differ.contains_key(&row.from)) {
        *standing.entry(row.from).or_default() += 1;
    }
    let whole = |(from, to): (&End, &BTreeSet<[u8; 16]>)| {
        let stood = standing.get(from).copied().unwrap_or(0);
        (stood <= FEW || to.len() * 2 > stood).then_some(*from)
    };
    let whole: BTreeSet<End> = differ.iter().filter_map(whole).collect();
    differ.retain(|from, _| !whole.contains(from));
    let written = now.into_values().filter(|row| {
        whole.contains(&row.from) || differ.get(&row.from).is_some_and(|to| to.contains(&row.to.id))
    });
    change.relations.extend(written);
    change.restated.extend(whole.into_iter().filter(|from| standing.contains_key(from)));
    change.replaced.extend(differ.into_iter().map(|(from, to)| (from.id, to)));
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
    fn whoever_has_many_relations_keeps_those_that_stand() {
        let mut before: Vec<RelationRow> = (1..=9).map(|to| relation(1, to, 1)).collect();
        before.extend([relation(2, 1, 1), relation(3, 1, 1), relation(3, 2, 1)]);
        // Of the first one is gone, one counts another record, and one is new; of the third one is gone.
        let mut after: Vec<RelationRow> = (2..=10).map(|to| relation(1, to, 1)).collect();
        after[0].records = 2;
        after.extend([relation(2, 1, 1), relation(3, 2, 1), relation(4, 1, 1)]);
        let mut change = DayChange::default();
        relations(by_key(after), &by_key(before), &mut change);
        let third = End { kind: EndKind::Person, id: [3; 16] };
        assert_eq!(change.restated, BTreeSet::from([third]));
        let ends = BTreeSet::from([[1; 16], [2; 16], [10; 16]]);
        assert_eq!(change.replaced, BTreeMap::from([([1; 16], ends)]));
        let written =
            vec![relation(1, 2, 2), relation(1, 10, 1), relation(3, 2, 1), relation(4, 1, 1)];
        assert_eq!(change.relations, written);
    }
}
