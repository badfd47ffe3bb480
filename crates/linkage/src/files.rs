//! Linking files: anyone's table, without a session of one's own.

use std::path::{Path, PathBuf};

use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionConfig, SessionContext};

use crate::clerical::judgements;
use crate::error::{LinkageError, Result};
use crate::evaluate::read::{by_record, texts};
use crate::evaluate::{ByRecord, evaluate};
use crate::output;
use crate::page::{Extras, entities_page, pairs_page, run_page};
use crate::run::{link_taught_in_memory, write_settled};
use crate::{Input, Outcome, Settings};

/// What a run over files is asked besides linking.
#[derive(Debug, Clone, Default)]
pub struct Questions {
    /// A file of labels: the settings' id column (or `id`), and `label`, `cluster` or `entity`.
    pub labels: Option<PathBuf>,
    /// A column of the tables by which errors against the labels are told apart.
    pub group: Option<String>,
    /// Pairs to draw for clerical review, written as `clerical.csv`.
    pub clerical: Option<usize>,
    /// A clerical review with its judgements filled in.
    pub judged: Option<PathBuf>,
    /// A clerical review with its judgements filled in that the model learns from.
    pub learn: Option<PathBuf>,
    /// Whether to look for better blocking rules.
    pub suggest: bool,
    /// Records whose entities are explained in `entities.html`.
    pub entities: Vec<String>,
    /// Pairs of records whose evidence is told in `pairs.html`, whether or not blocking finds them.
    pub pairs: Vec<(String, String)>,
}

/// Links Parquet or CSV files, each a source named by its file, and writes into `out`: pairs, clusters,
/// `report.json`, the page `report.html`, and what the questions ask for (`quality.json`, `clerical.csv`,
/// `entities.html`, `pairs.html`). The columns of a CSV file are taken as text.
pub async fn link_files(
    settings: &Settings,
    inputs: &[PathBuf],
    out: &Path,
    questions: &Questions,
) -> Result<(Outcome, Extras)> {
    let context = SessionContext::new_with_config(SessionConfig::new());
    let tables = tables(settings, inputs)?;
    for (input, path) in tables.iter().zip(inputs) {
        register(&context, &input.table, path).await?;
    }
    // Files that cannot be read are told before the run, not after it.
    let labels = match &questions.labels {
        Some(path) => Some(labels(&context, settings, path).await?),
        None => None,
    };
    let groups = match &questions.group {
        Some(column) => Some(groups(&context, settings, &tables, column).await?),
        None => None,
    };
    let judged = match &questions.judged {
        Some(path) => {
            register(&context, "judged", path).await?;
            Some(judgements(&context, "judged").await?)
        }
        None => None,
    };
    let learn = match &questions.learn {
        Some(path) => {
            register(&context, "learn", path).await?;
            judgements(&context, "learn").await?
        }
        None => Vec::new(),
    };
    let outcome = link_taught_in_memory(&context, settings, &tables, &learn).await?;
    let (outcome, settled) = write_settled(outcome, settings, out)?;
    let mut extras = Extras::default();
    if let Some(labels) = &labels {
        let judged = evaluate(&outcome, settings, &settled, labels, groups.as_ref())?;
        extras.evaluation = Some(judged);
    }
    drop(settled);
    if let Some(judged) = &judged {
        extras.estimate = Some(outcome.estimate(settings, judged)?);
    }
    if questions.suggest {
        extras.suggestions = Some(outcome.suggest_rules());
    }
    output::whole(&out.join("report.html"), &run_page(&outcome, settings, &extras)?)?;
    if extras != Extras::default() {
        let told = serde_json::to_string_pretty(&extras)? + "\n";
        output::whole(&out.join("quality.json"), &told)?;
    }
    if let Some(size) = questions.clerical {
        let sample = outcome.clerical_sample(settings, size);
        output::whole(&out.join("clerical.csv"), &sample.csv(&outcome))?;
    }
    if !questions.entities.is_empty() {
        let asked = questions.entities.iter();
        let entities = asked.map(|id| outcome.entity(settings, id)).collect::<Result<Vec<_>>>()?;
        output::whole(&out.join("entities.html"), &entities_page(&outcome, &entities))?;
    }
    if !questions.pairs.is_empty() {
        let row = |id: &String| {
            outcome.rows.row(id).ok_or_else(|| LinkageError::NoRecord { id: id.clone() })
        };
        let asked = questions.pairs.iter().map(|(left, right)| Ok((row(left)?, row(right)?)));
        let told = outcome.explain(settings, &asked.collect::<Result<Vec<_>>>()?)?;
        output::whole(&out.join("pairs.html"), &pairs_page(&told))?;
    }
    Ok((outcome, extras))
}

