//! Stage *relations*: mentions become entities, and what records state becomes relations between entities and places.

use std::path::Path;

use datafusion::prelude::SessionContext;
use serde::{Deserialize, Serialize};

use crate::{
    FusionError, engine,
    lake::{Fields, Kind, TableSink, Value, rows_of},
};

/// What the stage found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// People.
    pub people: u64,
    /// Organisations.
    pub organisations: u64,
    /// Records that judgements put elsewhere than the evidence did.
    #[serde(default)]
    pub judged: u64,
    /// Relations stated by records.
    pub stated: u64,
    /// Relations between entities and places, one for each source that states it.
    pub relations: u64,
    /// The same by type.
    pub by_type: Vec<(String, u64)>,
}

const COLUMNS: [(&str, Kind); 11] = [
    ("type", Kind::Text),
    ("from_kind", Kind::Text),
    ("from_id", Kind::Text),
    ("to_kind", Kind::Text),
    ("to_id", Kind::Text),
    ("valid_from", Kind::Text),
    ("valid_to", Kind::Text),
    ("class", Kind::Text),
    ("source", Kind::Text),
    ("record", Kind::Text),
    ("records", Kind::Int),
];

/// One relation for each source that states it: its longest span and its first record.
const SQL: &str = r#"
    WITH ends AS (
        SELECT r."type", r.from_kind, COALESCE(fp.entity, fo.entity) AS from_id, r.to_kind,
            CASE r.to_kind WHEN 'person' THEN tp.entity WHEN 'organisation' THEN tor.entity ELSE r."to" END AS to_id,
            r.valid_from, r.valid_to, r.class, r.source, r.record
        FROM stated r
        LEFT JOIN people_assigned fp ON r.from_kind = 'person' AND fp.id = r."from"
        LEFT JOIN organisations_assigned fo ON r.from_kind = 'organisation' AND fo.id = r."from"
        LEFT JOIN people_assigned tp ON r.to_kind = 'person' AND tp.id = r."to"
        LEFT JOIN organisations_assigned tor ON r.to_kind = 'organisation' AND tor.id = r."to")
    SELECT "type", from_kind, from_id, to_kind, to_id, MIN(valid_from) AS valid_from,
        CASE WHEN COUNT(valid_to) = COUNT(*) THEN MAX(valid_to) END AS valid_to,
        MIN(class) AS class, source, MIN(record) AS record, COUNT(*) AS records
    FROM ends WHERE from_id IS NOT NULL AND to_id IS NOT NULL
    GROUP BY "type", from_kind, from_id, to_kind, to_id, source
    ORDER BY "type", from_id, to_id, source"#;

/// Writes `relations.parquet`.
pub(crate) async fn relate(
    context: &SessionContext,
    stated: &Path,
    folder: &Path,
    [people, organisations]: [u64; 2],
    judged: u64,
) -> Result<Related, FusionError> {
    let mut found =
        Related { people, organisations, judged, stated: rows_of(stated)?, ..Related::default() };
    let path = folder.join("relations.parquet");
    let mut sink = TableSink::create("relations", &path, &COLUMNS)?;
    if found.stated > 0 {
        engine::table(context, "stated", stated).await?;
        let mut stream = engine::query(context, "relations", SQL).await?;
        while let Some(batch) = stream.next().await? {
            for row in 0..batch.num_rows() {
                let fields = Fields::new(&batch, row);
                let kind = fields.text("type").unwrap_or_default();
                match found.by_type.last_mut() {
                    Some((last, count)) if last == kind => *count += 1,
                    _ => found.by_type.push((kind.to_owned(), 1)),
                }
                let values: Vec<Value<'_>> = COLUMNS
                    .iter()
                    .map(|(name, kind)| match kind {
                        Kind::Int => Value::from(fields.int(name)),
                        _ => Value::from(fields.text(name)),
                    })
                    .collect();
                sink.push(&values)?;
            }
        }
    }
    found.relations = sink.finish()?;
    Ok(found)
}
