//! From clusters to ids: an entity keeps its id from run to run.
//!
//! A merge keeps the oldest id (UUIDv7 sorts by age); a split leaves the id with
//! the part that has most of its mentions. Only a cluster without one draws a new id.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use access::BatchGrant;
use blocks::{Blocks, MentionRow, RecordRole};
use datafusion::prelude::SessionContext;
use kernel::{Entity, Ids};

use crate::{
    FusionError, engine,
    lake::{Fields, Kind, TableSink, Value, concat},
};

/// Mentions read from the database at once.
const PAGE: u32 = 20_000;

/// Writes `former.parquet`: the entity of every mention in the current generation, in order of id.
pub(crate) async fn former(
    blocks: &Blocks,
    grant: &BatchGrant,
    kind: blocks::EndKind,
    folder: &Path,
) -> Result<u64, FusionError> {
    let mut parts: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut of_source: Vec<(String, [u8; 16])> = Vec::new();
    let mut after: Option<MentionRow> = None;
    loop {
        let page = blocks.mentions(grant, kind, after.as_ref(), PAGE).await?;
        let ended = page.is_empty();
        for mention in page {
            let source = &mention.evidence.source;
            if let Some(before) = after.as_ref().filter(|b| b.evidence.source != *source) {
                former_part(folder, &before.evidence.source, &mut of_source, &mut parts)?;
            }
            let key = format!("{source}/{}/{}", mention.evidence.record, mention.role);
            of_source.push((key, mention.entity.id));
            after = Some(mention);
        }
        if ended {
            break;
        }
    }
    let last = after.map(|mention| mention.evidence.source).unwrap_or_default();
    former_part(folder, &last, &mut of_source, &mut parts)?;
    // Sources as the ids begin, with a stroke at their end.
    let parts: Vec<PathBuf> = parts.into_values().collect();
    let rows = concat(&folder.join("former.parquet"), &parts)?;
    for part in parts {
        fs::remove_file(&part).map_err(FusionError::file(&part))?;
    }
    Ok(rows)
}

/// Writes what one source mentioned, in order: the database orders by source, record and role, which is another order.
fn former_part(
    folder: &Path,
    source: &str,
    rows: &mut Vec<(String, [u8; 16])>,
    parts: &mut BTreeMap<String, PathBuf>,
) -> Result<(), FusionError> {
    rows.sort_unstable();
    let path = folder.join(format!("former.{}.parquet", parts.len()));
    let columns = [("id", Kind::Text), ("entity", Kind::Text)];
    let mut sink = TableSink::create("relations", &path, &columns)?;
    for (id, entity) in rows.drain(..) {
        sink.push(&[Value::Own(id), Value::Own(hex(entity))])?;
    }
    sink.finish()?;
    parts.insert(format!("{source}/"), path);
    Ok(())
}

/// The file that holds the entities of one source's mentions, in the folder that [`assign`] wrote into. A relation
/// and a contact point stand in one row with their mentions, so a stage joins source by source and never holds all.
pub(crate) fn assigned(folder: &Path, source: &str) -> PathBuf {
    folder.join("assigned").join(format!("{source}.parquet"))
}

/// Writes [`assigned`]: the entity of every mention of this run, whose clusters are the view `{kind}_settled`.
/// `returning` names, for a record, the entity it was before a merge that was undone: a part that is left without an
/// id takes it up again. Returns how many entities there are.
pub(crate) async fn assign<E: Entity>(
    context: &SessionContext,
    kind: &str,
    folder: &Path,
    returning: &[(RecordRole, [u8; 16])],
    ids: &Ids,
) -> Result<u64, FusionError> {
    let columns = [("id", Kind::Text), ("entity", Kind::Text)];
    let former = folder.join("returning.parquet");
    let mut sink = TableSink::create("relations", &former, &columns)?;
    for (record, entity) in returning {
        sink.push(&[Value::Own(record.to_string()), Value::Own(hex(*entity))])?;
    }
    sink.finish()?;
    engine::table(context, &format!("{kind}_returning"), &former).await?;
    engine::table(context, &format!("{kind}_former"), &folder.join("former.parquet")).await?;
    let path = folder.join("assigned");
    fs::create_dir_all(&path).map_err(FusionError::file(&path))?;
    let mut sinks: BTreeMap<String, TableSink> = BTreeMap::new();
    let mut entities = 0;
    let sql = format!(
        "WITH shared AS (
            SELECT c.cluster_id, f.entity, COUNT(*) AS mentions
            FROM {kind}_settled c JOIN {kind}_former f ON f.id = c.id GROUP BY c.cluster_id, f.entity),
         ranked AS (
            SELECT cluster_id, entity,
                ROW_NUMBER() OVER (PARTITION BY entity ORDER BY mentions DESC, cluster_id) AS place FROM shared),
         kept AS (SELECT cluster_id, MIN(entity) AS entity FROM ranked WHERE place = 1 GROUP BY cluster_id),
         home AS (
            SELECT c.cluster_id, r.entity, COUNT(*) AS mentions FROM {kind}_settled c
            JOIN {kind}_returning r ON r.id = c.id
            WHERE r.entity NOT IN (SELECT entity FROM {kind}_former) GROUP BY c.cluster_id, r.entity),
         best AS (
            SELECT cluster_id, entity,
                ROW_NUMBER() OVER (PARTITION BY entity ORDER BY mentions DESC, cluster_id) AS place FROM home),
         back AS (SELECT cluster_id, MIN(entity) AS entity FROM best WHERE place = 1 GROUP BY cluster_id)
         SELECT c.id, c.cluster_id, COALESCE(k.entity, b.entity) AS entity FROM {kind}_settled c
         LEFT JOIN kept k ON k.cluster_id = c.cluster_id
         LEFT JOIN back b ON b.cluster_id = c.cluster_id ORDER BY c.cluster_id, c.id"
    );
    let mut stream = engine::query(context, "relations", &sql).await?;
    let (mut cluster, mut entity) = (String::new(), String::new());
    while let Some(batch) = stream.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            let of = fields.text("cluster_id").unwrap_or_default();
            if entities == 0 || of != cluster {
                of.clone_into(&mut cluster);
                let known = fields.text("entity").map(ToOwned::to_owned);
                entity = known.unwrap_or_else(|| hex(ids.next::<E>().to_bytes()));
                entities += 1;
            }
            let id = fields.text("id").unwrap_or_default();
            let source = id.split('/').next().unwrap_or_default();
            if !sinks.contains_key(source) {
                let part = TableSink::create("relations", &assigned(folder, source), &columns)?;
                sinks.insert(source.to_owned(), part);
            }
            if let Some(sink) = sinks.get_mut(source) {
                sink.push(&[Value::Text(id), Value::Text(&entity)])?;
            }
        }
    }
    if sinks.is_empty() {
        // A folder without a file has no columns.
        sinks.insert(
            String::new(),
            TableSink::create("relations", &assigned(folder, "none"), &columns)?,
        );
    }
    for sink in sinks.into_values() {
        sink.finish()?;
    }
    engine::table(context, &format!("{kind}_assigned"), &path).await?;
    Ok(entities)
}

/// Thirty-two hexadecimal digits; they sort as the bytes do.
pub(crate) fn hex(bytes: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(bytes))
}

/// The sixteen bytes of thirty-two hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<[u8; 16]> {
    (text.len() == 32).then(|| u128::from_str_radix(text, 16).ok()).flatten().map(u128::to_be_bytes)
}
