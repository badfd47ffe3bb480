//! Reads of the blocks, several at once: of a file that is not in memory eight parts come in the time of one. One that
//! is answered makes room for the next, so that none waits for the slowest of its group.

use std::collections::BTreeSet;

use access::{BatchGrant, Person};
use blocks::{
    Blocks, ContactRow, EndKind, Evidence, MentionRow, Organisation, RelationRow, StandingRows,
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
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
    let parts = parts(records);
    let mut reads = Vec::with_capacity(parts.len());
    for part in &parts {
        reads.push(blocks.mentions_in(grant, kind, part));
    }
    let mut reads = stream::iter(reads).buffered(AT_ONCE);
    while let Some(rows) = reads.try_next().await? {
        found.extend(rows);
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
    let parts = parts(entities);
    let mut reads = Vec::with_capacity(parts.len());
    for part in &parts {
        reads.push(blocks.mentions_of(grant, kind, part));
    }
    let mut reads = stream::iter(reads).buffered(AT_ONCE);
    while let Some(rows) = reads.try_next().await? {
        found.extend(rows);
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
    let mut reads = Vec::new();
    for part in ids.chunks(PART) {
        reads.push(blocks.stated_of(grant, kind, part));
    }
    let mut reads = stream::iter(reads).buffered(AT_ONCE);
    while let Some((rows, points)) = reads.try_next().await? {
        relations.extend(rows);
        contacts.extend(points);
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
    let mut reads = Vec::new();
    for at in (0..most).step_by(PART) {
        reads.push(blocks.standing_rows(grant, part(people, at), part(organisations, at)));
    }
    let mut reads = stream::iter(reads).buffered(AT_ONCE);
    while let Some(rows) = reads.try_next().await? {
        found.people.extend(rows.people);
        found.organisations.extend(rows.organisations);
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
