//! Labels, groups and judgements from tables of the session.

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::prelude::SessionContext;
use futures::StreamExt;

use super::ByRecord;
use crate::error::{LinkageError, Result};

/// Columns of a table as text, row by row; rows where the first is missing are left out.
pub(crate) async fn texts(
    context: &SessionContext,
    table: &str,
    columns: &[&str],
) -> Result<Vec<Vec<String>>> {
    let failed = LinkageError::plan("reading labels");
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let named: Vec<String> =
        columns.iter().map(|name| format!("CAST({} AS VARCHAR)", quoted(name))).collect();
    let named: Vec<String> =
        named.iter().enumerate().map(|(at, column)| format!("{column} AS c{at}")).collect();
    let sql = format!("SELECT {} FROM {}", named.join(", "), quoted(table));
    let frame = context.sql(&sql).await.map_err(&failed)?;
    let mut stream = frame.execute_stream().await.map_err(&failed)?;
    let mut rows = Vec::new();
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(&failed)?;
        let cast = |array: &ArrayRef| {
            let utf8 = datafusion::arrow::datatypes::DataType::Utf8;
            datafusion::arrow::compute::cast(array, &utf8).map_err(|e| failed(e.into()))
        };
        let arrays = batch.columns().iter().map(cast).collect::<Result<Vec<_>>>()?;
        for row in 0..batch.num_rows() {
            if arrays[0].is_null(row) {
                continue;
            }
            let text = |array: &ArrayRef| {
                let array = array.as_string::<i32>();
                if array.is_null(row) { String::new() } else { array.value(row).to_owned() }
            };
            rows.push(arrays.iter().map(text).collect());
        }
    }
    Ok(rows)
}

/// A text for each record, such as its label or its group, from a table of the session; `id` names
/// the column of the record's id and `text` that of the text. Records without a text are left out.
pub async fn by_record(
    context: &SessionContext,
    table: &str,
    id: &str,
    text: &str,
) -> Result<ByRecord> {
    let rows = texts(context, table, &[id, text]).await?;
    let pair = |row: Vec<String>| {
        let mut row = row.into_iter();
        Some((row.next()?, row.next()?))
    };
    Ok(rows.into_iter().filter_map(pair).filter(|(_, text)| !text.is_empty()).collect())
}
