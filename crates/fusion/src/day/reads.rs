//! Reads of the blocks, several at once: of a file that is not in memory eight parts come in the time of one.

use std::collections::BTreeSet;

use access::{BatchGrant, Person};
use blocks::{
    Blocks, ContactRow, EndKind, Evidence, MentionRow, Organisation, RelationRow, StandingRows,
};
use futures::future::try_join_all;
use kernel::Id;

use crate::FusionError;

/// Questions at once: as many as an SQLite database has readers.
const AT_ONCE: usize = 8;
/// Ids of a question.
const PART: usize = 250;

/// Which entity each role of these records was found to be.
pub(super) async fn mentions_in(
    blocks: &Blocks,
    grant: &BatchGrant,
    kind: EndKind,
    records: &BTreeSet<Evidence>,
) -> Result<Vec<MentionRow>, FusionError> {
    let mut found = Vec::new();
    for group in parts(records).chunks(AT_ONCE) {
        let mut reads = Vec::with_capacity(AT_ONCE);
        for part in group {
            reads.push(blocks.mentions_in(grant, kind, part));
        }
        for rows in try_join_all(reads).await? {
            found.extend(rows);
        }
    }
    Ok(found)
}

/// Every mention of these entities.
pub(super) async fn mentions_of(
    blocks: &Blocks,
    grant: &BatchGrant,
    kind: EndKind,
    entities: &BTreeSet<[u8; 16]>,
) -> Result<Vec<MentionRow>, FusionError> {
    let mut found = Vec::new();
    for group in parts(entities).chunks(AT_ONCE) {
        let mut reads = Vec::with_capacity(AT_ONCE);
        for part in group {
            reads.push(blocks.mentions_of(grant, kind, part));
        }
        for rows in try_join_all(reads).await? {
            found.extend(rows);
        }
    }
    Ok(found)
}

/// Relations that go from these, and their contact points, as they stand.
pub(super) async fn stated_of(
    blocks: &Blocks,
    grant: &BatchGrant,
    kind: EndKind,
    ids: &[[u8; 16]],
) -> Result<(Vec<RelationRow>, Vec<ContactRow>), FusionError> {
    let (mut relations, mut contacts) = (Vec::new(), Vec::new());
    for group in ids.chunks(PART * AT_ONCE) {
        let mut reads = Vec::with_capacity(AT_ONCE);
        for part in group.chunks(PART) {
            reads.push(blocks.stated_of(grant, kind, part));
        }
        for (rows, points) in try_join_all(reads).await? {
            relations.extend(rows);
            contacts.extend(points);
        }
    }
    Ok((relations, contacts))
}

/// Of these people and organisations those that stand, as they stand.
pub(super) async fn standing_rows(
    blocks: &Blocks,
    grant: &BatchGrant,
    people: &[Id<Person>],
    organisations: &[Id<Organisation>],
) -> Result<StandingRows, FusionError> {
    let mut found = StandingRows::default();
    let most = people.len().max(organisations.len());
    for first in (0..most).step_by(PART * AT_ONCE) {
        let mut reads = Vec::with_capacity(AT_ONCE);
        for at in (first..most).step_by(PART).take(AT_ONCE) {
            let (people, organisations) = (part(people, at), part(organisations, at));
            reads.push(blocks.standing_rows(grant, people, organisations));
        }
        for rows in try_join_all(reads).await? {
            found.people.extend(rows.people);
            found.organisations.extend(rows.organisations);
        }
    }
    Ok(found)
}

fn part<T>(all: &[T], at: usize) -> &[T] {
    let rest = all.get(at..).unwrap_or_default();
    rest.get(..PART).unwrap_or(rest)
}

/// In their order.
fn parts<T: Clone + Ord>(all: &BTreeSet<T>) -> Vec<BTreeSet<T>> {
    let all: Vec<&T> = all.iter().collect();
    all.chunks(PART).map(|part| part.iter().map(|one| (*one).clone()).collect()).collect()
}
