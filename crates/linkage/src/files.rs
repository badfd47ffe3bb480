//! Linking files: anyone's table, without a session of one's own.

use std::path::{Path, PathBuf};

use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionConfig, SessionContext};

use crate::{
    Input, Outcome, Settings,
    error::{LinkageError, Result},
    run::link,
};

/// Links Parquet or CSV files, each a source named by its file, and writes pairs, clusters and
/// the report into `out`. The columns of a CSV file are taken as text.
pub async fn link_files(settings: &Settings, inputs: &[PathBuf], out: &Path) -> Result<Outcome> {
    let context = SessionContext::new_with_config(SessionConfig::new());
    let mut tables = Vec::new();
    for (number, path) in inputs.iter().enumerate() {
        let table = format!("input_{number}");
        register(&context, &table, path).await?;
        let source = path
            .file_stem()
            .map_or_else(|| table.clone(), |stem| stem.to_string_lossy().into_owned());
        tables.push(Input { source, table });
    }
    link(&context, settings, &tables, out).await
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
