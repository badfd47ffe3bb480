//! Mentions beside their entities, in buckets by entity: each is sorted on its own, so that no sort holds a district.

use std::{
    fs,
    path::{Path, PathBuf},
};

use datafusion::prelude::SessionContext;

use super::assign::assigned;
use crate::{
    FusionError,
    engine::{self, Stream},
    lake::{Fields, Kind, TableSink, Value, parts_by_source, rows_of},
    prepare::schema,
};

/// Buckets of a table: the last digit of the entity, which is drawn by chance.
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// A table in buckets.
#[derive(Debug)]
pub(crate) struct Buckets {
    folder: PathBuf,
}

impl Buckets {
    /// Joins the mentions of `table` (a part for each source) with their entities and deals them out into `folder`.
    /// `columns` are of the prepared tables, `assigned_to` the folder that `assign` wrote into.
    pub(crate) async fn fill(
        context: &SessionContext,
        table: &Path,
        assigned_to: &Path,
        columns: &[&str],
        folder: &Path,
    ) -> Result<Self, FusionError> {
        fs::create_dir_all(folder).map_err(FusionError::file(folder))?;
        let buckets = Self { folder: folder.to_owned() };
        let kinds: Vec<(&str, Kind)> = columns
            .iter()
            .filter_map(|name| {
                schema::PEOPLE.iter().chain(schema::ORGANISATIONS).find(|c| c.0 == *name)
            })
            .copied()
            .collect();
        let with_entity: Vec<(&str, Kind)> =
            std::iter::once(("entity", Kind::Text)).chain(kinds.iter().copied()).collect();
        let mut sinks = Vec::new();
        for bucket in Self::all() {
            sinks.push(TableSink::create("apply", &buckets.file(bucket), &with_entity)?);
        }
        let listed: Vec<String> = kinds.iter().map(|(name, _)| format!("m.\"{name}\"")).collect();
        let sql = format!(
            "SELECT a.entity, {} FROM mentions m JOIN mentions_of_source a ON a.id = m.id",
            listed.join(", ")
        );
        for (part, source) in parts_by_source(table)? {
            if rows_of(&part)? == 0 {
                continue;
            }
            engine::entities(context, "mentions_of_source", &assigned(assigned_to, &source))
                .await?;
            context.deregister_table("mentions").map_err(FusionError::engine("apply"))?;
            engine::table(context, "mentions", &part).await?;
            let mut stream = engine::query(context, "apply", &sql).await?;
            while let Some(batch) = stream.next().await? {
                for row in 0..batch.num_rows() {
                    let fields = Fields::new(&batch, row);
                    let entity = fields.text("entity").unwrap_or_default();
                    let last = entity.bytes().next_back();
                    let at = DIGITS.iter().position(|digit| Some(*digit) == last).unwrap_or(0);
                    let values: Vec<Value<'_>> = with_entity
                        .iter()
                        .map(|(name, kind)| match kind {
                            Kind::Int => Value::from(fields.int(name)),
                            Kind::Flag => Value::from(fields.flag(name)),
                            _ => Value::from(fields.text(name)),
                        })
                        .collect();
                    sinks[at].push(&values)?;
                }
            }
        }
        for sink in sinks {
            sink.finish()?;
        }
        Ok(buckets)
    }

    /// The buckets.
    pub(crate) fn all() -> impl Iterator<Item = char> {
        DIGITS.iter().map(|digit| char::from(*digit))
    }

    /// The mentions of one bucket by entity, those of the highest and newest source first.
    pub(crate) async fn read(
        &self,
        context: &SessionContext,
        bucket: char,
    ) -> Result<Stream, FusionError> {
        context.deregister_table("bucket").map_err(FusionError::engine("apply"))?;
        engine::table(context, "bucket", &self.file(bucket)).await?;
        let sql = "SELECT * FROM bucket ORDER BY entity, rank DESC, as_of DESC NULLS LAST, id";
        engine::query(context, "apply", sql).await
    }

    fn file(&self, bucket: char) -> PathBuf {
        self.folder.join(format!("{bucket}.parquet"))
    }
}
