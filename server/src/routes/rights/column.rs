//! Which of a department's own columns holds a fact, by its mapping.

use std::path::PathBuf;

use blocks::{Claimable, corrections::CorrectedField};
use fusion::mapping::{Mapping, PersonRole, parse_mapping};

/// The department's own column of the fact; the name of the field where its mapping does not say.
pub(super) fn column(claim: &Claimable) -> String {
    let file = PathBuf::from(format!("{}.toml", claim.source.id));
    let mapping = parse_mapping(&file, &claim.source.mapping).ok();
    let role = mapping.as_ref().and_then(|mapping| {
        let speaks = |person: &&PersonRole| claim.roles.contains(&person.role);
        mapping.persons.iter().find(speaks).map(|person| (mapping, person))
    });
    let named = role.and_then(|(mapping, person)| of_person(mapping, person, claim.fact.field));
    named.unwrap_or_else(|| claim.fact.field.name().to_owned())
}

fn of_person(mapping: &Mapping, person: &PersonRole, field: CorrectedField) -> Option<String> {
    match field {
        CorrectedField::Name => person.name.clone().or_else(|| {
            let parts = [&person.given_name, &person.middle_name, &person.family_name];
            joined(&parts.into_iter().flatten().cloned().collect::<Vec<_>>())
        }),
        CorrectedField::Sex => person.sex.clone(),
        CorrectedField::BirthDate => person.birth_on.clone(),
        CorrectedField::DocumentType | CorrectedField::DocumentNumber => {
            person.identity.as_ref().map(|identity| identity.number.clone())
        }
        CorrectedField::Phone => person.phone.clone(),
        CorrectedField::Email => person.email.clone(),
        CorrectedField::RegisteredHere => person.registered_here.clone(),
        CorrectedField::Occupation => person.occupation_class.clone(),
        CorrectedField::Education => person.education_class.clone(),
        CorrectedField::Relation => {
            let home = person.home.as_ref();
            let address = mapping.addresses.iter().find(|one| Some(&one.role) == home)?;
            let mut columns = Vec::new();
            address.each_column(|column| columns.push(column.clone()));
            joined(&columns)
        }
        CorrectedField::OrganisationName
        | CorrectedField::OrganisationNumber
        | CorrectedField::Address => None,
    }
}

fn joined(columns: &[String]) -> Option<String> {
    (!columns.is_empty()).then(|| columns.join(" + "))
}
