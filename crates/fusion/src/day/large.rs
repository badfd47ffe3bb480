//! Large organisations: of one that some records join, leave, or say something else of, the others are not read again.
//!
//! What stands of it is the sum of what its records state. A record is added to a sum as it is to a new one; it is taken
//! out of it where no other record has a part in what it stated. Where one may have, the organisation is read whole.

use std::collections::{BTreeMap, BTreeSet};

use blocks::{End, Evidence, OrganisationRow, StandingRows};
use kernel::Id;

use super::{
    changes::Changed,
    folded::{Contacts, Relations},
    index::{CONTACTS, PEOPLE, RELATIONS, Row, Stated, key, key_of, text},
    reach::{Reached, id_of},
    reads,
    restate::{ENDS, Restating},
};
use crate::{
    FusionError,
    stages::{apply, assign::unhex},
};

/// Records from which on an organisation is large.
const LARGE: u64 = 256;

/// What a change makes of a large organisation.
#[derive(Debug, Default)]
pub(super) struct Shifted {
    /// Mentions that are new, or say something else.
    pub(super) new: BTreeSet<String>,
    /// Mentions that are gone, or said something else.
    pub(super) lost: BTreeSet<String>,
    /// The relations that the lost stated, and how many of them state each.
    pub(super) ended: BTreeMap<(String, End, End, String), u64>,
}

impl Restating<'_> {
    /// Large organisations that need not be read whole.
    pub(super) fn shifted(
        &self,
        kind: usize,
        standing: &StandingRows,
        former: &[Reached; 2],
        (relations, points): (&Relations, &Contacts),
    ) -> BTreeMap<[u8; 16], Shifted> {
        if kind == PEOPLE {
            return BTreeMap::new();
        }
        let large = standing.organisations.values();
        let large = large.filter(|row| row.records > LARGE && !bases(row).is_empty());
        let mut shifted: BTreeMap<[u8; 16], Shifted> =
            large.map(|row| (row.id.to_bytes(), Shifted::default())).collect();
        for (id, entity) in &self.relinked[kind].now {
            match former[kind].get(id) {
                None => {
                    if let Some(of) = shifted.get_mut(entity) {
                        of.new.insert(id.clone());
                    }
                }
                // A mention of one went to the other: both are read whole.
                Some(known) if known != entity => {
                    shifted.remove(known);
                    shifted.remove(entity);
                }
                Some(_) => {}
            }
        }
        for (id, entity) in &former[kind] {
            let Some(of) = shifted.get_mut(entity) else { continue };
            let Some(change) = self.changes.get(key_of(id)) else { continue };
            if self.says_the_same(kind, id, change, former) {
                continue;
            }
            let known = standing.organisations.get(&Id::from_bytes(*entity));
            let rests = known.is_none_or(|known| rests_on(kind, known, id, change));
            if rests || !takes_out(kind, (id.as_str(), *entity), change, points, &mut of.ended) {
                shifted.remove(entity);
                continue;
            }
            of.lost.insert(id.clone());
            if self.stands(kind, id) {
                of.new.insert(id.clone());
            }
        }
        // No other record states what the lost ones stated.
        shifted.retain(|_, of| {
            let mut ended = of.ended.iter();
            ended.all(|(by, count)| relations.get(by).is_some_and(|row| row.records == *count))
        });
        shifted
    }

    /// The rows that large organisations rest on, and their new ones.
    pub(super) async fn shift(
        &self,
        kind: usize,
        shifted: &BTreeMap<[u8; 16], Shifted>,
        standing: &StandingRows,
        stated: &mut BTreeMap<String, Stated>,
    ) -> Result<BTreeMap<[u8; 16], Vec<Row>>, FusionError> {
        let bases_of = |entity: &[u8; 16]| -> BTreeSet<Evidence> {
            let known = standing.organisations.get(&Id::from_bytes(*entity));
            known.map(bases).unwrap_or_default()
        };
        let rests: BTreeMap<[u8; 16], BTreeSet<Evidence>> =
            shifted.keys().map(|entity| (*entity, bases_of(entity))).collect();
        let all: BTreeSet<Evidence> = rests.values().flatten().cloned().collect();
        let found = reads::mentions_in(self.blocks, self.grant, ENDS[kind], &all).await?;
        let entity_of: Reached =
            found.iter().map(|mention| (id_of(mention), mention.entity.id)).collect();
        let mut rows: BTreeMap<[u8; 16], Vec<Row>> =
            shifted.keys().map(|entity| (*entity, Vec::new())).collect();
        let keys: BTreeSet<String> =
            all.iter().map(|from| key(&from.source, &from.record)).collect();
        let based = self.index.find_rows(kind, keys.iter().map(String::as_str))?;
        for row in based.into_values().flatten() {
            let said = |column| text(kind, &row, column).unwrap_or_default().to_owned();
            let from = Evidence { source: said("source"), record: said("record") };
            let entity = text(kind, &row, "id").and_then(|id| entity_of.get(id)).copied();
            let rests_on_it = |of: &[u8; 16]| rests.get(of).is_some_and(|all| all.contains(&from));
            if let Some(of) = entity.filter(rests_on_it).and_then(|of| rows.get_mut(&of)) {
                of.push(row);
            }
        }
        let mut entity_of: BTreeMap<&str, [u8; 16]> = BTreeMap::new();
        for (entity, of) in shifted {
            entity_of.extend(of.new.iter().map(|id| (id.as_str(), *entity)));
        }
        for (key, found) in self.stated(shifted.values().flat_map(|of| &of.new))? {
            for row in &found.rows[kind] {
                let entity = text(kind, row, "id").and_then(|id| entity_of.get(id));
                if let Some(of) = entity.and_then(|of| rows.get_mut(of)) {
                    of.push(row.clone());
                }
            }
            stated.insert(key, found);
        }
        Ok(rows)
    }
}

