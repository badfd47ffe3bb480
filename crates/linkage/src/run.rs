//! A whole run, stage by stage.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use datafusion::prelude::SessionContext;

use crate::blocking::{self, Suggestions};
use crate::clerical::{self, ClericalSample, Estimate, Judgement};
use crate::cluster::{Clustered, Refused, begins, cluster};
use crate::compare::Comparer;
use crate::entity::{self, Entity};
use crate::error::{LinkageError, Result};
use crate::evaluate::{ByRecord, Evaluation, evaluate};
use crate::explain::Explanation;
use crate::frequencies::Frequencies;
use crate::meter::Meter;
use crate::model::Model;
use crate::output;
use crate::parallel;
use crate::patterns::{Compared, compare};
use crate::pinned::PinnedModel;
use crate::report::{Report, SourceCount};
use crate::rows::Rows;
use crate::score::{ScoredPair, Scorer};
use crate::settings::Settings;
use crate::settle::{SettledPair, settled};
use crate::standardise::{Input, standardise, standardise_pinned};
use crate::stop;
use crate::threshold::{self, Threshold};
use crate::train::{Judged, TrainingReport, train};
use crate::unlinkable::{self, Unlinkable};

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
    /// Pairs at or above the threshold that joined nothing, and why, strongest first.
    pub refused: Vec<(ScoredPair, Refused)>,
    /// Frequencies of the pinned model, where the run had one.
    pinned: Option<Arc<Frequencies>>,
}

impl Outcome {
    /// Record id and cluster id (the smallest record id of the cluster), in order of record id.
    pub fn memberships(&self) -> impl Iterator<Item = (String, String)> + '_ {
        (0..)
            .zip(&self.clusters)
            .map(|(row, cluster)| (self.rows.ids.text(row), self.rows.ids.text(*cluster)))
    }

    /// Why the two rows of each pair match or do not: the weight, and what each comparison adds.
    /// One call for many pairs: what all of them need is worked out once.
    pub fn explain(&self, settings: &Settings, pairs: &[(u32, u32)]) -> Result<Vec<Explanation>> {
        explain_rows(&self.rows, settings, &self.model, self.pinned.as_deref(), pairs)
    }

    /// Why the cluster of a record is as it is: its pairs, how it grew, its weakest bridge, and what
    /// was kept out of it.
    pub fn entity(&self, settings: &Settings, id: &str) -> Result<Entity> {
        let row = self.rows.row(id).ok_or_else(|| LinkageError::NoRecord { id: id.into() })?;
        entity::explain(self, settings, row)
    }

    /// How well pairs and clusters agree with labels, in all and by group.
    pub fn evaluate(
        &self,
        settings: &Settings,
        labels: &ByRecord,
        groups: Option<&ByRecord>,
    ) -> Result<Evaluation> {
        evaluate(self, settings, &settled(self, settings)?, labels, groups)
    }

    /// About `size` pairs for a person to judge, drawn at random from strata of match probability.
    #[must_use]
    pub fn clerical_sample(&self, settings: &Settings, size: usize) -> ClericalSample {
        clerical::sample(self, settings, size)
    }

    /// Precision and recall as judged pairs of [`Self::clerical_sample`] tell them, with intervals.
    pub fn estimate(&self, settings: &Settings, judged: &[Judgement]) -> Result<Estimate> {
        clerical::estimate(self, settings, judged)
    }

    /// What the model itself expects of each threshold, from the lowest up.
    #[must_use]
    pub fn thresholds(&self) -> Vec<Threshold> {
        threshold::thresholds(self)
    }

    /// Share of records that say too little to be linked at each threshold, even with themselves. Of more
    /// than 50,000 records every so many is looked at.
    pub fn unlinkables(&self, settings: &Settings) -> Result<Vec<Unlinkable>> {
        unlinkable::unlinkable(self, settings)
    }

    /// Blocking rules by measured cost and recall.
    #[must_use]
    pub fn suggest_rules(&self) -> Suggestions {
        blocking::suggest(self)
    }

    /// Does work that compares and scores further pairs of the run.
    pub(crate) fn scoring<T>(
        &self,
        settings: &Settings,
        work: impl FnOnce(&Comparer<'_>, &Scorer<'_>) -> T,
    ) -> Result<T> {
        let comparer = Comparer::new(&self.rows, settings)?;
        let pinned = self.pinned.as_deref();
        let scorer = Scorer::new(&self.rows, settings, &self.model, pinned, comparer.layout());
        Ok(work(&comparer, &scorer))
    }

    /// The model with all that its answers depend on, to be saved and applied to other records.
    pub fn pin(&self, settings: &Settings) -> Result<PinnedModel> {
        PinnedModel::of(&self.rows, settings, &self.model)
    }
}

