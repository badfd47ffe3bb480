//! What the block knows better than a department's own record, source by source.
//!
//! The department's values are read from the lake as the last run prepared them, the better ones from the blocks, and the
//! fields are those that its mapping holds. One batch grant, one entry on the log, for a comparison of a source.

use access::{BatchRequest, Purpose};
use blocks::{
    EndKind, RunBook,
    corrections::{CorrectedField, Corrections, Held, RoundMark, Told},
};
use kernel::Id;
use serde::Serialize;

use crate::{
    Context, FusionError,
    lake::{Fields, Generation, open_parquet, parts_by_source},
    mapping::{Mapping, parse_mapping},
    stages::apply::place,
};

/// Records compared at once.
const BATCH: usize = 10_000;

/// What came of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// The source.
    pub source: String,
    /// Items whose ground stands.
    pub found: u64,
    /// Items that were withdrawn, since their ground is gone.
    pub withdrawn: u64,
}

/// Compares the records of a source, or of every source, with the blocks, and offers what they know better.
pub async fn offer_corrections(
    context: &Context,
    only: Option<&str>,
) -> Result<Vec<Offered>, FusionError> {
    let Some(generation) = Generation::newest(&context.data.join("lake"))? else {
        return Ok(Vec::new());
    };
    let prepared = generation.stage("standardise");
    let corrections = Corrections::new(context.database.clone());
    let mut done = Vec::new();
    for source in RunBook::new(context.database.clone()).sources().await? {
        if only.is_some_and(|only| only != source.id) {
            continue;
        }
        let file = std::path::PathBuf::from(format!("{}.toml", source.id));
        let mapping = parse_mapping(&file, &source.mapping)?;
        let columns = mapping.columns.keys().map(|column| format!("{}.{column}", source.id));
        let request = BatchRequest {
            purpose: Purpose::DataQuality,
            run: format!("corrections {}", source.id),
            tables: vec!["block_correction".to_owned(), source.id.clone()],
            columns: columns.collect(),
        };
        let grant = context.access.batch_grant(request).await?;
        let round: Id<RoundMark> = context.ids.next();
        let mut found = 0;
        for (table, read) in TABLES {
            for (part, of) in parts_by_source(&prepared.join(table))? {
                if of != source.id {
                    continue;
                }
                let mut told = Vec::with_capacity(BATCH);
                for batch in open_parquet(&part)? {
                    let batch = batch.map_err(FusionError::arrow("corrections"))?;
                    for row in 0..batch.num_rows() {
                        told.extend(read(&mapping, Fields::new(&batch, row)));
                        if told.len() >= BATCH {
                            let some = std::mem::take(&mut told);
                            found += corrections
                                .offer(
                                    &grant,
                                    &source.id,
                                    round,
                                    some,
                                    &context.ids,
                                    &*context.clock,
                                )
                                .await?;
                        }
                    }
                }
                found += corrections
                    .offer(&grant, &source.id, round, told, &context.ids, &*context.clock)
                    .await?;
            }
        }
        let withdrawn =
            corrections.end_round(&source.id, round, found, &context.ids, &*context.clock).await?;
        done.push(Offered { source: source.id, found, withdrawn });
    }
    Ok(done)
}

type Reader = fn(&Mapping, Fields<'_>) -> Option<Told>;

/// The prepared tables and how a row of each is read.
const TABLES: [(&str, Reader); 3] =
    [("people", person), ("organisations", organisation), ("addresses", address)];

fn named(fields: Fields<'_>) -> Option<(String, String)> {
    Some((fields.text("record")?.to_owned(), fields.text("role")?.to_owned()))
}

/// Adds a field, where the department's own mapping holds it.
fn hold(held: &mut Vec<Held>, field: CorrectedField, column: Option<&String>, value: Option<&str>) {
    held.extend(column.map(|column| Held {
        field,
        column: column.clone(),
        value: value.filter(|value| !value.is_empty()).map(ToOwned::to_owned),
    }));
}

fn person(mapping: &Mapping, fields: Fields<'_>) -> Option<Told> {
    let (record, role) = named(fields)?;
    let person = mapping.persons.iter().find(|person| person.role == role)?;
    let mut held = Vec::new();
    let parts = [&person.given_name, &person.middle_name, &person.family_name];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    let name = person.name.clone().or_else(|| (!parts.is_empty()).then(|| parts.join(" + ")));
    hold(&mut held, CorrectedField::Name, name.as_ref(), fields.text("name"));
    hold(&mut held, CorrectedField::Sex, person.sex.as_ref(), fields.text("sex"));
    hold(&mut held, CorrectedField::BirthDate, person.birth_on.as_ref(), fields.text("birth_on"));
    let kind = EndKind::Person;
    (!held.is_empty()).then_some(Told::Entity { kind, record, role, held })
}

fn organisation(mapping: &Mapping, fields: Fields<'_>) -> Option<Told> {
    let (record, role) = named(fields)?;
    let organisation = mapping.organisations.iter().find(|one| one.role == role)?;
    let mut held = Vec::new();
    let name = Some(&organisation.name);
    hold(&mut held, CorrectedField::OrganisationName, name, fields.text("name"));
    let number = organisation.number.as_ref();
    hold(&mut held, CorrectedField::OrganisationNumber, number, fields.text("number"));
    let kind = EndKind::Organisation;
    (!held.is_empty()).then_some(Told::Entity { kind, record, role, held })
}

fn address(mapping: &Mapping, fields: Fields<'_>) -> Option<Told> {
    let (record, role) = named(fields)?;
    let class = fields.text("class")?;
    if class == "A" {
        return None;
    }
    let role_of = mapping.addresses.iter().find(|address| address.role == role)?;
    let mut columns = Vec::new();
    role_of.each_column(|column| columns.push(column.clone()));
    let found = fields.text("place").filter(|_| class == "B").and_then(place);
    let place = found.map(|end| (end.kind, end.id));
    Some(Told::Address { record, role, column: columns.join(" + "), place })
}
