//! The files of a run. They are written under other names and moved into place when all are whole.

use std::fs::File;
use std::path::{Path, PathBuf};
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
use crate::score::probability;
use crate::settle::SettledPair;

/// Rows of one batch.
const BATCH: usize = 65_536;

/// Files that belong together: none takes its place before all are whole, and what broke off is taken
/// away.
#[derive(Default)]
pub(crate) struct Together {
    /// Where each is written, and where it belongs.
    files: Vec<(PathBuf, PathBuf)>,
}

impl Together {
    /// Has `fill` write beside `path`.
    fn file(&mut self, path: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let partial = path.with_extension("partial");
        self.files.push((partial.clone(), path.to_path_buf()));
        fill(&partial)
    }

    /// Moves every file into its place, in the order they were written.
    pub(crate) fn settle(self) -> Result<()> {
        self.files
            .iter()
            .try_for_each(|(partial, path)| std::fs::rename(partial, path).map_err(file(path)))
    }
}

impl Drop for Together {
    fn drop(&mut self) {
        for (partial, _) in &self.files {
            drop(std::fs::remove_file(partial));
        }
    }
}

/// Writes `pairs.parquet`: `id_l`, `id_r`, `match_weight`, `match_probability`, and `own_weight` of the two records alone.
pub(crate) fn pairs(
    files: &mut Together,
    path: &Path,
    rows: &Rows,
    pairs: &[SettledPair],
) -> Result<()> {
    let batch = |part: &[SettledPair]| {
        let weights = Float64Array::from_iter_values(part.iter().map(|p| p.match_weight));
        let probabilities =
            Float64Array::from_iter_values(part.iter().map(|p| probability(p.match_weight)));
        let own = Float64Array::from_iter_values(part.iter().map(|p| p.own.match_weight));
        RecordBatch::try_from_iter([
            ("id_l", ids(rows, part.iter().map(|p| p.own.left))),
            ("id_r", ids(rows, part.iter().map(|p| p.own.right))),
            ("match_weight", Arc::new(weights) as ArrayRef),
            ("match_probability", Arc::new(probabilities) as ArrayRef),
            ("own_weight", Arc::new(own) as ArrayRef),
        ])
    };
    write(files, path, pairs, batch)
}

/// Writes `clusters.parquet`: `id`, `cluster_id`, the smallest id of the cluster.
pub(crate) fn clusters(
    files: &mut Together,
    path: &Path,
    rows: &Rows,
    clusters: &[u32],
) -> Result<()> {
    let numbered: Vec<(u32, u32)> = (0..).zip(clusters.iter().copied()).collect();
    let batch = |part: &[(u32, u32)]| {
        RecordBatch::try_from_iter([
            ("id", ids(rows, part.iter().map(|p| p.0))),
            ("cluster_id", ids(rows, part.iter().map(|p| p.1))),
        ])
    };
    write(files, path, &numbered, batch)
}

/// Writes `report.json`.
pub(crate) fn report(files: &mut Together, path: &Path, report: &Report) -> Result<()> {
    let text = serde_json::to_string_pretty(report)? + "\n";
    files.file(path, |partial| std::fs::write(partial, text).map_err(file(path)))
}

/// Writes a file of text under another name and moves it into place.
pub(crate) fn whole(path: &Path, text: &str) -> Result<()> {
    let mut files = Together::default();
    files.file(path, |partial| std::fs::write(partial, text).map_err(file(path)))?;
    files.settle()
}

fn write<T>(
    files: &mut Together,
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
    files.file(path, |partial| {
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
        let beside = folder.path().join("pairs.parquet");
        let mut files = Together::default();
        files
            .file(&beside, |partial| std::fs::write(partial, "[]").map_err(file(partial)))
            .unwrap();
        let broken = files.file(&path, |partial| {
            std::fs::write(partial, "{").map_err(file(partial))?;
            Err(file(partial)(std::io::Error::other("the disk is full")))
        });
        assert!(broken.is_err());
        drop(files);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}", "what was there is as it was");
        assert!(!beside.exists(), "what is whole waits for what belongs to it");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