pub(crate) fn explain_rows(
    rows: &Rows,
    settings: &Settings,
    model: &Model,
    pinned: Option<&Frequencies>,
    pairs: &[(u32, u32)],
) -> Result<Vec<Explanation>> {
    let comparer = Comparer::new(rows, settings)?;
    let scorer = Scorer::new(rows, settings, model, pinned, comparer.layout());
    let mut scratch = comparer.scratch();
    let explained = pairs.iter().map(|&(left, right)| {
        let pair = (left.min(right), left.max(right));
        scorer.explain(&comparer, settings, pair, &mut scratch)
    });
    Ok(explained.collect())
}

/// Links the tables under a pinned model; of the first `existing` tables only pairs with a record
/// of the others count.
pub(crate) async fn apply(
    context: &SessionContext,
    pinned: &PinnedModel,
    inputs: &[Input],
    existing: usize,
) -> Result<Outcome> {
    let mut meter = Meter::start();
    let rows = standardise_pinned(context, pinned, inputs, existing).await?;
    meter.done("standardise");
    let pinned = pinned.clone();
    stop::while_awaited(move || {
        after_standardise(
            rows,
            &pinned.settings,
            meter,
            Teaching::Pinned(&pinned.model, &pinned.frequencies),
            compare,
        )
    })
    .await
}

/// Links the tables and keeps everything in memory. Dropped before it is done, the run ends at its next
/// step.
pub async fn link_in_memory(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
) -> Result<Outcome> {
    link_taught_in_memory(context, settings, inputs, &[]).await
}

/// As [`link_in_memory`], with a model that learns from judged pairs besides.
pub async fn link_taught_in_memory(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
    judged: &[Judgement],
) -> Result<Outcome> {
    let mut meter = Meter::start();
    let rows = standardise(context, settings, inputs).await?;
    meter.done("standardise");
    let (settings, judged) = (settings.clone(), judged.to_vec());
    stop::while_awaited(move || {
        after_standardise(rows, &settings, meter, Teaching::Trained(&judged), compare)
    })
    .await
}

/// Where a run has its model from.
#[derive(Clone, Copy)]
pub(crate) enum Teaching<'a> {
    /// Learned from the pairs, and from what people judged of some.
    Trained(&'a [Judgement]),
    /// Learned before.
    Pinned(&'a Model, &'a Arc<Frequencies>),
}

