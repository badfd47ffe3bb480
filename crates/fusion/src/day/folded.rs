//! What the records of entities state, folded to one row for each source.

use std::collections::BTreeMap;

use blocks::{ContactRow, End, Evidence, RelationRow};

use super::{
    index::{CONTACTS, RELATIONS, Row, text},
    reach::Reached,
    restate::ENDS,
};
use crate::stages::apply;

/// Relations by kind, ends and source.
pub(super) type Relations = BTreeMap<(String, End, End, String), RelationRow>;
/// Contact points by owner, kind, token and source.
pub(super) type Contacts = BTreeMap<([u8; 16], String, [u8; 16], String), ContactRow>;

/// What a relation is kept by.
pub(super) fn by(row: &RelationRow) -> (String, End, End, String) {
    (row.kind.clone(), row.from, row.to, row.evidence.source.clone())
}

/// What a contact point is kept by.
pub(super) fn of(row: &ContactRow) -> ([u8; 16], String, [u8; 16], String) {
    (row.owner.id, row.kind.clone(), row.token, row.evidence.source.clone())
}

/// Adds the contact point that a record states of its owner.
pub(super) fn contact(owner: End, row: &Row, contacts: &mut Contacts) {
    let of = |column| text(CONTACTS, row, column).unwrap_or_default().to_owned();
    let Some(token) = text(CONTACTS, row, "token").and_then(crate::stages::assign::unhex) else {
        return;
    };
    let evidence = Evidence { source: of("source"), record: of("record") };
    let by = (owner.id, of("kind"), token, evidence.source.clone());
    let known = contacts.entry(by).or_insert_with(|| ContactRow {
        owner,
        kind: of("kind"),
        token,
        evidence: evidence.clone(),
    });
    if evidence.record < known.evidence.record {
        known.evidence.record = evidence.record;
    }
}

/// Relations, one for each source that states it, as stage *relations* folds them.
pub(super) struct Folded<'a> {
    others: &'a [Reached; 2],
    pub(super) rows: Relations,
}

impl<'a> Folded<'a> {
    pub(super) const fn new(others: &'a [Reached; 2]) -> Self {
        Self { others, rows: Relations::new() }
    }

    /// A relation that a record states, from this entity.
    pub(super) fn state(&mut self, from: End, row: &Row) {
        let of = |column| text(RELATIONS, row, column);
        let (kind, to) = (of("to_kind").unwrap_or_default(), of("to").unwrap_or_default());
        let to = match ENDS.iter().position(|end| end.name() == kind) {
            Some(at) => self.others[at].get(to).map(|id| End { kind: ENDS[at], id: *id }),
            None => apply::end(kind, to),
        };
        let Some(to) = to else { return };
        let day = |column| of(column).and_then(|day| day.parse().ok());
        let text = |column| of(column).unwrap_or_default().to_owned();
        let stated = RelationRow {
            kind: text("type"),
            from,
            to,
            valid_from: day("valid_from"),
            valid_to: day("valid_to"),
            address_class: of("class").map(ToOwned::to_owned),
            evidence: Evidence { source: text("source"), record: text("record") },
            records: 1,
        };
        let by = by(&stated);
        match self.rows.get_mut(&by) {
            None => drop(self.rows.insert(by, stated)),
            Some(known) => {
                known.valid_from = known.valid_from.into_iter().chain(stated.valid_from).min();
                // It stands as long as one record leaves it open.
                known.valid_to = known.valid_to.zip(stated.valid_to).map(|(a, b)| a.max(b));
                let classes = known.address_class.take().into_iter().chain(stated.address_class);
                known.address_class = classes.min();
                if stated.evidence.record < known.evidence.record {
                    known.evidence.record = stated.evidence.record;
                }
                known.records += 1;
            }
        }
    }
}
