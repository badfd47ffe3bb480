//! Rows of a generation as values of their tables' columns.

use database::id_value;
use kernel::Id;
use sea_orm::Value;

use crate::{
    CandidateMark, ContactRow, EndKind, Error, EventRow, MentionRow, NewCandidate, OrganisationRow,
    PersonRow, RecordRow, RelationRow, Result, load::folded,
};

pub(crate) const PERSON: [&str; 13] = [
    "generation",
    "id",
    "name",
    "sex",
    "born_on",
    "registered_here",
    "occupation_class",
    "education_class",
    "document",
    "number_token",
    "record_count",
    "provenance",
    "others",
];

pub(crate) fn person(generation: i64, row: PersonRow) -> Result<Vec<Value>> {
    Ok(vec![
        generation.into(),
        id_value(row.id),
        row.name.into(),
        row.sex.into(),
        row.born_on.map(|day| day.to_string()).into(),
        row.registered_here.into(),
        row.occupation_class.into(),
        row.education_class.into(),
        row.document.into(),
        row.number_token.map(|token| token.to_vec()).into(),
        count(row.records),
        json(&row.provenance)?,
        json(&row.others)?,
    ])
}

pub(crate) const ORGANISATION: [&str; 9] = [
    "generation",
    "id",
    "name",
    "folded",
    "number",
    "industry",
    "record_count",
    "provenance",
    "others",
];

pub(crate) fn organisation(generation: i64, row: OrganisationRow) -> Result<Vec<Value>> {
    Ok(vec![
        generation.into(),
        id_value(row.id),
        row.name.clone().into(),
        folded(&row.name).into(),
        row.number.into(),
        row.industry.into(),
        count(row.records),
        json(&row.provenance)?,
        json(&row.others)?,
    ])
}

pub(crate) const RELATION: [&str; 14] = [
    "generation",
    "position",
    "kind",
    "from_kind",
    "from_id",
    "to_kind",
    "to_id",
    "valid_from",
    "valid_to",
    "address_class",
    "source",
    "record",
    "record_count",
    "recorded_at",
];

pub(crate) fn relation(generation: i64, position: i64, now: i64, row: RelationRow) -> Vec<Value> {
    vec![
        generation.into(),
        position.into(),
        row.kind.into(),
        row.from.kind.name().into(),
        row.from.id.to_vec().into(),
        row.to.kind.name().into(),
        row.to.id.to_vec().into(),
        row.valid_from.map(|day| day.to_string()).into(),
        row.valid_to.map(|day| day.to_string()).into(),
        row.address_class.into(),
        row.evidence.source.into(),
        row.evidence.record.into(),
        count(row.records),
        now.into(),
    ]
}

pub(crate) const CONTACT: [&str; 8] =
    ["generation", "position", "owner_kind", "owner_id", "kind", "token", "source", "record"];

pub(crate) fn contact(generation: i64, position: i64, row: ContactRow) -> Vec<Value> {
    vec![
        generation.into(),
        position.into(),
        row.owner.kind.name().into(),
        row.owner.id.to_vec().into(),
        row.kind.into(),
        row.token.to_vec().into(),
        row.evidence.source.into(),
        row.evidence.record.into(),
    ]
}

pub(crate) const MENTION: [&str; 6] =
    ["generation", "kind", "source", "record", "role", "entity_id"];

pub(crate) fn mention(generation: i64, row: MentionRow) -> Vec<Value> {
    vec![
        generation.into(),
        row.entity.kind.name().into(),
        row.evidence.source.into(),
        row.evidence.record.into(),
        row.role.into(),
        row.entity.id.to_vec().into(),
    ]
}

pub(crate) const EVENT: [&str; 9] = [
    "generation",
    "position",
    "category",
    "occurred_on",
    "place_kind",
    "place_id",
    "address_class",
    "source",
    "record",
];

pub(crate) fn event(generation: i64, position: i64, row: EventRow) -> Vec<Value> {
    vec![
        generation.into(),
        position.into(),
        row.category.into(),
        row.on.to_string().into(),
        row.place.kind.name().into(),
        row.place.id.to_vec().into(),
        row.address_class.into(),
        row.evidence.source.into(),
        row.evidence.record.into(),
    ]
}

pub(crate) const CANDIDATE: [&str; 17] = [
    "generation",
    "position",
    "id",
    "kind",
    "reason",
    "left_source",
    "left_record",
    "left_role",
    "left_entity",
    "right_source",
    "right_record",
    "right_role",
    "right_entity",
    "weight",
    "probability",
    "area",
    "steps",
];

/// A candidate, and both its records; `None` where one has no name in its source.
pub(crate) fn candidate(
    generation: i64,
    position: i64,
    id: Id<CandidateMark>,
    mut row: NewCandidate,
) -> Result<Option<(Vec<Value>, [RecordRow; 2])>> {
    let steps = serde_json::to_string(&row.steps)
        .map_err(|cause| Error::Stored { what: "steps", found: cause.to_string() })?;
    if row.left.record > row.right.record {
        std::mem::swap(&mut row.left, &mut row.right);
        std::mem::swap(&mut row.left_entity, &mut row.right_entity);
    }
    let records = row.left.record.clone().zip(row.right.record.clone());
    let Some((left, right)) = records else { return Ok(None) };
    let values = vec![
        generation.into(),
        position.into(),
        id_value(id),
        row.left_entity.kind.name().into(),
        row.reason.name().into(),
        left.source.into(),
        left.record.into(),
        left.role.into(),
        row.left_entity.id.to_vec().into(),
        right.source.into(),
        right.record.into(),
        right.role.into(),
        row.right_entity.id.to_vec().into(),
        row.weight.into(),
        row.probability.into(),
        row.area.as_str().into(),
        steps.into(),
    ];
    Ok(Some((values, [row.left, row.right])))
}

/// Columns of the records in the queue.
pub(crate) const RECORD: [&str; 16] = [
    "generation",
    "kind",
    "source",
    "record",
    "role",
    "as_of",
    "name",
    "sex",
    "born_on",
    "document",
    "number_token",
    "phone_token",
    "public_number",
    "place_kind",
    "place_id",
    "address",
];

pub(crate) fn record(generation: i64, kind: EndKind, row: RecordRow) -> Option<Vec<Value>> {
    let record = row.record?;
    Some(vec![
        generation.into(),
        kind.name().into(),
        record.source.into(),
        record.record.into(),
        record.role.into(),
        row.as_of.map(|day| day.to_string()).into(),
        row.name.into(),
        row.sex.into(),
        row.born_on.map(|day| day.to_string()).into(),
        row.document.into(),
        row.number_token.map(|token| token.to_vec()).into(),
        row.phone_token.map(|token| token.to_vec()).into(),
        row.public_number.into(),
        row.place.map(|place| place.kind.name()).into(),
        row.place.map(|place| place.id.to_vec()).into(),
        row.address.into(),
    ])
}

pub(crate) fn count(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

fn json(of: &impl serde::Serialize) -> Result<Value> {
    let text = serde_json::to_string(of)
        .map_err(|cause| Error::Stored { what: "provenance", found: cause.to_string() })?;
    Ok(text.into())
}
