//! Stage *standardise*: the tables become rows of clean columns and blocking keys.

use std::sync::Arc;

use datafusion::arrow::array::{RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema as ArrowSchema};
use datafusion::common::DFSchema;
use datafusion::error::DataFusionError;
use datafusion::physical_plan::statistics::{StatisticsArgs, StatisticsContext};
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::SessionContext;
use futures::StreamExt;

use crate::error::{LinkageError, Result};
use crate::functions::lists::is_list;
use crate::parallel;
use crate::pinned::PinnedModel;
use crate::rows::{
    Bounds, Derived, Interner, Keep, KeySource, Keys, Rows, RowsBuilder, Texts, is_text,
};
use crate::settings::{LinkType, Settings};

/// One table of a run: the name it is registered under in the session, and the name of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Source name, for `link` and for constraints by source.
    pub source: String,
    /// Table in the session.
    pub table: String,
}

impl Input {
    /// A table whose source has the same name.
    pub fn table(name: impl Into<String>) -> Self {
        let table = name.into();
        Self { source: table.clone(), table }
    }
}

/// The plan of the stage for one table, as SQL: `id`, `source`, every column a comparison reads,
/// and then every blocking key, all as text.
pub async fn standardise_sql(
    context: &SessionContext,
    settings: &Settings,
    input: &Input,
) -> Result<String> {
    crate::functions::register(context)?;
    let (inner, schema) = inner(context, settings, input).await?;
    let columns = settings.columns();
    let mut outer = id_and_source(settings, input, &schema);
    outer.extend(
        columns.iter().map(|name| format!("nullif(CAST({0} AS VARCHAR), '') AS {0}", quoted(name))),
    );
    for (number, rule) in settings.blocking.iter().enumerate() {
        outer.extend(rule.keys.iter().enumerate().map(|(part, key)| {
            format!("nullif(CAST({key} AS VARCHAR), '') AS \"key {number}.{part}\"")
        }));
    }
    Ok(format!(
        "SELECT {}\nFROM (SELECT {}\n      FROM {})",
        outer.join(",\n       "),
        inner.join(",\n             "),
        quoted(&input.table)
    ))
}

/// The engine's own plan of one table: id, source, every column, and the keys computed row by row.
/// Keys over a single column are left to the column's distinct values.
async fn lean_sql(
    context: &SessionContext,
    settings: &Settings,
    input: &Input,
    keys: &Keys,
) -> Result<String> {
    let (inner, schema) = inner(context, settings, input).await?;
    let read = keys.read_by_rows();
    let filled = |name: &String| {
        let quoted = quoted(name);
        let text = schema.iter().any(|(n, kind)| n == name && is_text(kind));
        if text { format!("nullif({quoted}, '') AS {quoted}") } else { quoted }
    };
    let mut outer = id_and_source(settings, input, &schema);
    outer.extend(settings.columns().iter().map(|name| {
        let text = schema.iter().any(|(n, kind)| n == name && is_text(kind));
        let quoted = quoted(name);
        if text { quoted } else { format!("CAST({quoted} AS VARCHAR) AS {quoted}") }
    }));
    outer.extend(
        keys.of_rows
            .iter()
            .enumerate()
            .map(|(at, key)| format!("CAST({key} AS VARCHAR) AS \"key {at}\"")),
    );
    let from = format!("(SELECT {} FROM {})", inner.join(", "), quoted(&input.table));
    if read.is_empty() {
        return Ok(format!("SELECT {} FROM {from}", outer.join(", ")));
    }
    let names: Vec<String> = schema
        .iter()
        .map(|(name, _)| if read.contains(name) { filled(name) } else { quoted(name) })
        .collect();
    Ok(format!("SELECT {} FROM (SELECT {} FROM {from})", outer.join(", "), names.join(", ")))
}

