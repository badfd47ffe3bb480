//! What the blocks hold on one person, for that person: every fact that stands in full, with its source and its days.

use access::{Access, Action, Field, FieldSet, Grant, Person, Undisclosed, mask_id, mask_name};
use kernel::{Day, Id, Text};

use crate::{
    Blocks, End, EndKind, Error, Evidence, FactSource, PersonRow, Result, SourceRow,
    corrections::CorrectedField, store, vault::open, view::Sources,
};

/// Everything of a person that the blocks may hold.
const EVERYTHING: FieldSet = FieldSet::of(&[
    Field::Name,
    Field::Sex,
    Field::BirthDate,
    Field::DocumentType,
    Field::DocumentNumber,
    Field::Phone,
    Field::Email,
    Field::RegisteredHere,
    Field::Occupation,
    Field::Education,
    Field::Household,
    Field::Residence,
    Field::Tenancy,
    Field::Workplace,
    Field::Sources,
]);

/// One fact about a person, as one record says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFact {
    /// Its id: a digest of what it says and where it is from, the same while the record says so.
    pub id: String,
    /// What it is about.
    pub field: CorrectedField,
    /// What a relation says, such as "lives in"; nothing for an attribute.
    pub relation: Option<Text>,
    /// The value: in full where it stands, masked where it does not; empty for a relation.
    pub value: String,
    /// What a relation goes to.
    pub to: Option<End>,
    /// First valid day of a relation.
    pub valid_from: Option<Day>,
    /// First day after its end.
    pub valid_to: Option<Day>,
    /// The day the record speaks of, where it is told.
    pub as_of: Option<Day>,
    /// Whether it stands: a higher or newer record says nothing else.
    pub stands: bool,
    /// Where it is from.
    pub source: FactSource,
    /// The record itself.
    pub(crate) evidence: Evidence,
}

/// A fact that somebody says is wrong, or asks to be deleted: what is needed to tell the office that keeps it.
#[derive(Clone, Debug)]
pub struct Claimable {
    /// The fact.
    pub fact: OwnFact,
    /// Whose fact.
    pub person: Id<Person>,
    /// The source it is from.
    pub source: SourceRow,
    /// The roles in which the record speaks of the person.
    pub roles: Vec<String>,
}

impl Blocks {
    /// Every fact about the person whom the grant is for, in full. [`Access::disclose`] opens it once the look is on the log.
    pub async fn own(&self, access: &Access, grant: &Grant) -> Result<Undisclosed<Vec<OwnFact>>> {
        let person = owner(grant)?;
        let facts = self.facts_of(access, person).await?;
        Ok(Undisclosed::new(facts, vec![person], EVERYTHING))
    }

    /// The fact of this id about the person whom the grant is for, with what the office that keeps it is told by. Nothing of
    /// it leaves.
    pub async fn claimable(
        &self,
        access: &Access,
        grant: &Grant,
        fact: &str,
    ) -> Result<Option<Claimable>> {
        let person = owner(grant)?;
        let facts = self.facts_of(access, person).await?;
        let Some(fact) = facts.into_iter().find(|known| known.id == fact) else { return Ok(None) };
        let from = &fact.evidence;
        let Some(source) = store::sources::find(&self.database, &from.source).await? else {
            return Ok(None);
        };
        let generation = store::generation(&self.database).await?;
        let roles = store::mentions::roles(&self.database, generation, from, person).await?;
        Ok(Some(Claimable { fact, person, source, roles }))
    }

    async fn facts_of(&self, access: &Access, person: Id<Person>) -> Result<Vec<OwnFact>> {
        let (generation, sources) = store::sources::told(&self.database).await?;
        let sources = sources.with_records();
        let mut facts = Vec::new();
        let found = store::people::by_ids(&self.database, generation, &[person]).await?;
        if let Some(row) = found.get(&person) {
            self.attributes(access, row, &sources, &mut facts).await?;
        }
        let owners = [person.to_bytes()];
        let reached = store::contacts::with_sealed(&self.database, generation, &owners).await?;
        for (contact, sealed) in reached {
            let Some(value) = open(access, &contact.kind, sealed.as_deref())? else { continue };
            let email = contact.kind == "email";
            let field = if email { CorrectedField::Email } else { CorrectedField::Phone };
            let evidence = Evidence { source: contact.source, record: contact.record };
            facts.push(attribute(field, value, None, true, evidence, &sources));
        }
        for row in store::relations::from(&self.database, generation, &owners).await? {
            // Of another person nothing is told.
            if row.to.kind == EndKind::Person {
                continue;
            }
            let view = sources.relation(&row, false);
            let said = format!("{}\n{:?}\n{:?}", row.kind, row.to.id, row.valid_from);
            facts.push(OwnFact {
                id: fact_id(CorrectedField::Relation, &said, &row.evidence),
                field: CorrectedField::Relation,
                relation: Some(view.title),
                value: String::new(),
                to: Some(row.to),
                valid_from: row.valid_from,
                valid_to: row.valid_to,
                as_of: None,
                stands: true,
                source: view.source,
                evidence: row.evidence,
            });
        }
        Ok(facts)
    }

