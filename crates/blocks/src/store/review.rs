//! Review candidates and what their records say.

use std::fmt::Write as _;

use database::{Database, id_from, id_value};
use kernel::{AreaPath, Id};
use sea_orm::{QueryResult, Value};

use super::{
    Slot, count, get,
    judgements::{LEFT, RIGHT, kind, record as record_of},
    people::day,
    row, rows,
};
use crate::{
    Candidate, CandidateMark, CandidateReason, End, EndKind, Error, QueueFilter, RecordRole,
    RecordRow, Result, Verdict,
};

/// Most candidates of one page.
const MOST: i64 = 200;

const COLUMNS: &str = "c.position, c.id, c.kind, c.reason, c.left_source, c.left_record, c.left_role, c.left_entity,
    c.right_source, c.right_record, c.right_role, c.right_entity, c.weight, c.probability, c.area, c.steps,
    j.id AS judgement_id, j.verdict";

/// Candidates beside the standing judgement of their pair.
fn from(generation: i64) -> String {
    format!(
        "FROM {} c LEFT JOIN block_judgement j ON j.kind = c.kind
         AND j.left_source = c.left_source AND j.left_record = c.left_record AND j.left_role = c.left_role
         AND j.right_source = c.right_source AND j.right_record = c.right_record AND j.right_role = c.right_role
         AND j.withdrawn_at IS NULL",
        Slot::of(generation).candidates
    )
}

/// A page of the queue, and how many candidates there are.
pub(crate) async fn page(
    database: &Database,
    generation: i64,
    filter: &QueueFilter,
) -> Result<(Vec<Candidate>, u64)> {
    let mut condition = "c.generation = ?1 AND c.kind = ?2".to_owned();
    let mut values: Vec<Value> = vec![generation.into(), filter.kind.name().into()];
    let (is, reason) = match filter.reason {
        Some(reason) => ("=", reason),
        None => ("<>", CandidateReason::Sample),
    };
    values.push(reason.name().into());
    let _ = write!(condition, " AND c.reason {is} ?{}", values.len());
    match filter.judged {
        Some(true) => condition += " AND j.id IS NOT NULL",
        Some(false) => condition += " AND j.id IS NULL",
        None => {}
    }
    if filter.area != AreaPath::whole() {
        let area = filter.area.as_str();
        values.extend([area.into(), format!("{area}/").into(), format!("{area}0").into()]);
        let at = values.len();
        let _ = write!(
            condition,
            " AND (c.area = ?{} OR (c.area >= ?{} AND c.area < ?{at}))",
            at - 2,
            at - 1
        );
    }
    let from = from(generation);
    let sql = format!("SELECT COUNT(*) AS total {from} WHERE {condition}");
    let total = row(database, "count candidates", &sql, values.clone()).await?;
    let total = total.map_or(Ok(0), |row| count(&row, "total"))?;
    values.extend([i64::from(filter.limit).min(MOST).into(), i64::from(filter.offset).into()]);
    let at = values.len();
    let sql = format!(
        "SELECT {COLUMNS} {from} WHERE {condition} ORDER BY c.position LIMIT ?{} OFFSET ?{at}",
        at - 1
    );
    let found = rows(database, "list candidates", &sql, values).await?;
    Ok((found.iter().map(candidate).collect::<Result<_>>()?, total))
}

pub(crate) async fn find(
    database: &Database,
    generation: i64,
    id: Id<CandidateMark>,
) -> Result<Option<Candidate>> {
    let from = from(generation);
    let sql = format!("SELECT {COLUMNS} {from} WHERE c.generation = ?1 AND c.id = ?2");
    let values = [generation.into(), id_value(id)];
    row(database, "read a candidate", &sql, values).await?.as_ref().map(candidate).transpose()
}

fn candidate(row: &QueryResult) -> Result<Candidate> {
    let reason: String = get(row, "reason")?;
    let (area, steps): (String, String) = (get(row, "area")?, get(row, "steps")?);
    let judgement: Option<Vec<u8>> = get(row, "judgement_id")?;
    let judged = match judgement {
        None => None,
        Some(id) => {
            let verdict: String = get(row, "verdict")?;
            let verdict = Verdict::from_name(&verdict)
                .ok_or(Error::Stored { what: "a verdict", found: verdict })?;
            Some((id_from("block_judgement.id", &id)?, verdict))
        }
    };
    Ok(Candidate {
        id: id_from("block_candidate.id", &get::<Vec<u8>>(row, "id")?)?,
        rank: count(row, "position")?,
        kind: kind(row, "kind")?,
        reason: CandidateReason::from_name(&reason)
            .ok_or(Error::Stored { what: "a reason", found: reason })?,
        left: record_of(row, LEFT)?,
        left_entity: sixteen("left_entity", get(row, "left_entity")?)?,
        right: record_of(row, RIGHT)?,
        right_entity: sixteen("right_entity", get(row, "right_entity")?)?,
        weight: get(row, "weight")?,
        probability: get(row, "probability")?,
        area: area.parse().map_err(|_| Error::Stored { what: "an area", found: area })?,
        steps: serde_json::from_str(&steps)
            .map_err(|cause| Error::Stored { what: "steps", found: cause.to_string() })?,
        judged,
    })
}

/// What a record of the queue says.
pub(crate) async fn record(
    database: &Database,
    generation: i64,
    kind: EndKind,
    record: &RecordRole,
) -> Result<Option<RecordRow>> {
    let table = Slot::of(generation).records;
    let sql = format!(
        "SELECT as_of, name, sex, born_on, document, number_token, phone_token, public_number, place_kind,
            place_id, address
        FROM {table} WHERE generation = ?1 AND kind = ?2 AND source = ?3 AND record = ?4 AND role = ?5"
    );
    let values: [Value; 5] = [
        generation.into(),
        kind.name().into(),
        record.source.clone().into(),
        record.record.clone().into(),
        record.role.clone().into(),
    ];
    let Some(row) = row(database, "read a record", &sql, values).await? else { return Ok(None) };
    let token = |column: &'static str| -> Result<Option<[u8; 16]>> {
        get::<Option<Vec<u8>>>(&row, column)?.map(|bytes| sixteen(column, bytes)).transpose()
    };
    let place_kind: Option<String> = get(&row, "place_kind")?;
    let place = place_kind.as_deref().and_then(EndKind::from_name).zip(token("place_id")?);
    Ok(Some(RecordRow {
        record: Some(record.clone()),
        as_of: day(get(&row, "as_of")?)?,
        name: get(&row, "name")?,
        sex: get(&row, "sex")?,
        born_on: day(get(&row, "born_on")?)?,
        document: get(&row, "document")?,
        number_token: token("number_token")?,
        phone_token: token("phone_token")?,
        public_number: get(&row, "public_number")?,
        place: place.map(|(kind, id)| End { kind, id }),
        address: get(&row, "address")?,
    }))
}

/// The sixteen bytes of a column.
pub(crate) fn sixteen(what: &'static str, bytes: Vec<u8>) -> Result<[u8; 16]> {
    bytes.try_into().map_err(|_| Error::Stored { what, found: "not sixteen bytes".to_owned() })
}