/// The records that attributes of an organisation, and what is kept beside them, were taken from. It would be the same
/// without any other.
fn bases(row: &OrganisationRow) -> BTreeSet<Evidence> {
    let others = row.others.values().flatten().map(|other| &other.evidence);
    row.provenance.values().chain(others).cloned().collect()
}

/// Whether attributes of an organisation may rest on what a changed record said of it, and says no more.
fn rests_on(kind: usize, known: &OrganisationRow, id: &str, change: &Changed) -> bool {
    let of = Evidence { source: change.source.clone(), record: change.record.clone() };
    let (before, now) = (change.before.as_ref(), change.now.as_ref());
    row_of(kind, id, before) != row_of(kind, id, now) && bases(known).contains(&of)
}

fn row_of<'s>(kind: usize, id: &str, state: Option<&'s Stated>) -> Option<&'s Row> {
    state?.rows[kind].iter().find(|row| text(kind, row, "id") == Some(id))
}

/// Counts the relations that a changed record stated of a mention; whether it can be told what was its own. The
/// contact points must stand on other records, or be stated still.
fn takes_out(
    kind: usize,
    (id, entity): (&str, [u8; 16]),
    change: &Changed,
    points: &Contacts,
    ended: &mut BTreeMap<(String, End, End, String), u64>,
) -> bool {
    let Some(before) = &change.before else { return false };
    let name = ENDS[kind].name();
    for row in &before.rows[RELATIONS] {
        let of = |column| text(RELATIONS, row, column).unwrap_or_default();
        if of("from") != id || of("from_kind") != name {
            continue;
        }
        if ENDS.iter().any(|end| end.name() == of("to_kind")) {
            return false;
        }
        if let Some(to) = apply::end(of("to_kind"), of("to")) {
            let from = End { kind: ENDS[kind], id: entity };
            let by = (of("type").to_owned(), from, to, of("source").to_owned());
            *ended.entry(by).or_default() += 1;
        }
    }
    let still = |row: &Row| change.now.iter().any(|now| now.rows[CONTACTS].contains(row));
    before.rows[CONTACTS].iter().all(|row| {
        let of = |column| text(CONTACTS, row, column).unwrap_or_default();
        if of("owner") != id || of("owner_kind") != name || still(row) {
            return true;
        }
        let Some(token) = unhex(of("token")) else { return true };
        let by = (entity, of("kind").to_owned(), token, of("source").to_owned());
        points.get(&by).is_some_and(|known| known.evidence.record < change.record)
    })
}
