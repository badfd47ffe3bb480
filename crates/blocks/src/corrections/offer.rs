//! Comparing a department's records with the block, some thousands at a time.

use std::collections::{BTreeMap, BTreeSet};

use access::{BatchGrant, Person};
use database::Action as Recorded;
use kernel::{Clock, Id, Ids};

use super::{CorrectedField, CorrectionMark, Corrections, Fault, RoundMark};
use crate::{
    EndKind, Error, OrganisationRow, PersonRow, Provenance, Result, duty::is_named, load::folded,
    store,
};

/// What a record's role holds in one of the department's own columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The field.
    pub field: CorrectedField,
    /// The department's own column.
    pub column: String,
    /// Its value, where it is readable.
    pub value: Option<String>,
}

/// What a department's record says of a person or an organisation, or where an address of it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Of a person or an organisation in one of its roles.
    Entity {
        /// `Person` or `Organisation`.
        kind: EndKind,
        /// The record.
        record: String,
        /// The role in it.
        role: String,
        /// What it holds.
        held: Vec<Held>,
    },
    /// An address that is not written as the register has it, or that is not there.
    Address {
        /// The record.
        record: String,
        /// The address role.
        role: String,
        /// The column or columns it is written in.
        column: String,
        /// The place it means: `Unit` or `Building`, and its id; nothing where it was not found.
        place: Option<(EndKind, [u8; 16])>,
    },
}

/// An item as it is kept.
pub(crate) struct Item {
    pub(crate) id: Id<CorrectionMark>,
    pub(crate) record: String,
    pub(crate) role: String,
    pub(crate) field: CorrectedField,
    pub(crate) column: String,
    pub(crate) fault: Fault,
    pub(crate) about: Option<(EndKind, [u8; 16])>,
    pub(crate) evidence: Option<String>,
    pub(crate) evidence_at: Option<i64>,
}

/// What is known of the sources, read once for a comparison.
struct Known {
    rank: BTreeMap<String, i32>,
    named: BTreeSet<String>,
    read_at: BTreeMap<String, i64>,
}

