//! Stage *link*: mentions to clusters, by the linkage engine.

use std::path::Path;

use datafusion::prelude::SessionContext;
use linkage::{Input, Settings};
use serde::{Deserialize, Serialize};

use crate::{FusionError, engine, lake::rows_of};

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

/// Links the mentions in `prepared` and writes `pairs.parquet`, `clusters.parquet`, `report.json` into `folder`.
pub(crate) async fn link(
    context: &SessionContext,
    name: &str,
    prepared: &Path,
    settings: &Settings,
    folder: &Path,
) -> Result<Linked, FusionError> {
    let mentions = rows_of(prepared)?;
    if mentions == 0 {
        return Ok(Linked::default());
    }
    engine::table(context, name, prepared).await?;
    let inputs = [Input::table(name)];
    let outcome = linkage::link(context, settings, &inputs, folder).await?;
    let report = serde_json::to_value(&outcome.report)
        .map_err(|cause| FusionError::file(folder.join("report.json"))(std::io::Error::other(cause)))?;
    Ok(Linked {
        mentions,
        pairs: outcome.report.pairs_compared,
        clusters: outcome.report.clusters.clusters,
        report,
    })
}
