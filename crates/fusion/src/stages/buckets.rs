//! Mentions beside their entities, in buckets by entity: each is sorted on its own, so that no sort holds a district.

use std::{
    cmp::Reverse,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow::{
    array::{Array as _, ArrayRef, AsArray as _, FixedSizeBinaryArray, UInt32Array},
    compute::{concat_batches, take_record_batch},
    datatypes::{DataType, Field, Int64Type, Schema, SchemaRef},
    error::ArrowError,
    record_batch::RecordBatch,
};
use kernel::Day;

use super::entities::OfSource;
use crate::{
    FusionError,
    lake::{ParquetSink, open_columns, open_parquet, text_column},
};

/// Buckets of a table, by the last bits of the entity, which are drawn by chance.
const BUCKETS: usize = 32;
/// Rows of a row group of a bucket: what each holds in memory while all are filled.
const GROUP: usize = 16_384;
/// Rows handed over at once.
const BATCH: usize = 8_192;
/// The column of the entity.
pub(crate) const ENTITY: &str = "entity";

/// A table in buckets.
#[derive(Debug)]
pub(crate) struct Buckets {
    folder: PathBuf,
    columns: &'static [&'static str],
    /// Made with the first rows.
    sinks: Vec<ParquetSink>,
}

impl Buckets {
    /// Buckets in `folder` for some columns of a prepared table; `id`, `rank` and `as_of` are among them.
    pub(crate) fn create(
        folder: &Path,
        columns: &'static [&'static str],
    ) -> Result<Self, FusionError> {
        fs::create_dir_all(folder).map_err(FusionError::file(folder))?;
        Ok(Self { folder: folder.to_owned(), columns, sinks: Vec::new() })
    }

    /// Deals out a source's part of the table.
    pub(crate) fn deal(&mut self, part: &Path, mentions: &OfSource) -> Result<(), FusionError> {
        let mut lookup = mentions.walk();
        for batch in open_columns(part, self.columns)? {
            let batch = batch.map_err(failed)?;
            let ids = text_column("apply", &batch, "id")?;
            let mut dealt: Vec<Vec<u32>> = vec![Vec::new(); BUCKETS];
            let mut entities = Vec::with_capacity(batch.num_rows());
            for (row, id) in (0..).zip(ids) {
                let entity = id.and_then(|id| lookup.entity(id));
                if let Some(entity) = entity {
                    dealt[usize::from(entity[15]) % BUCKETS].push(row);
                }
                entities.push(entity.unwrap_or_default());
            }
            let batch = with_entities(&batch, &entities).map_err(failed)?;
            if self.sinks.is_empty() {
                for bucket in 0..BUCKETS {
                    let sink = ParquetSink::with_groups(&self.file(bucket), batch.schema(), GROUP)?;
                    self.sinks.push(sink);
                }
            }
            for (sink, rows) in self.sinks.iter_mut().zip(dealt) {
                if !rows.is_empty() {
                    let part = take_record_batch(&batch, &UInt32Array::from(rows));
                    sink.write(&part.map_err(failed)?)?;
                }
            }
        }
        Ok(())
    }

    /// Closes the files; the buckets, to be read one by one.
    pub(crate) fn finish(mut self) -> Result<Vec<PathBuf>, FusionError> {
        let filled = if self.sinks.is_empty() { 0 } else { BUCKETS };
        for sink in self.sinks.drain(..) {
            sink.finish()?;
        }
        Ok((0..filled).map(|bucket| self.file(bucket)).collect())
    }

    fn file(&self, bucket: usize) -> PathBuf {
        self.folder.join(format!("{bucket:02}.parquet"))
    }
}

/// The mentions of one bucket by entity, those of the highest and newest source first; its file is removed.
pub(crate) fn read(
    bucket: &Path,
) -> Result<impl Iterator<Item = Result<RecordBatch, FusionError>> + use<>, FusionError> {
    let batches: Vec<RecordBatch> =
        open_parquet(bucket)?.collect::<Result<_, _>>().map_err(failed)?;
    let schema = batches.first().map_or_else(|| Arc::new(Schema::empty()), RecordBatch::schema);
    let all = concat_batches(&schema, &batches).map_err(failed)?;
    drop(batches);
    fs::remove_file(bucket).map_err(FusionError::file(bucket))?;
    let order = if all.num_rows() == 0 { Vec::new() } else { order(&all)? };
    let batches = order.chunks(BATCH).map(|rows| UInt32Array::from(rows.to_vec()));
    let batches: Vec<UInt32Array> = batches.collect();
    Ok(batches.into_iter().map(move |rows| take_record_batch(&all, &rows).map_err(failed)))
}