impl Corrections {
    /// Compares records of `source` with the block and keeps what it knows better; only under a batch grant for it. Items
    /// that are known already are marked as seen in this round. How many are open of these records.
    pub async fn offer(
        &self,
        grant: &BatchGrant,
        source: &str,
        round: Id<RoundMark>,
        told: Vec<Told>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<u64> {
        if !grant.covers("block_correction") {
            return Err(Error::OtherGrant {
                held: "a batch over other tables",
                needed: "block_correction",
            });
        }
        let sources = store::sources::list(&self.database).await?;
        let known = Known {
            rank: sources.iter().map(|row| (row.id.clone(), row.rank)).collect(),
            named: sources.iter().filter(|row| is_named(row)).map(|row| row.id.clone()).collect(),
            read_at: sources.iter().map(|row| (row.id.clone(), row.recorded_at.micros())).collect(),
        };
        let generation = store::generation(&self.database).await?;
        let mut items = Vec::new();
        for kind in [EndKind::Person, EndKind::Organisation] {
            let of_kind: Vec<(&String, &String, &Vec<Held>)> = told
                .iter()
                .filter_map(|told| match told {
                    Told::Entity { kind: of, record, role, held } if *of == kind => {
                        Some((record, role, held))
                    }
                    _ => None,
                })
                .collect();
            let records: Vec<&str> = of_kind.iter().map(|(record, ..)| record.as_str()).collect();
            let found =
                store::corrections::entities(&self.database, generation, kind, source, &records)
                    .await?;
            let entities: BTreeSet<[u8; 16]> = found.values().copied().collect();
            let better = self.better(generation, kind, entities).await?;
            for (record, role, held) in of_kind {
                let Some(entity) = found.get(&(record.clone(), role.clone())) else { continue };
                let Some(values) = better.get(entity) else { continue };
                for one in held {
                    let Some((value, evidence)) = values.get(&one.field) else { continue };
                    let Some(fault) = weigh(source, one, value, evidence, &known) else { continue };
                    items.push(Item {
                        id: ids.next(),
                        record: record.clone(),
                        role: role.clone(),
                        field: one.field,
                        column: one.column.clone(),
                        fault,
                        about: Some((kind, *entity)),
                        evidence: known.named.contains(evidence).then(|| evidence.clone()),
                        evidence_at: known.read_at.get(evidence).copied(),
                    });
                }
            }
        }
        for told in told {
            let Told::Address { record, role, column, place } = told else { continue };
            items.push(Item {
                id: ids.next(),
                record,
                role,
                field: CorrectedField::Address,
                column,
                fault: if place.is_some() { Fault::Spelling } else { Fault::NotFound },
                about: place,
                evidence: None,
                evidence_at: None,
            });
        }
        let count = items.len() as u64;
        let mut unit = self.database.begin().await?;
        store::corrections::keep(&mut unit, source, round, items, clock.now()).await?;
        unit.commit().await?;
        Ok(count)
    }

    /// Ends a round: offers of `source` that were not seen in it are withdrawn, since their ground is gone. One recorded
    /// action. How many were withdrawn.
    pub async fn end_round(
        &self,
        source: &str,
        round: Id<RoundMark>,
        open: u64,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<u64> {
        let mut unit = self.database.begin().await?;
        let withdrawn = store::corrections::withdraw(&mut unit, source, round, clock.now()).await?;
        let action = Recorded {
            kind: "blocks.corrections",
            account: None,
            subject: format!("source:{source}"),
            reason: String::new(),
            detail: format!("{{\"open\":{open},\"withdrawn\":{withdrawn}}}"),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(withdrawn)
    }

    /// What the block knows of each entity: the value of a field and the source it was taken from.
    async fn better(
        &self,
        generation: i64,
        kind: EndKind,
        entities: BTreeSet<[u8; 16]>,
    ) -> Result<BTreeMap<[u8; 16], BTreeMap<CorrectedField, (String, String)>>> {
        let mut found = BTreeMap::new();
        if kind == EndKind::Person {
            let ids: Vec<Id<Person>> = entities.into_iter().map(Id::from_bytes).collect();
            for (id, row) in store::people::by_ids(&self.database, generation, &ids).await? {
                found.insert(id.to_bytes(), of_person(&row));
            }
        } else {
            let ids: Vec<[u8; 16]> = entities.into_iter().collect();
            for row in store::organisations::by_ids(&self.database, generation, &ids).await? {
                found.insert(row.id.to_bytes(), of_organisation(&row));
            }
        }
        Ok(found)
    }
}

/// The value of a field, where there is one, and the source it was taken from.
fn put(
    values: &mut BTreeMap<CorrectedField, (String, String)>,
    field: CorrectedField,
    value: Option<String>,
    provenance: &Provenance,
    name: &str,
) {
    let evidence = provenance.get(name).map(|evidence| evidence.source.clone());
    if let Some((value, evidence)) = value.filter(|value| !value.is_empty()).zip(evidence) {
        values.insert(field, (value, evidence));
    }
}

/// What a person's fields are.
pub(crate) fn of_person(row: &PersonRow) -> BTreeMap<CorrectedField, (String, String)> {
    let mut values = BTreeMap::new();
    let from = &row.provenance;
    put(&mut values, CorrectedField::Name, Some(row.name.clone()), from, "name");
    put(&mut values, CorrectedField::Sex, row.sex.clone(), from, "sex");
    let born = row.born_on.map(|day| day.to_string());
    put(&mut values, CorrectedField::BirthDate, born, from, "born_on");
    values
}

/// What an organisation's fields are.
pub(crate) fn of_organisation(row: &OrganisationRow) -> BTreeMap<CorrectedField, (String, String)> {
    let mut values = BTreeMap::new();
    let from = &row.provenance;
    put(&mut values, CorrectedField::OrganisationName, Some(row.name.clone()), from, "name");
    put(&mut values, CorrectedField::OrganisationNumber, row.number.clone(), from, "number");
    values
}

/// Whether another source knows better: it has what this one lacks, or it has more authority and says otherwise.
fn weigh(source: &str, held: &Held, value: &str, evidence: &str, known: &Known) -> Option<Fault> {
    if evidence == source {
        return None;
    }
    match &held.value {
        None => Some(Fault::Missing),
        Some(own) if folded(own) == folded(value) => None,
        Some(_) => {
            let rank = |id: &str| known.rank.get(id).copied().unwrap_or(i32::MIN);
            (rank(evidence) > rank(source)).then_some(Fault::Differs)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let rank = [("police", 80), ("water", 45), ("fees", 35)];
        Known {
            rank: rank.map(|(id, rank)| (id.to_owned(), rank)).into(),
            named: BTreeSet::new(),
            read_at: BTreeMap::new(),
        }
    }

    #[test]
    fn only_more_authority_contradicts_and_anyone_fills_a_gap() {
        let held = |value: Option<&str>| Held {
            field: CorrectedField::Name,
            column: "户名".into(),
            value: value.map(ToOwned::to_owned),
        };
        let said = |source, own, evidence| weigh(source, &held(own), "王小明", evidence, &known());
        assert_eq!(said("water", Some("王晓明"), "police"), Some(Fault::Differs));
        assert_eq!(said("water", Some("王晓明"), "fees"), None);
        assert_eq!(said("water", None, "fees"), Some(Fault::Missing));
        assert_eq!(said("water", Some(" 王小明"), "police"), None);
        assert_eq!(said("police", Some("王晓明"), "police"), None);
    }
}
