//! Parquet files joined end to end.

use std::{fs::File, path::Path, sync::Arc};

use parquet::{
    column::writer::ColumnCloseResult,
    errors::ParquetError,
    file::{
        metadata::{PageIndexPolicy, ParquetMetaData, ParquetMetaDataReader},
        properties::WriterProperties,
        writer::SerializedFileWriter,
    },
};

use crate::FusionError;

/// Writes `out`: the rows of `parts`, in their order; how many there are. Row groups are copied as they are, so that
/// nothing is read into memory or compressed again.
pub fn concat<P: AsRef<Path>>(out: &Path, parts: &[P]) -> Result<u64, FusionError> {
    let file = File::create(out).map_err(FusionError::file(out))?;
    let mut rows = 0;
    let mut writer: Option<SerializedFileWriter<File>> = None;
    let mut waiting = Some(file);
    for part in parts {
        let part = part.as_ref();
        let (input, meta) = open(part)?;
        if writer.is_none()
            && let Some(file) = waiting.take()
        {
            writer = Some(begin(file, &meta).map_err(FusionError::lake(out))?);
        }
        let Some(writer) = &mut writer else { continue };
        if meta.file_metadata().schema_descr() != writer.schema_descr() {
            let what = format!("{} has other columns than its fellows", part.display());
            return Err(FusionError::part("join", what));
        }
        let groups = 0..meta.num_row_groups();
        append(writer, &input, &meta, groups).map_err(FusionError::lake(part))?;
        rows += u64::try_from(meta.file_metadata().num_rows()).unwrap_or(0);
    }
    let Some(writer) = writer else {
        return Err(FusionError::part("join", "there is none to join"));
    };
    let file = writer.into_inner().map_err(FusionError::lake(out))?;
    file.sync_all().map_err(FusionError::file(out))?;
    Ok(rows)
}

/// Copies some row groups of a file to a file of their own; how many rows they hold.
pub(super) fn copy_groups(from: &Path, groups: &[usize], out: &Path) -> Result<u64, FusionError> {
    let file = File::create(out).map_err(FusionError::file(out))?;
    let (input, meta) = open(from)?;
    let mut writer = begin(file, &meta).map_err(FusionError::lake(out))?;
    append(&mut writer, &input, &meta, groups.iter().copied()).map_err(FusionError::lake(from))?;
    writer.into_inner().map_err(FusionError::lake(out))?;
    let count = |number: &usize| u64::try_from(meta.row_group(*number).num_rows()).unwrap_or(0);
    Ok(groups.iter().map(count).sum())
}

fn open(path: &Path) -> Result<(File, ParquetMetaData), FusionError> {
    let file = File::open(path).map_err(FusionError::file(path))?;
    let meta = ParquetMetaDataReader::new()
        .with_page_index_policy(PageIndexPolicy::Optional)
        .parse_and_finish(&file)
        .map_err(FusionError::lake(path))?;
    Ok((file, meta))
}

fn begin(file: File, like: &ParquetMetaData) -> Result<SerializedFileWriter<File>, ParquetError> {
    let like = like.file_metadata();
    let properties = WriterProperties::builder()
        .set_key_value_metadata(like.key_value_metadata().cloned())
        .build();
    let schema = like.schema_descr().root_schema_ptr();
    SerializedFileWriter::new(file, schema, Arc::new(properties))
}

fn append(
    writer: &mut SerializedFileWriter<File>,
    input: &File,
    meta: &ParquetMetaData,
    groups: impl Iterator<Item = usize>,
) -> Result<(), ParquetError> {
    for number in groups {
        let group = meta.row_group(number);
        let mut out = writer.next_row_group()?;
        for (at, column) in group.columns().iter().enumerate() {
            let close = ColumnCloseResult {
                bytes_written: u64::try_from(column.compressed_size()).unwrap_or(0),
                rows_written: u64::try_from(group.num_rows()).unwrap_or(0),
                metadata: column.clone(),
                bloom_filter: None,
                column_index: meta.column_index().and_then(|i| i.get(number)?.get(at)).cloned(),
                offset_index: meta.offset_index().and_then(|i| i.get(number)?.get(at)).cloned(),
            };
            out.append_column(input, close)?;
        }
        out.close()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::lake::{Fields, Kind, TableSink, Value, open_parquet, rows_of};

    use super::*;

    #[test]
    fn parts_come_together_in_order_and_empty_ones_add_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let part = |name: &str, rows: std::ops::Range<i64>| {
            let path = folder.path().join(name);
            let columns = [("text", Kind::Text), ("day", Kind::Day), ("n", Kind::Int)];
            let mut sink = TableSink::create("test", &path, &columns).unwrap();
            for n in rows {
                let day = Value::Day("2026-03-01".parse().unwrap());
                sink.push(&[Value::Own(format!("row {n}")), day, Value::Int(n)]).unwrap();
            }
            sink.finish().unwrap();
            path
        };
        let parts = [
            part("a", 0..9_000),
            part("b", 0..0),
            part("c", 9_000..9_001),
            part("d", 9_001..9_050),
        ];
        let out = folder.path().join("all.parquet");
        assert_eq!(concat(&out, &parts).unwrap(), 9_050);
        assert_eq!(rows_of(&out).unwrap(), 9_050);
        let mut next = 0;
        for batch in open_parquet(&out).unwrap() {
            let batch = batch.unwrap();
            for row in 0..batch.num_rows() {
                let fields = Fields::new(&batch, row);
                assert_eq!(fields.int("n"), Some(next));
                assert_eq!(fields.text("text"), Some(format!("row {next}").as_str()));
                assert!(fields.day("day").is_some());
                next += 1;
            }
        }
        assert_eq!(next, 9_050);
        let columns = [("other", Kind::Text)];
        let other = folder.path().join("other");
        TableSink::create("test", &other, &columns).unwrap().finish().unwrap();
        assert!(concat(&out, &[&parts[0], &other]).is_err());
        assert!(concat::<&Path>(&out, &[]).is_err());
    }
}
