//! `linli link`: record linkage for anyone's table.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use linkage::{Extras, Questions, Report, Settings};
use serde::Serialize;

use crate::terminal::{Outcome, Terminal};

/// Link the records of anyone's table.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Settings: blocking rules, comparisons, thresholds (TOML).
    #[arg(long)]
    settings: PathBuf,
    /// A table (Parquet or CSV); several to link across.
    #[arg(long, required = true, num_args = 1..)]
    input: Vec<PathBuf>,
    /// Folder for pairs.parquet, clusters.parquet, report.json and the page report.html.
    #[arg(long)]
    out: PathBuf,
    /// Labels to judge the run by: the id column and `label`, `cluster` or `entity`.
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// Tell errors against the labels apart by this column of the tables.
    #[arg(long, value_name = "COLUMN", requires = "labels")]
    group: Option<String>,
    /// Draw about this many pairs for clerical review, as clerical.csv.
    #[arg(long, value_name = "PAIRS")]
    clerical: Option<usize>,
    /// Estimate precision and recall from clerical.csv with its judgements filled in.
    #[arg(long, value_name = "FILE")]
    judged: Option<PathBuf>,
    /// Learn from clerical.csv with its judgements filled in. Estimate from another one.
    #[arg(long, value_name = "FILE")]
    learn: Option<PathBuf>,
    /// Look for better blocking rules.
    #[arg(long)]
    suggest: bool,
    /// Explain the entity of this record, in entities.html; may be given several times.
    #[arg(long, value_name = "ID")]
    entity: Vec<String>,
    /// Explain why two records match or do not, in pairs.html; may be given several times.
    #[arg(long, num_args = 2, value_names = ["ID", "ID"])]
    pair: Vec<String>,
}

/// What the command prints.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    report: Report,
    #[serde(flatten)]
    quality: Extras,
}

/// Runs the command.
pub(crate) async fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome> {
    let shown = arguments.settings.display();
    let text =
        std::fs::read_to_string(&arguments.settings).with_context(|| format!("read {shown}"))?;
    let settings = Settings::from_toml(&text).with_context(|| format!("{shown}"))?;
    let questions = Questions {
        labels: arguments.labels.clone(),
        group: arguments.group.clone(),
        clerical: arguments.clerical,
        judged: arguments.judged.clone(),
        learn: arguments.learn.clone(),
        suggest: arguments.suggest,
        entities: arguments.entity.clone(),
        pairs: pairs(&arguments.pair),
    };
    terminal.stage("link", 0);
    let (outcome, quality) =
        linkage::link_files(&settings, &arguments.input, &arguments.out, &questions).await?;
    let told = Told { report: outcome.report, quality };
    terminal.result(&told, |told| human(told, arguments))?;
    Ok(Outcome::Done)
}

fn pairs(ids: &[String]) -> Vec<(String, String)> {
    let pair = |ids: &[String]| Some((ids.first()?.clone(), ids.get(1)?.clone()));
    ids.chunks(2).filter_map(pair).collect()
}

/// What a person should know of the rules before believing the rest.
fn warnings(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, rule) in report.blocking.iter().enumerate() {
        let (keys, skipped) = (rule.keys.join(", "), &rule.skipped);
        if skipped.blocks > 0 {
            lines.push(format!(
                "warning: rule {at} ({keys}): {} of its blocks are larger than largest_block and were left out, with {} rows, {} of them in the largest",
                skipped.blocks, skipped.rows, skipped.largest
            ));
        } else if rule.all_pairs == 0 {
            lines.push(format!("warning: rule {at} ({keys}) finds no pair"));
        }
    }
    lines.extend(report.training.warnings.iter().map(|warning| format!("warning: {warning}")));
    lines
}

fn human(told: &Told, arguments: &Arguments) -> String {
    let report = &told.report;
    let mut lines = vec![format!(
        "{} records, {} pairs compared, {} entities of two records or more",
        report.rows, report.pairs_compared, report.clusters.joined
    )];
    for stage in &report.stages {
        let cpu_s = stage.cpu_s.unwrap_or_default();
        lines.push(format!("{:<20} {:>8.2} s wall {cpu_s:>8.2} s CPU", stage.stage, stage.wall_s));
    }
    let learned = report.training.judged;
    if learned != linkage::Learned::default() {
        lines.push(format!(
            "learned from {} pairs judged the same and {} judged different; {} found by no blocking rule taught nothing",
            learned.same, learned.different, learned.unused
        ));
    }
    if let Some(missed) = report.unseen.missed_matches {
        lines.push(format!(
            "at least {missed:.0} matches are probably found by no blocking rule; {} records share no block",
            report.unseen.rows_in_no_block
        ));
    }
    lines.extend(warnings(report));
    if let Some(labelled) = &told.quality.evaluation {
        let run = &labelled.run;
        if let Some(best) = &labelled.best_pairs {
            lines.push(format!(
                "pairs: best F1 {:.4} (precision {:.4}, recall {:.4}) at match weight {:.1}",
                best.f1, best.precision, best.recall, best.match_weight
            ));
        }
        lines.push(format!(
            "entities: F1 {:.4} (precision {:.4}, recall {:.4}), B³ F1 {:.4}",
            run.f1, run.precision, run.recall, run.b3_f1
        ));
    }
    if let Some(judged) = &told.quality.estimate {
        for (name, of) in [("precision", judged.precision), ("recall", judged.recall)] {
            lines.push(match of {
                Some(of) => {
                    format!("{name} {:.4}, 95 % interval {:.4} to {:.4}", of.share, of.low, of.high)
                }
                None => format!("{name}: too few judged pairs"),
            });
        }
    }
    for rule in told.quality.suggestions.iter().flat_map(|found| &found.rules) {
        lines.push(format!(
            "rule worth trying: {} ({:.0} pairs, recall {:.3}, {:.4} with those before)",
            rule.keys.join(" + "),
            rule.pairs,
            rule.recall,
            rule.recall_so_far
        ));
    }
    lines.push(format!("written to {}", arguments.out.display()));
    lines.join("\n")
}
