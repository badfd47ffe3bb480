//! The engine: one DataFusion session for a run.

use std::{path::Path, sync::Arc};

use arrow::record_batch::RecordBatch;
use datafusion::{
    execution::{
        SendableRecordBatchStream, memory_pool::FairSpillPool, runtime_env::RuntimeEnvBuilder,
    },
    prelude::{ParquetReadOptions, SessionConfig, SessionContext},
};
use futures::StreamExt as _;

use crate::FusionError;

/// Memory of all operators together before they spill, bytes.
const POOL: usize = 6 << 30;
/// Plans at work at once.
const PARTITIONS: usize = 2;

/// A session whose operators spill before they take more than the pool.
pub(crate) fn session() -> Result<SessionContext, FusionError> {
    of_partitions(PARTITIONS)
}

/// A session that reads the rows of a table in their order.
pub(crate) fn ordered_session() -> Result<SessionContext, FusionError> {
    of_partitions(1)
}

fn of_partitions(partitions: usize) -> Result<SessionContext, FusionError> {
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(FairSpillPool::new(POOL)))
        .build_arc()
        .map_err(FusionError::engine("begin"))?;
    let config = SessionConfig::new()
        .with_target_partitions(partitions)
        .with_information_schema(false)
        .set_bool("datafusion.execution.parquet.schema_force_view_types", false);
    Ok(SessionContext::new_with_config_rt(config, runtime))
}

/// Makes a Parquet file, or a folder of them, a table.
pub(crate) async fn table(
    context: &SessionContext,
    name: &str,
    file: &Path,
) -> Result<(), FusionError> {
    context
        .register_parquet(name, file.to_string_lossy(), ParquetReadOptions::default())
        .await
        .map_err(FusionError::engine("open a table"))
}

/// Makes the entities of one source's mentions a table (`id`, `entity`), in the place of another source's; a source
/// without mentions has an empty one.
pub(crate) async fn entities(
    context: &SessionContext,
    name: &str,
    file: &Path,
) -> Result<(), FusionError> {
    context.deregister_table(name).map_err(FusionError::engine("open a table"))?;
    if file.exists() {
        table(context, name, file).await
    } else {
        view(context, name, "SELECT '' AS id, '' AS entity WHERE false").await
    }
}

/// Makes a query a table, run again by each that reads it.
pub(crate) async fn view(
    context: &SessionContext,
    name: &str,
    sql: &str,
) -> Result<(), FusionError> {
    let view = context.sql(sql).await.map_err(FusionError::engine("open a view"))?.into_view();
    context.register_table(name, view).map(|_| ()).map_err(FusionError::engine("open a view"))
}

/// Rows of a query as they come.
pub(crate) struct Stream {
    stage: &'static str,
    inner: SendableRecordBatchStream,
}

/// Begins a query.
pub(crate) async fn query(
    context: &SessionContext,
    stage: &'static str,
    sql: &str,
) -> Result<Stream, FusionError> {
    let frame = context.sql(sql).await.map_err(FusionError::engine(stage))?;
    let inner = frame.execute_stream().await.map_err(FusionError::engine(stage))?;
    Ok(Stream { stage, inner })
}

impl Stream {
    /// The next batch.
    pub(crate) async fn next(&mut self) -> Result<Option<RecordBatch>, FusionError> {
        self.inner.next().await.transpose().map_err(FusionError::engine(self.stage))
    }
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("stage", &self.stage).finish_non_exhaustive()
    }
}
