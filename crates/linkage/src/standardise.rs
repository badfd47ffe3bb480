//! Stage *standardise*: the tables become rows of clean columns and blocking keys.

use datafusion::arrow::datatypes::DataType;
use datafusion::prelude::SessionContext;
use futures::StreamExt;

use crate::error::{LinkageError, Result};
use crate::rows::{Rows, RowsBuilder};
use crate::settings::Settings;

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
    let schema = schema(context, input).await?;
    let raw: Vec<&str> = schema.iter().map(|(name, _)| name.as_str()).collect();
    let mut inner: Vec<String> = raw
        .iter()
        .filter(|name| !settings.standardise.contains_key(**name))
        .map(|name| quoted(name))
        .collect();
    inner.extend(
        settings
            .standardise
            .iter()
            .map(|(name, expression)| format!("{expression} AS {}", quoted(name))),
    );
    for (place, name) in [("id", Some(&settings.id)), ("source", settings.source.as_ref())] {
        if let Some(name) = name
            && !raw.contains(&name.as_str())
        {
            return Err(missing(input, name, place));
        }
    }
    let columns = settings.columns();
    for name in &columns {
        if !raw.contains(&name.as_str()) && !settings.standardise.contains_key(name) {
            return Err(missing(input, name, "comparison"));
        }
    }
    let id = if integer(&schema, &settings.id) { "BIGINT" } else { "VARCHAR" };
    let source = settings.source.as_ref().map_or_else(
        || format!("'{}'", input.source.replace('\'', "''")),
        |column| format!("CAST({} AS VARCHAR)", quoted(column)),
    );
    let mut outer = vec![
        format!("CAST({} AS {id}) AS id", quoted(&settings.id)),
        format!("{source} AS source"),
    ];
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

/// Runs the stage over every table.
pub async fn standardise(
    context: &SessionContext,
    settings: &Settings,
    inputs: &[Input],
) -> Result<Rows> {
    settings.check()?;
    crate::functions::register(context)?;
    let mut integer_ids = true;
    for input in inputs {
        integer_ids &= integer(&schema(context, input).await?, &settings.id);
    }
    let rule_keys = settings.blocking.iter().map(|r| r.keys.len()).collect();
    let mut builder = RowsBuilder::new(&settings.columns(), rule_keys, integer_ids);
    for input in inputs {
        let sql = standardise_sql(context, settings, input).await?;
        let failed = LinkageError::plan("standardising");
        let frame = context.sql(&sql).await.map_err(&failed)?;
        let mut stream = frame.execute_stream().await.map_err(&failed)?;
        while let Some(batch) = stream.next().await {
            builder.push(&batch.map_err(&failed)?, &input.table, &settings.id)?;
        }
    }
    builder.finish(settings.largest_block)
}

async fn schema(context: &SessionContext, input: &Input) -> Result<Vec<(String, DataType)>> {
    let table = context
        .table(format!("\"{}\"", input.table.replace('"', "\"\"")))
        .await
        .map_err(LinkageError::plan("looking up a table"))?;
    Ok(table.schema().fields().iter().map(|f| (f.name().clone(), f.data_type().clone())).collect())
}

fn integer(schema: &[(String, DataType)], id: &str) -> bool {
    schema.iter().any(|(name, kind)| name == id && kind.is_integer())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn missing(input: &Input, column: &str, place: &str) -> LinkageError {
    LinkageError::MissingColumn {
        table: input.table.clone(),
        column: column.into(),
        place: place.into(),
    }
}
