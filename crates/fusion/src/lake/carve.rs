//! A range of rows of a Parquet file as a file of its own.

use std::{ops::Range, path::Path};

use crate::{
    FusionError,
    lake::{ParquetSink, concat::copy_groups, open_rows, parquet_file::groups_of},
};

/// Writes `rows` of `from` to `out`; how many there are. Whole row groups are copied as they are.
pub(crate) fn carve(from: &Path, rows: Range<u64>, out: &Path) -> Result<u64, FusionError> {
    let groups = groups_of(from, &rows)?;
    if groups.rows == rows {
        return copy_groups(from, &groups.numbers, out);
    }
    let read = open_rows(from, rows)?;
    let mut sink = ParquetSink::create(out, arrow::record_batch::RecordBatchReader::schema(&read))?;
    for batch in read {
        sink.write(&batch.map_err(FusionError::arrow("carve"))?)?;
    }
    sink.finish()
}

#[cfg(test)]
mod tests {
    use crate::lake::{Kind, TableSink, Value, open_parquet, rows_of};

    use super::*;

    #[test]
    fn a_part_has_the_rows_of_its_range_whole_groups_or_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.parquet");
        let mut sink =
            TableSink::create("test", &path, &[("n", Kind::Int), ("text", Kind::Text)]).unwrap();
        for n in 0..140_000 {
            sink.push(&[Value::Int(n), Value::Own(format!("row {}", n % 7))]).unwrap();
        }
        sink.finish().unwrap();
        let read = |path: &Path, rows: Range<u64>| -> Vec<_> {
            let batches: Vec<_> = open_rows(path, rows).unwrap().map(Result::unwrap).collect();
            let schema = batches.first().map(arrow::array::RecordBatch::schema);
            schema
                .map(|schema| arrow::compute::concat_batches(&schema, &batches).unwrap())
                .into_iter()
                .collect()
        };
        for rows in [0..65_536, 65_536..131_072, 131_072..140_000, 0..140_000, 5..70_000, 9..9] {
            let out = folder.path().join("part.parquet");
            let count = rows.end - rows.start;
            assert_eq!(carve(&path, rows.clone(), &out).unwrap(), count, "{rows:?}");
            assert_eq!(rows_of(&out).unwrap(), count);
            assert!(read(&out, 0..count) == read(&path, rows.clone()), "{rows:?}");
            drop(open_parquet(&out).unwrap());
        }
    }
}
