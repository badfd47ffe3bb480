//! The blocking keys of records as numbers: to find, in an index of records that were linked before, those that a
//! new record would be compared with.

use std::collections::HashSet;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::prelude::SessionContext;
use futures::StreamExt;

use crate::error::{LinkageError, Result};
use crate::frequencies::fingerprint;
use crate::pinned::PinnedModel;
use crate::rows::is_text;
use crate::standardise::{Input, id_text, inner, quoted};

/// The keys of some records. Records that share the key of a rule are compared by it. Two keys may share a number by
/// chance (one in 2^64): whoever finds records by number lets [`PinnedModel::link_new`] decide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockKeys {
    /// Ids of the records, in the order of the table.
    pub ids: Vec<String>,
    /// By rule, the key of each record; 0 where it has none, or where the model leaves the block out.
    pub keys: Vec<Vec<u64>>,
}

/// The keys of a table's records, batch by batch.
pub struct BlockKeyStream {
    stream: SendableRecordBatchStream,
    /// Columns of each rule's keys in a batch.
    rules: Vec<Vec<usize>>,
    left_out: Vec<HashSet<String>>,
}

impl std::fmt::Debug for BlockKeyStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BlockKeyStream").field("rules", &self.rules).finish_non_exhaustive()
    }
}

impl PinnedModel {
    /// Works out the keys of a table's records. They come in the order of the table where the session has one
    /// partition.
    pub async fn block_keys(
        &self,
        context: &SessionContext,
        input: &Input,
    ) -> Result<BlockKeyStream> {
        crate::functions::register(context)?;
        let settings = &self.settings;
        let (columns, schema) = inner(context, settings, input).await?;
        let filled = schema.iter().map(|(name, kind)| {
            let name = quoted(name);
            if is_text(kind) { format!("nullif({name}, '') AS {name}") } else { name }
        });
        let mut distinct: Vec<&str> = Vec::new();
        let mut rules: Vec<Vec<usize>> = Vec::new();
        for rule in &settings.blocking {
            let mut of_rule = Vec::new();
            for key in rule.keys.iter().map(|key| key.trim()) {
                let known = distinct.iter().position(|known| *known == key);
                of_rule.push(1 + known.unwrap_or(distinct.len()));
                if known.is_none() {
                    distinct.push(key);
                }
            }
            rules.push(of_rule);
        }
        let keys = distinct.iter().enumerate();
        let keys =
            keys.map(|(at, key)| format!("nullif(CAST({key} AS VARCHAR), '') AS \"key {at}\""));
        let sql = format!(
            "SELECT {} AS id, {} FROM (SELECT {} FROM (SELECT {} FROM {}))",
            id_text(settings, input),
            keys.collect::<Vec<_>>().join(", "),
            filled.collect::<Vec<_>>().join(", "),
            columns.join(", "),
            quoted(&input.table)
        );
        let failed = LinkageError::plan("working out blocking keys");
        let frame = context.sql(&sql).await.map_err(&failed)?;
        let stream = frame.execute_stream().await.map_err(&failed)?;
        let left_out = self.left_out.iter().map(|keys| keys.iter().cloned().collect());
        Ok(BlockKeyStream { stream, rules, left_out: left_out.collect() })
    }
}

impl BlockKeyStream {
    /// The next records.
    pub async fn next(&mut self) -> Result<Option<BlockKeys>> {
        let failed = LinkageError::plan("working out blocking keys");
        let batch = self.stream.next().await.transpose().map_err(&failed)?;
        batch.map(|batch| self.read(&batch)).transpose()
    }

    fn read(&self, batch: &RecordBatch) -> Result<BlockKeys> {
        let texts = Texts::of(batch)?;
        let mut found =
            BlockKeys { keys: vec![Vec::new(); self.rules.len()], ..BlockKeys::default() };
        let mut key = String::new();
        for row in 0..batch.num_rows() {
            found.ids.push(texts.get(0, row).unwrap_or_default().to_owned());
            for (number, (rule, keys)) in self.rules.iter().zip(&mut found.keys).enumerate() {
                key.clear();
                let whole = rule.iter().enumerate().all(|(part, column)| {
                    let Some(text) = texts.get(*column, row) else { return false };
                    if part > 0 {
                        key.push('\u{1f}');
                    }
                    key.push_str(text);
                    true
                });
                keys.push(if whole { self.number(number, &key) } else { 0 });
            }
        }
        Ok(found)
    }

    fn number(&self, rule: usize, key: &str) -> u64 {
        let whole = fingerprint(key.as_bytes());
        let left_out = self.left_out.get(rule).filter(|keys| !keys.is_empty());
        if left_out.is_some_and(|keys| keys.contains(&format!("{whole:032x}"))) {
            return 0;
        }
        u64::try_from(whole >> 64).unwrap_or(0).max(1)
    }
}

/// Columns of a batch as text.
struct Texts {
    columns: Vec<StringArray>,
}

impl Texts {
    fn of(batch: &RecordBatch) -> Result<Self> {
        let text = |column: &ArrayRef| {
            cast(column, &DataType::Utf8)
                .map(|column| column.as_string::<i32>().clone())
                .map_err(DataFusionError::from)
                .map_err(LinkageError::plan("working out blocking keys"))
        };
        Ok(Self { columns: batch.columns().iter().map(text).collect::<Result<_>>()? })
    }

    fn get(&self, column: usize, row: usize) -> Option<&str> {
        let column = &self.columns[column];
        column.is_valid(row).then(|| column.value(row))
    }
}
