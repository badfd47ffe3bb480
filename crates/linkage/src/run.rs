//! A whole run, stage by stage.

use std::collections::BTreeMap;
use std::path::Path;

use datafusion::prelude::SessionContext;

use crate::cluster::cluster;
use crate::compare::Comparer;
use crate::error::{LinkageError, Result};
use crate::meter::Meter;
use crate::model::Model;
use crate::output;
use crate::parallel;
use crate::patterns::compare;
use crate::report::{Report, RuleCount, SourceCount};
use crate::rows::Rows;
use crate::score::{Evidence, ScoredPair, Scorer};
use crate::settings::Settings;
use crate::standardise::{Input, standardise};
use crate::train::train;

/// What a run found, in memory.
#[derive(Debug)]
pub struct Outcome {
    /// The rows, in order of id.
    pub rows: Rows,
    /// Compared pairs by combination of levels (0 is no evidence), as [`crate::count_sql`] counts them.
    pub patterns: BTreeMap<Vec<u8>, u64>,
    /// The trained model.
    pub model: Model,
    /// Pairs at or above the output probability.
    pub pairs: Vec<ScoredPair>,
    /// The cluster of each row: the row of the smallest id in it.
    pub clusters: Vec<u32>,
    /// The report.
    pub report: Report,
}

impl Outcome {
    /// Record id and cluster id (the smallest record id of the cluster), in order of record id.
    pub fn memberships(&self) -> impl Iterator<Item = (String, String)> + '_ {
        (0..)
            .zip(&self.clusters)
            .map(|(row, cluster)| (self.rows.ids.text(row), self.rows.ids.text(*cluster)))
    }

    /// Why two rows match or do not: the weight, and what each comparison adds.
    pub fn explain(
        &self,
        settings: &Settings,
        left: u32,
        right: u32,
    ) -> Result<(f64, Vec<Evidence>)> {
        let comparer = Comparer::new(&self.rows, settings)?;
        let scorer = Scorer::new(&self.rows, settings, &self.model, comparer.layout());
        Ok(scorer.explain(&comparer, left.min(right), left.max(right)))
    }
}

/// Links the tables and keeps everything in memory.
pub async fn link_in_memory(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
) -> Result<Outcome> {
    let mut meter = Meter::start();
    let rows = standardise(context, settings, inputs).await?;
    meter.done("standardise");
    let settings = settings.clone();
    let work = tokio::task::spawn_blocking(move || after_standardise(rows, &settings, meter));
    work.await.map_err(|_| LinkageError::Thread { stage: "link" })?
}

fn after_standardise(rows: Rows, settings: &Settings, mut meter: Meter) -> Result<Outcome> {
    let comparer = Comparer::new(&rows, settings)?;
    let compared = compare(&rows, settings, &comparer)?;
    meter.done("block and compare");
    let (model, training) = train(&rows, settings, &comparer, &compared)?;
    meter.done("train");
    let scorer = Scorer::new(&rows, settings, &model, comparer.layout());
    let pairs = scorer.pairs(
        &compared,
        settings.output_probability,
        parallel::threads(settings.threads),
    )?;
    meter.done("score");
    let pairs_compared = compared.by_rule.iter().sum();
    let patterns = compared.counts();
    let by_rule = compared.by_rule;
    drop(compared.chunks);
    let (clusters, cluster_report) = cluster(&rows, &settings.clusters, &comparer, &scorer, &pairs);
    meter.done("cluster");
    let blocking = settings.blocking.iter().zip(by_rule).zip(&rows.skipped);
    let report = Report {
        rows: rows.len(),
        sources: sources(&rows),
        blocking: blocking
            .map(|((rule, pairs), skipped)| RuleCount {
                keys: rule.keys.clone(),
                pairs,
                skipped: skipped.clone(),
            })
            .collect(),
        pairs_compared,
        pairs_written: pairs.len() as u64,
        training,
        model: model.clone(),
        clusters: cluster_report,
        stages: meter.stages,
    };
    Ok(Outcome { rows, patterns, model, pairs, clusters, report })
}

/// Links the tables and writes `pairs.parquet`, `clusters.parquet` and `report.json` into a folder.
pub async fn link(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
    out: &Path,
) -> Result<Outcome> {
    std::fs::create_dir_all(out)
        .map_err(|source| LinkageError::File { path: out.to_path_buf(), source })?;
    let mut outcome = link_in_memory(context, settings, inputs).await?;
    let mut meter = Meter::start();
    output::pairs(&out.join("pairs.parquet"), &outcome.rows, &outcome.pairs)?;
    output::clusters(&out.join("clusters.parquet"), &outcome.rows, &outcome.clusters)?;
    meter.done("write");
    outcome.report.stages.append(&mut meter.stages);
    output::report(&out.join("report.json"), &outcome.report)?;
    Ok(outcome)
}

fn sources(rows: &Rows) -> Vec<SourceCount> {
    let mut counts = vec![0_usize; rows.sources.len()];
    for &source in &rows.source {
        counts[usize::from(source)] += 1;
    }
    rows.sources
        .iter()
        .zip(counts)
        .map(|(source, rows)| SourceCount { source: source.clone(), rows })
        .collect()
}