fn failed(cause: ArrowError) -> FusionError {
    FusionError::arrow("apply")(cause)
}

fn order(all: &RecordBatch) -> Result<Vec<u32>, FusionError> {
    let lacks = || failed(ArrowError::SchemaError("a bucket's keys".into()));
    let entities = all.column_by_name(ENTITY).and_then(|c| c.as_fixed_size_binary_opt());
    let ranks = all.column_by_name("rank").and_then(|c| c.as_primitive_opt::<Int64Type>());
    let (entities, ranks) = entities.zip(ranks).ok_or_else(lacks)?;
    let (ids, days) = (text_column("apply", all, "id")?, text_column("apply", all, "as_of")?);
    let day = |row: usize| {
        let text = days.is_valid(row).then(|| days.value(row));
        text.and_then(|text| text.parse::<Day>().ok()).map(Day::epoch_days)
    };
    let key = |row: u32| {
        let at = row as usize;
        let mut entity = [0; 16];
        entity.copy_from_slice(entities.value(at));
        (u128::from_be_bytes(entity), Reverse(ranks.value(at)), Reverse(day(at)), row)
    };
    let count = u32::try_from(all.num_rows()).unwrap_or(u32::MAX);
    let mut keyed: Vec<_> = (0..count).map(key).collect();
    keyed.sort_unstable_by(|a, b| {
        let ids = || ids.value(a.3 as usize).cmp(ids.value(b.3 as usize));
        (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)).then_with(ids)
    });
    Ok(keyed.into_iter().map(|(_, _, _, row)| row).collect())
}

fn with_entities(batch: &RecordBatch, entities: &[[u8; 16]]) -> Result<RecordBatch, ArrowError> {
    let entities = FixedSizeBinaryArray::try_from_iter(entities.iter())?;
    let mut fields = batch.schema().fields().to_vec();
    fields.push(Arc::new(Field::new(ENTITY, DataType::FixedSizeBinary(16), false)));
    let mut columns: Vec<ArrayRef> = batch.columns().to_vec();
    columns.push(Arc::new(entities));
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    RecordBatch::try_new(schema, columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lake::{Fields, Kind, TableSink, Value};

    const NAMED: &[&str] = &["id", "rank", "as_of", "name"];

    #[test]
    fn each_mention_comes_once_beside_its_entity_the_highest_and_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let mut all = Vec::new();
        let mut buckets = Buckets::create(&folder.path().join("buckets"), NAMED).unwrap();
        for source in ["a", "b"] {
            let mut mentions = OfSource::default();
            let part = folder.path().join(source);
            let columns = [
                ("id", Kind::Text),
                ("rank", Kind::Int),
                ("as_of", Kind::Text),
                ("name", Kind::Text),
                ("more", Kind::Text),
            ];
            let mut sink = TableSink::create("test", &part, &columns).unwrap();
            for number in 0..20_000_u32 {
                let id = format!("{source}/{number:06}/self");
                let entity = u128::from(number % 5_000) << 64 | u128::from(number % 97 % 31);
                let rank = i64::from(number % 3);
                let as_of = (number % 7 > 0).then(|| format!("2026-0{}-01", number % 7));
                mentions.push(&id, entity.to_be_bytes());
                sink.push(&[
                    Value::Text(&id),
                    Value::Int(rank),
                    Value::from(as_of.as_deref()),
                    Value::Text(&id),
                    Value::Text("more"),
                ])
                .unwrap();
                all.push((entity, Reverse(rank), Reverse(as_of), id));
            }
            sink.finish().unwrap();
            buckets.deal(&part, &mentions).unwrap();
        }
        let mut found = Vec::new();
        for bucket in buckets.finish().unwrap() {
            let mut of_bucket = Vec::new();
            for batch in read(&bucket).unwrap() {
                let batch = batch.unwrap();
                for row in 0..batch.num_rows() {
                    let fields = Fields::new(&batch, row);
                    let entity = fields.sixteen(ENTITY).map(u128::from_be_bytes).unwrap();
                    let as_of = fields.text("as_of").map(ToOwned::to_owned);
                    assert_eq!(fields.text("id"), fields.text("name"));
                    let id = fields.text("id").unwrap().to_owned();
                    of_bucket.push((
                        entity,
                        Reverse(fields.int("rank").unwrap()),
                        Reverse(as_of),
                        id,
                    ));
                }
            }
            assert!(of_bucket.is_sorted());
            found.extend(of_bucket);
        }
        found.sort();
        all.sort();
        assert!(found == all);
    }
}
