//! What the blocks say against a declaration: yes or no, and beds that were approved. Nobody is named or counted.

use std::collections::BTreeSet;

use access::{Action, Grant, Person};
use kernel::{AreaPath, Day, Id};

use crate::{Blocks, EndKind, Error, RelationRow, Result, catalogue, own::owner, store};

/// What speaks against somebody living in a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// People are registered there, and the one whose account asks is not among them. A number that is written down changes
    /// nothing of it, so that nobody finds out by one who lives there.
    pub others_live_here: bool,
    /// The person is registered at another unit; known where it is known who the person is.
    pub lives_elsewhere: bool,
    /// Beds that stand approved for the building.
    pub beds: Option<u32>,
    /// The person, where they are registered there: for their lines on the log of reads and for nothing else.
    pub registered: Option<Id<Person>>,
}

/// Whom a declaration is of, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The person, where it is their own account that says so.
    pub person: Option<Id<Person>>,
    /// The token of their number.
    pub token: Option<[u8; 16]>,
}

impl Blocks {
    /// What speaks against somebody living in a unit of a building on a day, under a grant to declare for where it is.
    ///
    /// It reads which relations stand and compares tokens, and returns a state of the unit: no number of people, and nobody
    /// but the one who is declared, for the log. Whoever declares is told less still.
    pub async fn speaks_against(
        &self,
        (grant, area): (&Grant, &AreaPath),
        who: Declared,
        (unit, building): ([u8; 16], [u8; 16]),
        on: Day,
    ) -> Result<Against> {
        let needed = Action::HousingViewOwnDeclared;
        if grant.action() != needed {
            return Err(Error::OtherGrant { held: grant.action().name(), needed: needed.name() });
        }
        if !grant.area().contains(area) {
            return Err(access::Error::OutsideGrant.into());
        }
        let generation = store::generation(self.database()).await?;
        let here = store::relations::to(self.database(), generation, &[unit]).await?;
        let residents = residents(&here, on);
        let listed: Vec<Id<Person>> = residents.iter().copied().collect();
        let rows = store::people::by_ids(self.database(), generation, &listed).await?;
        let is_theirs = |id: &Id<Person>| {
            let token = rows.get(id).and_then(|row| row.number_token);
            Some(*id) == who.person || (token.is_some() && token == who.token)
        };
        let lives_elsewhere = match who.person {
            Some(person) => {
                let owners = [person.to_bytes()];
                let from = store::relations::from(self.database(), generation, &owners).await?;
                from.iter()
                    .any(|row| lives(row, on) && row.to.kind == EndKind::Unit && row.to.id != unit)
            }
            None => false,
        };
        let registered = listed.iter().copied().find(is_theirs);
        Ok(Against {
            registered,
            others_live_here: !residents.is_empty()
                && who.person.is_none_or(|person| !residents.contains(&person)),
            lives_elsewhere,
            beds: store::tags::beds(self.database(), building, on).await?,
        })
    }

    /// The token of the number of the person whom the grant is for: by it they find what others declared of them. It is
    /// compared, and shown to nobody.
    pub async fn own_number(&self, grant: &Grant) -> Result<Option<[u8; 16]>> {
        let person = owner(grant)?;
        let generation = store::generation(self.database()).await?;
        let rows = store::people::by_ids(self.database(), generation, &[person]).await?;
        Ok(rows.get(&person).and_then(|row| row.number_token))
    }
}

fn residents(relations: &[RelationRow], on: Day) -> BTreeSet<Id<Person>> {
    let people = relations.iter().filter(|row| row.from.kind == EndKind::Person && lives(row, on));
    people.map(|row| Id::from_bytes(row.from.id)).collect()
}

/// Whether a relation says that somebody lives where it goes, and stands.
fn lives(row: &RelationRow, on: Day) -> bool {
    let began = row.valid_from.is_none_or(|first| first <= on);
    let stands = began && row.valid_to.is_none_or(|end| end > on);
    let group = catalogue::relation_type(&row.kind).map(|kind| kind.group.as_str());
    let is_residence = group == Some("residence")
        || matches!(row.kind.as_str(), "registered_at" | "residence_permit_at");
    stands && is_residence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{End, Evidence};

    #[test]
    fn whoever_moves_in_later_does_not_live_there_yet() {
        let end = |kind| End { kind, id: [1; 16] };
        let row = RelationRow {
            kind: "lives_in".into(),
            from: end(EndKind::Person),
            to: end(EndKind::Unit),
            valid_from: Day::new(2026, 3, 1),
            valid_to: Day::new(2026, 9, 1),
            address_class: None,
            evidence: Evidence { source: "police".into(), record: "1".into() },
            records: 1,
        };
        let on = |month| lives(&row, Day::new(2026, month, 1).unwrap());
        assert_eq!([2, 3, 8, 9].map(on), [false, true, true, false]);
    }
}