    /// The attributes that stand, and what other records say instead.
    async fn attributes(
        &self,
        access: &Access,
        row: &PersonRow,
        sources: &Sources,
        facts: &mut Vec<OwnFact>,
    ) -> Result<()> {
        let number = match &row.number_token {
            Some(token) => self.number(access, token).await?,
            None => None,
        };
        let here = row.registered_here.map(|here| here.to_string());
        let named = Some(row.name.clone()).filter(|name| !name.is_empty());
        let stand = [
            (CorrectedField::Name, "name", named),
            (CorrectedField::Sex, "sex", row.sex.clone()),
            (CorrectedField::BirthDate, "born_on", row.born_on.map(|day| day.to_string())),
            (CorrectedField::DocumentType, "document", row.document.clone()),
            (CorrectedField::DocumentNumber, "number", number),
            (CorrectedField::RegisteredHere, "registered_here", here),
            (CorrectedField::Occupation, "occupation_class", row.occupation_class.clone()),
            (CorrectedField::Education, "education_class", row.education_class.clone()),
        ];
        for (field, name, value) in stand {
            let from = row.provenance.get(name).or_else(|| row.provenance.get("number"));
            if let Some((value, from)) = value.zip(from) {
                facts.push(attribute(field, value, None, true, from.clone(), sources));
            }
            for other in row.others.get(name).into_iter().flatten() {
                // What did not stand may be another person's, whose record was joined by mistake: masked, as on screens.
                let value = match field {
                    CorrectedField::Name => Some(mask_name(&other.value)),
                    CorrectedField::BirthDate => other.value.get(..4).map(ToOwned::to_owned),
                    CorrectedField::DocumentNumber => {
                        let token = u128::from_str_radix(&other.value, 16).unwrap_or_default();
                        let number = self.number(access, &token.to_be_bytes()).await?;
                        number.map(|number| mask_id(&number))
                    }
                    _ => Some(other.value.clone()),
                };
                let Some(value) = value else { continue };
                let from = other.evidence.clone();
                facts.push(attribute(field, value, other.as_of, false, from, sources));
            }
        }
        Ok(())
    }

    async fn number(&self, access: &Access, token: &[u8]) -> Result<Option<String>> {
        let sealed = store::contacts::sealed(&self.database, "identity_number", token).await?;
        open(access, "identity_number", sealed.as_deref())
    }
}

/// Whose own data the grant is for.
pub(crate) fn owner(grant: &Grant) -> Result<Id<Person>> {
    if grant.action() != Action::RightsExport {
        return Err(Error::OtherGrant {
            held: grant.action().name(),
            needed: Action::RightsExport.name(),
        });
    }
    Ok(grant.subject().ok_or(access::Error::OutsideGrant)?)
}

fn attribute(
    field: CorrectedField,
    value: String,
    as_of: Option<Day>,
    stands: bool,
    evidence: Evidence,
    sources: &Sources,
) -> OwnFact {
    OwnFact {
        id: fact_id(field, &value, &evidence),
        field,
        relation: None,
        value,
        to: None,
        valid_from: None,
        valid_to: None,
        as_of,
        stands,
        source: sources.fact(&evidence.source, &evidence.record),
        evidence,
    }
}

/// A digest of what a fact says and where it is from.
fn fact_id(field: CorrectedField, said: &str, from: &Evidence) -> String {
    let text = format!("{}\n{said}\n{}\n{}", field.name(), from.source, from.record);
    blake3::hash(text.as_bytes()).to_hex().chars().take(32).collect()
}