/// Columns of the standardised table as SQL, and their names and types.
pub(crate) async fn inner(
    context: &SessionContext,
    settings: &Settings,
    input: &Input,
) -> Result<(Vec<String>, Schema)> {
    let raw = schema(context, input).await?;
    let names: Vec<&str> = raw.iter().map(|(name, _)| name.as_str()).collect();
    for (place, name) in [("id", Some(&settings.id)), ("source", settings.source.as_ref())] {
        if let Some(name) = name
            && !names.contains(&name.as_str())
        {
            return Err(missing(input, name, place));
        }
    }
    for name in &settings.columns() {
        if !names.contains(&name.as_str()) && !settings.standardise.contains_key(name) {
            return Err(missing(input, name, "comparison"));
        }
    }
    let compared = settings.columns();
    let joins = |name: &String, kind: &DataType| is_list(kind) && compared.contains(name);
    let mut inner: Vec<String> = raw
        .iter()
        .filter(|(name, _)| !settings.standardise.contains_key(name))
        .map(|(name, kind)| {
            let quoted = quoted(name);
            if joins(name, kind) { format!("joined({quoted}) AS {quoted}") } else { quoted }
        })
        .collect();
    inner.extend(
        settings
            .standardise
            .iter()
            .map(|(name, expression)| format!("{expression} AS {}", quoted(name))),
    );
    if settings.standardise.is_empty() {
        let as_text = |(name, kind): (String, DataType)| {
            let kind = if joins(&name, &kind) { DataType::Utf8 } else { kind };
            (name, kind)
        };
        return Ok((inner, raw.into_iter().map(as_text).collect()));
    }
    let sql = format!("SELECT {} FROM {}", inner.join(", "), quoted(&input.table));
    let frame = context.sql(&sql).await.map_err(LinkageError::plan("standardising"))?;
    Ok((inner, fields(frame.schema())))
}

fn id_and_source(settings: &Settings, input: &Input, schema: &Schema) -> Vec<String> {
    let id = if integer_id(schema, settings) {
        format!("CAST({} AS BIGINT)", quoted(&settings.id))
    } else {
        id_text(settings, input)
    };
    vec![format!("{id} AS id"), format!("{} AS source", source_text(settings, input))]
}

/// A record's id as text, in SQL.
pub(crate) fn id_text(settings: &Settings, input: &Input) -> String {
    let id = format!("CAST({} AS VARCHAR)", quoted(&settings.id));
    if settings.id_by_source {
        // A record of no source is of source "" everywhere.
        let source = source_text(settings, input);
        format!("CASE WHEN {source} IS NULL THEN '' ELSE {source} END || '/' || {id}")
    } else {
        id
    }
}

fn source_text(settings: &Settings, input: &Input) -> String {
    settings.source.as_ref().map_or_else(
        || format!("'{}'", input.source.replace('\'', "''")),
        |column| format!("CAST({} AS VARCHAR)", quoted(column)),
    )
}

fn integer_id(schema: &Schema, settings: &Settings) -> bool {
    !settings.id_by_source && integer(schema, &settings.id)
}

/// Runs the stage over every table.
pub async fn standardise(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
) -> Result<Rows> {
    settings.check()?;
    check_sources(settings, inputs)?;
    let rows = gather(context, settings, inputs, 0, Keep::UpTo(settings.largest_block)).await?;
    match &rows.sources[..] {
        [only] if settings.link_type == LinkType::Link => {
            Err(LinkageError::OneSource { name: only.clone() })
        }
        _ => Ok(rows),
    }
}

/// Where each table is a source, a source that the settings bind must be one of them. Where a column
/// names sources, one that is bound may have no row today.
fn check_sources(settings: &Settings, inputs: &[Input]) -> Result<()> {
    if settings.source.is_some() {
        return Ok(());
    }
    let is_there = |name: &&String| inputs.iter().any(|input| input.source == **name);
    let Some(name) = settings.clusters.one_per_source.iter().find(|name| !is_there(name)) else {
        return Ok(());
    };
    let known: Vec<&str> = inputs.iter().map(|input| input.source.as_str()).collect();
    Err(LinkageError::UnknownSource { name: name.clone(), known: known.join(", ") })
}

/// Runs the stage for a pinned model: the first `existing` tables are not new.
pub(crate) async fn standardise_pinned(
    context: &SessionContext,
    pinned: &PinnedModel,
    inputs: &[Input],
    existing: usize,
) -> Result<Rows> {
    gather(context, &pinned.settings, inputs, existing, Keep::Unless(&pinned.left_out)).await
}

