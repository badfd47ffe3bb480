//! The files of a run. Each is written under another name and moved into place when whole.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringBuilder};
use datafusion::arrow::datatypes::Schema;
use datafusion::error::DataFusionError;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding};
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use crate::error::{LinkageError, Result};
use crate::report::Report;
use crate::rows::{RowIds, Rows};
use crate::score::ScoredPair;

/// Rows of one batch.
const BATCH: usize = 65_536;

/// Writes `pairs.parquet`: `id_l`, `id_r`, `match_weight`, `match_probability`.
pub(crate) fn pairs(path: &Path, rows: &Rows, pairs: &[ScoredPair]) -> Result<()> {
    let batch = |part: &[ScoredPair]| {
        let weights = Float64Array::from_iter_values(part.iter().map(|p| p.match_weight));
        let probabilities =
            Float64Array::from_iter_values(part.iter().map(ScoredPair::probability));
        RecordBatch::try_from_iter([
            ("id_l", ids(rows, part.iter().map(|p| p.left))),
            ("id_r", ids(rows, part.iter().map(|p| p.right))),
            ("match_weight", Arc::new(weights) as ArrayRef),
            ("match_probability", Arc::new(probabilities) as ArrayRef),
        ])
    };
    write(path, pairs, batch)
}

/// Writes `clusters.parquet`: `id`, `cluster_id`, the smallest id of the cluster.
pub(crate) fn clusters(path: &Path, rows: &Rows, clusters: &[u32]) -> Result<()> {
    let numbered: Vec<(u32, u32)> = (0..).zip(clusters.iter().copied()).collect();
    let batch = |part: &[(u32, u32)]| {
        RecordBatch::try_from_iter([
            ("id", ids(rows, part.iter().map(|p| p.0))),
            ("cluster_id", ids(rows, part.iter().map(|p| p.1))),
        ])
    };
    write(path, &numbered, batch)
}

/// Writes `report.json`.
pub(crate) fn report(path: &Path, report: &Report) -> Result<()> {
    whole(path, &(serde_json::to_string_pretty(report)? + "\n"))
}

/// Writes a file of text under another name and moves it into place.
pub(crate) fn whole(path: &Path, text: &str) -> Result<()> {
    moved(path, |partial| std::fs::write(partial, text).map_err(file(path)))
}

/// Has `fill` write beside `path` and moves what it wrote there; what broke off is taken away.
fn moved(path: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let partial = path.with_extension("partial");
    fill(&partial)
        .and_then(|()| std::fs::rename(&partial, path).map_err(file(path)))
        .inspect_err(|_| drop(std::fs::remove_file(&partial)))
}

fn write<T>(
    path: &Path,
    items: &[T],
    batch: impl Fn(&[T]) -> std::result::Result<RecordBatch, datafusion::arrow::error::ArrowError>,
) -> Result<()> {
    let failed = |source| LinkageError::Parquet { path: path.to_path_buf(), source };
    let arrow = |e| LinkageError::plan("writing")(DataFusionError::from(e));
    let empty = batch(&[]).map_err(arrow)?;
    let schema: Arc<Schema> = empty.schema();
    // Hardly a value comes twice: a dictionary would cost time and save no room.
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false);
    for field in schema.fields().iter().filter(|field| field.data_type().is_integer()) {
        let column = ColumnPath::from(field.name().as_str());
        properties = properties.set_column_encoding(column, Encoding::DELTA_BINARY_PACKED);
    }
    let properties = properties.build();
    moved(path, |partial| {
        let out = File::create(partial).map_err(file(path))?;
        let mut writer = ArrowWriter::try_new(out, schema, Some(properties)).map_err(failed)?;
        for part in items.chunks(BATCH) {
            writer.write(&batch(part).map_err(arrow)?).map_err(failed)?;
        }
        writer.close().map_err(failed)?;
        Ok(())
    })
}

fn ids(rows: &Rows, numbers: impl Iterator<Item = u32>) -> ArrayRef {
    match &rows.ids {
        RowIds::Integer(ids) => {
            Arc::new(Int64Array::from_iter_values(numbers.map(|n| ids[n as usize])))
        }
        RowIds::Text(ids) => {
            let (mut array, mut text) = (StringBuilder::new(), String::new());
            for number in numbers {
                ids.read(number, &mut text);
                array.append_value(&text);
            }
            Arc::new(array.finish())
        }
    }
}

fn file(path: &Path) -> impl Fn(std::io::Error) -> LinkageError {
    let path = path.to_path_buf();
    move |source| LinkageError::File { path: path.clone(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stands_in_its_place_only_when_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        whole(&path, "{}").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}");
        let broken = moved(&path, |partial| {
            std::fs::write(partial, "{").map_err(file(partial))?;
            Err(file(partial)(std::io::Error::other("the disk is full")))
        });
        assert!(broken.is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}", "what was there is as it was");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