/// Compares as `comparing` does, trains, scores and clusters.
pub(crate) fn after_standardise(
    rows: Rows,
    settings: &Settings,
    mut meter: Meter,
    teaching: Teaching<'_>,
    comparing: impl FnOnce(&Rows, &Settings, &Comparer<'_>) -> Result<Compared>,
) -> Result<Outcome> {
    let comparer = Comparer::new(&rows, settings)?;
    let candidates = comparing(&rows, settings, &comparer)?;
    meter.done("block and compare");
    let (model, training, frequencies) = match teaching {
        Teaching::Pinned(model, frequencies) => {
            (model.clone(), TrainingReport::default(), Some(Arc::clone(frequencies)))
        }
        Teaching::Trained(_) if candidates.patterns.is_empty() => {
            return Err(LinkageError::NoPairs { why: blocking::why_none(&rows, settings) });
        }
        Teaching::Trained(judged) => {
            let judged = Judged::of(&rows, settings, &comparer, judged);
            let (model, training) = train(&rows, settings, &comparer, &candidates, &judged)?;
            (model, training, None)
        }
    };
    meter.done("train");
    stop::check("train")?;
    let scorer = Scorer::new(&rows, settings, &model, frequencies.as_deref(), comparer.layout());
    let threads = parallel::threads(settings.threads);
    let (pairs, matches) = scorer.pairs(&candidates, settings.output_probability, threads)?;
    let pairs_compared = candidates.by_rule.iter().sum();
    let patterns = candidates.counts();
    let by_rule = candidates.by_rule;
    drop(candidates.chunks);
    let pairs = by_rows(rows.len(), &pairs, |pair| (pair.left, pair.right));
    meter.done("score");
    let Clustered { clusters, report: cluster_report, refused } =
        cluster(&rows, &settings.clusters, &comparer, &scorer, &pairs, threads)?;
    meter.done("cluster");
    let (blocking, unseen) =
        blocking::told(&rows, settings, &by_rule, &candidates.patterns, &matches);
    let report = Report {
        rows: rows.len(),
        sources: sources(&rows),
        blocking,
        unseen,
        pairs_compared,
        pairs_written: pairs.len() as u64,
        training,
        model: model.clone(),
        clusters: cluster_report,
        stages: meter.stages,
    };
    Ok(Outcome { rows, patterns, model, pairs, clusters, report, refused, pinned: frequencies })
}

/// Links the tables and writes `pairs.parquet`, `clusters.parquet` and `report.json` into a folder.
pub async fn link(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
    out: &Path,
) -> Result<Outcome> {
    link_taught(context, settings, inputs, &[], out).await
}

/// As [`link`], with a model that learns from judged pairs besides. Precision and recall are
/// estimated ([`Outcome::estimate`]) from other judgements than these.
pub async fn link_taught(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
    judged: &[Judgement],
    out: &Path,
) -> Result<Outcome> {
    write(link_taught_in_memory(context, settings, inputs, judged).await?, settings, out)
}

/// Writes what a run found into a folder.
pub(crate) fn write(outcome: Outcome, settings: &Settings, out: &Path) -> Result<Outcome> {
    let (outcome, _) = write_settled(outcome, settings, out)?;
    Ok(outcome)
}

/// As [`write`], and gives back what the pairs weigh that were written.
pub(crate) fn write_settled(
    mut outcome: Outcome,
    settings: &Settings,
    out: &Path,
) -> Result<(Outcome, Vec<SettledPair>)> {
    std::fs::create_dir_all(out)
        .map_err(|source| LinkageError::File { path: out.to_path_buf(), source })?;
    let mut meter = Meter::start();
    let settled = settled(&outcome, settings)?;
    outcome.report.pairs_written = settled.len() as u64;
    meter.done("settle");
    let mut files = output::Together::default();
    output::pairs(&mut files, &out.join("pairs.parquet"), &outcome.rows, &settled)?;
    let clusters = out.join("clusters.parquet");
    output::clusters(&mut files, &clusters, &outcome.rows, &outcome.clusters)?;
    meter.done("write");
    outcome.report.stages.append(&mut meter.stages);
    output::report(&mut files, &out.join("report.json"), &outcome.report)?;
    files.settle()?;
    Ok((outcome, settled))
}

/// Pairs in the order of their rows: dealt out by the left one, so that only those of one row are sorted.
pub(crate) fn by_rows<T: Copy>(
    rows: usize,
    parts: &[Vec<T>],
    of: impl Fn(&T) -> (u32, u32),
) -> Vec<T> {
    let Some(any) = parts.iter().flatten().next() else { return Vec::new() };
    let mut next = begins(rows, parts.iter().flatten().map(|pair| of(pair).0));
    let mut dealt = vec![*any; parts.iter().map(Vec::len).sum()];
    for pair in parts.iter().flatten() {
        let at = &mut next[of(pair).0 as usize];
        dealt[*at as usize] = *pair;
        *at += 1;
    }
    for of_left in dealt.chunk_by_mut(|a, b| of(a).0 == of(b).0) {
        of_left.sort_unstable_by_key(|pair| of(pair).1);
    }
    dealt
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
