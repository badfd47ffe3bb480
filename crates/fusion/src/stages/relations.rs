//! Stage *relations*: mentions become entities, and what records state becomes relations between entities and places.

use std::{collections::BTreeMap, fs, path::Path};

use datafusion::prelude::SessionContext;
use serde::{Deserialize, Serialize};

use crate::{
    FusionError, engine,
    lake::{Fields, Kind, TableSink, Value, parts_by_source, rows_of},
    stages::assign::assigned,
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
        LEFT JOIN people_of_source fp ON r.from_kind = 'person' AND fp.id = r."from"
        LEFT JOIN organisations_of_source fo ON r.from_kind = 'organisation' AND fo.id = r."from"
        LEFT JOIN people_of_source tp ON r.to_kind = 'person' AND tp.id = r."to"
        LEFT JOIN organisations_of_source tor ON r.to_kind = 'organisation' AND tor.id = r."to")
    SELECT "type", from_kind, from_id, to_kind, to_id, MIN(valid_from) AS valid_from,
        CASE WHEN COUNT(valid_to) = COUNT(*) THEN MAX(valid_to) END AS valid_to,
        MIN(class) AS class, source, MIN(record) AS record, COUNT(*) AS records
    FROM ends WHERE from_id IS NOT NULL AND to_id IS NOT NULL
    GROUP BY "type", from_kind, from_id, to_kind, to_id, source
    ORDER BY "type", from_id, to_id, source"#;

/// Writes the table `relations`, a part for each source: relations name the source that states them.
pub(crate) async fn relate(
    context: &SessionContext,
    stated: &Path,
    folder: &Path,
    [people, organisations]: [u64; 2],
    judged: u64,
) -> Result<Related, FusionError> {
    let mut found =
        Related { people, organisations, judged, stated: rows_of(stated)?, ..Related::default() };
    let mut by_type: BTreeMap<String, u64> = BTreeMap::new();
    let out = folder.join("relations");
    fs::create_dir_all(&out).map_err(FusionError::file(&out))?;
    for (part, source) in parts_by_source(stated)? {
        let name = part.file_name().unwrap_or_default();
        let mut sink = TableSink::create("relations", &out.join(name), &COLUMNS)?;
        if rows_of(&part)? > 0 {
            of_source(context, folder, &source).await?;
            context.deregister_table("stated").map_err(FusionError::engine("relations"))?;
            engine::table(context, "stated", &part).await?;
            let mut stream = engine::query(context, "relations", SQL).await?;
            while let Some(batch) = stream.next().await? {
                for row in 0..batch.num_rows() {
                    let fields = Fields::new(&batch, row);
                    let kind = fields.text("type").unwrap_or_default();
                    match by_type.get_mut(kind) {
                        Some(count) => *count += 1,
                        None => drop(by_type.insert(kind.to_owned(), 1)),
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
        found.relations += sink.finish()?;
    }
    found.by_type = by_type.into_iter().collect();
    Ok(found)
}

/// Makes the entities of one source's mentions the tables `people_of_source` and `organisations_of_source`; `folder`
/// is that of the stage.
pub(crate) async fn of_source(
    context: &SessionContext,
    folder: &Path,
    source: &str,
) -> Result<(), FusionError> {
    for kind in ["people", "organisations"] {
        let file = assigned(&folder.join(kind), source);
        engine::entities(context, &format!("{kind}_of_source"), &file).await?;
    }
    Ok(())
}