async fn gather(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
    existing: usize,
    which: Keep<'_>,
) -> Result<Rows> {
    settings.check()?;
    crate::functions::register(context)?;
    let (mut integer_ids, mut schemas) = (true, Vec::new());
    for input in inputs {
        let (_, schema) = inner(context, settings, input).await?;
        integer_ids &= integer_id(&schema, settings);
        schemas.push(schema);
    }
    let text = |name: &str| schemas.iter().all(|s| s.iter().any(|(n, k)| n == name && is_text(k)));
    let keys = Keys::new(settings, text);
    let threads = parallel::threads(settings.threads);
    let mut builder = RowsBuilder::new(&settings.columns(), &keys, integer_ids, threads);
    for (at, input) in inputs.iter().enumerate() {
        if at == existing && existing > 0 {
            builder.rest_is_new()?;
        }
        let sql = lean_sql(context, settings, input, &keys).await?;
        let failed = LinkageError::plan("standardising");
        let frame = context.sql(&sql).await.map_err(&failed)?;
        let plan = frame.create_physical_plan().await.map_err(&failed)?;
        builder.expect(row_count(plan.as_ref()));
        let stream = execute_stream(plan, Arc::new(frame.task_ctx())).map_err(&failed)?;
        let mut stream = stream.ready_chunks(BATCHES);
        while let Some(batches) = stream.next().await {
            let batches: std::result::Result<Vec<_>, _> = batches.into_iter().collect();
            builder.push(&batches.map_err(&failed)?, &input.table, &settings.id)?;
        }
    }
    let read = builder.read();
    let mut derived = Derived::new();
    for (at, source) in keys.sources.iter().enumerate() {
        if let KeySource::OfColumn { column, expression } = source {
            let name = &settings.columns()[*column];
            derived.insert(at, of_values(context, name, read.values(*column), expression)?);
        }
    }
    let rules = settings.blocking.iter().map(|rule| rule.keys.join(", ")).collect();
    let (most_pairs, link) = (settings.most_pairs, settings.link_type);
    read.finish(&keys, derived, &Bounds { which, most_pairs, link, rules })
}

/// Rows that a plan gives, where its tables tell; else none.
fn row_count(plan: &dyn ExecutionPlan) -> usize {
    let told = StatisticsContext::new().compute(plan, &StatisticsArgs::new());
    told.ok().and_then(|told| told.num_rows.get_value().copied()).unwrap_or(0)
}

/// Batches handed over at once.
const BATCHES: usize = 16;

/// A key over one column, computed for each of its distinct values: the key's own distinct texts
/// and their numbers.
fn of_values(
    context: &SessionContext,
    name: &str,
    values: &Texts,
    expression: &str,
) -> Result<(Texts, Vec<u32>)> {
    const AT_ONCE: usize = 8_192;
    let failed = LinkageError::plan("computing a blocking key");
    let schema = Arc::new(ArrowSchema::new(vec![Field::new(name, DataType::Utf8, true)]));
    let named = DFSchema::try_from(Arc::clone(&schema)).map_err(&failed)?;
    let parsed = context.parse_sql_expr(&format!("CAST({expression} AS VARCHAR)"), &named);
    let key = context.create_physical_expr(parsed.map_err(&failed)?, &named).map_err(&failed)?;
    let mut interner = Interner::default();
    let texts: Vec<&str> = values.iter().collect();
    for part in texts.chunks(AT_ONCE) {
        let array: StringArray = part.iter().map(|t| Some(*t).filter(|t| !t.is_empty())).collect();
        let arrow = |e| failed(DataFusionError::from(e));
        let batch =
            RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(array)]).map_err(arrow)?;
        let keys = key.evaluate(&batch).and_then(|k| k.into_array(part.len())).map_err(&failed)?;
        interner.extend(&keys)?;
    }
    Ok(interner.into_parts())
}

pub(crate) type Schema = Vec<(String, DataType)>;

fn fields(schema: &DFSchema) -> Schema {
    schema.fields().iter().map(|f| (f.name().clone(), f.data_type().clone())).collect()
}

async fn schema(context: &SessionContext, input: &Input) -> Result<Schema> {
    let table = context
        .table(format!("\"{}\"", input.table.replace('"', "\"\"")))
        .await
        .map_err(LinkageError::plan("looking up a table"))?;
    Ok(fields(table.schema()))
}

fn integer(schema: &Schema, id: &str) -> bool {
    schema.iter().any(|(name, kind)| name == id && kind.is_integer())
}

pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn missing(input: &Input, column: &str, place: &str) -> LinkageError {
    LinkageError::MissingColumn {
        table: input.table.clone(),
        column: column.into(),
        place: place.into(),
    }
}