/// A table for each file, its source named by the file. Two files of one name would be one source
/// unawares, unless a column names the sources.
fn tables(settings: &Settings, files: &[PathBuf]) -> Result<Vec<Input>> {
    let mut tables: Vec<Input> = Vec::new();
    for (number, path) in files.iter().enumerate() {
        let table = format!("input_{number}");
        let source = path
            .file_stem()
            .map_or_else(|| table.clone(), |stem| stem.to_string_lossy().into_owned());
        let before = tables.iter().position(|input| input.source == source);
        if let Some(first) = before.and_then(|at| files.get(at))
            && settings.source.is_none()
        {
            return Err(LinkageError::SameSource {
                first: first.clone(),
                second: path.clone(),
                name: source,
            });
        }
        tables.push(Input { source, table });
    }
    Ok(tables)
}

async fn labels(context: &SessionContext, settings: &Settings, path: &Path) -> Result<ByRecord> {
    register(context, "labels", path).await?;
    let columns = columns(context, "labels").await?;
    let named = |names: &[&str]| {
        let found = names.iter().find(|name| columns.iter().any(|c| c == *name));
        found.map(|name| (*name).to_owned()).ok_or_else(|| LinkageError::LabelColumn {
            path: path.to_path_buf(),
            needed: names.join(" or "),
        })
    };
    let id = named(&[&settings.id, "id"])?;
    let label = named(&["label", "cluster", "entity"])?;
    by_record(context, "labels", &id, &label).await
}

async fn groups(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
    column: &str,
) -> Result<ByRecord> {
    let mut groups = ByRecord::new();
    for input in inputs {
        if !columns(context, &input.table).await?.iter().any(|name| name == column) {
            return Err(LinkageError::MissingColumn {
                table: input.source.clone(),
                column: column.to_owned(),
                place: "the group".into(),
            });
        }
        let by_source = settings.source.as_deref().filter(|_| settings.id_by_source);
        let asked: Vec<&str> =
            [settings.id.as_str(), column].into_iter().chain(by_source).collect();
        for row in texts(context, &input.table, &asked).await? {
            let mut row = row.into_iter();
            let (Some(id), Some(group)) = (row.next(), row.next()) else { continue };
            let source = row.next().unwrap_or_else(|| input.source.clone());
            let id = if settings.id_by_source { format!("{source}/{id}") } else { id };
            if !group.is_empty() {
                groups.push((id, group));
            }
        }
    }
    Ok(groups)
}

async fn columns(context: &SessionContext, table: &str) -> Result<Vec<String>> {
    let failed = LinkageError::plan("looking up a table");
    let frame = context.table(table).await.map_err(failed)?;
    Ok(frame.schema().fields().iter().map(|field| field.name().clone()).collect())
}

async fn register(context: &SessionContext, table: &str, path: &Path) -> Result<()> {
    // A file that is not there would otherwise be an empty table.
    std::fs::metadata(path)
        .map_err(|source| LinkageError::File { path: path.to_path_buf(), source })?;
    let name = path.to_string_lossy();
    let read = if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        let mut options = CsvReadOptions::new();
        // No rows to infer from: every column is text, so that 007 stays 007.
        options.schema_infer_max_records = 0;
        context.register_csv(table, name, options).await
    } else {
        context.register_parquet(table, name, ParquetReadOptions::default()).await
    };
    read.map_err(|source| LinkageError::Plan {
        doing: "reading an input file",
        source: Box::new(source),
    })
}
