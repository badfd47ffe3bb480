//! Stage *link*: mentions to clusters, by the linkage engine.

use std::path::Path;

use datafusion::prelude::SessionContext;
use linkage::{Input, LinkageError, Settings};
use serde::{Deserialize, Serialize};

use crate::{
    FusionError, engine,
    lake::{Fields, Kind, TableSink, Value, rows_of},
    living::review,
};

/// What linking found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Linked {
    /// Mentions.
    pub mentions: u64,
    /// Pairs compared.
    pub pairs: u64,
    /// Clusters, those of one mention included.
    pub clusters: u64,
    /// The linkage's own report.
    pub report: serde_json::Value,
}

/// Links the mentions of people in `prepared` and writes `pairs.parquet`, `clusters.parquet`, `report.json`.
pub(crate) async fn people(
    context: &SessionContext,
    prepared: &Path,
    settings: &Settings,
    folder: &Path,
) -> Result<Linked, FusionError> {
    let mentions = rows_of(prepared)?;
    if mentions == 0 {
        return Ok(Linked::default());
    }
    engine::table(context, "people", prepared).await?;
    let outcome = link(context, "people", settings, folder).await?;
    linked(mentions, outcome, folder)
}

/// Runs the engine over a table; `None` where its rules find no two rows to compare: then each is its own cluster.
async fn link(
    context: &SessionContext,
    table: &str,
    settings: &Settings,
    folder: &Path,
) -> Result<Option<linkage::Outcome>, FusionError> {
    match linkage::link(context, settings, &[Input::table(table)], folder).await {
        Ok(outcome) => {
            outcome.pin(settings)?.save(&folder.join("model.json"))?;
            review::pick(&outcome, settings, folder)?;
            Ok(Some(outcome))
        }
        Err(LinkageError::NoPairs) => {
            let sql = format!("SELECT id, id AS cluster_id FROM {table} ORDER BY id");
            write_clusters(context, &sql, &folder.join("clusters.parquet")).await?;
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

async fn write_clusters(
    context: &SessionContext,
    sql: &str,
    path: &Path,
) -> Result<(), FusionError> {
    let mut stream = engine::query(context, "link", sql).await?;
    let columns = [("id", Kind::Text), ("cluster_id", Kind::Text)];
    let mut sink = TableSink::create("link", path, &columns)?;
    while let Some(batch) = stream.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            sink.push(&[Value::from(fields.text("id")), Value::from(fields.text("cluster_id"))])?;
        }
    }
    sink.finish()?;
    Ok(())
}

/// At most two rows for each way a source writes an organisation, and the first of them for all. A source that names
/// one organisation in a thousand rows says one thing, and must not teach the model that names agree by chance; of a
/// single row the model would never see a name and a place agree at once.
const VARIANTS: &str = "
    SELECT *, CASE WHEN name_key IS NULL THEN id ELSE FIRST_VALUE(id) OVER same END AS variant,
        CASE WHEN name_key IS NULL THEN 1 ELSE ROW_NUMBER() OVER same END AS copy
    FROM organisations_all
    WINDOW same AS (PARTITION BY source, name_key, number, COALESCE(place, line) ORDER BY id)";

/// Links the mentions of organisations in `prepared`: `pairs.parquet` and `report.json` are of the variants,
/// `clusters.parquet` of all mentions.
pub(crate) async fn organisations(
    context: &SessionContext,
    prepared: &Path,
    settings: &Settings,
    folder: &Path,
) -> Result<Linked, FusionError> {
    let mentions = rows_of(prepared)?;
    if mentions == 0 {
        return Ok(Linked::default());
    }
    engine::table(context, "organisations_all", prepared).await?;
    for (name, sql) in [
        ("organisation_variants", VARIANTS.to_owned()),
        ("organisations", "SELECT * FROM organisation_variants WHERE copy <= 2".to_owned()),
    ] {
        engine::view(context, name, &sql).await?;
    }
    let outcome = link(context, "organisations", settings, folder).await?;
    let of_variants = folder.join("variants.parquet");
    let clusters = folder.join("clusters.parquet");
    std::fs::rename(&clusters, &of_variants).map_err(FusionError::file(&of_variants))?;
    engine::table(context, "variant_clusters", &of_variants).await?;
    let sql = "SELECT v.id, c.cluster_id FROM organisation_variants v JOIN variant_clusters c ON c.id = v.variant
        ORDER BY v.id";
    write_clusters(context, sql, &clusters).await?;
    linked(mentions, outcome, folder)
}

fn linked(
    mentions: u64,
    outcome: Option<linkage::Outcome>,
    folder: &Path,
) -> Result<Linked, FusionError> {
    let Some(outcome) = outcome else {
        return Ok(Linked { mentions, clusters: mentions, ..Linked::default() });
    };
    let report = serde_json::to_value(&outcome.report).map_err(|cause| {
        FusionError::file(folder.join("report.json"))(std::io::Error::other(cause))
    })?;
    Ok(Linked {
        mentions,
        pairs: outcome.report.pairs_compared,
        clusters: outcome.report.clusters.clusters,
        report,
    })
}
