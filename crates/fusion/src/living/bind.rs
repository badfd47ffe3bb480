//! Judgements over the clusters of a run.

use std::{collections::BTreeMap, path::Path};

use blocks::{EndKind, Judgement, Judgements, Verdict};
use database::Database;
use datafusion::prelude::SessionContext;

use super::settle::{Bond, Edge, settle};
use crate::{
    FusionError, engine,
    lake::{Fields, Kind, TableSink, Value, rows_of},
};

/// The standing judgements that bind a run, by id.
pub(crate) async fn standing(database: &Database) -> Result<String, FusionError> {
    let mut ids = String::new();
    for kind in [EndKind::Person, EndKind::Organisation] {
        for judgement in Judgements::new(database.clone()).binding(kind).await? {
            ids.push_str(&judgement.id.to_string());
        }
    }
    Ok(ids)
}

/// The standing judgements of a kind, as a model learns from them.
pub(crate) async fn judged(
    database: &Database,
    kind: EndKind,
) -> Result<Vec<linkage::Judgement>, FusionError> {
    let standing = Judgements::new(database.clone()).binding(kind).await?;
    let taught = standing.into_iter().map(|judgement| linkage::Judgement {
        id_l: judgement.left.to_string(),
        id_r: judgement.right.to_string(),
        same: Some(judgement.verdict == Verdict::Same),
    });
    Ok(taught.collect())
}

/// Makes the view `{kind}_settled` (`id`, `cluster_id`): the clusters as judgements leave them. `link` holds
/// `clusters.parquet` and, where there were pairs, `pairs.parquet`; `folder` takes what is staged. Returns how many
/// records changed their cluster.
pub(crate) async fn bind(
    context: &SessionContext,
    kind: &str,
    link: &Path,
    judgements: &[Judgement],
    folder: &Path,
) -> Result<u64, FusionError> {
    let mut clusters = link.join("clusters.parquet");
    if !clusters.exists() {
        // There was nothing to link.
        clusters = folder.join("clusters.parquet");
        TableSink::create("bind", &clusters, &[("id", Kind::Text), ("cluster_id", Kind::Text)])?
            .finish()?;
    }
    engine::table(context, &format!("{kind}_clusters"), &clusters).await?;
    let bound = folder.join("bound.parquet");
    let changed = if judgements.is_empty() {
        TableSink::create("bind", &bound, &[("id", Kind::Text), ("cluster_id", Kind::Text)])?
            .finish()?
    } else {
        settled(context, kind, link, judgements, folder, &bound).await?
    };
    let view = if changed == 0 {
        format!("SELECT id, cluster_id FROM {kind}_clusters")
    } else {
        engine::table(context, &format!("{kind}_bound"), &bound).await?;
        format!(
            "SELECT c.id, COALESCE(b.cluster_id, c.cluster_id) AS cluster_id
             FROM {kind}_clusters c LEFT JOIN {kind}_bound b ON b.id = c.id"
        )
    };
    engine::view(context, &format!("{kind}_settled"), &view).await?;
    Ok(changed)
}

async fn settled(
    context: &SessionContext,
    kind: &str,
    link: &Path,
    judgements: &[Judgement],
    folder: &Path,
    bound: &Path,
) -> Result<u64, FusionError> {
    let judged = folder.join("judged.parquet");
    let mut sink = TableSink::create("bind", &judged, &[("id", Kind::Text)])?;
    let mut bonds = Vec::new();
    for judgement in judgements {
        let (left, right) = (judgement.left.to_string(), judgement.right.to_string());
        sink.push(&[Value::Text(&left)])?;
        sink.push(&[Value::Text(&right)])?;
        bonds.push(Bond { left, right, same: judgement.verdict == Verdict::Same });
    }
    sink.finish()?;
    engine::table(context, &format!("{kind}_judged"), &judged).await?;
    let sql = format!(
        "SELECT id, cluster_id FROM {kind}_clusters WHERE cluster_id IN (
            SELECT c.cluster_id FROM {kind}_clusters c JOIN {kind}_judged j ON j.id = c.id) ORDER BY id"
    );
    let members = folder.join("judged_members.parquet");
    let mut clusters: BTreeMap<String, String> = BTreeMap::new();
    let mut stream = engine::query(context, "bind", &sql).await?;
    let columns = [("id", Kind::Text), ("cluster_id", Kind::Text)];
    let mut sink = TableSink::create("bind", &members, &columns)?;
    while let Some(batch) = stream.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            let (id, cluster) = (fields.text("id"), fields.text("cluster_id"));
            sink.push(&[Value::from(id), Value::from(cluster)])?;
            if let Some((id, cluster)) = id.zip(cluster) {
                clusters.insert(id.to_owned(), cluster.to_owned());
            }
        }
    }
    sink.finish()?;
    let edges = edges(context, kind, link, &members).await?;
    let mut sink = TableSink::create("bind", bound, &columns)?;
    for (id, cluster) in settle(&clusters, &edges, &bonds) {
        if clusters[&id] != cluster {
            sink.push(&[Value::Text(&id), Value::Text(&cluster)])?;
        }
    }
    sink.finish()
}

/// Pairs within the clusters of these members.
async fn edges(
    context: &SessionContext,
    kind: &str,
    link: &Path,
    members: &Path,
) -> Result<Vec<Edge>, FusionError> {
    let mut edges = Vec::new();
    let pairs = link.join("pairs.parquet");
    if !pairs.exists() || rows_of(&pairs)? == 0 || rows_of(members)? == 0 {
        return Ok(edges);
    }
    engine::table(context, &format!("{kind}_judged_pairs"), &pairs).await?;
    engine::table(context, &format!("{kind}_judged_members"), members).await?;
    let sql = format!(
        "SELECT p.id_l, p.id_r, p.match_weight FROM {kind}_judged_pairs p
         JOIN {kind}_judged_members l ON l.id = p.id_l JOIN {kind}_judged_members r ON r.id = p.id_r
         WHERE l.cluster_id = r.cluster_id ORDER BY p.id_l, p.id_r"
    );
    let mut stream = engine::query(context, "bind", &sql).await?;
    while let Some(batch) = stream.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            let ends = fields.text("id_l").zip(fields.text("id_r"));
            if let Some(((left, right), weight)) = ends.zip(fields.float("match_weight")) {
                edges.push(Edge { left: left.to_owned(), right: right.to_owned(), weight });
            }
        }
    }
    Ok(edges)
}
